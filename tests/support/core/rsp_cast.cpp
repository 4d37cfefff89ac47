// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/rsp_cast.h"

#include "core/es/es10.h"

namespace wb::testing {

namespace {

constexpr TimePoint firstOfJune = std::chrono::sys_days(std::chrono::year(2026) / 6 / 1);

pki::AuthorityOptions authorityOptions(pki::Curve curve)
{
    pki::AuthorityOptions options;
    options.curve = curve;
    return options;
}

pki::ServerIdentity dsAuthIdentity()
{
    pki::ServerIdentity identity;
    identity.commonName = "TEST SM-DS";
    identity.oid = "2.999.15";
    return identity;
}

} // namespace

Cast::Cast(pki::Curve curve)
    : clock(firstOfJune),
      authority(must(pki::Authority::create(authorityOptions(curve), clock))),
      eum(must(authority.issueEum({}))),
      euicc(must(authority.issueEuicc(eum, castEid))),
      dsAuth(must(authority.issueServer(pki::Role::dsAuth, dsAuthIdentity())))
{
}

rsp::KeyId Cast::ci() const
{
    return {*authority.ci().subjectKeyId()};
}

auth::Configuration Cast::serverConfiguration() const
{
    auth::Configuration configuration;
    configuration.addresses = {castAddress};
    configuration.credentials = {{dsAuth.leaf(), dsAuth.key}};
    configuration.cis = trusting({&authority});
    configuration.refusals = auth::smdsRefusals();
    return configuration;
}

euicc::Identity Cast::euiccIdentity() const
{
    euicc::Identity identity;
    identity.name = "Test eUICC";
    identity.eid = must(rsp::Eid::fromText(euicc.leaf().eid()));
    identity.credentials = {{euicc.leaf(), eum.leaf(), euicc.key}};
    identity.cis = trusting({&authority});
    identity.verificationKeyIds = {ci()};
    identity.info = euicc::usualEuiccInfo2();
    identity.addresses.rootDsAddress = castAddress;
    return identity;
}

euicc::Identity Cast::euiccIdentity(std::string_view eid) const
{
    const pki::Credential other = must(authority.issueEuicc(eum, eid));
    euicc::Identity identity = euiccIdentity();
    identity.eid = must(rsp::Eid::fromText(eid));
    identity.credentials = {{other.leaf(), eum.leaf(), other.key}};
    return identity;
}

pki::Credential Cast::serverCertificate(pki::Role role, std::string_view name, std::string_view oid,
                                        const pki::IssueOptions &options) const
{
    pki::ServerIdentity identity;
    identity.commonName = name;
    identity.dnsNames = {std::string(name)};
    identity.oid = oid;
    return must(authority.issueServer(role, identity, options));
}

pki::TrustAnchors trusting(std::initializer_list<const pki::Authority *> authorities)
{
    pki::TrustAnchors anchors;
    for (const pki::Authority *authority : authorities)
        anchors.add(authority->ci());
    return anchors;
}

es::InitiateAuthenticationRequest questionOf(rsp::Euicc &euicc, std::string address)
{
    const auto challenge = must(es::getEuiccChallenge(euicc, {}));
    return {{challenge.begin(), challenge.end()}, must(es::getEuiccInfo1(euicc, {})).bytes, std::move(address)};
}

rsp::AuthenticateServerRequest passedOn(const es::InitiateAuthenticationResponse &answer,
                                        std::optional<std::string> matchingId)
{
    rsp::AuthenticateServerRequest request;
    request.serverSigned1 = {answer.serverSigned1, must(asn1::decode<rsp::ServerSigned1>(answer.serverSigned1))};
    request.serverSignature1 = copyOf(must(asn1::readSingle(answer.serverSignature1)).content);
    request.euiccCiPKIdToBeUsed.octets = copyOf(must(asn1::readSingle(answer.euiccCiPKIdToBeUsed)).content);
    request.serverCertificate.whole = answer.serverCertificate;
    rsp::CtxParamsForCommonAuthentication context;
    context.matchingId = std::move(matchingId);
    context.deviceInfo.tac = *rsp::Tac::fromText("35290611");
    request.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(context)});
    return request;
}

es::AuthenticateClientRequest answerOf(rsp::Euicc &euicc, const es::InitiateAuthenticationResponse &answer,
                                       std::optional<std::string> matchingId)
{
    const auto response = must(es::authenticateServer(euicc, passedOn(answer, std::move(matchingId)), {}));
    return {answer.transactionId, response.bytes};
}

} // namespace wb::testing
