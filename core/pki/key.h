// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/pki/curve.h"

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st; // OpenSSL's EVP_PKEY

namespace wb::pki {

class Certificate;

/// A private elliptic-curve key. Cheap to copy, safe to use from several threads. Never written to a log or a capture.
class PrivateKey {
public:
    /// A new random key. Curve::other makes one on P-384: a curve that SGP.22 does not allow, for tests of refusals.
    static Result<PrivateKey> generate(Curve curve);

    /// Reads "PRIVATE KEY" and "EC PRIVATE KEY", without a pass phrase. Error: malformed; unsupported when it is no elliptic-curve key.
    static Result<PrivateKey> fromPem(std::string_view pem);

    /// PKCS #8, unencrypted; for files of mode 0600 only.
    std::string toPem() const;

    Curve curve() const;
    ByteView publicPoint() const;          ///< 04 || x || y
    ByteView subjectPublicKeyInfo() const; ///< DER, as it stands in a certificate

    /// OpenSSL's EVP_PKEY, for a TLS context; stays owned by this object.
    evp_pkey_st *native() const;

private:
    struct Content;
    explicit PrivateKey(std::shared_ptr<const Content> content) : m_content(std::move(content)) {}
    static Result<PrivateKey> fromNative(std::shared_ptr<evp_pkey_st> key);

    std::shared_ptr<const Content> m_content;
};

/// A public key on one of the two curves of SGP.22. Cheap to copy, safe to use from several threads.
class PublicKey {
public:
    /// @p point is 04 || x || y, 65 octets. Errors: unsupported (another curve); malformed (not a point on the curve).
    static Result<PublicKey> fromPoint(Curve curve, ByteView point);

    evp_pkey_st *native() const { return m_key.get(); }

private:
    explicit PublicKey(std::shared_ptr<evp_pkey_st> key) : m_key(std::move(key)) {}

    std::shared_ptr<evp_pkey_st> m_key;
};

/// ECDSA with SHA-256 over @p data as r || s, 64 octets (SGP.22 section 2.6.7.2, BSI TR-03111).
/// Error: unsupported when the curve is not one of the two.
Result<Bytes> sign(const PrivateKey &key, ByteView data);

/// The same signature as the DER of SEQUENCE { r, s }, as X.509 wants it; any curve.
Result<Bytes> signDer(const PrivateKey &key, ByteView data);

/// Whether @p rs, 64 octets r || s, is the key's signature over @p data. Anything of another length is false.
bool verify(const PublicKey &key, ByteView data, ByteView rs);

/// The same for the DER form.
bool verifyDer(const PublicKey &key, ByteView data, ByteView der);

/// Whether @p issuer's key signed @p subject with ecdsa-with-SHA256. Looks at nothing else; the rules are in rules.h.
/// A signature that held is remembered with the subject and its copies, so that a certificate that is kept, an EUM's or a
/// CI's, is verified once.
bool verifyIssued(const Certificate &issuer, const Certificate &subject);

/// Octets from OpenSSL's generator, for challenges, TransactionIDs and serial numbers. Ends the program when the
/// generator fails: every answer it could give instead would be predictable.
Bytes randomBytes(std::size_t size);

/// The key identifier of RFC 5280 section 4.2.1.2, method 1: SHA-1 over the public point.
Bytes keyIdOf(ByteView publicPoint);

} // namespace wb::pki
