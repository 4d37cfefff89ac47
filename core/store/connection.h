// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/store/database_url.h"
#include "core/store/statement_cache.h"

#include <QSqlDatabase>

#include <chrono>

namespace wb::store {

/// What went wrong with a statement without values; nothing when it went well.
std::optional<std::string> problemWith(QSqlDatabase &database, const char *statement);

/// One connection to a database, for the thread that makes it, uses it and ends it.
class Connection {
public:
    enum class Mode {
        reading,
        writing,
    };

    Connection(DatabaseUrl url, Mode mode);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Opens a file or makes it, or reaches the server. Error: store, io or (a server) unreachable, with place and words;
    /// malformed for a file that is no database; unsupported when the driver is not installed.
    Result<void> open();

    /// Opens what was lost. A server that is away is asked again only after a while, which doubles each time; until then
    /// the error is that of the last attempt.
    Result<void> ensureOpen();

    /// False as soon as a statement has met the end of the connection.
    bool isOpen() const { return m_database.isOpen(); }

    QSqlDatabase &database() { return m_database; }
    const DatabaseUrl &url() const { return m_url; }

private:
    using Steady = std::chrono::steady_clock;

    Result<void> openFile();
    Result<void> openServer();

    DatabaseUrl m_url;
    Mode m_mode;
    QString m_name;
    QSqlDatabase m_database;
    std::optional<StatementCache> m_statements;
    std::optional<Error> m_lost; ///< why it could not be opened again
    Steady::time_point m_nextAttempt;
    std::chrono::milliseconds m_pause{0};
};

} // namespace wb::store
