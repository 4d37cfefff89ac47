// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"
#include "core/rsp/authentication.h"

#include <list>
#include <map>
#include <mutex>

namespace wb::auth {

/// What a server remembers between InitiateAuthentication and AuthenticateClient.
struct Session {
    rsp::TransactionId transactionId;
    rsp::Octet16 serverChallenge{};
    std::string serverAddress; ///< as signed
    rsp::Version svn;          ///< from EUICCInfo1
    rsp::KeyId ciKeyId;        ///< euiccCiPKIdToBeUsed
    TimePoint started;
};

/// Running sessions, in memory. Bounded in number and in time, so that nobody fills it by starting and never finishing.
/// Safe from several threads.
class Sessions {
public:
    struct Limits {
        std::size_t count = 10'000;
        std::chrono::milliseconds lifetime = std::chrono::minutes(5);
    };

    Sessions(const Clock &clock, Limits limits) : m_clock(clock), m_limits(limits) {}

    /// Keeps a session under its TransactionID; the oldest one makes room when there are too many. False when that
    /// TransactionID is in use.
    bool add(Session session);

    /// Takes a session out: each can be used once. None when unknown or too old.
    std::optional<Session> take(const rsp::TransactionId &transactionId);

    std::size_t size() const;

private:
    struct Entry {
        Session session;
        std::list<rsp::TransactionId>::iterator place; ///< in m_order
    };
    using Entries = std::map<rsp::TransactionId, Entry>;

    bool isOver(const Session &session) const { return m_clock.now() - session.started >= m_limits.lifetime; }
    Session remove(Entries::iterator entry);
    void dropOld();

    const Clock &m_clock;
    Limits m_limits;
    mutable std::mutex m_mutex;
    Entries m_sessions;
    std::list<rsp::TransactionId> m_order; ///< in the order of their beginning
};

} // namespace wb::auth
