// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/migrations.h"

#include "core/store/dialect.h"
#include "core/store/statement.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace wb::store {

namespace {

Error migrationError(ErrorKind kind, std::string reason)
{
    return makeError(kind, Interface::store, "migrate", std::move(reason));
}

bool runStatement(QSqlDatabase &database, const QString &statement, std::optional<Error> &error)
{
    QSqlQuery query(database);
    if (query.exec(statement))
        return true;
    if (isCollision(query.lastError()))
        collisionOfThisThread() = true;
    error = migrationError(ErrorKind::io, wordsOf(query.lastError()));
    return false;
}

/// On PostgreSQL one process at a time changes the schema; the lock ends with the transaction. A SQLite file is locked by
/// the transaction itself.
bool prepareVersion(QSqlDatabase &database, std::optional<Error> &error)
{
    return dialectOf(database) == Dialect::sqlite
           || (runStatement(database, QStringLiteral("SELECT pg_advisory_xact_lock(1465009235)"), error)
               && runStatement(database,
                               QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"),
                               error));
}

/// 0 for a database without any schema.
int versionOf(QSqlDatabase &database, std::optional<Error> &error)
{
    QSqlQuery query(database);
    const bool asked = query.exec(dialectOf(database) == Dialect::sqlite
                                      ? QStringLiteral("PRAGMA user_version")
                                      : QStringLiteral("SELECT coalesce(max(version), 0) FROM schema_version"));
    if (asked && query.next())
        return query.value(0).toInt();
    error = migrationError(ErrorKind::io, wordsOf(query.lastError()));
    return 0;
}

bool writeVersion(QSqlDatabase &database, int version, std::optional<Error> &error)
{
    if (dialectOf(database) == Dialect::sqlite)
        return runStatement(database, QStringLiteral("PRAGMA user_version=%1").arg(version), error);
    return runStatement(database, QStringLiteral("INSERT INTO schema_version VALUES (%1)").arg(version), error);
}

bool applyMigration(QSqlDatabase &database, const Migration &migration, std::optional<Error> &error)
{
    if (!prepareVersion(database, error))
        return false;
    const int version = versionOf(database, error);
    if (error || version >= migration.version) // another process was faster
        return !error;
    for (const char *statement : migration.statements) {
        const QString expanded = expandedFor(dialectOf(database), statement);
        if (!expanded.isEmpty() && !runStatement(database, expanded, error))
            return false;
    }
    return writeVersion(database, migration.version, error);
}

} // namespace

Result<void> migrate(SqlThread &writer, std::span<const Migration> migrations)
{
    int current = 0;
    std::optional<Error> unreadable;
    auto asked = writer.run([&](QSqlDatabase &database) {
        unreadable.reset();
        if (prepareVersion(database, unreadable))
            current = versionOf(database, unreadable);
        return !unreadable;
    });
    if (unreadable)
        return fail(std::move(*unreadable));
    if (!asked)
        return asked;
    if (!migrations.empty() && current > migrations.back().version) {
        return fail(migrationError(ErrorKind::unsupported, "the database has schema version " + std::to_string(current)
                                                               + ", this program knows up to "
                                                               + std::to_string(migrations.back().version)));
    }
    for (const Migration &migration : migrations) {
        if (migration.version <= current)
            continue;
        std::optional<Error> error;
        auto outcome = writer.run([&](QSqlDatabase &database) {
            error.reset();
            return applyMigration(database, migration, error);
        });
        if (error)
            return fail(std::move(*error));
        if (!outcome)
            return outcome;
    }
    return {};
}

} // namespace wb::store
