// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/rsp_session.h"

#include "core/euicc/memory_rules.h"

#include <algorithm>

namespace wb::euicc {

namespace {

/// The refusal for what is wrong with a server's certificate, in the order of SGP.22 section 5.7.13: first whether it
/// holds at all, then whether it is the certificate of a server that may authenticate here.
std::optional<rsp::AuthenticateErrorCode> refusalFor(const pki::ChainReport &report)
{
    std::optional<rsp::AuthenticateErrorCode> wrongRole;
    for (const pki::RuleVerdict &verdict : report.verdicts) {
        if (verdict.verdict != pki::Verdict::broken || verdict.advisory)
            continue;
        switch (verdict.rule) {
        case pki::Rule::validity: break; // an eUICC has no clock
        case pki::Rule::curve: return rsp::AuthenticateErrorCode::unsupportedCurve;
        case pki::Rule::policy: wrongRole = rsp::AuthenticateErrorCode::invalidOid; break;
        default: return rsp::AuthenticateErrorCode::invalidCertificate;
        }
    }
    return wrongRole;
}

bool verifiesUnder(const Identity &identity, const std::optional<Bytes> &ci)
{
    const auto &listed = identity.verificationKeyIds;
    return ci
           && std::any_of(listed.begin(), listed.end(), [&](const rsp::KeyId &keyId) { return keyId.octets == *ci; });
}

/// What a server's certificate says, once it has been found good for one of the roles.
tl::expected<pki::Certificate, rsp::AuthenticateErrorCode> checkedCertificate(const asn1::Opaque &octets,
                                                                              const Identity &identity,
                                                                              const Memory &memory,
                                                                              std::span<const pki::Role> roles)
{
    auto certificate = pki::Certificate::fromDer(octets.whole);
    if (!certificate || !verifiesUnder(identity, certificate->authorityKeyId()))
        return tl::make_unexpected(rsp::AuthenticateErrorCode::invalidCertificate);
    const auto report = pki::checkServerCertificate(*certificate, {}, identity.cis, roles, certificate->notBefore());
    if (const auto refusal = refusalFor(report))
        return tl::make_unexpected(*refusal);
    if (isRevoked(memory, *certificate))
        return tl::make_unexpected(rsp::AuthenticateErrorCode::invalidCertificate);
    return std::move(*certificate);
}

bool isSignedBy(const pki::Certificate &certificate, ByteView data, ByteView signature)
{
    const pki::PublicKey *key = certificate.publicKey();
    return key != nullptr && pki::verify(*key, data, signature);
}

/// The checks of SGP.22 section 5.7.13, in the order of the specification; the server's OID when all hold.
tl::expected<std::string, rsp::AuthenticateErrorCode> checkServer(const std::optional<RspSession> &session,
                                                                  const Identity &identity, const Memory &memory,
                                                                  const rsp::AuthenticateServerRequest &request)
{
    using enum rsp::AuthenticateErrorCode;
    if (!session || session->server) // a challenge serves once: what was answered before is not answered again
        return tl::make_unexpected(noSessionContext);
    static constexpr pki::Role roles[] = {pki::Role::dsAuth, pki::Role::dpAuth};
    const auto certificate = checkedCertificate(request.serverCertificate, identity, memory, roles);
    if (!certificate)
        return tl::make_unexpected(certificate.error());
    if (!isSignedBy(*certificate, request.serverSigned1.bytes, request.serverSignature1))
        return tl::make_unexpected(invalidSignature);
    if (request.serverSigned1.value.euiccChallenge != session->challenge)
        return tl::make_unexpected(euiccChallengeMismatch);
    if (credentialUnder(identity, request.euiccCiPKIdToBeUsed) == nullptr)
        return tl::make_unexpected(ciPKUnknown);
    return std::string(certificate->oid());
}

rsp::DownloadErrorCode downloadErrorOf(rsp::AuthenticateErrorCode code)
{
    return code == rsp::AuthenticateErrorCode::unsupportedCurve ? rsp::DownloadErrorCode::unsupportedCurve
                                                                : rsp::DownloadErrorCode::invalidCertificate;
}

/// The checks of SGP.22 section 5.7.5; CERT.DPpb when all hold.
tl::expected<pki::Certificate, rsp::DownloadErrorCode> checkDownload(const std::optional<RspSession> &session,
                                                                     const Identity &identity, const Memory &memory,
                                                                     const rsp::PrepareDownloadRequest &request)
{
    using enum rsp::DownloadErrorCode;
    if (!session || !session->server)
        return tl::make_unexpected(noSessionContext);
    static constexpr pki::Role roles[] = {pki::Role::dpPb};
    auto certificate = checkedCertificate(request.smdpCertificate, identity, memory, roles);
    if (!certificate)
        return tl::make_unexpected(downloadErrorOf(certificate.error()));
    if (certificate->oid() != session->server->oid) // CERT.DPauth and CERT.DPpb belong to one SM-DP+
        return tl::make_unexpected(invalidCertificate);
    Bytes covered = request.smdpSigned2.bytes;
    append(covered, asn1::tlv(0x5F37, session->server->euiccSignature1));
    if (!isSignedBy(*certificate, covered, request.smdpSignature2))
        return tl::make_unexpected(invalidSignature);
    if (request.smdpSigned2.value.transactionId != session->server->transactionId)
        return tl::make_unexpected(invalidTransactionId);
    return std::move(*certificate);
}

} // namespace

RspSession newSession()
{
    RspSession session;
    const Bytes random = pki::randomBytes(session.challenge.size());
    std::copy(random.begin(), random.end(), session.challenge.begin());
    return session;
}

const EuiccCredential *credentialUnder(const Identity &identity, const rsp::KeyId &ci)
{
    for (const EuiccCredential &credential : identity.credentials) {
        const auto &issuer = credential.eum.authorityKeyId();
        if (issuer && *issuer == ci.octets)
            return &credential;
    }
    return nullptr;
}

rsp::AuthenticateServerResponse authenticateServer(std::optional<RspSession> &session, const Identity &identity,
                                                   const Memory &memory, const rsp::EuiccInfo2 &info,
                                                   const rsp::AuthenticateServerRequest &request)
{
    const rsp::ServerSigned1 &server = request.serverSigned1.value;
    const auto refused = [&](rsp::AuthenticateErrorCode code) {
        session.reset();
        return rsp::AuthenticateServerResponse{rsp::AuthenticateResponseError{server.transactionId, code}};
    };
    const auto oid = checkServer(session, identity, memory, request);
    if (!oid)
        return refused(oid.error());

    rsp::EuiccSigned1 signed1;
    signed1.transactionId = server.transactionId;
    signed1.serverAddress = server.serverAddress;
    signed1.serverChallenge = server.serverChallenge;
    signed1.euiccInfo2 = info;
    signed1.ctxParams1 = request.ctxParams1;

    const EuiccCredential &credential = *credentialUnder(identity, request.euiccCiPKIdToBeUsed);
    rsp::AuthenticateResponseOk ok;
    ok.euiccSigned1 = asn1::seal(std::move(signed1));
    auto signature = pki::sign(credential.key, ok.euiccSigned1.bytes);
    if (!signature)
        return refused(rsp::AuthenticateErrorCode::undefinedError);
    ok.euiccSignature1 = std::move(*signature);
    ok.euiccCertificate.whole = copyOf(credential.euicc.der());
    ok.eumCertificate.whole = copyOf(credential.eum.der());
    session->server = RspSession::Server{server.transactionId, *oid, request.euiccCiPKIdToBeUsed, ok.euiccSignature1};
    return {std::move(ok)};
}

rsp::PrepareDownloadResponse prepareDownload(std::optional<RspSession> &session, const Identity &identity,
                                             const Memory &memory, const rsp::PrepareDownloadRequest &request)
{
    const rsp::SmdpSigned2 &server = request.smdpSigned2.value;
    const auto refused = [&](rsp::DownloadErrorCode code) {
        return rsp::PrepareDownloadResponse{rsp::PrepareDownloadResponseError{server.transactionId, code}};
    };
    auto certificate = checkDownload(session, identity, memory, request);
    if (!certificate)
        return refused(certificate.error());
    auto oneTimeKey = pki::PrivateKey::generate(certificate->curve());
    if (!oneTimeKey)
        return refused(rsp::DownloadErrorCode::undefinedError);

    rsp::PrepareDownloadResponseOk ok;
    ok.euiccSigned2 = asn1::seal(
        rsp::EuiccSigned2{server.transactionId, copyOf(oneTimeKey->publicPoint()), request.hashCc});
    Bytes covered = ok.euiccSigned2.bytes;
    append(covered, asn1::tlv(0x5F37, request.smdpSignature2));
    auto signature = pki::sign(credentialUnder(identity, session->server->ci)->key, covered);
    if (!signature)
        return refused(rsp::DownloadErrorCode::undefinedError);
    ok.euiccSignature2 = std::move(*signature);
    session->download = RspSession::Download{std::move(*oneTimeKey), std::move(*certificate)};
    return {std::move(ok)};
}

rsp::CancelSessionResponse cancelSession(std::optional<RspSession> &session, const Identity &identity,
                                         const rsp::CancelSessionRequest &request)
{
    if (!session || !session->server || session->server->transactionId != request.transactionId)
        return {rsp::CancelSessionError::invalidTransactionId};
    rsp::CancelSessionResponseOk ok;
    ok.euiccCancelSessionSigned = asn1::seal(
        rsp::EuiccCancelSessionSigned{request.transactionId, {session->server->oid}, request.reason});
    auto signature = pki::sign(credentialUnder(identity, session->server->ci)->key, ok.euiccCancelSessionSigned.bytes);
    session.reset();
    if (!signature)
        return {rsp::CancelSessionError::undefinedError};
    ok.euiccCancelSessionSignature = std::move(*signature);
    return {std::move(ok)};
}

} // namespace wb::euicc
