// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/tls_trust.h"

namespace wb::es {

namespace {

// Alert descriptions of RFC 8446 section 6.2.
constexpr int badCertificate = 42;
constexpr int unsupportedCertificate = 43;
constexpr int certificateExpired = 45;
constexpr int certificateUnknown = 46;
constexpr int unknownCa = 48;

int alertFor(pki::Rule rule)
{
    switch (rule) {
    case pki::Rule::issuerKnown: return unknownCa;
    case pki::Rule::validity: return certificateExpired;
    case pki::Rule::extendedKeyUsage:
    case pki::Rule::keyUsage:
    case pki::Rule::criticality:
    case pki::Rule::policy: return unsupportedCertificate;
    case pki::Rule::dnsName: return certificateUnknown;
    default: return badCertificate;
    }
}

http::PeerVerdict refused(std::string reason, int alert)
{
    return {false, std::move(reason), alert, {}};
}

capture::RuleVerdict ruleOf(const pki::RuleVerdict &verdict)
{
    using Outcome = capture::RuleVerdict::Outcome;
    switch (verdict.verdict) {
    case pki::Verdict::holds: return {verdict.line(), Outcome::holds};
    case pki::Verdict::broken: return {verdict.line(), verdict.advisory ? Outcome::advisory : Outcome::broken};
    case pki::Verdict::notApplicable: break;
    }
    return {verdict.line(), Outcome::notApplicable};
}

} // namespace

http::PeerCheck tlsPeerCheck(pki::TrustAnchors cis, std::vector<pki::Role> roles, pki::TlsEnd end, const Clock &clock)
{
    return [cis = std::move(cis), roles = std::move(roles), end, &clock](const std::vector<Bytes> &ders,
                                                                         std::string_view serverName) {
        std::vector<pki::Certificate> chain;
        for (const Bytes &der : ders) {
            auto certificate = pki::Certificate::fromDer(der);
            if (!certificate)
                return refused(certificate.error().line(), badCertificate);
            chain.push_back(std::move(*certificate));
        }
        const auto name = end == pki::TlsEnd::server ? std::optional(serverName) : std::nullopt;
        const pki::ChainReport report = pki::checkTlsCertificate(chain, cis, roles, name, end, clock.now());
        http::PeerVerdict verdict{true, {}, 0, {}};
        if (const pki::RuleVerdict *broken = report.firstBroken())
            verdict = refused(broken->line(), alertFor(broken->rule));
        for (const pki::RuleVerdict &each : report.verdicts)
            verdict.rules.push_back(ruleOf(each));
        return verdict;
    };
}

http::TlsCredential tlsCredential(std::span<const pki::Certificate> chain, const pki::PrivateKey &key)
{
    http::TlsCredential credential;
    for (const pki::Certificate &certificate : chain)
        credential.chain.push_back(copyOf(certificate.der()));
    credential.privateKeyPem = key.toPem();
    return credential;
}

} // namespace wb::es
