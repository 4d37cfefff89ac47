// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/sealing.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <cstdlib>
#include <memory>

namespace wb::pki {

namespace {

/// The number that makes the key private, as octets.
Bytes scalarOf(const PrivateKey &key)
{
    BIGNUM *number = nullptr;
    if (EVP_PKEY_get_bn_param(key.native(), OSSL_PKEY_PARAM_PRIV_KEY, &number) != 1)
        std::abort(); // a key of ours has one
    const std::unique_ptr<BIGNUM, decltype(&BN_clear_free)> owned(number, BN_clear_free);
    Bytes octets(static_cast<std::size_t>((EVP_PKEY_get_bits(key.native()) + 7) / 8));
    BN_bn2binpad(number, octets.data(), static_cast<int>(octets.size()));
    return octets;
}

const EVP_CIPHER *aesSiv()
{
    static const EVP_CIPHER *const cipher = EVP_CIPHER_fetch(nullptr, "AES-128-SIV", nullptr); // two keys of 16 octets
    return cipher;
}

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

int lengthOf(ByteView octets)
{
    return static_cast<int>(octets.size());
}

} // namespace

Bytes derivedSecret(const PrivateKey &key, std::string_view label, std::size_t size)
{
    Bytes scalar = scalarOf(key);
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> hkdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr), EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(hkdf.get()),
                                                                            EVP_KDF_CTX_free);
    std::string digest = "SHA256";
    std::string info(label);
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, scalar.data(), scalar.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
        OSSL_PARAM_construct_end(),
    };
    Bytes secret(size);
    if (EVP_KDF_derive(context.get(), secret.data(), secret.size(), parameters) != 1)
        std::abort(); // a secret that is none would be guessed
    OPENSSL_cleanse(scalar.data(), scalar.size());
    return secret;
}

Bytes seal(ByteView key, ByteView plain, ByteView context)
{
    const CipherContext cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    Bytes sealed(sealingTagSize + plain.size());
    int written = 0;
    const bool done =
        EVP_EncryptInit_ex2(cipher.get(), aesSiv(), key.data(), nullptr, nullptr) == 1
        && EVP_EncryptUpdate(cipher.get(), nullptr, &written, context.data(), lengthOf(context)) == 1
        && EVP_EncryptUpdate(cipher.get(), sealed.data() + sealingTagSize, &written, plain.data(), lengthOf(plain)) == 1
        && EVP_EncryptFinal_ex(cipher.get(), nullptr, &written) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, sealingTagSize, sealed.data()) == 1;
    if (!done)
        std::abort(); // only for want of memory
    return sealed;
}

std::optional<Bytes> unseal(ByteView key, ByteView sealed, ByteView context)
{
    if (sealed.size() <= sealingTagSize)
        return {};
    Bytes tag = copyOf(sealed.first(sealingTagSize));
    const ByteView hidden = sealed.subspan(sealingTagSize);
    const CipherContext cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    Bytes plain(hidden.size());
    int written = 0;
    const bool holds = EVP_DecryptInit_ex2(cipher.get(), aesSiv(), key.data(), nullptr, nullptr) == 1
                       && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, sealingTagSize, tag.data()) == 1
                       && EVP_DecryptUpdate(cipher.get(), nullptr, &written, context.data(), lengthOf(context)) == 1
                       && EVP_DecryptUpdate(cipher.get(), plain.data(), &written, hidden.data(), lengthOf(hidden)) == 1
                       && EVP_DecryptFinal_ex(cipher.get(), nullptr, &written) == 1;
    return holds ? std::optional(std::move(plain)) : std::nullopt;
}

} // namespace wb::pki
