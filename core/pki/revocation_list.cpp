// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/revocation_list.h"

#include "core/pki/key.h"
#include "core/pki/oids.h"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace wb::pki {

namespace {

template <class T, void (*Free)(T *)>
struct Freeing {
    void operator()(T *object) const { Free(object); }
};
using OwnedList = std::unique_ptr<X509_CRL, Freeing<X509_CRL, &X509_CRL_free>>;
using OwnedName = std::unique_ptr<X509_NAME, Freeing<X509_NAME, &X509_NAME_free>>;
using OwnedTime = std::unique_ptr<ASN1_TIME, Freeing<ASN1_TIME, &ASN1_TIME_free>>;
using OwnedInteger = std::unique_ptr<ASN1_INTEGER, Freeing<ASN1_INTEGER, &ASN1_INTEGER_free>>;
using OwnedKeyId = std::unique_ptr<AUTHORITY_KEYID, Freeing<AUTHORITY_KEYID, &AUTHORITY_KEYID_free>>;
using OwnedObject = std::unique_ptr<ASN1_OBJECT, Freeing<ASN1_OBJECT, &ASN1_OBJECT_free>>;
using OwnedOctets = std::unique_ptr<ASN1_OCTET_STRING, Freeing<ASN1_OCTET_STRING, &ASN1_OCTET_STRING_free>>;
using OwnedExtension = std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION, &X509_EXTENSION_free>>;
using OwnedRevoked = std::unique_ptr<X509_REVOKED, Freeing<X509_REVOKED, &X509_REVOKED_free>>;

std::optional<Bytes> keyIdIn(const X509_CRL *list)
{
    const OwnedKeyId extension(
        static_cast<AUTHORITY_KEYID *>(X509_CRL_get_ext_d2i(list, NID_authority_key_identifier, nullptr, nullptr)));
    if (!extension || extension->keyid == nullptr)
        return {};
    const unsigned char *data = ASN1_STRING_get0_data(extension->keyid);
    return Bytes(data, data + ASN1_STRING_length(extension->keyid));
}

std::optional<std::int64_t> numberIn(const X509_CRL *list, int extensionId)
{
    const OwnedInteger extension(
        static_cast<ASN1_INTEGER *>(X509_CRL_get_ext_d2i(list, extensionId, nullptr, nullptr)));
    std::int64_t number = 0;
    if (!extension || ASN1_INTEGER_get_int64(&number, extension.get()) != 1)
        return {};
    return number;
}

/// The number in an extension of SGP.22.
std::optional<std::int64_t> numberIn(const X509_CRL *list, std::string_view oid)
{
    const OwnedObject id(OBJ_txt2obj(std::string(oid).c_str(), 1));
    const int place = X509_CRL_get_ext_by_OBJ(list, id.get(), -1);
    if (place < 0)
        return {};
    const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data(X509_CRL_get_ext(list, place));
    const unsigned char *position = ASN1_STRING_get0_data(value);
    const OwnedInteger integer(d2i_ASN1_INTEGER(nullptr, &position, ASN1_STRING_length(value)));
    std::int64_t number = 0;
    if (!integer || ASN1_INTEGER_get_int64(&number, integer.get()) != 1)
        return {};
    return number;
}

OwnedTime timeOf(TimePoint time)
{
    return OwnedTime(
        ASN1_TIME_set(nullptr, std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count()));
}

OwnedInteger serialOf(const Certificate &certificate)
{
    const ByteView serial = certificate.serial();
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr), &BN_free);
    return OwnedInteger(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
}

bool addRevoked(X509_CRL *list, const Certificate &certificate, TimePoint when)
{
    OwnedRevoked entry(X509_REVOKED_new());
    const OwnedInteger serial = serialOf(certificate);
    const OwnedTime date = timeOf(when);
    if (!entry || !serial || !date || X509_REVOKED_set_serialNumber(entry.get(), serial.get()) != 1
        || X509_REVOKED_set_revocationDate(entry.get(), date.get()) != 1
        || X509_CRL_add0_revoked(list, entry.get()) != 1)
        return false;
    static_cast<void>(entry.release()); // the list's now
    return true;
}

OwnedInteger integerOf(std::int64_t number)
{
    OwnedInteger integer(ASN1_INTEGER_new());
    return integer && ASN1_INTEGER_set_int64(integer.get(), number) == 1 ? std::move(integer) : nullptr;
}

/// Critical: who does not know that a list is a part must not take it for the whole.
bool addNumber(X509_CRL *list, std::string_view oid, std::int64_t number)
{
    const OwnedObject id(OBJ_txt2obj(std::string(oid).c_str(), 1));
    const OwnedInteger integer = integerOf(number);
    unsigned char *der = nullptr;
    const int length = integer ? i2d_ASN1_INTEGER(integer.get(), &der) : -1;
    const OwnedOctets value(ASN1_OCTET_STRING_new());
    const bool set = length > 0 && value && ASN1_OCTET_STRING_set(value.get(), der, length) == 1;
    OPENSSL_free(der);
    const OwnedExtension extension(set ? X509_EXTENSION_create_by_OBJ(nullptr, id.get(), 1, value.get()) : nullptr);
    return extension && X509_CRL_add_ext(list, extension.get(), -1) == 1;
}

