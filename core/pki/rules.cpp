// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/rules.h"

#include "core/pki/certificate_rules.h"
#include "core/pki/key.h"

#include <algorithm>
#include <array>

namespace wb::pki {

namespace {

/// CI, sub-CA of the CI, sub-CA of a role, end: version 3 has no longer chain, and a loop ends here.
constexpr std::size_t maxPathLength = 6;

constexpr std::array<Role, 2> eumRoles{Role::eum, Role::eumSubCa};
constexpr std::array<Role, 1> euiccRole{Role::euicc};

/// Which authorities may stand between the CI and a certificate of this role. Without this an EUM, or an SM-DP+'s sub-CA,
/// could issue itself an SM-DS certificate.
std::vector<Role> authoritiesAbove(std::optional<Role> role)
{
    if (!role)
        return {Role::ciSubCa};
    switch (*role) {
    case Role::dpTls:
    case Role::dpAuth:
    case Role::dpPb: return {Role::ciSubCa, Role::dpSubCa};
    case Role::dsTls:
    case Role::dsAuth: return {Role::ciSubCa, Role::dsSubCa};
    case Role::eumSubCa: return {Role::ciSubCa, Role::eum};
    default: return {Role::ciSubCa};
    }
}

/// The chain of one certificate.
struct Path {
    std::vector<Certificate> certificates; ///< end first
    bool trusted = false;                  ///< the last is a trusted CI
};

/// Of several certificates with the wanted key identifier the one whose key signed; else the first. They are in order of
/// preference, so one verification is all it takes when all is well.
std::optional<Certificate> chooseIssuer(const std::vector<Certificate> &candidates, const Certificate &subject)
{
    if (candidates.empty())
        return {};
    if (candidates.size() > 1) {
        for (const Certificate &candidate : candidates) {
            if (verifyIssued(candidate, subject))
                return candidate;
        }
    }
    return candidates.front();
}

/// Adds issuers to the path's last certificate until a trusted CI or nothing is found.
void extendToTrust(Path &path, std::span<const Certificate> intermediates, const TrustAnchors &cis, TimePoint now)
{
    if (std::find(cis.certificates().begin(), cis.certificates().end(), path.certificates.back())
        != cis.certificates().end()) {
        path.trusted = true;
        return;
    }
    while (path.certificates.size() < maxPathLength && path.certificates.back().authorityKeyId()) {
        const Certificate subject = path.certificates.back();
        if (auto ci = chooseIssuer(cis.find(*subject.authorityKeyId(), now), subject)) {
            path.certificates.push_back(std::move(*ci));
            path.trusted = true;
            return;
        }
        std::vector<Certificate> candidates;
        for (const Certificate &other : intermediates) {
            if (other.subjectKeyId() == subject.authorityKeyId() && !(other == subject))
                candidates.push_back(other);
        }
        auto issuer = chooseIssuer(candidates, subject);
        if (!issuer)
            return;
        path.certificates.push_back(std::move(*issuer));
    }
}

/// What is asked of every certificate, whatever its place.
void checkAlways(CertificateRules &rules, unsigned authoritiesBelow)
{
    rules.validity();
    rules.keyUsage();
    rules.basicConstraints(authoritiesBelow);
    rules.criticalExtensions();
    rules.criticality();
    rules.curve();
}

/// From the top of the path down to and without certificates[end]; what may stand there depends on what they issued.
void checkAuthorities(const Path &path, std::size_t end, TimePoint now, ChainReport &report)
{
    const std::vector<Role> allowed = authoritiesAbove(roleOf(path.certificates[end - 1]));
    for (std::size_t i = path.certificates.size(); i-- > end;) {
        const bool isCi = path.trusted && i + 1 == path.certificates.size();
        // Being trusted makes it the CI, whatever its policies say; any other must name an authority's role.
        const Role role = isCi ? Role::ci : roleOf(path.certificates[i]).value_or(Role::ciSubCa);
        CertificateRules rules(path.certificates[i], role, now, report);
        if (isCi) {
            rules.trusted();
        } else {
            rules.issuedBy(i + 1 < path.certificates.size() ? &path.certificates[i + 1] : nullptr);
            rules.policy(allowed);
        }
        checkAlways(rules, static_cast<unsigned>(i - 1));
    }
}

/// Whose name constraint binds the eUICC: its issuer's, or of an EUM above, when the issuer is a sub-CA that has none of its own.
const Certificate &constrainingEum(const Path &path)
{
    for (std::size_t i = 1; i < path.certificates.size(); ++i) {
        if (path.certificates[i].nameConstraints() && !(path.trusted && i + 1 == path.certificates.size()))
            return path.certificates[i];
    }
    return path.certificates[1];
}

const Certificate *issuerOfEnd(const Path &path)
{
    return path.certificates.size() > 1 ? &path.certificates[1] : nullptr;
}

std::optional<Role> placeOf(const Certificate &certificate, std::span<const Role> allowed)
{
    const auto role = roleOf(certificate);
    const bool fits = role && std::find(allowed.begin(), allowed.end(), *role) != allowed.end();
    return fits || allowed.empty() ? role : std::optional(allowed.front());
}

Path pathOf(const Certificate &leaf, std::span<const Certificate> intermediates, const TrustAnchors &cis, TimePoint now)
{
    Path path;
    path.certificates.push_back(leaf);
    extendToTrust(path, intermediates, cis, now);
    if (path.certificates.size() == 1)
        path.trusted = false; // an end that is a trust anchor itself is judged as an end
    return path;
}

} // namespace

bool isValidAt(const Certificate &certificate, TimePoint now)
{
    return certificate.notBefore() <= now && now < certificate.notAfter() + std::chrono::seconds(1);
}

ChainReport checkEuiccChain(const Certificate &eum, const Certificate &euicc, const TrustAnchors &cis, TimePoint now,
                            std::span<const Certificate> intermediates)
{
    ChainReport report;
    Path path;
    path.certificates = {euicc, eum};
    extendToTrust(path, intermediates, cis, now);

    checkAuthorities(path, 2, now, report);
    {
        CertificateRules rules(eum, placeOf(eum, eumRoles), now, report);
        rules.issuedBy(path.certificates.size() > 2 ? &path.certificates[2] : nullptr);
        rules.policy(eumRoles);
        checkAlways(rules, 0);
    }
    CertificateRules rules(euicc, Role::euicc, now, report);
    const bool fromEum = euicc.authorityKeyId() && euicc.authorityKeyId() == eum.subjectKeyId();
    rules.issuedBy(fromEum ? &eum : nullptr);
    rules.policy(euiccRole);
    checkAlways(rules, 0);
    rules.eumRule(constrainingEum(path));
    rules.eid();
    report.path = std::move(path.certificates);
    return report;
}

ChainReport checkServerCertificate(const Certificate &leaf, std::span<const Certificate> intermediates,
                                   const TrustAnchors &cis, std::span<const Role> allowedRoles, TimePoint now)
{
    ChainReport report;
    Path path = pathOf(leaf, intermediates, cis, now);
    checkAuthorities(path, 1, now, report);
    CertificateRules rules(leaf, placeOf(leaf, allowedRoles), now, report);
    rules.issuedBy(issuerOfEnd(path));
    rules.policy(allowedRoles);
    checkAlways(rules, 0);
    rules.registeredId();
    report.path = std::move(path.certificates);
    return report;
}

ChainReport checkTlsCertificate(std::span<const Certificate> chain, const TrustAnchors &cis,
                                std::span<const Role> allowedRoles, std::optional<std::string_view> hostName,
                                TlsEnd end, TimePoint now)
{
    if (chain.empty()) {
        ChainReport report;
        const auto role = allowedRoles.empty() ? std::optional<Role>() : std::optional(allowedRoles.front());
        report.verdicts.push_back({Rule::issuerKnown, Verdict::broken, false, role,
                                   std::string(role ? nameOf(*role) : "certificate"), "the peer sent no certificate"});
        return report;
    }
    ChainReport report = checkServerCertificate(chain.front(), chain.subspan(1), cis, allowedRoles, now);
    CertificateRules rules(chain.front(), placeOf(chain.front(), allowedRoles), now, report);
    rules.extendedKeyUsage(end);
    rules.dnsName(hostName);
    return report;
}

const RuleVerdict *ChainReport::firstBroken() const
{
    for (const RuleVerdict &verdict : verdicts) {
        if (verdict.verdict == Verdict::broken && !verdict.advisory)
            return &verdict;
    }
    return nullptr;
}

const RuleVerdict *ChainReport::find(Role role, Rule rule) const
{
    for (const RuleVerdict &verdict : verdicts) {
        if (verdict.role == role && verdict.rule == rule)
            return &verdict;
    }
    return nullptr;
}

std::string RuleVerdict::line() const
{
    return certificate + " " + std::string(nameOf(rule)) + " " + std::string(nameOf(verdict)) + ": " + reason;
}

std::string_view nameOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::broken: return "broken";
    case Verdict::notApplicable: return "not applicable";
    }
    return "";
}

