// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/connection_table.h"

#include <algorithm>

namespace wb::http {

std::uint64_t ConnectionTable::add(Close close)
{
    const std::scoped_lock lock(m_mutex);
    const std::uint64_t id = m_next++;
    m_entries[id] = {std::move(close), Doing::shakingHands, std::chrono::steady_clock::now(), false};
    return id;
}

void ConnectionTable::note(std::uint64_t id, Doing doing)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto entry = m_entries.find(id); entry != m_entries.end()) {
        entry->second.doing = doing;
        entry->second.since = std::chrono::steady_clock::now();
    }
}

void ConnectionTable::remove(std::uint64_t id)
{
    const std::scoped_lock lock(m_mutex);
    m_entries.erase(id);
    if (m_entries.empty())
        m_empty.notify_all();
}

bool ConnectionTable::makeRoom(std::size_t limit)
{
    const std::scoped_lock lock(m_mutex);
    std::size_t staying = 0;
    Entry *victim = nullptr;
    for (auto &[id, entry] : m_entries) {
        if (entry.leaving)
            continue;
        ++staying;
        if (entry.doing == Doing::working)
            continue;
        const bool idle = entry.doing == Doing::idle;
        const bool victimIdle = victim && victim->doing == Doing::idle;
        if (!victim || (idle && !victimIdle) || (idle == victimIdle && entry.since < victim->since))
            victim = &entry;
    }
    if (staying < limit)
        return true;
    if (!victim)
        return false;
    victim->leaving = true;
    victim->close(Doing::receiving);
    return true;
}

void ConnectionTable::closeAll(Doing atMost)
{
    const std::scoped_lock lock(m_mutex);
    for (auto &[id, entry] : m_entries)
        entry.close(atMost);
}

bool ConnectionTable::waitUntilEmpty(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    return m_empty.wait_for(lock, limit, [&] { return m_entries.empty(); });
}

} // namespace wb::http
