// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace wb::testing {

/// Passes TCP connections of the loopback interface on to a server, and cuts them when a given number of octets has come back.
class CuttingProxy {
public:
    /// @p server is the port of the real server. `cutAfter` octets from the server, the connection is closed and `onCut` called;
    /// none are passed on after that.
    explicit CuttingProxy(std::uint16_t server, std::size_t cutAfter = SIZE_MAX, std::function<void()> onCut = {});
    ~CuttingProxy();

    std::uint16_t port() const { return m_port; }
    /// Octets that came from the server so far.
    std::size_t passed() const { return m_passed; }

private:
    void serve();
    void relay(int client, int server);

    std::uint16_t m_server;
    std::size_t m_cutAfter;
    std::function<void()> m_onCut;
    std::uint16_t m_port = 0;
    int m_listener = -1;
    int m_wake = -1; ///< eventfd that ends the thread
    std::atomic<std::size_t> m_passed = 0;
    std::thread m_thread;
};

} // namespace wb::testing
