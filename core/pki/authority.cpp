// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/authority.h"

#include "core/pki/certificate_draft.h"

#include <algorithm>
#include <array>

namespace wb::pki {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr days tenYears{3650};
constexpr days tlsDays{398};
constexpr days authorityDays{35 * 365};
constexpr days revocationDays{30};    ///< until the next revocation list
constexpr std::size_t serialSize = 9; // as in the SGP.26 certificates

constexpr std::string_view codeSigning = "1.3.6.1.5.5.7.3.3";
constexpr std::string_view foreignExtension = "2.999.99.1";
constexpr std::string_view foreignOrganization = "Another EUM";
constexpr std::string_view foreignEin = "99999999";
constexpr std::string_view foreignDnsName = "wrong.example.com";

/// eUICC certificates of SGP.26 end with the last second of the year 7500.
constexpr TimePoint endOf7500 = std::chrono::sys_days(std::chrono::year(7500) / 12 / 31) + hours(24)
                                - std::chrono::seconds(1);

/// What all certificates of a role have in common (the SGP.26 certificates; SGP.22 section 4.5.2.1).
struct Profile {
    Role role;
    std::uint16_t keyUsage;
    std::optional<unsigned> pathLength; ///< authorities only
    bool tls;                           ///< extended key usage for both ends, policies not critical
    days validity;                      ///< of the eUICC: not used, it ends with the year 7500
};

constexpr std::uint16_t issues = KeyUsage::keyCertSign;
constexpr std::uint16_t issuesAndRevokes = KeyUsage::keyCertSign | KeyUsage::cRLSign;
constexpr std::uint16_t signs = KeyUsage::digitalSignature;

constexpr std::array<Profile, 12> profiles{{
    {Role::ci, issuesAndRevokes, std::nullopt, false, authorityDays},
    {Role::ciSubCa, issuesAndRevokes, std::nullopt, false, authorityDays},
    {Role::eum, issues, 0, false, authorityDays},
    {Role::eumSubCa, issues, 0, false, authorityDays},
    {Role::dpSubCa, issuesAndRevokes, 0, false, authorityDays},
    {Role::dsSubCa, issuesAndRevokes, 0, false, authorityDays},
    {Role::euicc, signs, std::nullopt, false, days{0}},
    {Role::dpAuth, signs, std::nullopt, false, tenYears},
    {Role::dpPb, signs, std::nullopt, false, tenYears},
    {Role::dsAuth, signs, std::nullopt, false, tenYears},
    {Role::dpTls, signs, std::nullopt, true, tlsDays},
    {Role::dsTls, signs, std::nullopt, true, tlsDays},
}};

const Profile *profileOf(Role role)
{
    const auto at = std::find_if(profiles.begin(), profiles.end(),
                                 [role](const Profile &profile) { return profile.role == role; });
    return at == profiles.end() ? nullptr : &*at;
}

/// The SGP.26 certificates of an SM-DS name two organizations: its TLS certificates another than CERT.DSauth.
std::string_view organizationOf(Role role, const ServerIdentity &identity)
{
    if (!identity.organization.empty())
        return identity.organization;
    return role == Role::dsTls ? "RSPTEST" : "ACME";
}

Bytes randomSerial()
{
    Bytes serial = randomBytes(serialSize);
    serial.front() = static_cast<std::uint8_t>((serial.front() & 0x7F) | 0x40); // positive, always of this size
    return serial;
}

/// A role that may not stand where @p role stands: the other kind of server, or of the same server the other certificate.
Role anotherRole(Role role)
{
    switch (role) {
    case Role::euicc: return Role::eum;
    case Role::eum: return Role::euicc;
    case Role::dsTls:
    case Role::dpTls: return Role::dpAuth;
    default: return Role::dpTls;
    }
}

void setDates(CertificateDraft &draft, const Profile &profile, const IssueOptions &options, TimePoint now)
{
    draft.notBefore = options.notBefore.value_or(now - hours(1));
    draft.notAfter = options.notAfter.value_or(profile.role == Role::euicc ? endOf7500
                                                                           : draft.notBefore + profile.validity);
    if (options.defects.expired) {
        draft.notBefore = std::min(draft.notBefore, now - days(2));
        draft.notAfter = now - days(1);
    }
    if (options.defects.notYetValid) {
        draft.notBefore = now + days(1);
        draft.notAfter = std::max(draft.notAfter, now + days(2));
    }
}

void setProfile(CertificateDraft &draft, const Profile &profile, Generation generation)
{
    draft.keyUsage = KeyUsage{profile.keyUsage, true};
    const std::string_view policy = policyOf(profile.role, generation);
    draft.policies = OidList{{Oid(policy.empty() ? policyOf(profile.role, Generation::v3) : policy)}, !profile.tls};
    if (profile.tls)
        draft.extendedKeyUsage = OidList{{Oid(oid::serverAuth), Oid(oid::clientAuth)}, true};
    if (isAuthority(profile.role))
        draft.basicConstraints = BasicConstraints{true, profile.pathLength, true};
}

/// Spoils what was right so far. The signature and the dates are spoilt where they are made.
void applyDefects(CertificateDraft &draft, Role role, Generation generation, const Defects &defects)
{
    if (defects.unknownIssuer)
        draft.authorityKeyId = Bytes(20, 0x99);
    if (defects.wrongKeyUsage)
        draft.keyUsage = KeyUsage{KeyUsage::keyAgreement, true};
    if (defects.noExtendedKeyUsage)
        draft.extendedKeyUsage.reset();
    if (defects.wrongExtendedKeyUsage)
        draft.extendedKeyUsage = OidList{{Oid(codeSigning)}, true};
    if (defects.wrongBasicConstraints)
        draft.basicConstraints = BasicConstraints{!isAuthority(role), std::nullopt, true};
    if (defects.wrongPolicy)
        draft.policies = OidList{{Oid(policyOf(anotherRole(role), generation))}, !profileOf(anotherRole(role))->tls};
    if (defects.wrongPolicyCriticality)
        draft.policies->critical = !draft.policies->critical;
    if (defects.noPolicy)
        draft.policies.reset();
    if (defects.keyUsageNotCritical)
        draft.keyUsage->critical = false;
    if (defects.extendedKeyUsageNotCritical && draft.extendedKeyUsage)
        draft.extendedKeyUsage->critical = false;
    if (defects.basicConstraintsNotCritical && draft.basicConstraints)
        draft.basicConstraints->critical = false;
    if (defects.nameConstraintsNotCritical && draft.nameConstraints)
        draft.nameConstraints->critical = false;
    if (defects.unknownCriticalExtension)
        draft.unknownCriticalExtensions.emplace_back(foreignExtension);
    if (defects.noRegisteredId)
        draft.registeredIds.clear();
    if (defects.wrongDnsName)
        draft.dnsNames = {std::string(foreignDnsName)};
}

} // namespace

