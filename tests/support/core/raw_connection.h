// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wb::testing {

/// A TCP connection to a port of the loopback interface, without TLS.
class RawConnection {
public:
    /// From 127.0.0.`host`: limits count by address.
    explicit RawConnection(std::uint16_t port, unsigned host = 1) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + host);
        m_connected = ::bind(m_socket, reinterpret_cast<const sockaddr *>(&own), sizeof own) == 0;
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = m_connected
                      && ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~RawConnection() { ::close(m_socket); }
    RawConnection(const RawConnection &) = delete;

    bool connected() const { return m_connected; }
    void send(std::string_view octets) const { (void)!::send(m_socket, octets.data(), octets.size(), MSG_NOSIGNAL); }

private:
    int m_socket;
    bool m_connected = false;
};

} // namespace wb::testing
