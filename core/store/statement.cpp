// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/statement.h"

#include "core/store/statement_cache.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlField>

namespace wb::store {

namespace {

/// The statement with its values written into it by the driver, which knows how to quote them.
QString withValues(const QSqlDriver &driver, const QString &statement, std::span<const QVariant> values)
{
    QString text;
    qsizetype done = 0;
    for (const QVariant &value : values) {
        const qsizetype mark = statement.indexOf(QLatin1Char('?'), done);
        if (mark < 0)
            break;
        QSqlField field(QString(), value.metaType());
        field.setValue(value);
        text += statement.mid(done, mark - done) + driver.formatValue(field);
        done = mark + 1;
    }
    return text + statement.mid(done);
}

} // namespace

Query::Query(QSqlDatabase &database) : QSqlQuery(database), m_database(database)
{
    setForwardOnly(true);
}

Query::~Query()
{
    giveBack();
}

bool Query::run(const char *statement, std::initializer_list<QVariant> values)
{
    giveBack();
    StatementCache *cache = driver()->dbmsType() == QSqlDriver::PostgreSQL ? nullptr : StatementCache::of(m_database);
    if (cache == nullptr)
        return runBound(static_cast<QSqlQuery &>(*this), statement, values);
    bool done = true;
    if (auto kept = cache->take(statement))
        swap(*kept);
    else
        done = prepare(QString::fromUtf8(statement));
    int place = 0;
    for (const QVariant &value : values)
        bindValue(place++, value);
    done = done && exec();
    if (done)
        m_statement = statement;
    else if (isCollision(lastError()))
        collisionOfThisThread() = true;
    return done;
}

/// Leaves this query as new.
void Query::giveBack()
{
    if (m_statement.empty())
        return;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    swap(query);
    query.finish(); // a statement in the middle of its rows would keep SQLite's log from being cleared
    if (StatementCache *cache = StatementCache::of(m_database))
        cache->giveBack(std::move(m_statement), std::move(query));
    m_statement.clear();
}

bool runBound(QSqlQuery &query, const char *statement, std::initializer_list<QVariant> values)
{
    return runBound(query, std::string(statement), std::span(values.begin(), values.size()));
}

bool runBound(QSqlQuery &query, const std::string &statement, std::span<const QVariant> values)
{
    const QString text = QString::fromStdString(statement);
    bool done = false;
    if (query.driver()->dbmsType() == QSqlDriver::PostgreSQL) {
        // Qt's driver writes the values into the text of an EXECUTE anyway; without PREPARE and DEALLOCATE around it, it is one
        // round trip instead of three, and nothing is left to free in a transaction that has failed.
        done = query.exec(withValues(*query.driver(), text, values));
    } else {
        query.prepare(text);
        for (const QVariant &value : values)
            query.addBindValue(value);
        done = query.exec();
    }
    if (!done && isCollision(query.lastError()))
        collisionOfThisThread() = true;
    return done;
}

bool runBound(Query &query, const char *statement, std::initializer_list<QVariant> values)
{
    return query.run(statement, values);
}

std::string wordsOf(const QSqlError &error)
{
    return (error.databaseText().isEmpty() ? error.text() : error.databaseText()).simplified().toStdString();
}

bool isCollision(const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    return code == QStringLiteral("40001") || code == QStringLiteral("40P01");
}

bool &collisionOfThisThread()
{
    thread_local bool collision = false;
    return collision;
}

} // namespace wb::store
