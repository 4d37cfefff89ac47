// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/key.h"

#include "core/asn1/reader.h"
#include "core/asn1/writer.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace wb::pki {

namespace {

constexpr std::size_t scalarSize = 32;

const char *groupNameOf(Curve curve)
{
    switch (curve) {
    case Curve::p256: return "P-256";
    case Curve::brainpoolP256r1: return "brainpoolP256r1";
    case Curve::other: return "P-384";
    }
    return "";
}

Curve curveOf(EVP_PKEY *key)
{
    char group[64] = {};
    if (EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) != 1)
        return Curve::other;
    const std::string_view name = group;
    return name == "prime256v1" || name == "P-256" ? Curve::p256
           : name == "brainpoolP256r1"             ? Curve::brainpoolP256r1
                                                   : Curve::other;
}

std::shared_ptr<EVP_PKEY> ownedKey(EVP_PKEY *key)
{
    return {key, EVP_PKEY_free};
}

/// What OpenSSL says went wrong, and its queue emptied, so that nothing of it is met later by somebody else.
std::string opensslReason()
{
    const unsigned long code = ERR_peek_last_error();
    const char *text = code == 0 ? nullptr : ERR_reason_error_string(code);
    ERR_clear_error();
    return text == nullptr ? "OpenSSL gives no reason" : text;
}

/// A key of this curve to copy the domain parameters from: looking a curve up by name costs more than all the rest.
EVP_PKEY *parameterTemplate(Curve curve)
{
    static const std::shared_ptr<EVP_PKEY> p256 = ownedKey(EVP_EC_gen("P-256"));
    static const std::shared_ptr<EVP_PKEY> brainpool = ownedKey(EVP_EC_gen("brainpoolP256r1"));
    return curve == Curve::p256 ? p256.get() : brainpool.get();
}

/// Fetched once: EVP_sha256() is looked up among OpenSSL's providers for each signature anew.
const EVP_MD *sha256()
{
    static const EVP_MD *const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return digest;
}

/// r || s from the DER of SEQUENCE { r, s }; empty when it does not fit.
Bytes plainSignature(ByteView der)
{
    const auto sequence = asn1::readSingle(der);
    if (!sequence)
        return {};
    Bytes plain(2 * scalarSize, 0);
    asn1::Reader reader(sequence->content);
    for (std::size_t n = 0; n < 2; ++n) {
        asn1::Element number;
        if (!reader.next(number) || number.tag != 0x02)
            return {};
        ByteView digits = number.content;
        while (!digits.empty() && digits.front() == 0)
            digits = digits.subspan(1);
        if (digits.size() > scalarSize)
            return {};
        std::copy(digits.begin(), digits.end(),
                  plain.begin() + static_cast<std::ptrdiff_t>((n + 1) * scalarSize - digits.size()));
    }
    return plain;
}

Bytes derSignature(ByteView plain)
{
    asn1::Writer writer;
    writer.constructed(0x30, [&] {
        for (std::size_t n = 0; n < 2; ++n) {
            ByteView digits = plain.subspan(n * scalarSize, scalarSize);
            while (digits.size() > 1 && digits.front() == 0)
                digits = digits.subspan(1);
            Bytes number;
            if ((digits.front() & 0x80) != 0)
                number.push_back(0);
            append(number, digits);
            writer.primitive(0x02, number);
        }
    });
    return writer.take();
}

/// Never asks a person: a program that waits at a terminal for a pass phrase hangs.
int noPassPhrase(char *, int, int, void *)
{
    return 0;
}

} // namespace

struct PrivateKey::Content {
    std::shared_ptr<EVP_PKEY> key;
    Curve curve = Curve::other;
    Bytes point;
    Bytes subjectPublicKeyInfo;
};

std::string_view nameOf(Curve curve)
{
    switch (curve) {
    case Curve::p256: return "NIST P-256";
    case Curve::brainpoolP256r1: return "brainpoolP256r1";
    case Curve::other: return "another curve";
    }
    return "";
}

Result<PrivateKey> PrivateKey::fromNative(std::shared_ptr<EVP_PKEY> key)
{
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC)
        return fail(ErrorKind::unsupported, Interface::pki, "private key", "it is not an elliptic-curve key");
    // A key file may ask for compressed points; certificates of SGP.22 carry uncompressed ones.
    EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed");

    auto content = std::make_shared<Content>();
    content->curve = curveOf(key.get());
    unsigned char *octets = nullptr;
    const std::size_t pointSize = EVP_PKEY_get1_encoded_public_key(key.get(), &octets);
    content->point.assign(octets, octets + pointSize);
    OPENSSL_free(octets);
    octets = nullptr;
    const int infoSize = i2d_PUBKEY(key.get(), &octets);
    if (infoSize > 0)
        content->subjectPublicKeyInfo.assign(octets, octets + infoSize);
    OPENSSL_free(octets);
    if (content->point.empty() || content->subjectPublicKeyInfo.empty())
        return fail(ErrorKind::malformed, Interface::pki, "private key", "no public point: " + opensslReason());
    content->key = std::move(key);
    return PrivateKey(std::move(content));
}

