// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/pki/authority.h"

#include <openssl/types.h>

#include <memory>
#include <string>
#include <vector>

namespace wb::bench {

/// A connection of plain OpenSSL calls that is kept for one request after the other. Hangs up when it ends.
class BareTlsConnection {
public:
    BareTlsConnection(std::shared_ptr<SSL> tls, int socket) : m_tls(std::move(tls)), m_socket(socket) {}
    BareTlsConnection(BareTlsConnection &&other) noexcept;
    BareTlsConnection &operator=(BareTlsConnection &&other) noexcept;
    ~BareTlsConnection();

    /// Sends a request as it is. Errors: tls.
    Result<void> send(ByteView request);

    /// Reads an answer with a Content-Length to its end; its body. Errors: tls; refused when it is not 200.
    Result<Bytes> receive();

    /// One after the other.
    Result<Bytes> ask(ByteView request);

    /// The server has said that it closes the connection after the last answer.
    bool isOver() const { return m_over; }

    SSL *native() const { return m_tls.get(); }

private:
    std::shared_ptr<SSL> m_tls;
    int m_socket = -1;
    bool m_over = false;
};

/// A TLS client of plain OpenSSL calls, as small as one can be: what every client pays, whatever else it does.
class BareTlsClient {
public:
    /// Trusts @p ci in OpenSSL's own way.
    explicit BareTlsClient(const pki::Certificate &ci);

    /// The same, and shows a certificate to a server that asks for one.
    BareTlsClient(const pki::Certificate &ci, const pki::Credential &own);

    /// Connects to a port of 127.0.0.1, shakes hands with the server of that name, verifies its chain and name.
    Result<BareTlsConnection> connect(std::uint16_t port, const std::string &name) const;

    /// Connects, sends each request as it is and reads its answer to the end, and hangs up. Nothing is made of the answers.
    Result<void> talk(std::uint16_t port, const std::string &name, const std::vector<Bytes> &requests) const;

private:
    std::shared_ptr<SSL_CTX> m_context;
};

} // namespace wb::bench
