// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/role.h"
#include "core/pki/trust_anchors.h"

namespace wb::pki {

/// What is asked of a certificate in its chain. Each is one line of a report.
enum class Rule {
    issuerKnown, ///< the authority key identifier names a trusted CI or a certificate that came along; names are not compared
    signature,          ///< made by that issuer's key
    validity,           ///< notBefore <= now <= notAfter
    keyUsage,           ///< issuing for authorities, digitalSignature for the others
    extendedKeyUsage,   ///< TLS: serverAuth or clientAuth
    basicConstraints,   ///< an authority says so, any other does not
    pathLength,         ///< no more authorities below than the certificate allows
    policy,             ///< the policy OID names a role that may stand here
    criticalExtensions, ///< nothing critical that is not understood
    criticality, ///< the extensions that bind a reader are marked critical, those of the TLS profile that do not are not
    curve,       ///< NIST P-256 or brainpoolP256r1, with a point on it
    registeredId,    ///< an RSP server carries its OID in subjectAltName
    dnsName,         ///< the address contacted is in subjectAltName
    eumOrganization, ///< the eUICC's organization is the one its EUM's name constraint permits
    eumEin,          ///< the EID begins with an EIN its EUM is permitted
    eidForm,         ///< the EID is 32 digits
    eidCheckDigits,  ///< the EID modulo 97 is 1; advisory, cards in the field break it
};

/// "issuer known", "signature", "EUM organization", ... in one to three words.
std::string_view nameOf(Rule rule);

/// The section of SGP.22 the rule comes from, "4.5.2.2"; for the check digits "SGP.29".
std::string_view sectionOf(Rule rule);

enum class Verdict { holds, broken, notApplicable };

/// "holds", "broken", "not applicable".
std::string_view nameOf(Verdict verdict);

/// One rule asked of one certificate.
struct RuleVerdict {
    Rule rule;
    Verdict verdict = Verdict::notApplicable;
    bool advisory = false;    ///< told, but no reason to refuse
    std::optional<Role> role; ///< of the certificate: by its place where the place says it, else by its policy
    std::string certificate;  ///< "CERT.EUM": name of that role; "certificate" when there is none
    std::string reason;       ///< what was found, with the dates, OIDs and names; one clause

    /// "CERT.EUM validity broken: notAfter 2051-01-19T18:10:30Z is before ...".
    std::string line() const;
};

/// Every rule that was asked, from the CI down to the end of the chain.
struct ChainReport {
    std::vector<RuleVerdict> verdicts;
    std::vector<Certificate> path; ///< the chain as it was found, end first, up to the CI when it is known

    /// No rule is broken, advisory ones aside.
    bool ok() const { return firstBroken() == nullptr; }

    /// The first broken rule that is not advisory; null when all hold.
    const RuleVerdict *firstBroken() const;

    /// The verdict on one rule of the certificate in this role; null when it was not asked.
    const RuleVerdict *find(Role role, Rule rule) const;
};

/// Within its dates: notBefore <= now, and now not later than the second notAfter.
bool isValidAt(const Certificate &certificate, TimePoint now);

/// The check of a server: CERT.EUM, then CERT.EUICC (SGP.22 section 4.5.2.2), with the EUM rule of the EUM's generation.
/// @p eum is what issued the eUICC; sub-CAs of version 3 between it and the CI are looked for in @p intermediates.
ChainReport checkEuiccChain(const Certificate &eum, const Certificate &euicc, const TrustAnchors &cis, TimePoint now,
                            std::span<const Certificate> intermediates = {});

/// The check of an eUICC or another server: CERT.DSauth, CERT.DPauth, CERT.DPpb, in a role of @p allowedRoles.
ChainReport checkServerCertificate(const Certificate &leaf, std::span<const Certificate> intermediates,
                                   const TrustAnchors &cis, std::span<const Role> allowedRoles, TimePoint now);

/// Which end of a TLS connection shows the certificate.
enum class TlsEnd { server, client };

/// The check of the TLS peer's chain as it came, its own certificate first, the CI may be in it: the above, with extended key
/// usage, registeredID and, when @p hostName is given, the DNS name: compared without regard to case, no wildcards. An empty
/// chain is a broken issuerKnown.
ChainReport checkTlsCertificate(std::span<const Certificate> chain, const TrustAnchors &cis,
                                std::span<const Role> allowedRoles, std::optional<std::string_view> hostName,
                                TlsEnd end, TimePoint now);

} // namespace wb::pki
