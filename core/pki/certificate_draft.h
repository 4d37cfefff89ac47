// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/certificate.h"
#include "core/pki/key.h"

namespace wb::pki {

/// What a new certificate says; every member is written as it stands, whether it makes sense or not.
struct CertificateDraft {
    Bytes serial; ///< unsigned, most significant octet first
    Bytes issuerDer;
    Name subject;
    TimePoint notBefore;
    TimePoint notAfter;
    Bytes subjectPublicKeyInfo; ///< DER

    std::optional<Bytes> subjectKeyId;
    std::optional<Bytes> authorityKeyId;
    std::optional<KeyUsage> keyUsage;
    std::optional<OidList> extendedKeyUsage;
    std::optional<OidList> policies;
    std::optional<BasicConstraints> basicConstraints;
    std::optional<NameConstraints> nameConstraints;
    std::vector<std::string> dnsNames;
    std::vector<Oid> registeredIds;
    std::vector<std::string> permittedEins;
    std::vector<std::string> crlDistributionPoints;
    std::vector<Oid> unknownCriticalExtensions; ///< each written with an empty value; for tests of refusals
};

/// The DER of the draft, signed with @p issuerKey by ecdsa-with-SHA256. With @p spoilSignature one bit of it is wrong.
/// Errors: malformed (an OID), invalid (a name), internal (signing).
Result<Certificate> issueCertificate(const CertificateDraft &draft, const PrivateKey &issuerKey,
                                     bool spoilSignature = false);

} // namespace wb::pki
