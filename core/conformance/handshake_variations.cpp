// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/forged_answer.h"
#include "core/conformance/variation.h"
#include "core/es/paths.h"
#include "core/http/resumption.h"

namespace wb::conformance {

namespace {

/// A registration by a caller with something wrong about its certificate.
Finding calledBy(Stage &stage, const Result<pki::Credential> &caller)
{
    if (!caller)
        return {"not sent", caller.error().line(), {}};
    const auto request = stage.registration(stage.newEventId());
    const auto reply = stage.registerEvent(&*caller, request);
    const std::string left = stage.clearUp(); // while the certificate is there
    return findingOf(reply, left);
}

pki::ServerIdentity callerIdentity()
{
    pki::ServerIdentity identity;
    identity.oid = "2.999.10.7009";
    identity.dnsNames = {"conformance9.example.com"};
    return identity;
}

Variation withDefect(std::string_view name, bool pki::Defects::*defect)
{
    return {name, needsRegistrant | needsIssuer, [defect](Stage &stage) {
                pki::IssueOptions options;
                options.defects.*defect = true;
                return calledBy(stage, stage.target().issuer->issueServer(pki::Role::dpTls, callerIdentity(), options));
            }};
}

Finding withoutCertificate(Stage &stage)
{
    return findingOf(stage.registerEvent(nullptr, stage.registration(stage.newEventId())));
}

Finding ofForeignCi(Stage &stage)
{
    const auto stranger = pki::Authority::create();
    return calledBy(stage, stranger ? stranger->issueServer(pki::Role::dpTls, callerIdentity())
                                    : Result<pki::Credential>(fail(stranger.error())));
}

Finding ofWrongRole(Stage &stage)
{
    auto identity = callerIdentity();
    identity.commonName = "conformance9.example.com";
    return calledBy(stage, stage.target().issuer->issueServer(pki::Role::dpAuth, identity));
}

Finding ofEuicc(Stage &stage)
{
    const euicc::EuiccCredential &credential = stage.credential();
    return calledBy(stage, pki::Credential{{credential.euicc, credential.eum}, credential.key});
}

/// One InitiateAuthentication over a connection of its own.
Finding overTls(Stage &stage, http::TlsVersion version)
{
    Target target = stage.target();
    target.lpa.minimumTls = version;
    target.lpa.maximumTls = version;
    Stage there(target, stage.binding(), stage.clock(), {});
    return findingOf(there.initiate(there.question()));
}

/// The session of one connection is offered to the next.
Finding sessionOffered(Stage &stage, http::TlsVersion version)
{
    const http::Address &address = stage.target().es11;
    const auto resumed = http::resumesSessions(address, stage.target().lpa.map.lookup(address), version);
    if (!resumed)
        return {wordFor(resumed.error()), resumed.error().line(), {}};
    return {*resumed ? "resumed" : "executed", {}, {}};
}

/// The certificate of a listener against the rules of SGP.22; a connection that comes about has kept them.
Finding certificateOf(const http::ClientOptions &from, const http::Address &address)
{
    http::ClientOptions options = from;
    std::string broken;
    bool judged = false;
    options.peerCheck = [&](const std::vector<Bytes> &chain, std::string_view name) {
        http::PeerVerdict verdict = from.peerCheck(chain, name);
        judged = true;
        broken = verdict.accepted ? std::string() : verdict.reason;
        return verdict;
    };
    http::Client client(std::move(options));
    const auto response = client.send(address, es::functionCall("/", es::jsonContentType, {}), {Interface::tls, "TLS"},
                                      {});
    if (judged)
        return {broken.empty() ? "executed" : "untrusted", broken, {}};
    return {response ? "no answer" : wordFor(response.error()), "no certificate came", {}};
}

} // namespace

// clang-format off
std::span<const Variation> handshakeVariations()
{
    using D = pki::Defects;
    static const std::vector<Variation> table = {
        {"CERT.DS.TLS of ES11", 0, [](Stage &s) { return certificateOf(s.target().lpa, s.target().es11); }},
        {"CERT.DS.TLS of ES12", 0, [](Stage &s) { return certificateOf(s.target().server, s.target().es12); }},
        {"ES11 over TLS 1.2", needsEuicc, [](Stage &s) { return overTls(s, http::TlsVersion::tls12); }},
        {"ES11 over TLS 1.3", needsEuicc, [](Stage &s) { return overTls(s, http::TlsVersion::tls13); }},
        {"TLS 1.2 session offered again", 0, [](Stage &s) { return sessionOffered(s, http::TlsVersion::tls12); }},
        {"TLS 1.3 session offered again", 0, [](Stage &s) { return sessionOffered(s, http::TlsVersion::tls13); }},
        {"no client certificate", needsRegistrant, withoutCertificate},
        {"client certificate of a foreign CI", needsRegistrant, ofForeignCi},
        {"client certificate of the wrong role", needsRegistrant | needsIssuer, ofWrongRole},
        {"client certificate of an eUICC", needsRegistrant | needsEuicc, ofEuicc},
        withDefect("client certificate expired", &D::expired),
        withDefect("client certificate not yet valid", &D::notYetValid),
        withDefect("client certificate with a broken signature", &D::badSignature),
        withDefect("client certificate with the policy of another role", &D::wrongPolicy),
        withDefect("client certificate with another extended key usage", &D::wrongExtendedKeyUsage),
        withDefect("client certificate with another key usage", &D::wrongKeyUsage),
        withDefect("client certificate with an unknown critical extension", &D::unknownCriticalExtension),
        withDefect("client certificate on another curve", &D::wrongCurve),
        withDefect("client certificate without registeredID", &D::noRegisteredId),
    };
    return table;
}
// clang-format on

} // namespace wb::conformance
