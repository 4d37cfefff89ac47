// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/auth/mutual_authentication.h"

#include "core/auth/sessions.h"
#include "core/http/address.h"
#include "core/http/text.h"
#include "core/rsp/status_code.h"

#include <algorithm>

namespace wb::auth {

namespace {

constexpr std::size_t challengeLength = 16;
constexpr std::size_t transactionIdLength = 16;

/// A peer's text for a message of ours: not longer than anything that makes sense.
std::string shown(std::string_view text)
{
    constexpr std::size_t longest = 255;
    return "'" + (text.size() > longest ? std::string(text.substr(0, longest)) + "..." : std::string(text)) + "'";
}

Failure refuse(const char *function, const StatusPair &status, std::string reason)
{
    Error error = makeError(ErrorKind::refused, Interface::es11, function, std::move(reason));
    error.status = status;
    error.status->message = error.reason;
    return fail(std::move(error));
}

Failure refuseMalformed(const char *function, const std::string &member, const Error &cause)
{
    Error error = makeError(ErrorKind::malformed, Interface::es11, function,
                            member + ": " + cause.step + " " + cause.reason);
    error.status = rsp::status::formatInvalid;
    error.status->message = error.reason;
    error.offset = cause.offset;
    return fail(std::move(error));
}

/// The rules that tie an EID to its EUM. They are asked last (step 16), after the signature.
bool isEidRule(pki::Rule rule)
{
    return rule == pki::Rule::eumOrganization || rule == pki::Rule::eumEin || rule == pki::Rule::eidForm;
}

bool isAboutEuicc(const pki::RuleVerdict &verdict)
{
    return verdict.role == pki::Role::euicc;
}

/// Whether the certificate itself has ended; a CI that has ended makes what it issued invalid, not expired.
bool hasExpired(const pki::RuleVerdict &verdict, const pki::Certificate &certificate, TimePoint now)
{
    return verdict.rule == pki::Rule::validity && verdict.role != pki::Role::ci && now > certificate.notAfter();
}

struct Refusal {
    StatusPair status;
    std::string reason;
};

/// The refusal for the first broken rule that CERT.EUM depends on: everything in the report that is not about the eUICC,
/// whatever role the certificates claim. None when all hold.
std::optional<Refusal> eumRefusal(const pki::ChainReport &report, const pki::Certificate &eum, TimePoint now)
{
    for (const pki::RuleVerdict &verdict : report.verdicts) {
        if (verdict.verdict != pki::Verdict::broken || verdict.advisory || isAboutEuicc(verdict))
            continue;
        const bool expired = hasExpired(verdict, eum, now);
        return Refusal{expired ? rsp::status::eumCertificateExpired : rsp::status::eumCertificateInvalid,
                       verdict.line()};
    }
    return {};
}

/// The same for CERT.EUICC. The EID rules come last in the order of checks and are left out here.
std::optional<Refusal> euiccRefusal(const pki::ChainReport &report, const pki::Certificate &euicc, TimePoint now)
{
    for (const pki::RuleVerdict &verdict : report.verdicts) {
        if (verdict.verdict != pki::Verdict::broken || verdict.advisory || !isAboutEuicc(verdict)
            || isEidRule(verdict.rule))
            continue;
        const bool expired = hasExpired(verdict, euicc, now);
        return Refusal{expired ? rsp::status::euiccCertificateExpired : rsp::status::euiccCertificateInvalid,
                       verdict.line()};
    }
    return {};
}

/// The reason of the first broken EUM or EID rule; empty when they hold.
std::string brokenEidRule(const pki::ChainReport &report)
{
    for (const pki::RuleVerdict &verdict : report.verdicts) {
        if (verdict.verdict == pki::Verdict::broken && !verdict.advisory && isEidRule(verdict.rule))
            return verdict.reason;
    }
    return {};
}

rsp::Octet16 newChallenge()
{
    rsp::Octet16 challenge{};
    const Bytes random = pki::randomBytes(challenge.size());
    std::copy(random.begin(), random.end(), challenge.begin());
    return challenge;
}

} // namespace

const Refusals &smdsRefusals()
{
    static const Refusals refusals{rsp::status::smdsAddressRefused, rsp::status::smdsSecurityConfigurationUnsupported,
                                   rsp::status::smdsSvnUnsupported, rsp::status::smdsCertificateUnavailable};
    return refusals;
}

MutualAuthentication::MutualAuthentication(Configuration configuration, const Clock &clock,
                                           std::unique_ptr<SessionStore> sessions)
    : m_configuration(std::move(configuration)),
      m_trust(Trust{std::move(m_configuration.credentials), std::move(m_configuration.cis)}),
      m_clock(clock),
      m_sessions(sessions ? std::move(sessions) : std::make_unique<Sessions>(clock, m_configuration.sessions))
{
}

bool MutualAuthentication::isOwnAddress(std::string_view address) const
{
    return std::any_of(m_configuration.addresses.begin(), m_configuration.addresses.end(),
                       [&](const std::string &own) { return http::isSameServer(own, address); });
}

void MutualAuthentication::reload(std::vector<AuthCredential> credentials, pki::TrustAnchors cis)
{
    m_trust.set({std::move(credentials), std::move(cis)});
}

Result<Bytes> MutualAuthentication::signFor(const AuthenticatedEuicc &euicc, ByteView data) const
{
    const auto trust = m_trust.get();
    const AuthCredential *credential = trust->credentialFor(euicc.euiccInfo2.verificationKeyIds);
    if (credential == nullptr) {
        return fail(ErrorKind::unsupported, Interface::es11, "AuthenticateClient",
                    "no certificate of this server is issued by a CI that the eUICC can verify");
    }
    return pki::sign(credential->key, data);
}

std::vector<pki::PrivateKey> MutualAuthentication::keys() const
{
    const auto trust = m_trust.get();
    std::vector<pki::PrivateKey> keys;
    for (const AuthCredential &credential : trust->credentials)
        keys.push_back(credential.key);
    return keys;
}

const AuthCredential *
MutualAuthentication::Trust::credentialFor(const std::vector<rsp::KeyId> &verificationKeyIds) const
{
    for (const rsp::KeyId &keyId : verificationKeyIds) { // the eUICC's order of preference
        for (const AuthCredential &credential : credentials) {
            const auto &issuer = credential.certificate.authorityKeyId();
            if (issuer && *issuer == keyId.octets)
                return &credential;
        }
    }
    return nullptr;
}

const rsp::KeyId *MutualAuthentication::Trust::ciFor(const std::vector<rsp::KeyId> &signingKeyIds) const
{
    for (const rsp::KeyId &keyId : signingKeyIds) {
        if (cis.has(keyId.octets))
            return &keyId;
    }
    return nullptr;
}

Result<es::InitiateAuthenticationResponse>
MutualAuthentication::initiate(const es::InitiateAuthenticationRequest &request)
{
    constexpr auto function = "InitiateAuthentication";

    if (!isOwnAddress(request.smdpAddress))
        return refuse(function, m_configuration.refusals.address,
                      shown(request.smdpAddress) + " is not an address of this server");

    if (request.euiccChallenge.size() != challengeLength) {
        return refuse(function, rsp::status::formatInvalid,
                      "euiccChallenge has " + std::to_string(request.euiccChallenge.size()) + " octets instead of 16");
    }
    const auto info = asn1::decode<rsp::EuiccInfo1>(request.euiccInfo1);
    if (!info)
        return refuseMalformed(function, "euiccInfo1", info.error());
    if (info->svn < m_configuration.lowestSvn || info->svn.octets[0] > m_configuration.highestSvnMajor)
        return refuse(function, m_configuration.refusals.svn, "SVN " + info->svn.text() + " is not supported");

    const auto trust = m_trust.get();
    const AuthCredential *credential = trust->credentialFor(info->verificationKeyIds);
    if (credential == nullptr) {
        return refuse(function, m_configuration.refusals.certificate,
                      "no certificate of this server is issued by a CI that the eUICC can verify");
    }
    const rsp::KeyId *ci = trust->ciFor(info->signingKeyIds);
    if (ci == nullptr) {
        return refuse(function, m_configuration.refusals.securityConfiguration,
                      "none of the CI keys under which the eUICC can sign is trusted by this server");
    }

    Session session;
    session.serverChallenge = newChallenge();
    session.serverAddress = request.smdpAddress;
    session.svn = info->svn;
    session.ciKeyId = *ci;
    session.started = m_clock.now();
    session.origin = request.origin;
    for (bool added = false; !added;) {
        session.transactionId.octets = pki::randomBytes(transactionIdLength);
        auto outcome = m_sessions->add(session);
        if (!outcome)
            return fail(std::move(outcome.error()));
        added = *outcome;
    }

    rsp::ServerSigned1 signed1;
    signed1.transactionId = session.transactionId;
    std::copy(request.euiccChallenge.begin(), request.euiccChallenge.end(), signed1.euiccChallenge.begin());
    signed1.serverAddress = session.serverAddress;
    signed1.serverChallenge = session.serverChallenge;

    es::InitiateAuthenticationResponse response;
    response.transactionId = session.transactionId;
    response.serverSigned1 = asn1::encode(signed1);
    auto signature = pki::sign(credential->key, response.serverSigned1);
    if (!signature)
        return fail(std::move(signature.error()));
    response.serverSignature1 = asn1::tlv(0x5F37, *signature);
    response.euiccCiPKIdToBeUsed = asn1::tlv(0x04, ci->octets);
    response.serverCertificate = copyOf(credential->certificate.der());
    return response;
}

Result<AuthenticatedEuicc> MutualAuthentication::authenticate(const es::AuthenticateClientRequest &request)
{
    constexpr auto function = "AuthenticateClient";
    const auto taken = m_sessions->take(request.transactionId);
    if (!taken)
        return fail(taken.error());
    const std::optional<Session> &session = *taken;
    if (!session)
        return refuse(function, rsp::status::transactionIdUnknown, "no session has this TransactionID");

    const auto answer = asn1::decode<rsp::AuthenticateServerResponse>(request.authenticateServerResponse);
    if (!answer)
        return refuseMalformed(function, "authenticateServerResponse", answer.error());
    if (const auto *error = answer->error()) {
        const auto code = static_cast<int>(error->code);
        return refuse(function, rsp::status::euiccVerificationFailed,
                      "the eUICC refused this server: ES10b.AuthenticateServer error " + std::to_string(code) + " "
                          + std::string(asn1::nameOf(error->code)));
    }
    const rsp::AuthenticateResponseOk &ok = *answer->ok();
    const rsp::EuiccSigned1 &signed1 = ok.euiccSigned1.value;

    if (signed1.transactionId != session->transactionId) {
        return refuse(function, rsp::status::transactionIdUnknown,
                      "the eUICC signed TransactionID " + signed1.transactionId.text()
                          + ", which is not this session's");
    }

    const auto eum = m_eums.read(ok.eumCertificate.whole);
    if (!eum)
        return refuse(function, rsp::status::eumCertificateInvalid, "CERT.EUM: " + eum.error().line());
    if (!eum->authorityKeyId() || *eum->authorityKeyId() != session->ciKeyId.octets)
        return refuse(function, rsp::status::ciPublicKeyUnknown, "CERT.EUM is not issued by the CI that was selected");

    const TimePoint now = m_clock.now();
    const auto euicc = pki::Certificate::fromDer(ok.euiccCertificate.whole);
    AuthenticatedEuicc client;
    // CERT.EUM is judged first, even when there is no CERT.EUICC to judge with it: then it stands in for that one.
    client.chain = pki::checkEuiccChain(*eum, euicc ? *euicc : *eum, m_trust.get()->cis, now);
    if (const auto refusal = eumRefusal(client.chain, *eum, now))
        return refuse(function, refusal->status, refusal->reason);
    m_eums.keep(*eum);
    if (!euicc)
        return refuse(function, rsp::status::euiccCertificateInvalid, "CERT.EUICC: " + euicc.error().line());
    if (const auto refusal = euiccRefusal(client.chain, *euicc, now))
        return refuse(function, refusal->status, refusal->reason);

    const pki::PublicKey *key = euicc->publicKey();
    if (key == nullptr || !pki::verify(*key, ok.euiccSigned1.bytes, ok.euiccSignature1))
        return refuse(function, rsp::status::euiccVerificationFailed,
                      "euiccSignature1 is not the eUICC's signature over euiccSigned1");
    if (signed1.serverChallenge != session->serverChallenge)
        return refuse(function, rsp::status::euiccVerificationFailed,
                      "serverChallenge is not the one this server issued");
    if (!http::equalIgnoringCase(signed1.serverAddress, session->serverAddress))
        return refuse(function, rsp::status::euiccVerificationFailed, "the eUICC signed for another server address");
    if (signed1.euiccInfo2.svn != session->svn) {
        return refuse(function, rsp::status::euiccVerificationFailed,
                      "SVN " + signed1.euiccInfo2.svn.text() + " in EUICCInfo2, " + session->svn.text()
                          + " in EUICCInfo1");
    }
    if (const std::string reason = brokenEidRule(client.chain); !reason.empty())
        return refuse(function, rsp::status::euiccCertificateInvalid, reason);
    auto eid = rsp::Eid::fromText(euicc->eid());
    if (!eid)
        return refuse(function, rsp::status::euiccCertificateInvalid,
                      "the certificate names no EID: " + eid.error().reason);

    client.transactionId = session->transactionId;
    client.eid = std::move(*eid);
    const rsp::CtxParamsForCommonAuthentication &context = signed1.ctxParams1.value.common();
    if (context.matchingId && !context.matchingId->empty())
        client.matchingId = context.matchingId;
    client.deviceInfo = context.deviceInfo;
    client.operationType = context.operationType;
    client.euiccInfo2 = signed1.euiccInfo2;
    client.euiccSignature1 = ok.euiccSignature1;
    return client;
}

} // namespace wb::auth
