// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <string>

namespace wb::testing {

/// A PostgreSQL server of a test's own: in a temporary folder, on a unix socket there and nowhere else, with fsync on, run by
/// an unprivileged user (PostgreSQL refuses root). Ends with the object, and with the test program however that ends. What
/// it needs and does not find ends the test program.
class PostgresServer {
public:
    PostgresServer();
    ~PostgresServer();
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    /// The URL of a new, empty database.
    std::string newDatabase();

    /// All that is in a database, as pg_dump writes it: text, octets in hexadecimal.
    QByteArray dump(const std::string &url) const;

    void start();
    void stopAtOnce(); ///< without a checkpoint: what it acknowledged is in its log or lost

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    int m_databases = 0;
};

/// The one that the topics of a test program share; started when it is first asked for.
PostgresServer &sharedPostgres();

} // namespace wb::testing
