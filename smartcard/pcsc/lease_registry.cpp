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
    return entered ? std::nullopt : std::optional<std::string>(place->second);
}

void LeaseRegistry::release(const std::string &reader)
{
    const std::scoped_lock lock(m_mutex);
    m_holders.erase(reader);
    m_released.notify_all();
}

std::optional<std::string> LeaseRegistry::holderOf(const std::string &reader) const
{
    const std::scoped_lock lock(m_mutex);
    const auto place = m_holders.find(reader);
    return place == m_holders.end() ? std::nullopt : std::optional<std::string>(place->second);
}

} // namespace wb::pcsc
