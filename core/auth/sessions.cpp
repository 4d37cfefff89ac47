// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/auth/sessions.h"

namespace wb::auth {

Result<bool> Sessions::add(Session session)
{
    const std::scoped_lock lock(m_mutex);
    dropOld();
    if (m_sessions.contains(session.transactionId))
        return false;
    const auto same = m_origins.find(session.origin);
    if (m_limits.perOrigin > 0 && same != m_origins.end() && same->second.size() >= m_limits.perOrigin)
        remove(m_sessions.find(same->second.front()));
    while (m_sessions.size() >= m_limits.count && !m_order.empty())
        remove(m_sessions.find(m_order.front()));
    std::list<rsp::TransactionId> &ofOrigin = m_origins[session.origin];
    ofOrigin.push_back(session.transactionId);
    m_order.push_back(session.transactionId);
    m_sessions.emplace(m_order.back(), Entry{std::move(session), std::prev(m_order.end()), std::prev(ofOrigin.end())});
    return true;
}

Result<std::optional<Session>> Sessions::take(const rsp::TransactionId &transactionId)
{
    const std::scoped_lock lock(m_mutex);
    const auto entry = m_sessions.find(transactionId);
    if (entry == m_sessions.end())
        return std::nullopt;
    std::optional<Session> session(remove(entry));
    if (isOver(*session))
        session.reset();
    return session;
}

Result<std::size_t> Sessions::size()
{
    const std::scoped_lock lock(m_mutex);
    return m_sessions.size();
}

Session Sessions::remove(Entries::iterator entry)
{
    Session session = std::move(entry->second.session);
    m_order.erase(entry->second.place);
    const auto ofOrigin = m_origins.find(session.origin);
    ofOrigin->second.erase(entry->second.placeOfOrigin);
    if (ofOrigin->second.empty())
        m_origins.erase(ofOrigin);
    m_sessions.erase(entry);
    return session;
}

void Sessions::dropOld()
{
    while (!m_order.empty()) {
        const auto oldest = m_sessions.find(m_order.front());
        if (!isOver(oldest->second.session))
            return;
        remove(oldest);
    }
}

} // namespace wb::auth
