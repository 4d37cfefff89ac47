// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/auth/sessions.h"

namespace wb::auth {

bool Sessions::add(Session session)
{
    const std::scoped_lock lock(m_mutex);
    dropOld(m_clock.now());
    while (m_sessions.size() >= m_limits.count && !m_order.empty()) {
        m_sessions.erase(m_order.front().second);
        m_order.pop_front();
    }
    const auto [place, added] = m_sessions.try_emplace(session.transactionId, session);
    if (added)
        m_order.emplace_back(place->second.started, place->first);
    return added;
}

std::optional<Session> Sessions::take(const rsp::TransactionId &transactionId)
{
    const std::scoped_lock lock(m_mutex);
    dropOld(m_clock.now());
    const auto place = m_sessions.find(transactionId);
    if (place == m_sessions.end())
        return {};
    std::optional<Session> session(std::move(place->second));
    m_sessions.erase(place);
    return session;
}

std::size_t Sessions::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_sessions.size();
}

void Sessions::dropOld(TimePoint now)
{
    while (!m_order.empty() && now - m_order.front().first >= m_limits.lifetime) {
        m_sessions.erase(m_order.front().second);
        m_order.pop_front();
    }
}

} // namespace wb::auth
