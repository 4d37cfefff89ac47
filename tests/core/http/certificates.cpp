// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/http/certificates.h"

#include "core/http/tls_credential.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace wb::http::testing {

namespace {

std::shared_ptr<EVP_PKEY> makeKey(Curve curve)
{
    return {EVP_EC_gen(curve == Curve::p256 ? "prime256v1" : "brainpoolP256r1"), &EVP_PKEY_free};
}

std::shared_ptr<X509> parse(ByteView der)
{
    const unsigned char *position = der.data();
    return {d2i_X509(nullptr, &position, static_cast<long>(der.size())), &X509_free};
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

std::shared_ptr<X509> makeCertificate(const std::string &name, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey,
                                      long serial)
{
    std::shared_ptr<X509> certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 24 * 3600);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(name.c_str()), -1, -1, 0);
    X509_set_pubkey(certificate.get(), key);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer ? issuer : certificate.get()));
    if (issuer) {
        const bool numeric = name.find_first_not_of("0123456789.") == std::string::npos;
        addExtension(certificate.get(), issuer, NID_subject_alt_name, (numeric ? "IP:" : "DNS:") + name);
        addExtension(certificate.get(), issuer, NID_key_usage, "critical,digitalSignature");
    } else {
        addExtension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
        addExtension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign");
    }
    X509_sign(certificate.get(), issuerKey, EVP_sha256());
    return certificate;
}

std::string textOfBio(BIO *bio)
{
    char *data = nullptr;
    const long length = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(length));
    BIO_free(bio);
    return text;
}

PeerVerdict judge(X509 *authority, const std::vector<Bytes> &chain, const std::string &name)
{
    const std::shared_ptr<X509> certificate = parse(chain.at(0));
    const std::shared_ptr<X509_STORE> store(X509_STORE_new(), &X509_STORE_free);
    X509_STORE_add_cert(store.get(), authority);
    const std::shared_ptr<X509_STORE_CTX> context(X509_STORE_CTX_new(), &X509_STORE_CTX_free);
    X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), nullptr);
    if (X509_verify_cert(context.get()) != 1)
        return {false, X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())), 48};
    if (!name.empty() && X509_check_host(certificate.get(), name.data(), name.size(), 0, nullptr) != 1
        && X509_check_ip_asc(certificate.get(), name.c_str(), 0) != 1)
        return {false, "it is not for " + name, 42};
    return {true, {}, 0};
}

} // namespace

Authority::Authority(const std::string &name, Curve curve) : m_key(makeKey(curve))
{
    m_certificate = makeCertificate(name, m_key.get(), nullptr, m_key.get(), m_serial++);
}

Authority::~Authority() = default;

Bytes Authority::der() const
{
    return derOf(m_certificate.get());
}

std::string Authority::pem() const
{
    return pemOf({der()});
}

TlsCredential Authority::issue(const std::string &name, Curve curve)
{
    const auto key = makeKey(curve);
    const auto certificate = makeCertificate(name, key.get(), m_certificate.get(), m_key.get(), m_serial++);
    BIO *bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {{derOf(certificate.get())}, textOfBio(bio)};
}

PeerCheck Authority::check() const
{
    return [certificate = m_certificate](const std::vector<Bytes> &chain, std::string_view name) {
        return judge(certificate.get(), chain, std::string(name));
    };
}

std::string pemOf(const std::vector<Bytes> &chain)
{
    BIO *bio = BIO_new(BIO_s_mem());
    for (const Bytes &der : chain)
        PEM_write_bio_X509(bio, parse(der).get());
    return textOfBio(bio);
}

} // namespace wb::http::testing