/// What is particular to one certificate.
struct Authority::Subject {
    Name name;
    std::vector<Oid> registeredIds;
    std::vector<std::string> dnsNames;
    std::optional<NameConstraints> nameConstraints;
    std::vector<std::string> permittedEins;
    std::optional<unsigned> pathLength; ///< instead of the profile's
    bool withCrlDistributionPoints = true;
};

Authority::Authority(Certificate ci, PrivateKey key, const Clock &clock)
    : m_ci(std::move(ci)),
      m_key(std::move(key)),
      m_clock(&clock),
      m_crlDistributionPoints(m_ci.crlDistributionPoints())
{
}

Result<Authority> Authority::create(const AuthorityOptions &options, const Clock &clock)
{
    auto key = PrivateKey::generate(options.curve);
    if (!key)
        return fail(std::move(key.error()));
    CertificateDraft draft;
    draft.serial = randomSerial();
    draft.subject.add(oid::commonName, options.commonName)
        .add(oid::organizationalUnit, options.organizationalUnit)
        .add(oid::organization, options.organization)
        .add(oid::country, options.country);
    auto issuerDer = toDer(draft.subject);
    if (!issuerDer)
        return fail(std::move(issuerDer.error()));
    draft.issuerDer = std::move(*issuerDer);
    IssueOptions dates;
    dates.notBefore = options.notBefore;
    dates.notAfter = options.notAfter;
    setDates(draft, *profileOf(Role::ci), dates, clock.now());
    setProfile(draft, *profileOf(Role::ci), Generation::v2);
    draft.subjectPublicKeyInfo = copyOf(key->subjectPublicKeyInfo());
    draft.subjectKeyId = keyIdOf(key->publicPoint());
    draft.registeredIds = {options.oid};
    draft.crlDistributionPoints = options.crlDistributionPoints;
    auto ci = issueCertificate(draft, *key);
    if (!ci)
        return fail(std::move(ci.error()));
    return Authority(std::move(*ci), std::move(*key), clock);
}