Result<PrivateKey> PrivateKey::generate(Curve curve)
{
    std::shared_ptr<EVP_PKEY> key = ownedKey(EVP_EC_gen(groupNameOf(curve)));
    if (!key)
        return fail(ErrorKind::internal, Interface::pki, "private key", "cannot be generated: " + opensslReason());
    return fromNative(std::move(key));
}

Result<PrivateKey> PrivateKey::fromPem(std::string_view pem)
{
    if (pem.size() > 64 * 1024)
        return fail(ErrorKind::malformed, Interface::pki, "private key", "too large for a key file");
    const std::unique_ptr<BIO, decltype(&BIO_free)> input(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                          BIO_free);
    std::shared_ptr<EVP_PKEY> key = ownedKey(PEM_read_bio_PrivateKey(input.get(), nullptr, noPassPhrase, nullptr));
    if (!key)
        return fail(ErrorKind::malformed, Interface::pki, "private key", "not a readable PEM key: " + opensslReason());
    return fromNative(std::move(key));
}

std::string PrivateKey::toPem() const
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> output(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PrivateKey(output.get(), native(), nullptr, nullptr, 0, nullptr, nullptr);
    char *text = nullptr;
    const long size = BIO_get_mem_data(output.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

Curve PrivateKey::curve() const
{
    return m_content->curve;
}

ByteView PrivateKey::publicPoint() const
{
    return m_content->point;
}

ByteView PrivateKey::subjectPublicKeyInfo() const
{
    return m_content->subjectPublicKeyInfo;
}

EVP_PKEY *PrivateKey::native() const
{
    return m_content->key.get();
}

Result<PublicKey> PublicKey::fromPoint(Curve curve, ByteView point)
{
    if (curve == Curve::other)
        return fail(ErrorKind::unsupported, Interface::pki, "public key", "neither NIST P-256 nor brainpoolP256r1");
    std::shared_ptr<EVP_PKEY> key = ownedKey(EVP_PKEY_new());
    if (point.size() != 1 + 2 * scalarSize || point[0] != 0x04
        || EVP_PKEY_copy_parameters(key.get(), parameterTemplate(curve)) != 1
        || EVP_PKEY_set1_encoded_public_key(key.get(), point.data(), point.size()) != 1) {
        ERR_clear_error();
        return fail(ErrorKind::malformed, Interface::pki, "public key",
                    "not an uncompressed point on " + std::string(nameOf(curve)));
    }
    return PublicKey(std::move(key));
}

Result<Bytes> signDer(const PrivateKey &key, ByteView data)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key.native()));
    Bytes signature(size);
    if (EVP_DigestSignInit(context.get(), nullptr, sha256(), nullptr, key.native()) != 1
        || EVP_DigestSign(context.get(), signature.data(), &size, data.data(), data.size()) != 1)
        return fail(ErrorKind::internal, Interface::pki, "ECDSA signature", opensslReason());
    signature.resize(size);
    return signature;
}

Result<Bytes> sign(const PrivateKey &key, ByteView data)
{
    if (key.curve() == Curve::other)
        return fail(ErrorKind::unsupported, Interface::pki, "ECDSA signature", "the key is on neither curve of SGP.22");
    auto der = signDer(key, data);
    if (!der)
        return der;
    return plainSignature(*der);
}

bool verifyDer(const PublicKey &key, ByteView data, ByteView der)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const bool holds = EVP_DigestVerifyInit(context.get(), nullptr, sha256(), nullptr, key.native()) == 1
                       && EVP_DigestVerify(context.get(), der.data(), der.size(), data.data(), data.size()) == 1;
    if (!holds)
        ERR_clear_error();
    return holds;
}

bool verify(const PublicKey &key, ByteView data, ByteView rs)
{
    return rs.size() == 2 * scalarSize && verifyDer(key, data, derSignature(rs));
}

Bytes randomBytes(std::size_t size)
{
    Bytes bytes(size);
    if (RAND_bytes(bytes.data(), static_cast<int>(size)) != 1) {
        std::fputs("no random octets from OpenSSL\n", stderr);
        std::abort();
    }
    return bytes;
}

Bytes keyIdOf(ByteView publicPoint)
{
    Bytes id(SHA_DIGEST_LENGTH);
    EVP_Q_digest(nullptr, "SHA1", nullptr, publicPoint.data(), publicPoint.size(), id.data(), nullptr);
    return id;
}

} // namespace wb::pki
