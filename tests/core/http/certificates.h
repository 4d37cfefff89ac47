// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/tls.h"

#include <openssl/types.h>

#include <memory>

namespace wb::http::testing {

enum class Curve { p256, brainpool };

/// A certificate authority for TLS tests, made of plain OpenSSL calls so that nothing of ours vouches for itself.
class Authority {
public:
    explicit Authority(const std::string &name, Curve curve = Curve::p256);
    ~Authority();

    Bytes der() const;
    std::string pem() const;

    /// A certificate for a DNS name or an IPv4 address, with its key.
    TlsCredential issue(const std::string &name, Curve curve = Curve::p256);

    /// Accepts what this authority issued for the name it is asked for; an empty name matches everything. Refuses with alert 48 what
    /// others issued, and with 42 a wrong name.
    PeerCheck check() const;

private:
    std::shared_ptr<X509> m_certificate;
    std::shared_ptr<EVP_PKEY> m_key;
    long m_serial = 1;
};

/// A PEM text of DER certificates.
std::string pemOf(const std::vector<Bytes> &chain);

} // namespace wb::http::testing
