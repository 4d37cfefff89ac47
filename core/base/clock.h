// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <chrono>
#include <string>

namespace wb {

/// A moment in UTC with millisecond meaning. 64 bits of milliseconds reach far beyond the year 7500 of eUICC certificates.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where "now" comes from. Injected, so that a test decides what time it is.
class Clock {
public:
    virtual ~Clock() = default;
    virtual TimePoint now() const = 0;

    /// The machine's clock.
    static const Clock &system();
};

/// A clock that stands still until it is set or moved; for tests and scenarios. Safe to use from several threads.
class ManualClock final : public Clock {
public:
    explicit ManualClock(TimePoint start) : m_now(start.time_since_epoch().count()) {}

    TimePoint now() const override { return TimePoint(std::chrono::milliseconds(m_now.load())); }
    void set(TimePoint now) { m_now = now.time_since_epoch().count(); }
    void advance(std::chrono::milliseconds by) { m_now += by.count(); }

private:
    std::atomic<std::int64_t> m_now;
};

/// "2026-11-22T14:02:11.381Z", years of more than four digits included.
std::string toIso8601(TimePoint time);

} // namespace wb
