// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/authority.h"

#include <openssl/types.h>

#include <memory>
#include <thread>

namespace wb::bench {

/// A TLS server of plain OpenSSL calls on a port of 127.0.0.1: it accepts one connection after the other, shakes hands and
/// hangs up. What every server pays for a new client.
class BareTlsServer {
public:
    explicit BareTlsServer(const pki::Credential &credential);
    ~BareTlsServer();
    BareTlsServer(const BareTlsServer &) = delete;
    BareTlsServer &operator=(const BareTlsServer &) = delete;

    std::uint16_t port() const { return m_port; }
    double cpuSeconds() const; ///< of its thread

private:
    void serve();

    std::shared_ptr<SSL_CTX> m_context;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::thread m_thread;
};

} // namespace wb::bench