std::string_view nameOf(Rule rule)
{
    switch (rule) {
    case Rule::issuerKnown: return "issuer known";
    case Rule::signature: return "signature";
    case Rule::validity: return "validity";
    case Rule::keyUsage: return "key usage";
    case Rule::extendedKeyUsage: return "extended key usage";
    case Rule::basicConstraints: return "basic constraints";
    case Rule::pathLength: return "path length";
    case Rule::policy: return "policy";
    case Rule::criticalExtensions: return "critical extensions";
    case Rule::criticality: return "criticality";
    case Rule::curve: return "curve";
    case Rule::registeredId: return "registeredID";
    case Rule::dnsName: return "DNS name";
    case Rule::eumOrganization: return "EUM organization";
    case Rule::eumEin: return "EUM EIN";
    case Rule::eidForm: return "EID form";
    case Rule::eidCheckDigits: return "EID check digits";
    }
    return "";
}

std::string_view sectionOf(Rule rule)
{
    switch (rule) {
    case Rule::issuerKnown:
    case Rule::signature:
    case Rule::validity:
    case Rule::basicConstraints:
    case Rule::pathLength:
    case Rule::criticalExtensions:
    case Rule::eumOrganization:
    case Rule::eumEin: return "4.5.2.2";
    case Rule::keyUsage:
    case Rule::criticality:
    case Rule::policy:
    case Rule::registeredId: return "4.5.2.1";
    case Rule::curve: return "2.6.7";
    case Rule::extendedKeyUsage:
    case Rule::dnsName: return "2.6.6";
    case Rule::eidForm: return "4.5.1";
    case Rule::eidCheckDigits: return "SGP.29";
    }
    return "";
}

} // namespace wb::pki
