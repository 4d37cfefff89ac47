// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/virtual_euicc.h"

#include "core/rsp/catalogue.h"

#include <algorithm>

namespace wb::euicc {

namespace {

constexpr std::uint16_t wrongData = 0x6A80;
constexpr std::uint16_t referencedDataNotFound = 0x6A88;

Failure cardError(ErrorKind kind, std::uint16_t statusWord, asn1::Tag tag, std::string reason)
{
    const rsp::Es10Function *function = rsp::es10FunctionOf(tag);
    Error error = makeError(kind, function != nullptr ? function->interface() : Interface::es10b,
                            function != nullptr ? std::string(function->name) : "tag " + asn1::tagText(tag),
                            std::move(reason));
    error.statusWord = statusWord;
    return fail(std::move(error));
}

/// Runs one function whose request carries nothing that matters but its form.
template <class Request, class Body>
Result<Bytes> whenDecoded(asn1::Tag tag, ByteView request, Body &&body)
{
    auto decoded = asn1::decode<Request>(request);
    if (!decoded)
        return cardError(ErrorKind::malformed, wrongData, tag, decoded.error().line());
    return body(*decoded);
}

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

} // namespace

rsp::EuiccInfo2 usualEuiccInfo2()
{
    rsp::EuiccInfo2 info;
    info.profileVersion = {{2, 3, 1}};
    info.svn = {{2, 5, 0}};
    info.firmwareVersion = {{1, 0, 0}};
    // Extended card resources (TS 102 226): 81 installed applications, 82 free non-volatile, 83 free volatile memory.
    info.extCardResource.octets = {0x81, 0x01, 0x00, 0x82, 0x04, 0x00, 0x0A, 0x00,
                                   0x00, 0x83, 0x04, 0x00, 0x00, 0x40, 0x00};
    info.uiccCapability = {rsp::UiccCapabilityBit::usimSupport, rsp::UiccCapabilityBit::isimSupport,
                           rsp::UiccCapabilityBit::akaMilenage, rsp::UiccCapabilityBit::akaTuak128,
                           rsp::UiccCapabilityBit::javacard,    rsp::UiccCapabilityBit::berTlvFileSupport};
    info.ts102241Version = rsp::Version{{9, 2, 0}};
    info.globalPlatformVersion = rsp::Version{{2, 3, 0}};
    info.rspCapability = {rsp::RspCapabilityBit::additionalProfile, rsp::RspCapabilityBit::crlSupport,
                          rsp::RspCapabilityBit::testProfileSupport};
    info.category = rsp::EuiccCategory::basicEuicc;
    info.ppVersion = {{1, 0, 0}};
    info.sasAccreditationNumber = "LAB-0000-0000";
    return info;
}

VirtualEuicc::VirtualEuicc(Identity identity) : m_identity(std::move(identity)) {}

void VirtualEuicc::reset()
{
    const std::scoped_lock lock(m_mutex);
    m_session.reset();
}

Result<Bytes> VirtualEuicc::es10(ByteView request, std::stop_token stop)
{
    if (stop.stop_requested())
        return fail(ErrorKind::cancelled, Interface::es10b, "ES10", "stopped before the command was sent");
    const std::scoped_lock lock(m_mutex);
    return dispatch(request);
}

Result<Bytes> VirtualEuicc::dispatch(ByteView request)
{
    const asn1::Tag tag = asn1::Reader(request).peekTag();
    switch (tag) {
    case 0xBF20:
        return whenDecoded<rsp::GetEuiccInfo1Request>(
            tag, request, [&](const auto &) { return Result<Bytes>(asn1::encode(info1())); });
    case 0xBF22:
        return whenDecoded<rsp::GetEuiccInfo2Request>(
            tag, request, [&](const auto &) { return Result<Bytes>(asn1::encode(info2())); });
    case 0xBF2E:
        return whenDecoded<rsp::GetEuiccChallengeRequest>(tag, request, [&](const auto &) { return getChallenge(); });
    case 0xBF3C:
        return whenDecoded<rsp::EuiccConfiguredAddressesRequest>(
            tag, request, [&](const auto &) { return Result<Bytes>(asn1::encode(m_identity.addresses)); });
    case 0xBF3E:
        return whenDecoded<rsp::GetEuiccDataRequest>(
            tag, request, [&](const rsp::GetEuiccDataRequest &decoded) -> Result<Bytes> {
                if (decoded.tagList != Bytes{0x5A})
                    return cardError(ErrorKind::unsupported, referencedDataNotFound, tag,
                                     "only tag 5A, the EID, can be asked for");
                rsp::GetEuiccDataResponse response;
                response.eid = m_identity.eid;
                return asn1::encode(response);
            });
    case 0xBF38: return authenticateServer(request);
    case 0: return cardError(ErrorKind::malformed, wrongData, tag, "the data is no TLV");
    default: return cardError(ErrorKind::unsupported, referencedDataNotFound, tag, "this eUICC knows no such function");
    }
}

Result<Bytes> VirtualEuicc::getChallenge()
{
    Session &session = m_session.emplace(Session{}); // clang 14 finds no default constructor while the class is open
    const Bytes random = pki::randomBytes(session.challenge.size());
    std::copy(random.begin(), random.end(), session.challenge.begin());
    rsp::GetEuiccChallengeResponse response;
    response.euiccChallenge = session.challenge;
    return asn1::encode(response);
}

Result<Bytes> VirtualEuicc::authenticateServer(ByteView request)
{
    return whenDecoded<rsp::AuthenticateServerRequest>(
        0xBF38, request, [&](const rsp::AuthenticateServerRequest &decoded) {
            const rsp::AuthenticateServerResponse response = checkAndSign(decoded);
            if (response.error() != nullptr)
                m_session.reset();
            return Result<Bytes>(asn1::encode(response));
        });
}

/// The checks of SGP.22 section 5.7.13, in the order of the specification.
std::optional<rsp::AuthenticateErrorCode> VirtualEuicc::checkServer(const rsp::AuthenticateServerRequest &request) const
{
    using enum rsp::AuthenticateErrorCode;
    const rsp::ServerSigned1 &signed1 = request.serverSigned1.value;

    if (!m_session
        || m_session->transactionId) // a challenge serves once: what was answered before is not answered again
        return noSessionContext;

    const auto certificate = pki::Certificate::fromDer(request.serverCertificate.whole);
    if (!certificate || !verifiesUnder(certificate->authorityKeyId()))
        return invalidCertificate;
    static constexpr pki::Role roles[] = {pki::Role::dsAuth, pki::Role::dpAuth};
    const auto report = pki::checkServerCertificate(*certificate, {}, m_identity.cis, roles, certificate->notBefore());
    if (const auto refusal = refusalFor(report))
        return refusal;

    const pki::PublicKey *key = certificate->publicKey();
    if (key == nullptr || !pki::verify(*key, request.serverSigned1.bytes, request.serverSignature1))
        return invalidSignature;
    if (signed1.euiccChallenge != m_session->challenge)
        return euiccChallengeMismatch;
    if (credentialFor(request.euiccCiPKIdToBeUsed) == nullptr)
        return ciPKUnknown;
    return {};
}

rsp::AuthenticateServerResponse VirtualEuicc::checkAndSign(const rsp::AuthenticateServerRequest &request)
{
    const rsp::ServerSigned1 &server = request.serverSigned1.value;
    if (const auto refusal = checkServer(request))
        return {rsp::AuthenticateResponseError{server.transactionId, *refusal}};

    rsp::EuiccSigned1 signed1;
    signed1.transactionId = server.transactionId;
    signed1.serverAddress = server.serverAddress;
    signed1.serverChallenge = server.serverChallenge;
    signed1.euiccInfo2 = info2();
    signed1.ctxParams1 = request.ctxParams1;

    const EuiccCredential &credential = *credentialFor(request.euiccCiPKIdToBeUsed);
    rsp::AuthenticateResponseOk ok;
    ok.euiccSigned1 = asn1::seal(std::move(signed1));
    auto signature = pki::sign(credential.key, ok.euiccSigned1.bytes);
    if (!signature)
        return {rsp::AuthenticateResponseError{server.transactionId, rsp::AuthenticateErrorCode::undefinedError}};
    ok.euiccSignature1 = std::move(*signature);
    ok.euiccCertificate.whole = copyOf(credential.euicc.der());
    ok.eumCertificate.whole = copyOf(credential.eum.der());
    m_session->transactionId = server.transactionId;
    return {std::move(ok)};
}

bool VirtualEuicc::verifiesUnder(const std::optional<Bytes> &ci) const
{
    const auto &listed = m_identity.verificationKeyIds;
    return ci
           && std::any_of(listed.begin(), listed.end(), [&](const rsp::KeyId &keyId) { return keyId.octets == *ci; });
}

const EuiccCredential *VirtualEuicc::credentialFor(const rsp::KeyId &ci) const
{
    for (const EuiccCredential &credential : m_identity.credentials) {
        const auto &issuer = credential.eum.authorityKeyId();
        if (issuer && *issuer == ci.octets)
            return &credential;
    }
    return nullptr;
}

rsp::EuiccInfo1 VirtualEuicc::info1() const
{
    const rsp::EuiccInfo2 full = info2();
    rsp::EuiccInfo1 info;
    info.svn = full.svn;
    info.verificationKeyIds = full.verificationKeyIds;
    info.signingKeyIds = full.signingKeyIds;
    return info;
}

rsp::EuiccInfo2 VirtualEuicc::info2() const
{
    rsp::EuiccInfo2 info = m_identity.info;
    info.verificationKeyIds = m_identity.verificationKeyIds;
    info.signingKeyIds.clear();
    for (const EuiccCredential &credential : m_identity.credentials) {
        if (credential.eum.authorityKeyId())
            info.signingKeyIds.push_back({*credential.eum.authorityKeyId()});
    }
    return info;
}

} // namespace wb::euicc
