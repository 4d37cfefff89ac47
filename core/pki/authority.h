// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/key.h"
#include "core/pki/revocation_list.h"
#include "core/pki/role.h"

#include <filesystem>

namespace wb::pki {

/// A certificate with the certificates above it, and its private key: what a server or an eUICC proves itself with.
struct Credential {
    std::vector<Certificate> chain; ///< its own first; the CI is not in it unless that was asked for
    PrivateKey key;

    const Certificate &leaf() const { return chain.front(); }
};

/// What is wrong on purpose with a certificate, for tests and lessons about refusals. Each breaks one rule of rules.h and no
/// other: the name behind the dash.
struct Defects {
    bool unknownIssuer = false;         ///< authority key identifier of nobody - issuerKnown
    bool badSignature = false;          ///< - signature
    bool expired = false;               ///< ended a day ago - validity
    bool notYetValid = false;           ///< begins tomorrow - validity
    bool wrongKeyUsage = false;         ///< keyAgreement only - keyUsage
    bool noExtendedKeyUsage = false;    ///< - extendedKeyUsage
    bool wrongExtendedKeyUsage = false; ///< codeSigning only - extendedKeyUsage
    bool wrongBasicConstraints =
        false;                ///< an authority that says it is none, another that says it is one - basicConstraints
    bool wrongPolicy = false; ///< policy of another role - policy
    bool noPolicy = false;    ///< - policy
    bool unknownCriticalExtension = false;    ///< - criticalExtensions
    bool keyUsageNotCritical = false;         ///< - criticality
    bool extendedKeyUsageNotCritical = false; ///< TLS - criticality
    bool basicConstraintsNotCritical = false; ///< authorities - criticality
    bool nameConstraintsNotCritical = false;  ///< EUM - criticality
    bool wrongPolicyCriticality = false;      ///< TLS: critical, the others: not critical - criticality
    bool wrongCurve = false;                  ///< a P-384 key - curve
    bool noRegisteredId = false;              ///< - registeredId
    bool wrongDnsName = false;                ///< made for wrong.example.com - dnsName
    bool wrongOrganization = false;           ///< eUICC: not the EUM's - eumOrganization
    bool wrongEin = false;                    ///< EUM: permits an EIN of nobody, so its eUICCs are refused - eumEin
};

/// How a certificate is issued, beside what it says.
struct IssueOptions {
    std::optional<TimePoint> notBefore; ///< else one hour ago, so that a clock that is behind still agrees
    std::optional<TimePoint>
        notAfter; ///< else by the profile: TLS 398 days, servers ten years, eUICC to the end of 7500
    Generation generation = Generation::v2;
    std::optional<PrivateKey> key;      ///< else a new one on the CI's curve
    const Credential *issuer = nullptr; ///< a sub-CA of version 3, else the CI
    bool includeCi = false;             ///< put the CI at the end of the chain
    Defects defects;
};

/// An RSP server as its certificates name it.
struct ServerIdentity {
    std::string
        organization;       ///< empty: that of the role's profile, "RSPTEST" for CERT.DS.TLS and "ACME" for the others
    std::string commonName; ///< "TEST SM-DS"; empty: the first DNS name, as TLS certificates have it by custom
    Oid oid;                ///< registeredID, "2.999.15": the server's identity towards other servers
    std::vector<std::string> dnsNames; ///< TLS: the addresses it answers to
};

/// An EUM as its certificate names it.
struct EumIdentity {
    std::string country = "ES";
    std::string organization = "RSP Test EUM";
    std::string commonName = "EUM Test";
    Oid oid = "2.999.5";
    std::vector<std::string> eins{"89049032"}; ///< what the EIDs of its eUICCs begin with
};

/// What a new CI says about itself.
struct AuthorityOptions {
    std::string commonName = "Lab CI";
    std::string organizationalUnit = "TESTCERT";
    std::string organization = "RSPTEST";
    std::string country = "IT";
    Curve curve = Curve::p256;
    Oid oid = "2.999.1";
    std::optional<TimePoint> notBefore; ///< else one hour ago
    std::optional<TimePoint> notAfter;  ///< else 35 years after notBefore
    std::vector<std::string> crlDistributionPoints{"http://ci.test.example.com/CRL-1.crl",
                                                   "http://ci.test.example.com/CRL-2.crl"};
};

/// A certificate issuer of the lab: it issues every certificate of SGP.22 section 4.5.2.1 in the profiles of the SGP.26 test
/// certificates. Its key lies in a file; it is for labs and protects nothing.
class Authority {
public:
    /// A new CI with a new key. @p clock must outlive the authority.
    static Result<Authority> create(const AuthorityOptions &options = {}, const Clock &clock = Clock::system());

