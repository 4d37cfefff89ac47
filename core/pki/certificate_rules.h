// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/rules.h"

namespace wb::pki {

/// Collects the verdicts on one certificate of a chain. Each function asks one rule; what they find goes into the report.
class CertificateRules {
public:
    /// @p role is what the certificate's place in the chain makes it; without one, its policy is believed.
    CertificateRules(const Certificate &certificate, std::optional<Role> role, TimePoint now, ChainReport &report);

    /// @p issuer null: not found.
    void issuedBy(const Certificate *issuer);
    /// A trust anchor is its own beginning: nothing above it is looked for.
    void trusted();
    void validity();
    void keyUsage();
    void extendedKeyUsage(TlsEnd end);
    /// @p authoritiesBelow: authorities between this one and the end of the chain.
    void basicConstraints(unsigned authoritiesBelow);
    void policy(std::span<const Role> allowed);
    void criticalExtensions();
    /// Of the extensions that are there: key usage, extended key usage, name constraints and an authority's basic constraints
    /// are critical; the policies are in CERT.EUM, CERT.EUICC and the certificates that authenticate, and are not in TLS
    /// certificates. Policies of the CI and of sub-CAs are left to their issuers.
    void criticality();
    void curve();
    void registeredId();
    void dnsName(std::optional<std::string_view> hostName);
    /// The eUICC's own rules: EUM rule of the generation of @p eum, EID.
    void eumRule(const Certificate &eum);
    void eid();

private:
    void add(Rule rule, bool holds, std::string reason);
    void notApplicable(Rule rule, std::string reason);
    void adviseLast() { m_report.verdicts.back().advisory = true; }

    const Certificate &m_certificate;
    std::optional<Role> m_role;
    bool m_authority;
    TimePoint m_now;
    ChainReport &m_report;
};

} // namespace wb::pki
