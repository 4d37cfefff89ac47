// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/server_counters.h"

#include <algorithm>
#include <atomic>

namespace wb::http {

/// ServerCounters as several threads count.
struct Tally {
    std::atomic<std::uint64_t> connections = 0;
    std::atomic<std::uint64_t> accepted = 0;
    std::atomic<std::uint64_t> refusedFull = 0;
    std::atomic<std::uint64_t> refusedTooMany = 0;
    std::atomic<std::uint64_t> refusedTooFast = 0;
    std::atomic<std::uint64_t> handshakesFailed = 0;
    std::atomic<std::uint64_t> requests = 0;
    std::atomic<std::uint64_t> requestsLimited = 0;
    std::atomic<std::uint64_t> requestsQueuedOut = 0;
    std::atomic<std::uint64_t> timeouts = 0;
    std::array<std::atomic<std::uint64_t>, 6> answers{};

    void noteAnswer(int status) { ++answers.at(static_cast<std::size_t>(std::clamp(status / 100, 0, 5))); }

    ServerCounters snapshot() const
    {
        ServerCounters counters;
        counters.connections = connections;
        counters.accepted = accepted;
        counters.refusedFull = refusedFull;
        counters.refusedTooMany = refusedTooMany;
        counters.refusedTooFast = refusedTooFast;
        counters.handshakesFailed = handshakesFailed;
        counters.requests = requests;
        counters.requestsLimited = requestsLimited;
        counters.requestsQueuedOut = requestsQueuedOut;
        counters.timeouts = timeouts;
        std::copy(answers.begin(), answers.end(), counters.answers.begin());
        return counters;
    }
};

} // namespace wb::http
