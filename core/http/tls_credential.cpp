// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/tls_credential.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <climits>

namespace wb::http {

namespace {

Failure badCredential(std::string reason)
{
    return fail(ErrorKind::invalid, Interface::tls, "credential", std::move(reason));
}

std::unique_ptr<X509, OpensslDeleter> readCertificate(ByteView der)
{
    const unsigned char *position = der.data();
    std::unique_ptr<X509, OpensslDeleter> certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
    const bool whole = certificate && position == der.data() + der.size();
    return whole ? std::move(certificate) : nullptr;
}

int noPassword(char *, int, int, void *)
{
    return -1; // OpenSSL would ask on the terminal otherwise
}

std::unique_ptr<EVP_PKEY, OpensslDeleter> readKey(std::string_view pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                        &BIO_free);
    return std::unique_ptr<EVP_PKEY, OpensslDeleter>(PEM_read_bio_PrivateKey(bio.get(), nullptr, &noPassword, nullptr));
}

int curveOf(const EVP_PKEY *key)
{
    char name[80];
    std::size_t length = 0;
    if (EVP_PKEY_get_group_name(key, name, sizeof name, &length) != 1)
        return NID_undef;
    return OBJ_txt2nid(name);
}

} // namespace

void OpensslDeleter::operator()(X509 *certificate) const
{
    X509_free(certificate);
}

void OpensslDeleter::operator()(EVP_PKEY *key) const
{
    EVP_PKEY_free(key);
}

void OpensslDeleter::operator()(STACK_OF(X509) * chain) const
{
    sk_X509_pop_free(chain, &X509_free);
}

Result<LoadedCredential> LoadedCredential::load(const TlsCredential &credential)
{
    if (credential.chain.empty())
        return badCredential("there is no certificate");
    if (credential.privateKeyPem.size() > INT_MAX)
        return badCredential("the private key is too large");

    LoadedCredential loaded;
    loaded.issuers.reset(sk_X509_new_null());
    for (const Bytes &der : credential.chain) {
        auto certificate = readCertificate(der);
        if (!certificate)
            return badCredential("one of the certificates is not a DER certificate");
        if (!loaded.certificate)
            loaded.certificate = std::move(certificate);
        else if (sk_X509_push(loaded.issuers.get(), certificate.get()) > 0)
            std::ignore = certificate.release(); // the stack owns it now
    }

    loaded.key = readKey(credential.privateKeyPem);
    if (!loaded.key)
        return badCredential("the private key cannot be read; it must be PEM and not encrypted");
    if (X509_check_private_key(loaded.certificate.get(), loaded.key.get()) != 1)
        return badCredential("the private key does not belong to the certificate");
    loaded.curve = curveOf(loaded.key.get());
    if (!credential.anyCurve && loaded.curve != NID_X9_62_prime256v1 && loaded.curve != NID_brainpoolP256r1)
        return badCredential("the key is not on NIST P-256 or brainpoolP256r1");
    return loaded;
}

Bytes derOf(const X509 *certificate)
{
    unsigned char *der = nullptr;
    const int length = i2d_X509(certificate, &der);
    if (length <= 0)
        return {};
    Bytes bytes(der, der + length);
    OPENSSL_free(der);
    return bytes;
}

} // namespace wb::http
