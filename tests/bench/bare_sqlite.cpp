// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bare_sqlite.h"

#include <QtGlobal>

#include <sqlite3.h>

namespace wb::bench {

namespace {

void mustBe(int expected, int code, sqlite3 *database, const char *what)
{
    if (code != expected)
        qFatal("bare SQLite: %s: %s", what, sqlite3_errmsg(database));
}

} // namespace

BareSqlite::BareSqlite(const std::filesystem::path &file)
{
    mustBe(SQLITE_OK,
           sqlite3_open_v2(file.c_str(), &m_database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                           nullptr),
           m_database, "open");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA foreign_keys=ON");
}

BareSqlite::~BareSqlite()
{
    sqlite3_close(m_database);
}

void BareSqlite::run(const char *sql)
{
    mustBe(SQLITE_OK, sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr), m_database, sql);
}

BareStatement::BareStatement(const BareSqlite &database, const char *sql) : m_database(database.native())
{
    mustBe(SQLITE_OK, sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr),
           m_database, sql);
}

BareStatement::~BareStatement()
{
    sqlite3_finalize(m_statement);
}

int BareStatement::run(std::initializer_list<Value> values)
{
    int place = 0;
    for (const Value &value : values) {
        ++place;
        if (const auto *number = std::get_if<std::int64_t>(&value)) {
            sqlite3_bind_int64(m_statement, place, *number);
        } else if (const auto *text = std::get_if<std::string_view>(&value)) {
            sqlite3_bind_text(m_statement, place, text->empty() ? "" : text->data(), static_cast<int>(text->size()),
                              SQLITE_STATIC);
        } else {
            const ByteView octets = std::get<ByteView>(value);
            sqlite3_bind_blob(m_statement, place, octets.data(), static_cast<int>(octets.size()), SQLITE_STATIC);
        }
    }
    int rows = 0;
    int code = SQLITE_ROW;
    for (; (code = sqlite3_step(m_statement)) == SQLITE_ROW; ++rows) {
        m_number = sqlite3_column_int64(m_statement, 0);
        for (int column = 1; column < sqlite3_column_count(m_statement); ++column)
            sqlite3_column_text(m_statement, column);
    }
    mustBe(SQLITE_DONE, code, m_database, "step");
    sqlite3_reset(m_statement);
    return rows;
}

} // namespace wb::bench
