// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/certificate_rules.h"

#include "core/base/hex.h"
#include "core/pki/key.h"
#include "core/rsp/eid.h"

#include <algorithm>

namespace wb::pki {

namespace {

/// Dates of certificates have no fraction, so none is shown.
std::string secondsText(TimePoint time)
{
    std::string text = toIso8601(time);
    text.replace(text.find('.'), std::string::npos, "Z");
    return text;
}

std::string inQuotes(std::string_view text)
{
    return "'" + std::string(text) + "'";
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::string joined(const std::vector<std::string> &texts)
{
    std::string all;
    for (const std::string &text : texts)
        all += (all.empty() ? "" : ", ") + text;
    return all.empty() ? "none" : all;
}

/// What the EUM certificate permits below it, read by the rule of its generation.
struct EumPermission {
    Generation generation = Generation::v2;
    std::string organization; ///< of the subtree
    std::vector<std::string> eins;
};

std::vector<EumPermission> permissionsOf(const Certificate &eum)
{
    // The extension, not the policy, decides: it is what replaces the serialNumber of the version 2 name constraint.
    const Generation generation = eum.permittedEins() ? Generation::v3 : generationOf(eum).value_or(Generation::v2);
    std::vector<EumPermission> permissions;
    if (!eum.nameConstraints())
        return permissions;
    for (const Name &permitted : eum.nameConstraints()->permittedDirectoryNames) {
        EumPermission permission;
        permission.generation = generation;
        permission.organization = permitted.first(oid::organization);
        const std::string_view ein = permitted.first(oid::serialNumber);
        if (generation == Generation::v3)
            permission.eins = eum.permittedEins().value_or(std::vector<std::string>());
        else if (!ein.empty())
            permission.eins.emplace_back(ein);
        permissions.push_back(std::move(permission));
    }
    return permissions;
}

bool beginsWithEin(std::string_view eid, const std::vector<std::string> &eins)
{
    return std::any_of(eins.begin(), eins.end(),
                       [eid](const std::string &ein) { return !ein.empty() && eid.starts_with(ein); });
}

/// Whether the policies of a certificate in this role are critical; nothing where no profile says it.
std::optional<bool> policyCriticality(Role role)
{
    switch (role) {
    case Role::dpTls:
    case Role::dsTls: return false;
    case Role::eum:
    case Role::euicc:
    case Role::dpAuth:
    case Role::dpPb:
    case Role::dsAuth: return true;
    default: return {};
    }
}

bool isEidForm(std::string_view text)
{
    return text.size() == rsp::Eid::length
           && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

CertificateRules::CertificateRules(const Certificate &certificate, std::optional<Role> role, TimePoint now,
                                   ChainReport &report)
    : m_certificate(certificate),
      m_role(role ? role : roleOf(certificate)),
      m_authority(m_role && isAuthority(*m_role)),
      m_now(now),
      m_report(report)
{
}

void CertificateRules::add(Rule rule, bool holds, std::string reason)
{
    m_report.verdicts.push_back({rule, holds ? Verdict::holds : Verdict::broken, false, m_role,
                                 std::string(m_role ? nameOf(*m_role) : "certificate"), std::move(reason)});
}

void CertificateRules::notApplicable(Rule rule, std::string reason)
{
    add(rule, true, std::move(reason));
    m_report.verdicts.back().verdict = Verdict::notApplicable;
}

void CertificateRules::issuedBy(const Certificate *issuer)
{
    const std::optional<Bytes> &keyId = m_certificate.authorityKeyId();
    if (issuer == nullptr) {
        add(Rule::issuerKnown, false,
            keyId ? "no trusted CI and no certificate that came along has key identifier " + toHex(*keyId)
                  : "no authority key identifier, so its issuer cannot be found");
        notApplicable(Rule::signature, "the issuer is not known");
        return;
    }
    add(Rule::issuerKnown, true, "key identifier " + toHex(*keyId) + " is " + issuer->subject().text());
    if (m_certificate.signatureAlgorithm() != oid::ecdsaWithSha256)
        add(Rule::signature, false,
            "signed with " + m_certificate.signatureAlgorithm() + ", not with ecdsa-with-SHA256");
    else if (verifyIssued(*issuer, m_certificate))
        add(Rule::signature, true, "made by the key of " + issuer->subject().text());
    else
        add(Rule::signature, false, "not made by the key of " + issuer->subject().text());
}

void CertificateRules::trusted()
{
    add(Rule::issuerKnown, true,
        m_certificate.subject().text() + " is trusted, key identifier "
            + toHex(m_certificate.subjectKeyId().value_or(Bytes())));
}

void CertificateRules::validity()
{
    const std::string now = secondsText(m_now);
    const std::string notBefore = secondsText(m_certificate.notBefore());
    const std::string notAfter = secondsText(m_certificate.notAfter());
    if (m_now < m_certificate.notBefore())
        add(Rule::validity, false, "valid from " + notBefore + " only, now is " + now);
    else if (!isValidAt(m_certificate, m_now))
        add(Rule::validity, false, "expired at " + notAfter + ", now is " + now);
    else
        add(Rule::validity, true, "valid from " + notBefore + " to " + notAfter + ", now is " + now);
}

void CertificateRules::keyUsage()
{
    const auto &usage = m_certificate.keyUsage();
    if (!usage) {
        add(Rule::keyUsage, false, "no key usage extension");
        return;
    }
    const std::string found = "key usage is " + usage->text() + (usage->critical ? " (critical)" : " (not critical)");
    if (m_authority)
        add(Rule::keyUsage, usage->has(KeyUsage::keyCertSign),
            usage->has(KeyUsage::keyCertSign) ? found : found + ", keyCertSign is missing");
    else if (usage->has(KeyUsage::keyCertSign))
        add(Rule::keyUsage, false, found + ", keyCertSign must not be there");
    else
        add(Rule::keyUsage, usage->has(KeyUsage::digitalSignature),
            usage->has(KeyUsage::digitalSignature) ? found : found + ", digitalSignature is missing");
}

void CertificateRules::extendedKeyUsage(TlsEnd end)
{
    const auto &usage = m_certificate.extendedKeyUsage();
    const std::string_view wanted = end == TlsEnd::server ? oid::serverAuth : oid::clientAuth;
    const std::string wantedName = end == TlsEnd::server ? "serverAuth" : "clientAuth";
    if (!usage)
        add(Rule::extendedKeyUsage, false, "no extended key usage extension, " + wantedName + " is needed");
    else if (!usage->has(wanted))
        add(Rule::extendedKeyUsage, false,
            "extended key usage is " + usage->text() + ", " + wantedName + " is missing");
    else
        add(Rule::extendedKeyUsage, true, "extended key usage " + usage->text() + " has " + wantedName);
}

void CertificateRules::basicConstraints(unsigned authoritiesBelow)
{
    const auto &constraints = m_certificate.basicConstraints();
    const bool ca = constraints && constraints->ca;
    if (!m_authority) {
        add(Rule::basicConstraints, !ca,
            ca ? "says that it is a certificate authority" : "is no certificate authority");
        notApplicable(Rule::pathLength, "is no certificate authority");
        return;
    }
    add(Rule::basicConstraints, ca,
        ca            ? "is a certificate authority"
        : constraints ? "says that it is no certificate authority"
                      : "no basic constraints extension, so it is no certificate authority");
    if (!constraints || !constraints->pathLength) {
        notApplicable(Rule::pathLength, "no limit, " + std::to_string(authoritiesBelow) + " authorities below");
        return;
    }
    add(Rule::pathLength, authoritiesBelow <= *constraints->pathLength,
        "allows " + std::to_string(*constraints->pathLength) + " authorities below, there are "
            + std::to_string(authoritiesBelow));
}

void CertificateRules::policy(std::span<const Role> allowed)
{
    const auto role = roleOf(m_certificate);
    std::vector<std::string> wanted;
    for (const Role one : allowed)
        wanted.emplace_back(nameOf(one));
    if (!m_certificate.policies()) {
        add(Rule::policy, false, "no certificate policies, one of " + joined(wanted) + " is needed");
    } else if (!role) {
        add(Rule::policy, false,
            "policy " + m_certificate.policies()->text() + " names no role, needed is " + joined(wanted));
    } else {
        const bool holds = std::find(allowed.begin(), allowed.end(), *role) != allowed.end();
        const std::string found = "policy " + m_certificate.policies()->text() + " is " + std::string(nameOf(*role))
                                  + " of " + std::string(nameOf(*generationOf(m_certificate)));
        add(Rule::policy, holds, holds ? found : found + ", needed is " + joined(wanted));
    }
}

void CertificateRules::criticalExtensions()
{
    const bool otherForms = m_certificate.nameConstraints() && m_certificate.nameConstraints()->otherForms;
    if (!m_certificate.unknownCriticalExtensions().empty())
        add(Rule::criticalExtensions, false,
            "critical extension " + joined(m_certificate.unknownCriticalExtensions()) + " is not known");
    else if (otherForms)
        add(Rule::criticalExtensions, false, "the name constraints have forms besides permitted directory names");
    else
        add(Rule::criticalExtensions, true, "no critical extension that is not known");
}

void CertificateRules::criticality()
{
    std::vector<std::string> judged;
    std::vector<std::string> wrong;
    const auto judge = [&](const char *extension, bool critical, bool wanted) {
        const std::string found = std::string(extension) + (critical ? " critical" : " not critical");
        judged.push_back(found);
        if (critical != wanted)
            wrong.push_back(found + (wanted ? ", must be critical" : ", must not be critical"));
    };
    if (m_certificate.keyUsage())
        judge("key usage", m_certificate.keyUsage()->critical, true);
    if (m_certificate.extendedKeyUsage())
        judge("extended key usage", m_certificate.extendedKeyUsage()->critical, true);
    if (m_certificate.nameConstraints())
        judge("name constraints", m_certificate.nameConstraints()->critical, true);
    if (m_authority && m_certificate.basicConstraints())
        judge("basic constraints", m_certificate.basicConstraints()->critical, true);
    // By the role they claim; whether that role may stand here is what the rule "policy" asks.
    const auto claimed = roleOf(m_certificate);
    if (const auto wanted = claimed ? policyCriticality(*claimed) : std::nullopt; wanted)
        judge("certificate policies", m_certificate.policies()->critical, *wanted);
    add(Rule::criticality, wrong.empty(), joined(wrong.empty() ? judged : wrong));
}

void CertificateRules::curve()
{
    if (m_certificate.curve() == Curve::other)
        add(Rule::curve, false, "the key is on neither NIST P-256 nor brainpoolP256r1");
    else if (m_certificate.publicKey() == nullptr)
        add(Rule::curve, false, "the key is no point on " + std::string(nameOf(m_certificate.curve())));
    else
        add(Rule::curve, true, "the key is on " + std::string(nameOf(m_certificate.curve())));
}

void CertificateRules::registeredId()
{
    const auto &ids = m_certificate.registeredIds();
    add(Rule::registeredId, !ids.empty(),
        ids.empty() ? "no registeredID in the subject alternative name" : "registeredID is " + joined(ids));
}

void CertificateRules::dnsName(std::optional<std::string_view> hostName)
{
    if (!hostName) {
        notApplicable(Rule::dnsName, "no address to compare with");
        return;
    }
    // "host.example." is the same host as "host.example", written as a full name of the DNS.
    const std::string wanted = lowerCase(hostName->ends_with('.') ? hostName->substr(0, hostName->size() - 1)
                                                                  : *hostName);
    const auto &names = m_certificate.dnsNames();
    const bool found = std::any_of(names.begin(), names.end(),
                                   [&](const std::string &name) { return lowerCase(name) == wanted; });
    add(Rule::dnsName, found,
        found ? inQuotes(*hostName) + " is among the names of the certificate"
              : inQuotes(*hostName) + " was contacted, the certificate is for " + joined(names));
}

void CertificateRules::eumRule(const Certificate &eum)
{
    const std::vector<EumPermission> permissions = permissionsOf(eum);
    if (permissions.empty()) {
        add(Rule::eumOrganization, false, "the EUM certificate has no name constraint");
        notApplicable(Rule::eumEin, "the EUM certificate has no name constraint");
        return;
    }
    const std::string_view organization = m_certificate.subject().first(oid::organization);
    const std::string_view eid = m_certificate.eid();
    const std::string generation = " (" + std::string(nameOf(permissions.front().generation)) + ")";

    // Both halves must hold in one subtree: organization of one and EIN of another permit nothing.
    std::vector<std::string> organizations;
    std::vector<std::string> eins;
    bool organizationHolds = false;
    bool einHolds = false;
    for (const EumPermission &permission : permissions) {
        organizations.push_back(inQuotes(permission.organization));
        if (permission.organization.empty() || permission.organization != organization)
            continue;
        organizationHolds = true;
        einHolds = einHolds || beginsWithEin(eid, permission.eins);
        eins.insert(eins.end(), permission.eins.begin(), permission.eins.end());
    }
    add(Rule::eumOrganization, organizationHolds,
        "organization is " + inQuotes(organization) + ", the EUM is permitted " + joined(organizations) + generation);
    if (!organizationHolds)
        notApplicable(Rule::eumEin, "the organization is not the EUM's");
    else
        add(Rule::eumEin, einHolds,
            "EID " + std::string(eid) + (einHolds ? " begins" : " does not begin")
                + " with an EIN the EUM is permitted: " + joined(eins) + generation);
}

void CertificateRules::eid()
{
    const std::string_view eid = m_certificate.eid();
    const bool form = isEidForm(eid);
    add(Rule::eidForm, form,
        form ? "EID " + std::string(eid) : "the subject's serialNumber " + inQuotes(eid) + " is not 32 digits");
    const auto parsed = rsp::Eid::fromText(eid);
    if (!form || !parsed)
        notApplicable(Rule::eidCheckDigits, "there is no EID");
    else
        add(Rule::eidCheckDigits, parsed->checkDigitsHold(),
            parsed->checkDigitsHold() ? "the check digits are " + std::string(eid.substr(30))
                                      : "the check digits are " + std::string(eid.substr(30)) + ", "
                                            + rsp::eidCheckDigits(eid.substr(0, 30)) + " would be right");
    adviseLast();
}

} // namespace wb::pki
