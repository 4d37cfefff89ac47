// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/server_counters.h"
#include "core/smds/call_meter.h"
#include "core/smds/record_query.h"

#include <span>

namespace wb::smds {

/// What one listener has seen since the server was started.
struct ListenerState {
    std::string listener; ///< "es11", "es12", "administration": the name of its table in the configuration
    http::ServerCounters counters;
};

/// A counter of a listener by its name on the administration interface.
struct NamedCounter {
    const char *name;
    std::uint64_t http::ServerCounters::*value;
};

/// All of them but the answers, which are counted by class of their status.
std::span<const NamedCounter> namedCounters();

/// What a server has done since it was started, and what is waiting.
struct Statistics {
    TimePoint startedAt;
    TimePoint now;
    std::vector<CallCount> calls;
    std::vector<ForwardCount> forwards;
    std::vector<ListenerState> listeners;
    std::optional<RecordCounts> records; ///< when they were asked for: every record is looked at
};

/// One thing that can be wrong with a server.
struct HealthCheck {
    enum class State { good, poor, failed };

    std::string name; ///< "database", "certificates", "forwarding"
    State state = State::good;
    std::string detail; ///< one clause; empty when there is nothing to say
};

std::string_view nameOf(HealthCheck::State state);

/// The worst of them.
HealthCheck::State worstOf(const std::vector<HealthCheck> &checks);

} // namespace wb::smds
