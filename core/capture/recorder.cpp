// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"

namespace wb::capture {

void Recorder::record(Exchange exchange)
{
    const std::scoped_lock order(m_listenerMutex); // who keeps them gets them by number
    ExchangePtr kept;
    {
        const std::scoped_lock lock(m_mutex);
        exchange.number = m_exchanges.size() + 1;
        kept = std::make_shared<const Exchange>(std::move(exchange));
        m_exchanges.push_back(kept);
    }
    if (m_keeper)
        m_keeper(*kept);
    if (m_listener)
        m_listener();
}

std::size_t Recorder::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_exchanges.size();
}

std::vector<ExchangePtr> Recorder::since(std::size_t first) const
{
    const std::scoped_lock lock(m_mutex);
    if (first >= m_exchanges.size())
        return {};
    return {m_exchanges.begin() + static_cast<std::ptrdiff_t>(first), m_exchanges.end()};
}

void Recorder::setListener(std::function<void()> listener)
{
    const std::scoped_lock lock(m_listenerMutex);
    m_listener = std::move(listener);
}

void Recorder::setKeeper(std::function<void(const Exchange &)> keeper)
{
    const std::scoped_lock lock(m_listenerMutex);
    m_keeper = std::move(keeper);
}

} // namespace wb::capture