Result<Authority> Authority::import(Certificate ci, PrivateKey key, const Clock &clock)
{
    if (!equal(ci.publicPoint(), key.publicPoint()))
        return fail(ErrorKind::invalid, Interface::pki, "CI", "the key does not belong to " + ci.subject().text());
    if (!ci.subjectKeyId())
        return fail(ErrorKind::invalid, Interface::pki, "CI", ci.subject().text() + " has no subject key identifier");
    return Authority(std::move(ci), std::move(key), clock);
}

Result<Credential> Authority::issue(Role role, const Subject &subject, const IssueOptions &options,
                                    const Credential *issuer) const
{
    const Profile &profile = *profileOf(role);
    auto key = options.defects.wrongCurve ? PrivateKey::generate(Curve::other)
               : options.key              ? Result<PrivateKey>(*options.key)
                                          : PrivateKey::generate(m_key.curve());
    if (!key)
        return fail(std::move(key.error()));
    const Certificate &above = issuer != nullptr ? issuer->leaf() : m_ci;

    CertificateDraft draft;
    draft.serial = randomSerial();
    draft.issuerDer = copyOf(above.subjectDer());
    draft.subject = subject.name;
    setDates(draft, profile, options, m_clock->now());
    setProfile(draft, profile, options.generation);
    if (subject.pathLength)
        draft.basicConstraints->pathLength = subject.pathLength;
    draft.subjectPublicKeyInfo = copyOf(key->subjectPublicKeyInfo());
    draft.subjectKeyId = keyIdOf(key->publicPoint());
    draft.authorityKeyId = above.subjectKeyId();
    draft.registeredIds = subject.registeredIds;
    draft.dnsNames = subject.dnsNames;
    draft.nameConstraints = subject.nameConstraints;
    draft.permittedEins = subject.permittedEins;
    if (subject.withCrlDistributionPoints)
        draft.crlDistributionPoints = m_crlDistributionPoints;
    applyDefects(draft, role, options.generation, options.defects);

    auto certificate = issueCertificate(draft, issuer != nullptr ? issuer->key : m_key, options.defects.badSignature);
    if (!certificate)
        return fail(std::move(certificate.error()));
    Credential credential{{std::move(*certificate)}, std::move(*key)};
    if (issuer != nullptr)
        credential.chain.insert(credential.chain.end(), issuer->chain.begin(), issuer->chain.end());
    if (options.includeCi && !(credential.chain.back() == m_ci))
        credential.chain.push_back(m_ci);
    return credential;
}

Result<Credential> Authority::issueEum(const EumIdentity &identity, const IssueOptions &options) const
{
    const std::vector<std::string> eins = options.defects.wrongEin ? std::vector<std::string>{std::string(foreignEin)}
                                                                   : identity.eins;
    Subject subject;
    subject.name.add(oid::country, identity.country)
        .add(oid::organization, identity.organization)
        .add(oid::commonName, identity.commonName);
    subject.registeredIds = {identity.oid};
    NameConstraints constraints;
    constraints.critical = true;
    if (options.generation == Generation::v3) {
        constraints.permittedDirectoryNames.push_back(Name().add(oid::organization, identity.organization));
        subject.permittedEins = eins;
        subject.pathLength = 1; // room for a sub-CA of the EUM
    } else {
        for (const std::string &ein : eins) {
            constraints.permittedDirectoryNames.push_back(
                Name().add(oid::organization, identity.organization).add(oid::serialNumber, ein));
        }
    }
    subject.nameConstraints = std::move(constraints);
    return issue(Role::eum, subject, options, options.issuer);
}

