// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/store/dialect.h"

#include <filesystem>
#include <map>

namespace wb::store {

/// Where a database is, and of which kind:
///
///     smds.sqlite, sqlite:/var/lib/smds/smds.sqlite            a SQLite file
///     postgresql://smds:secret@db.example.com:5432/smds?sslmode=verify-full
///     postgresql:///smds?host=/run/postgresql                  over a unix socket in that folder
///
/// What user, password and parameters hold beyond letters and digits is percent-encoded.
struct DatabaseUrl {
    Dialect dialect = Dialect::sqlite;

    std::filesystem::path file; ///< SQLite

    std::string
        host; ///< PostgreSQL: a name, an address, or the folder of a unix socket; empty: what libpq takes by itself
    std::uint16_t port = 0; ///< 0: that of libpq
    std::string database;
    std::string user;                              ///< empty: that of the process
    std::string password;                          ///< empty: from ~/.pgpass, or none
    std::map<std::string, std::string> parameters; ///< of libpq: sslmode, sslrootcert, ...

    DatabaseUrl() = default;
    /// A SQLite file; a path may stand wherever a database is asked for.
    DatabaseUrl(std::filesystem::path path) : file(std::move(path)) {}

    /// Reads a URL; what has none of the forms with a colon is the path of a SQLite file. Error: config, invalid, with what
    /// is wrong; it does not repeat the password.
    static Result<DatabaseUrl> parse(std::string_view text);

    /// The same, a relative path of a file counted from a folder.
    DatabaseUrl from(const std::filesystem::path &folder) const;

    /// For people and logs: a path, or a URL without the password.
    std::string text() const;

    /// For the configuration file only: reads back as the same.
    std::string textWithPassword() const;

    bool operator==(const DatabaseUrl &) const = default;
};

} // namespace wb::store