/// What makes a list a delta, or a part.
bool addKind(X509_CRL *list, const RevocationListDraft &draft)
{
    bool done = true;
    if (draft.baseNumber) {
        const OwnedInteger base = integerOf(*draft.baseNumber);
        done = base && X509_CRL_add1_ext_i2d(list, NID_delta_crl, base.get(), 1, 0) == 1;
    }
    if (draft.part)
        done = done && addNumber(list, oid::totalPartialCrlNumber, draft.part->total)
               && addNumber(list, oid::partialCrlNumber, draft.part->number);
    return done;
}

bool addExtensions(X509_CRL *list, const RevocationListDraft &draft, const Certificate &issuer)
{
    const OwnedKeyId keyId(AUTHORITY_KEYID_new());
    const OwnedInteger number = integerOf(draft.number);
    const Bytes issuerKey = issuer.subjectKeyId().value_or(Bytes());
    if (!keyId || !number)
        return false;
    keyId->keyid = ASN1_OCTET_STRING_new();
    return keyId->keyid != nullptr
           && ASN1_OCTET_STRING_set(keyId->keyid, issuerKey.data(), static_cast<int>(issuerKey.size())) == 1
           && X509_CRL_add1_ext_i2d(list, NID_authority_key_identifier, keyId.get(), 0, 0) == 1
           && X509_CRL_add1_ext_i2d(list, NID_crl_number, number.get(), 0, 0) == 1 && addKind(list, draft);
}

bool fill(X509_CRL *list, const RevocationListDraft &draft, const Certificate &issuer)
{
    const ByteView nameDer = issuer.subjectDer();
    const unsigned char *position = nameDer.data();
    const OwnedName name(d2i_X509_NAME(nullptr, &position, static_cast<long>(nameDer.size())));
    const OwnedTime thisUpdate = timeOf(draft.thisUpdate);
    const OwnedTime nextUpdate = timeOf(draft.nextUpdate);
    bool done = name && thisUpdate && nextUpdate && X509_CRL_set_version(list, X509_CRL_VERSION_2) == 1
                && X509_CRL_set_issuer_name(list, name.get()) == 1
                && X509_CRL_set1_lastUpdate(list, thisUpdate.get()) == 1
                && X509_CRL_set1_nextUpdate(list, nextUpdate.get()) == 1;
    for (const Certificate &certificate : draft.revoked)
        done = done && addRevoked(list, certificate, draft.thisUpdate);
    return done && addExtensions(list, draft, issuer) && X509_CRL_sort(list) == 1;
}

} // namespace

Result<RevocationList> issueRevocationList(const RevocationListDraft &draft, const Certificate &issuer,
                                           const PrivateKey &key)
{
    const OwnedList list(X509_CRL_new());
    unsigned char *der = nullptr;
    const bool made = list && fill(list.get(), draft, issuer)
                      && X509_CRL_sign(list.get(), key.native(), EVP_sha256()) > 0;
    const int length = made ? i2d_X509_CRL(list.get(), &der) : -1;
    ERR_clear_error();
    if (length < 0)
        return fail(ErrorKind::internal, Interface::pki, "CertificateList", "OpenSSL could not make the list");
    const Bytes octets(der, der + length);
    OPENSSL_free(der);
    return RevocationList::fromDer(octets);
}

Result<RevocationList> RevocationList::fromDer(ByteView der)
{
    const unsigned char *position = der.data();
    std::shared_ptr<X509_CRL> native(d2i_X509_CRL(nullptr, &position, static_cast<long>(der.size())), &X509_CRL_free);
    const auto read = static_cast<std::size_t>(position - der.data());
    if (!native || read != der.size()) {
        ERR_clear_error();
        Error error = makeError(ErrorKind::malformed, Interface::pki, "CertificateList",
                                native ? "octets follow the revocation list" : "is no certificate revocation list");
        error.offset = native ? read : 0;
        return fail(std::move(error));
    }
    RevocationList list;
    list.m_der = copyOf(der);
    list.m_authorityKeyId = keyIdIn(native.get());
    list.m_number = numberIn(native.get(), NID_crl_number);
    list.m_baseNumber = numberIn(native.get(), NID_delta_crl);
    const auto part = numberIn(native.get(), oid::partialCrlNumber);
    const auto total = numberIn(native.get(), oid::totalPartialCrlNumber);
    if (part && total)
        list.m_part = ListPart{*part, *total};
    list.m_native = std::move(native);
    ERR_clear_error(); // of extensions that could not be read
    return list;
}

bool RevocationList::isSignedBy(const PublicKey &key) const
{
    const bool holds = X509_CRL_verify(m_native.get(), key.native()) == 1;
    ERR_clear_error();
    return holds;
}

bool RevocationList::revokes(const Certificate &certificate) const
{
    const OwnedInteger wanted = serialOf(certificate);
    X509_REVOKED *entry = nullptr;
    return wanted && X509_CRL_get0_by_serial(m_native.get(), &entry, wanted.get()) == 1;
}

} // namespace wb::pki