    /// Issues under a CI that exists, for example the published Test CI. Error: invalid, when key and certificate differ or
    /// the certificate has no subject key identifier to be found by.
    static Result<Authority> import(Certificate ci, PrivateKey key, const Clock &clock = Clock::system());

    /// Reads what save() wrote: CERT_CI.pem and SK_CI.pem. Errors: as loadCertificates(), PrivateKey::fromPem() and import().
    static Result<Authority> load(const std::filesystem::path &folder, const Clock &clock = Clock::system());

    /// Writes CERT_CI.pem and SK_CI.pem, the key with mode 0600, into a folder that is made when missing.
    Result<void> save(const std::filesystem::path &folder) const;

    const Certificate &ci() const { return m_ci; }

    /// What certificates issued from now on say about revocation lists; empty: nothing.
    void setCrlDistributionPoints(std::vector<std::string> uris) { m_crlDistributionPoints = std::move(uris); }

    /// CERT.EUM: in version 2 the name constraint holds organization and one EIN (one subtree an EIN), in version 3 the
    /// organization, and the EINs stand in their own extension.
    Result<Credential> issueEum(const EumIdentity &identity, const IssueOptions &options = {}) const;

    /// CERT.EUICC under an EUM; its chain ends with the EUM's. Organization and country are the EUM's.
    /// @p eid 32 digits; other text is written as it is, for tests. options.issuer is not used.
    Result<Credential> issueEuicc(const Credential &eum, std::string_view eid, const IssueOptions &options = {}) const;

    /// CERT.DSauth, CERT.DS.TLS, CERT.DPauth, CERT.DPpb, CERT.DP.TLS. Error: invalid, when @p role is none of them or a TLS
    /// certificate has no DNS name.
    Result<Credential> issueServer(Role role, const ServerIdentity &identity, const IssueOptions &options = {}) const;

    /// A revocation list of the CI over these certificates, for a month from now.
    Result<RevocationList> issueRevocationList(std::vector<Certificate> revoked, std::int64_t number) const;

    /// The same in parts, which an eUICC takes one by one: the certificates divided among them. @p parts at least 1.
    Result<std::vector<RevocationList>> issueRevocationListInParts(const std::vector<Certificate> &revoked,
                                                                   std::int64_t number, std::size_t parts) const;

    /// What was revoked since the list with the number @p base: a delta CRL.
    Result<RevocationList> issueRevocationListSince(std::int64_t base, std::vector<Certificate> revoked,
                                                    std::int64_t number) const;

    /// A sub-CA of version 3: ciSubCa, eumSubCa, dpSubCa, dsSubCa. It issues by IssueOptions::issuer, and an EUM's by issueEuicc().
    /// Error: invalid for another role.
    Result<Credential> issueSubCa(Role role, const ServerIdentity &identity, const IssueOptions &options = {}) const;

private:
    Authority(Certificate ci, PrivateKey key, const Clock &clock);

    struct Subject;
    Result<Credential> issue(Role role, const Subject &subject, const IssueOptions &options,
                             const Credential *issuer) const;

    Certificate m_ci;
    PrivateKey m_key;
    const Clock *m_clock;
    std::vector<std::string> m_crlDistributionPoints;
};

/// Writes CERT_<name>.pem with the whole chain and SK_<name>.pem, the key with mode 0600, into a folder that is made when missing.
/// Errors: Interface::file, io.
Result<void> saveCredential(const Credential &credential, const std::filesystem::path &folder, std::string_view name);

/// Reads what saveCredential() wrote. Errors: Interface::file, notFound or io; Interface::pki, malformed, or invalid when the key
/// is not the first certificate's.
Result<Credential> loadCredential(const std::filesystem::path &folder, std::string_view name);

/// A credential from any two PEM or DER files, certificate chain and key. Errors: as loadCredential().
Result<Credential> loadCredentialFiles(const std::filesystem::path &chainFile, const std::filesystem::path &keyFile);

} // namespace wb::pki
