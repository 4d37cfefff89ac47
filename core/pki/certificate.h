// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/pki/curve.h"
#include "core/pki/name.h"
#include "core/pki/oids.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wb::pki {

class PublicKey;
struct CertificateContent;

/// Bits of the keyUsage extension (RFC 5280 section 4.2.1.3) as one number; bit n of the extension is 1 << n.
struct KeyUsage {
    enum Bit : std::uint16_t {
        digitalSignature = 1 << 0,
        contentCommitment = 1 << 1,
        keyEncipherment = 1 << 2,
        dataEncipherment = 1 << 3,
        keyAgreement = 1 << 4,
        keyCertSign = 1 << 5,
        cRLSign = 1 << 6,
        encipherOnly = 1 << 7,
        decipherOnly = 1 << 8,
    };

    std::uint16_t bits = 0;
    bool critical = false;

    bool has(Bit bit) const { return (bits & bit) != 0; }

    /// "digitalSignature, keyCertSign"; "nothing" without any bit.
    std::string text() const;
};

/// A list of object identifiers with its criticality: extended key usages, certificate policies.
struct OidList {
    std::vector<Oid> oids;
    bool critical = false;

    bool has(std::string_view oid) const;

    /// The OIDs with ", " between them; "none" when the list is empty.
    std::string text() const;
};

struct BasicConstraints {
    bool ca = false;
    std::optional<unsigned> pathLength; ///< certificate authorities allowed below this one
    bool critical = false;
};

/// What the certificate permits in subjects below it (RFC 5280 section 4.2.1.10).
struct NameConstraints {
    std::vector<Name> permittedDirectoryNames;
    bool otherForms =
        false; ///< excluded subtrees or permitted names of other forms, which SGP.22 does not use, are there too
    bool critical = false;
};

/// An X.509 certificate, read once and never changed. Cheap to copy; copies share one content and may be used from several threads.
///
/// Read by an own DER walk: OpenSSL's d2i_X509 takes longer than verifying a P-256 signature, and hides what SGP.22 is
/// about (registeredID, policies of the role, year 7500). Any key type is read, so that a foreign TLS certificate can be shown too.
class Certificate {
public:
    /// Errors: malformed, Interface::pki, with the field as step ("tbsCertificate.validity") and the octet where reading stopped.
    static Result<Certificate> fromDer(ByteView der);

    ByteView der() const;        ///< the whole certificate, as received
    ByteView tbs() const;        ///< tbsCertificate, the octets the signature covers
    ByteView serial() const;     ///< 1 to 20 octets, without a leading zero octet
    ByteView issuerDer() const;  ///< the issuer's Name TLV
    ByteView subjectDer() const; ///< the subject's Name TLV
    const Name &issuer() const;
    const Name &subject() const;
    TimePoint notBefore() const; ///< first moment of validity
    TimePoint notAfter() const;  ///< last second of validity, itself included

    Curve curve() const;
    ByteView
    publicPoint() const; ///< of an elliptic-curve key: 04 || x || y, 65 octets on our curves; else the key's octets

    /// The key for verifying, made on first use and kept. Null when the curve is not ours or the point is not on it.
    const PublicKey *publicKey() const;

    const std::optional<Bytes> &subjectKeyId() const;
    const std::optional<Bytes> &authorityKeyId() const;
    const std::optional<KeyUsage> &keyUsage() const;
    const std::optional<OidList> &extendedKeyUsage() const;
    const std::optional<BasicConstraints> &basicConstraints() const;
    const std::optional<OidList> &policies() const;
    const std::optional<NameConstraints> &nameConstraints() const;
    const std::vector<std::string> &dnsNames() const; ///< from subjectAltName
    const std::vector<Oid> &registeredIds() const;    ///< from subjectAltName: the OID of an RSP server, EUM or CI
    const std::optional<std::vector<std::string>> &
    permittedEins() const;                                         ///< extension 2.23.146.1.2.2.0 (SGP.22 version 3)
    const std::vector<std::string> &crlDistributionPoints() const; ///< URIs
    const std::vector<Oid> &unknownCriticalExtensions() const;

    const Oid &signatureAlgorithm() const;
    ByteView signature() const; ///< content of the signature; for ECDSA the DER of SEQUENCE { r, s }

    /// The subject's serialNumber, which in CERT.EUICC is the EID (SGP.22 section 4.5.1); empty when there is none.
    std::string_view eid() const { return subject().first(pki::oid::serialNumber); }

    /// The first registeredID; empty when there is none.
    std::string_view oid() const { return registeredIds().empty() ? std::string_view() : registeredIds().front(); }

    /// Same octets.
    bool operator==(const Certificate &other) const { return equal(der(), other.der()); }

private:
    friend bool verifyIssued(const Certificate &issuer, const Certificate &subject);
    explicit Certificate(std::shared_ptr<const CertificateContent> content) : m_content(std::move(content)) {}

    std::shared_ptr<const CertificateContent> m_content;
};

} // namespace wb::pki
