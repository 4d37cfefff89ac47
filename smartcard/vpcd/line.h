// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <stop_token>
#include <string>

namespace wb::vpcd {

/// A TCP connection to vpcd that carries messages of two octets of length and a body. Every call ends soon after `stop` was
/// asked for, with the error `cancelled`. One thread.
class Line {
public:
    /// Errors: unreachable when nobody listens; invalid when `host` is neither an IP address nor localhost.
    static Result<Line> connect(const std::string &host, std::uint16_t port, const std::stop_token &stop);

    Line(Line &&other) noexcept;
    Line &operator=(Line &&) = delete;
    ~Line();

    /// The next message, empty ones included. Error: removed when the peer has closed.
    Result<Bytes> receive(const std::stop_token &stop);

    /// `body` has at most 65535 octets.
    Result<void> send(ByteView body, const std::stop_token &stop);

private:
    Line(int socket, int wake) : m_socket(socket), m_wake(wake) {}

    Result<void> waitFor(short events, const std::stop_token &stop) const;
    Result<void> receiveInto(std::uint8_t *to, std::size_t size, const std::stop_token &stop) const;
    Result<void> finishConnecting(const std::stop_token &stop) const;

    int m_socket = -1;
    int m_wake = -1; ///< eventfd that a stop request makes readable
};

} // namespace wb::vpcd
