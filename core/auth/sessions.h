// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/auth/session_store.h"

#include <list>
#include <map>
#include <mutex>

namespace wb::auth {

/// Running sessions, in the memory of one process. Nothing here fails.
class Sessions final : public SessionStore {
public:
    Sessions(const Clock &clock, SessionLimits limits) : m_clock(clock), m_limits(limits) {}

    Result<bool> add(Session session) override;
    Result<std::optional<Session>> take(const rsp::TransactionId &transactionId) override;
    Result<std::size_t> size() override;

private:
    struct Entry {
        Session session;
        std::list<rsp::TransactionId>::iterator place;         ///< in m_order
        std::list<rsp::TransactionId>::iterator placeOfOrigin; ///< in m_origins
    };
    using Entries = std::map<rsp::TransactionId, Entry>;

    bool isOver(const Session &session) const { return m_clock.now() - session.started >= m_limits.lifetime; }
    Session remove(Entries::iterator entry);
    void dropOld();

    const Clock &m_clock;
    SessionLimits m_limits;
    std::mutex m_mutex;
    Entries m_sessions;
    std::list<rsp::TransactionId> m_order;                          ///< in the order of their beginning
    std::map<std::string, std::list<rsp::TransactionId>> m_origins; ///< the same for each origin that has any
};

} // namespace wb::auth
