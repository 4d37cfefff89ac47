// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/pki/certificate.h"

#include <cstdint>
#include <memory>
#include <optional>

struct X509_crl_st; // OpenSSL's X509_CRL

namespace wb::pki {

class PrivateKey;
class PublicKey;

/// A certificate revocation list (RFC 5280 section 5), read once and never changed. Cheap to copy.
class RevocationList {
public:
    /// @p der is a CertificateList. Error: malformed when it is none, or when octets follow.
    static Result<RevocationList> fromDer(ByteView der);

    ByteView der() const { return m_der; }

    /// Key identifier of the CI that issued it; none when the extension is missing.
    const std::optional<Bytes> &authorityKeyId() const { return m_authorityKeyId; }

    /// cRLNumber; none when the extension is missing. A greater number is a fresher list.
    std::optional<std::int64_t> number() const { return m_number; }

    /// Whether the key made its signature.
    bool isSignedBy(const PublicKey &key) const;

    /// Whether the certificate is on it; only of use for certificates of the same issuer.
    bool revokes(const Certificate &certificate) const;

    bool operator==(const RevocationList &other) const { return m_der == other.m_der; }

private:
    RevocationList() = default;

    Bytes m_der;
    std::optional<Bytes> m_authorityKeyId;
    std::optional<std::int64_t> m_number;
    std::shared_ptr<X509_crl_st> m_native;
};

/// What a new revocation list says.
struct RevocationListDraft {
    std::vector<Certificate> revoked;
    std::int64_t number = 1; ///< cRLNumber
    TimePoint thisUpdate;
    TimePoint nextUpdate;
};

/// A list of @p issuer, signed with its @p key by ecdsa-with-SHA256. Error: internal when OpenSSL cannot make it.
Result<RevocationList> issueRevocationList(const RevocationListDraft &draft, const Certificate &issuer,
                                           const PrivateKey &key);

} // namespace wb::pki
