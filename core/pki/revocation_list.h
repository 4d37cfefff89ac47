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

/// Which part of a segmented list a list is (SGP.22 section 4.5.2.2): the parts have the same cRLNumber and are loaded one by one.
struct ListPart {
    std::int64_t number = 1; ///< partialCrlNumber, from 1
    std::int64_t total = 1;  ///< totalPartialCrlNumber

    bool operator==(const ListPart &) const = default;
};

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

    /// Number of the list that this one adds to, a delta CRL (RFC 5280 section 5.2.4); none for a whole list.
    std::optional<std::int64_t> baseNumber() const { return m_baseNumber; }

    /// None for a list in one piece, and for one whose numbers of parts are not both there.
    const std::optional<ListPart> &part() const { return m_part; }

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
    std::optional<std::int64_t> m_baseNumber;
    std::optional<ListPart> m_part;
    std::shared_ptr<X509_crl_st> m_native;
};

/// What a new revocation list says.
struct RevocationListDraft {
    std::vector<Certificate> revoked;
    std::int64_t number = 1; ///< cRLNumber
    TimePoint thisUpdate;
    TimePoint nextUpdate;
    std::optional<std::int64_t> baseNumber = {}; ///< makes it a delta CRL
    std::optional<ListPart> part = {};           ///< makes it a part of a segmented list
};

/// A list of @p issuer, signed with its @p key by ecdsa-with-SHA256. Error: internal when OpenSSL cannot make it.
Result<RevocationList> issueRevocationList(const RevocationListDraft &draft, const Certificate &issuer,
                                           const PrivateKey &key);

} // namespace wb::pki
