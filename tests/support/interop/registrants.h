// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/interop/served_cascade.h"

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace wb::testing {

/// What a registrant knows of one of its events.
enum class Known { registered, refused, deleted, maybeRegistered, maybeDeleted };

/// SM-DP+s that register and delete without end at the lowest level of a cascade, and remember what was acknowledged.
class Registrants {
public:
    explicit Registrants(const ServedCascade &cascade);

    void stop() { m_threads.clear(); }
    int acknowledged() const { return m_acknowledged; }
    int unanswered() const { return m_unanswered; }
    std::map<std::string, Known> events() const;

private:
    void work(int registrant, const std::stop_token &stop);
    void note(const std::string &eventId, Known known);

    const ServedCascade &m_cascade;
    mutable std::mutex m_mutex;
    std::map<std::string, Known> m_events;
    std::atomic<int> m_acknowledged = 0;
    std::atomic<int> m_unanswered = 0;
    std::vector<std::jthread> m_threads;
};

/// What is wrong in a cascade when nobody works any more; nothing when every answer holds: what was acknowledged is there or gone, what was
/// refused is not there, nothing is there twice or by halves, and each server has exactly the events of the one below it.
QString problemWith(const ServedCascade &cascade, const std::map<std::string, Known> &events);

} // namespace wb::testing
