// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/interop/cutting_proxy.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wb::testing {

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

} // namespace

CuttingProxy::CuttingProxy(std::uint16_t server, std::size_t cutAfter, std::function<void()> onCut)
    : m_server(server),
      m_cutAfter(cutAfter),
      m_onCut(std::move(onCut)),
      m_wake(eventfd(0, EFD_CLOEXEC))
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
    listen(m_listener, 8);
    getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

CuttingProxy::~CuttingProxy()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
    m_thread.join();
    close(m_listener);
    close(m_wake);
}

void CuttingProxy::serve()
{
    for (;;) {
        pollfd waiting[] = {{m_listener, POLLIN, 0}, {m_wake, POLLIN, 0}};
        if (poll(waiting, 2, -1) < 0 || waiting[1].revents != 0)
            return;
        const int client = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = loopback(m_server);
        if (connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
            relay(client, server);
        close(client);
        close(server);
    }
}

void CuttingProxy::relay(int client, int server)
{
    std::array<char, 4096> buffer;
    for (;;) {
        pollfd waiting[] = {{client, POLLIN, 0}, {server, POLLIN, 0}, {m_wake, POLLIN, 0}};
        if (poll(waiting, 3, -1) < 0 || waiting[2].revents != 0)
            return;
        const bool fromServer = waiting[1].revents != 0;
        const ssize_t got = read(fromServer ? server : client, buffer.data(), buffer.size());
        if (got <= 0)
            return;
        auto size = static_cast<std::size_t>(got);
        if (fromServer) {
            size = std::min(size, m_cutAfter - m_passed);
            m_passed += size;
        }
        if (send(fromServer ? client : server, buffer.data(), size, MSG_NOSIGNAL) < 0)
            return;
        if (m_passed == m_cutAfter) {
            if (m_onCut)
                m_onCut();
            return;
        }
    }
}

} // namespace wb::testing
