// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/call_meter.h"
#include "core/smds/record_query.h"

namespace wb::smds {

/// What a server has done since it was started, and what is waiting.
struct Statistics {
    TimePoint startedAt;
    TimePoint now;
    std::vector<CallCount> calls;
    std::vector<ForwardCount> forwards;
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
