// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

class QSqlDatabase;

namespace wb::store {

/// Which SQL a database speaks. The statements of this program are those both understand; where tables are made, they
/// differ in a few words.
enum class Dialect {
    sqlite,
    postgresql,
};

Dialect dialectOf(const QSqlDatabase &database);

/// A statement of a migration in the words of a dialect:
///
///     {identity}          a number of its own for each row, as primary key
///     {int64} {blob}      types
///     {sqlite:TEXT}       TEXT on SQLite only
///     {postgresql:TEXT}   TEXT on PostgreSQL only
///
/// Braces do not nest. A statement of which nothing is left is none.
QString expandedFor(Dialect dialect, const char *statement);

} // namespace wb::store