Result<Credential> Authority::issueEuicc(const Credential &eum, std::string_view eid, const IssueOptions &options) const
{
    const Name &eumName = eum.leaf().subject();
    Subject subject;
    if (const std::string_view country = eumName.first(oid::country); !country.empty())
        subject.name.add(oid::country, country);
    subject.name
        .add(oid::organization,
             options.defects.wrongOrganization ? foreignOrganization : eumName.first(oid::organization))
        .add(oid::serialNumber, eid)
        .add(oid::commonName, "Test eUICC");
    subject.withCrlDistributionPoints = false;
    return issue(Role::euicc, subject, options, &eum);
}

Result<Credential> Authority::issueServer(Role role, const ServerIdentity &identity, const IssueOptions &options) const
{
    const Profile *profile = profileOf(role);
    if (profile == nullptr || isAuthority(role) || role == Role::euicc)
        return fail(ErrorKind::invalid, Interface::pki, std::string(nameOf(role)),
                    "not a certificate of an RSP server");
    if (profile->tls && identity.dnsNames.empty())
        return fail(ErrorKind::invalid, Interface::pki, std::string(nameOf(role)),
                    "a TLS certificate needs a DNS name");
    Subject subject;
    subject.name.add(oid::organization, organizationOf(role, identity))
        .add(oid::commonName, identity.commonName.empty() && !identity.dnsNames.empty() ? identity.dnsNames.front()
                                                                                        : identity.commonName);
    subject.registeredIds = {identity.oid};
    if (profile->tls)
        subject.dnsNames = identity.dnsNames;
    return issue(role, subject, options, options.issuer);
}

Result<RevocationList> Authority::issueRevocationList(std::vector<Certificate> revoked, std::int64_t number) const
{
    const TimePoint now = m_clock->now();
    return pki::issueRevocationList({std::move(revoked), number, now, now + revocationDays}, m_ci, m_key);
}

Result<std::vector<RevocationList>> Authority::issueRevocationListInParts(const std::vector<Certificate> &revoked,
                                                                          std::int64_t number, std::size_t parts) const
{
    const TimePoint now = m_clock->now();
    std::vector<RevocationList> lists;
    for (std::size_t part = 0; part < parts; ++part) {
        RevocationListDraft draft{{}, number, now, now + revocationDays};
        draft.part = {static_cast<std::int64_t>(part + 1), static_cast<std::int64_t>(parts)};
        for (std::size_t i = part; i < revoked.size(); i += parts)
            draft.revoked.push_back(revoked[i]);
        auto list = pki::issueRevocationList(draft, m_ci, m_key);
        if (!list)
            return fail(std::move(list.error()));
        lists.push_back(std::move(*list));
    }
    return lists;
}

Result<RevocationList> Authority::issueRevocationListSince(std::int64_t base, std::vector<Certificate> revoked,
                                                           std::int64_t number) const
{
    const TimePoint now = m_clock->now();
    return pki::issueRevocationList({std::move(revoked), number, now, now + revocationDays, base}, m_ci, m_key);
}

Result<Credential> Authority::issueSubCa(Role role, const ServerIdentity &identity, const IssueOptions &options) const
{
    if (role == Role::ci || role == Role::eum || !isAuthority(role))
        return fail(ErrorKind::invalid, Interface::pki, std::string(nameOf(role)), "not a sub-CA");
    Subject subject;
    subject.name.add(oid::organization, organizationOf(role, identity)).add(oid::commonName, identity.commonName);
    subject.registeredIds = {identity.oid};
    return issue(role, subject, options, options.issuer);
}

} // namespace wb::pki
