// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <cstdint>

namespace wb::http {

/// What a server has seen since it started.
struct ServerCounters {
    std::uint64_t connections = 0;    ///< at this moment
    std::uint64_t accepted = 0;       ///< connections
    std::uint64_t refusedFull = 0;    ///< connections: all of ServerLimits::maxConnections were busy
    std::uint64_t refusedTooMany = 0; ///< connections: this address has ServerLimits::connectionsPerAddress already
    std::uint64_t refusedTooFast = 0; ///< connections: ServerLimits::handshakesPerAddress
    std::uint64_t handshakesFailed = 0;
    std::uint64_t requests = 0;          ///< with a head that could be read
    std::uint64_t requestsLimited = 0;   ///< of them, answered 429
    std::uint64_t requestsQueuedOut = 0; ///< of them, answered 503 because too many were waiting
    std::uint64_t timeouts =
        0; ///< clients that were too slow, in a handshake, a request or taking an answer; not idle ones
    std::array<std::uint64_t, 6> answers{}; ///< by class of the status: [2] counts 200 to 299; [0] is unused
};

} // namespace wb::http
