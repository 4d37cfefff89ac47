// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/pki/certificate.h"

#include <openssl/types.h>

#include <memory>
#include <string>
#include <vector>

namespace wb::bench {

/// A TLS client of plain OpenSSL calls, as small as one can be: what every client pays, whatever else it does.
class BareTlsClient {
public:
    /// Trusts @p ci in OpenSSL's own way.
    explicit BareTlsClient(const pki::Certificate &ci);

    /// Connects to a port of 127.0.0.1, shakes hands with the server of that name, verifies its chain and name, sends each
    /// request as it is and reads its answer to the end, and hangs up. Nothing is made of the answers.
    Result<void> talk(std::uint16_t port, const std::string &name, const std::vector<Bytes> &requests) const;

private:
    std::shared_ptr<SSL_CTX> m_context;
};

} // namespace wb::bench
