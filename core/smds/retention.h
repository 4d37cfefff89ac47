// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/event_store.h"
#include "core/smds/operation_settings.h"

#include <functional>
#include <thread>

namespace wb::smds {

/// How a RetentionTask works; the defaults are for everybody but tests.
struct RetentionPace {
    std::chrono::milliseconds first{std::chrono::seconds(30)}; ///< after the start
    std::chrono::milliseconds interval{std::chrono::hours(1)};
    std::chrono::milliseconds pause{100}; ///< between batches, so that calls are not held up
    int batch = 500;                      ///< rows of each kind in one transaction
};

/// Forgets, now and then and in small steps, what Retention says is old enough. Does nothing when it says nothing.
class RetentionTask {
public:
    /// `store` and `clock` outlive it. `log` is told how much was forgotten, and of errors.
    RetentionTask(const Retention &retention, EventStore &store, const Clock &clock,
                  std::function<void(std::string)> log, RetentionPace pace = {});

private:
    void run(const std::stop_token &stop) const;
    void forgetWhatIsOld(const std::stop_token &stop) const;

    const Retention m_retention;
    EventStore &m_store;
    const Clock &m_clock;
    const std::function<void(std::string)> m_log;
    const RetentionPace m_pace;
    std::jthread m_thread; // last: ends before what it uses
};

} // namespace wb::smds
