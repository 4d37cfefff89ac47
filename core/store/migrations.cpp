// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/migrations.h"

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
    error = migrationError(ErrorKind::io, query.lastError().text().toStdString());
    return false;
}

bool applyMigration(QSqlDatabase &database, const Migration &migration, std::optional<Error> &error)
{
    for (const char *statement : migration.statements) {
        if (!runStatement(database, QString::fromUtf8(statement), error))
            return false;
    }
    return runStatement(database, QStringLiteral("PRAGMA user_version=%1").arg(migration.version), error);
}

} // namespace

Result<void> migrate(SqlThread &writer, std::span<const Migration> migrations)
{
    int current = 0;
    std::optional<Error> unreadable;
    auto asked = writer.run([&](QSqlDatabase &database) {
        QSqlQuery query(database);
        if (query.exec(QStringLiteral("PRAGMA user_version")) && query.next())
            current = query.value(0).toInt();
        else
            unreadable = migrationError(ErrorKind::io, query.lastError().text().toStdString());
        return true;
    });
    if (!asked)
        return asked;
    if (unreadable)
        return fail(std::move(*unreadable));
    if (!migrations.empty() && current > migrations.back().version) {
        return fail(migrationError(ErrorKind::unsupported, "the database has schema version " + std::to_string(current)
                                                               + ", this program knows up to "
                                                               + std::to_string(migrations.back().version)));
    }
    for (const Migration &migration : migrations) {
        if (migration.version <= current)
            continue;
        std::optional<Error> error;
        auto outcome = writer.run([&](QSqlDatabase &database) { return applyMigration(database, migration, error); });
        if (error)
            return fail(std::move(*error));
        if (!outcome)
            return outcome;
    }
    return {};
}

} // namespace wb::store
