// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <filesystem>
#include <initializer_list>
#include <string>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace wb::bench {

/// A SQLite file by SQLite's own functions: what a statement costs, whoever sends it. With the write-ahead log and every
/// commit on disk, as the SM-DS has it. What fails ends the program.
class BareSqlite {
public:
    explicit BareSqlite(const std::filesystem::path &file);
    ~BareSqlite();
    BareSqlite(const BareSqlite &) = delete;
    BareSqlite &operator=(const BareSqlite &) = delete;

    void run(const char *sql);
    sqlite3 *native() const { return m_database; }

private:
    sqlite3 *m_database = nullptr;
};

/// A statement that is prepared once.
class BareStatement {
public:
    using Value = std::variant<std::int64_t, std::string_view, ByteView>;

    BareStatement(const BareSqlite &database, const char *sql);
    ~BareStatement();
    BareStatement(const BareStatement &) = delete;
    BareStatement &operator=(const BareStatement &) = delete;

    /// Runs it and reads every column of every row; how many rows there were.
    int run(std::initializer_list<Value> values);

    /// The first column of the last row.
    std::int64_t number() const { return m_number; }

private:
    sqlite3 *m_database;
    sqlite3_stmt *m_statement = nullptr;
    std::int64_t m_number = 0;
};

} // namespace wb::bench
