// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/dialect.h"

#include <QSqlDatabase>
#include <QSqlDriver>

namespace wb::store {

namespace {

QString expandedPlaceholder(Dialect dialect, const QString &name)
{
    const bool postgresql = dialect == Dialect::postgresql;
    if (name == QStringLiteral("identity"))
        return postgresql ? QStringLiteral("BIGSERIAL PRIMARY KEY")
                          : QStringLiteral("INTEGER PRIMARY KEY AUTOINCREMENT");
    if (name == QStringLiteral("int64"))
        return postgresql ? QStringLiteral("BIGINT") : QStringLiteral("INTEGER");
    if (name == QStringLiteral("blob"))
        return postgresql ? QStringLiteral("BYTEA") : QStringLiteral("BLOB");
    static const QString onlySqlite = QStringLiteral("sqlite:");
    if (name.startsWith(onlySqlite))
        return postgresql ? QString() : name.mid(onlySqlite.size());
    static const QString onlyPostgresql = QStringLiteral("postgresql:");
    if (name.startsWith(onlyPostgresql))
        return postgresql ? name.mid(onlyPostgresql.size()) : QString();
    return QLatin1Char('{') + name + QLatin1Char('}'); // stays, and the database refuses it by name
}

} // namespace

Dialect dialectOf(const QSqlDatabase &database)
{
    return database.driver()->dbmsType() == QSqlDriver::PostgreSQL ? Dialect::postgresql : Dialect::sqlite;
}

QString expandedFor(Dialect dialect, const char *statement)
{
    const QString text = QString::fromUtf8(statement);
    QString expanded;
    qsizetype done = 0;
    while (done < text.size()) {
        const qsizetype open = text.indexOf(QLatin1Char('{'), done);
        const qsizetype close = open < 0 ? -1 : text.indexOf(QLatin1Char('}'), open);
        if (close < 0)
            break;
        expanded += text.mid(done, open - done) + expandedPlaceholder(dialect, text.mid(open + 1, close - open - 1));
        done = close + 1;
    }
    expanded += text.mid(done);
    return expanded.trimmed();
}

} // namespace wb::store
