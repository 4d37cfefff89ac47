// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/auth/session_store.h"
#include "core/store/sql_thread.h"

#include <atomic>

namespace wb::smds {

/// Running sessions in the database, so that any process that shares it can finish what another has begun. On a connection
/// of its own: they need not wait for what must reach the disk first. The limits of their number hold with a slack of a
/// sixteenth, at most 64, a process, because counting each time would cost more than the session.
class DatabaseSessions final : public auth::SessionStore {
public:
    /// `clock` outlives it; the tables are there already (EventStore::open). Errors: store, io.
    static Result<std::unique_ptr<DatabaseSessions>> open(const store::DatabaseUrl &url, const Clock &clock,
                                                          auth::SessionLimits limits);

    Result<bool> add(auth::Session session) override;
    Result<std::optional<auth::Session>> take(const rsp::TransactionId &transactionId) override;
    Result<std::size_t> size() override;

private:
    using Work = std::function<Result<void>(QSqlDatabase &)>;

    DatabaseSessions(std::unique_ptr<store::SqlThread> thread, const Clock &clock, auth::SessionLimits limits);
    Result<void> write(const Work &work);
    Result<void> makeRoom(QSqlDatabase &database, const std::string &origin) const;

    std::unique_ptr<store::SqlThread> m_thread;
    const Clock &m_clock;
    auth::SessionLimits m_limits;
    std::atomic<std::size_t> m_added = 0;
};

} // namespace wb::smds
