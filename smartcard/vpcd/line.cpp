// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/vpcd/line.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

namespace wb::vpcd {

namespace {

Failure lineFailure(ErrorKind kind, const char *step, int number)
{
    return fail(kind, Interface::none, step, std::generic_category().message(number));
}

using AddressList = std::unique_ptr<addrinfo, void (*)(addrinfo *)>;

/// Only what needs no name server: that could block for longer than anybody wants to wait for a stop.
Result<AddressList> numericAddress(const std::string &host, std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo *found = nullptr;
    const std::string node = host == "localhost" ? "127.0.0.1" : host;
    if (const int code = getaddrinfo(node.c_str(), std::to_string(port).c_str(), &hints, &found); code != 0)
        return fail(ErrorKind::invalid, Interface::none, "virtual reader", host + " is no IP address");
    return AddressList(found, &freeaddrinfo);
}

void setFlag(int socket, int option)
{
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, option, &on, sizeof on);
}

} // namespace

Line::Line(Line &&other) noexcept : m_socket(std::exchange(other.m_socket, -1)), m_wake(std::exchange(other.m_wake, -1))
{
}

Line::~Line()
{
    if (m_socket >= 0)
        close(m_socket);
    if (m_wake >= 0)
        close(m_wake);
}

Result<Line> Line::connect(const std::string &host, std::uint16_t port, const std::stop_token &stop)
{
    const Result<AddressList> address = numericAddress(host, port);
    if (!address)
        return fail(address.error());
    const addrinfo &to = **address;
    const int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    const int socket = ::socket(to.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    Line line(socket, wake);
    if (socket < 0 || wake < 0)
        return lineFailure(ErrorKind::io, "virtual reader", errno);
    setFlag(socket, TCP_NODELAY);
    if (::connect(socket, to.ai_addr, to.ai_addrlen) != 0) {
        if (errno != EINPROGRESS)
            return lineFailure(ErrorKind::unreachable, "virtual reader", errno);
        if (Result<void> connected = line.finishConnecting(stop); !connected)
            return fail(std::move(connected.error()));
    }
    return line;
}

Result<void> Line::finishConnecting(const std::stop_token &stop) const
{
    if (Result<void> ready = waitFor(POLLOUT, stop); !ready)
        return ready;
    int number = 0;
    socklen_t size = sizeof number;
    getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &number, &size);
    if (number != 0)
        return lineFailure(ErrorKind::unreachable, "virtual reader", number);
    return {};
}

Result<void> Line::waitFor(short events, const std::stop_token &stop) const
{
    const std::stop_callback wakeUp(stop, [this] { eventfd_write(m_wake, 1); });
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorKind::cancelled, Interface::none, "virtual reader", "the card is being pulled");
        std::array<pollfd, 2> watched{{{m_socket, events, 0}, {m_wake, POLLIN, 0}}};
        if (poll(watched.data(), watched.size(), -1) < 0) {
            if (errno != EINTR)
                return lineFailure(ErrorKind::io, "virtual reader", errno);
        } else if (watched[0].revents != 0) {
            return {};
        }
    }
}

Result<void> Line::receiveInto(std::uint8_t *to, std::size_t size, const std::stop_token &stop) const
{
    while (size > 0) {
        // vpcd writes length and body apart, with Nagle on: acknowledged late, each message would wait 40 ms for its body.
        // The kernel forgets the wish, so it is repeated.
        setFlag(m_socket, TCP_QUICKACK);
        const ssize_t got = recv(m_socket, to, size, 0);
        if (got > 0) {
            to += got;
            size -= static_cast<std::size_t>(got);
        } else if (got == 0) {
            return fail(ErrorKind::removed, Interface::none, "virtual reader", "the reader has closed the connection");
        } else if (errno == EAGAIN) {
            if (Result<void> ready = waitFor(POLLIN, stop); !ready)
                return ready;
        } else if (errno != EINTR) {
            return lineFailure(ErrorKind::removed, "virtual reader", errno);
        }
    }
    return {};
}

Result<Bytes> Line::receive(const std::stop_token &stop)
{
    std::array<std::uint8_t, 2> length{};
    if (Result<void> got = receiveInto(length.data(), length.size(), stop); !got)
        return fail(std::move(got.error()));
    Bytes body(static_cast<std::size_t>(length[0]) << 8 | length[1]);
    if (Result<void> got = receiveInto(body.data(), body.size(), stop); !got)
        return fail(std::move(got.error()));
    return body;
}

Result<void> Line::send(ByteView body, const std::stop_token &stop)
{
    Bytes message{static_cast<std::uint8_t>(body.size() >> 8), static_cast<std::uint8_t>(body.size())};
    append(message, body);
    ByteView rest = message;
    while (!rest.empty()) {
        const ssize_t sent = ::send(m_socket, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent >= 0) {
            rest = rest.subspan(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN) {
            if (Result<void> ready = waitFor(POLLOUT, stop); !ready)
                return ready;
        } else if (errno != EINTR) {
            return lineFailure(ErrorKind::removed, "virtual reader", errno);
        }
    }
    return {};
}

} // namespace wb::vpcd
