// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/certificate.h"
#include "core/pki/der_cursor.h"
#include "core/pki/key.h"

#include <mutex>

namespace wb::pki {

/// Where octets stand in CertificateContent::der. Positions, not views, so that the content may be built and moved freely.
struct Slice {
    std::size_t offset = 0;
    std::size_t size = 0;
};

/// What Certificate shares between its copies.
struct CertificateContent {
    Bytes der;
    Slice tbs;
    Slice serial;
    Slice issuerDer;
    Slice subjectDer;
    Slice publicPoint;
    Slice signature;
    Name issuer;
    Name subject;
    TimePoint notBefore;
    TimePoint notAfter;
    Curve curve = Curve::other;
    Oid signatureAlgorithm;

    std::optional<Bytes> subjectKeyId;
    std::optional<Bytes> authorityKeyId;
    std::optional<KeyUsage> keyUsage;
    std::optional<OidList> extendedKeyUsage;
    std::optional<BasicConstraints> basicConstraints;
    std::optional<OidList> policies;
    std::optional<NameConstraints> nameConstraints;
    std::optional<std::vector<std::string>> permittedEins;
    std::vector<std::string> dnsNames;
    std::vector<Oid> registeredIds;
    std::vector<std::string> crlDistributionPoints;
    std::vector<Oid> unknownCriticalExtensions;

    mutable std::once_flag publicKeyMade;
    mutable std::optional<PublicKey> publicKey;

    mutable std::mutex verifiedMutex;
    mutable Curve verifiedCurve = Curve::other;
    mutable Bytes verifiedUnder; ///< the issuer's public point, once the signature has held; guarded by verifiedMutex

    ByteView view(Slice slice) const { return ByteView(der).subspan(slice.offset, slice.size); }
};

/// The attributes of a Name TLV.
Name readName(const asn1::Element &element, DerCursor::Fault &fault, std::string_view field);

/// The dotted text of an OBJECT IDENTIFIER; a fault when it is not well formed.
Oid readOid(const asn1::Element &element, DerCursor::Fault &fault, std::string_view field);

/// Reads the content of tbsCertificate's [3] into the members made for extensions.
void readExtensions(const asn1::Element &element, DerCursor::Fault &fault, CertificateContent &content);

} // namespace wb::pki
