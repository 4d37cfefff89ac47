// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/server_state.h"

#include <algorithm>

namespace wb::smds {

std::span<const NamedCounter> namedCounters()
{
    using http::ServerCounters;
    static constexpr NamedCounter all[] = {
        {"connections", &ServerCounters::connections},
        {"accepted", &ServerCounters::accepted},
        {"refusedFull", &ServerCounters::refusedFull},
        {"refusedTooMany", &ServerCounters::refusedTooMany},
        {"refusedTooFast", &ServerCounters::refusedTooFast},
        {"handshakesFailed", &ServerCounters::handshakesFailed},
        {"requests", &ServerCounters::requests},
        {"requestsLimited", &ServerCounters::requestsLimited},
        {"requestsQueuedOut", &ServerCounters::requestsQueuedOut},
        {"timeouts", &ServerCounters::timeouts},
    };
    return all;
}

std::string_view nameOf(HealthCheck::State state)
{
    switch (state) {
    case HealthCheck::State::good: return "good";
    case HealthCheck::State::poor: return "poor";
    case HealthCheck::State::failed: return "failed";
    }
    return "";
}

HealthCheck::State worstOf(const std::vector<HealthCheck> &checks)
{
    HealthCheck::State worst = HealthCheck::State::good;
    for (const HealthCheck &check : checks)
        worst = std::max(worst, check.state);
    return worst;
}

} // namespace wb::smds
