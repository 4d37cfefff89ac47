// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/lease_registry.h"

namespace wb::pcsc {

LeaseRegistry &LeaseRegistry::instance()
{
    static LeaseRegistry registry;
    return registry;
}

std::optional<std::string> LeaseRegistry::claim(const std::string &reader, const std::string &holder,
                                                std::chrono::milliseconds patience, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_released.wait_for(lock, stop, patience, [&] { return !m_holders.contains(reader); });
    const auto [place, entered] = m_holders.emplace(reader, holder);
    if (entered)
        tellLocked();
    return entered ? std::nullopt : std::optional<std::string>(place->second);
}

void LeaseRegistry::release(const std::string &reader)
{
    const std::scoped_lock lock(m_mutex);
    m_holders.erase(reader);
    m_released.notify_all();
    tellLocked();
}

LeaseRegistry::Watch LeaseRegistry::watch(std::function<void()> changed)
{
    const std::scoped_lock lock(m_mutex);
    const std::uint64_t number = ++m_lastWatcher;
    m_watchers.emplace(number, std::move(changed));
    return {nullptr, [this, number](void *) {
                const std::scoped_lock removing(m_mutex);
                m_watchers.erase(number);
            }};
}

/// Under the lock, so that a watcher that has gone is never called.
void LeaseRegistry::tellLocked() const
{
    for (const auto &[number, changed] : m_watchers)
        changed();
}

std::optional<std::string> LeaseRegistry::holderOf(const std::string &reader) const
{
    const std::scoped_lock lock(m_mutex);
    const auto place = m_holders.find(reader);
    return place == m_holders.end() ? std::nullopt : std::optional<std::string>(place->second);
}

} // namespace wb::pcsc
