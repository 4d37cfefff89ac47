// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/http/tls.h"

#include <openssl/x509.h>

#include <memory>

namespace wb::http {

struct OpensslDeleter {
    void operator()(X509 *certificate) const;
    void operator()(EVP_PKEY *key) const;
    void operator()(STACK_OF(X509) * chain) const;
};

/// A TlsCredential in OpenSSL's form, checked: readable, key and certificate belong together, the curve is one we speak.
struct LoadedCredential {
    std::unique_ptr<X509, OpensslDeleter> certificate;
    std::unique_ptr<EVP_PKEY, OpensslDeleter> key;
    std::unique_ptr<STACK_OF(X509), OpensslDeleter> issuers;
    int curve = 0; ///< NID_X9_62_prime256v1 or NID_brainpoolP256r1

    /// Error: kind invalid, interface tls, step "credential".
    static Result<LoadedCredential> load(const TlsCredential &credential);
};

/// A certificate as DER, octet by octet as it was read.
Bytes derOf(const X509 *certificate);

} // namespace wb::http
