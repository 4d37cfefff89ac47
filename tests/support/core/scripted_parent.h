// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/parent.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

namespace wb::testing {

/// A parent SM-DS without a network that keeps the rules of one, and has the faults of a bad day. Safe from several threads.
class ScriptedParent {
public:
    enum class Fault {
        none,
        unreachable, ///< nothing arrives
        silent,      ///< it is done, and no answer comes
        deaf,        ///< it arrives, is not done, and no answer comes
        garbage,     ///< it is done, and the answer is no JSON
        refused,     ///< 1.1/1.2
        busy,        ///< 1.6/4.2
        held,        ///< it is done when release() is called
        late,        ///< no answer comes, and it is done when release() is called
    };

    /// What the next calls meet, one each; none afterwards.
    void meet(std::initializer_list<Fault> faults);
    /// What every further call meets, until told otherwise.
    void alwaysMeet(Fault fault);
    void release();

    /// The parent as a server that forwards knows it.
    smds::Parent asParent(std::string name, bool forwardsAgain = false);

    /// EventIDs that are registered, with what was said of each.
    std::map<std::string, es::RegisterEventRequest> events() const;
    int registrations() const; ///< that took effect, ever
    int deletions() const;     ///< that took effect, ever
    int calls() const;         ///< that arrived or did not
    int waiting() const;       ///< calls that are held

private:
    class Calls;
    Result<void> called(bool deletion, const es::RegisterEventRequest &request, const std::stop_token &stop);
    Result<void> take(bool deletion, const es::RegisterEventRequest &request);
    Fault nextFault();

    mutable std::mutex m_mutex;
    std::condition_variable_any m_released;
    bool m_open = false;
    std::vector<std::pair<bool, es::RegisterEventRequest>> m_late; ///< deletions and registrations
    std::deque<Fault> m_faults;
    Fault m_always = Fault::none;
    std::map<std::string, es::RegisterEventRequest> m_events;
    std::map<std::string, bool> m_used; ///< EventIDs ever seen
    int m_registrations = 0;
    int m_deletions = 0;
    int m_calls = 0;
    int m_waiting = 0;
};

} // namespace wb::testing
