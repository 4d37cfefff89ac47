// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/audit_rows.h"

#include "core/smds/rows.h"
#include "core/store/dialect.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <charconv>

namespace wb::smds {

namespace {

constexpr const char *auditColumns = "time, kind, record, eid, caller, call, outcome, status, detail, sequence";
constexpr int sequenceOfRow = 9;
constexpr int transactionOfRow = 10;

/// No transaction that began before still runs, on PostgreSQL.
constexpr const char *settled = "transaction_id < pg_snapshot_xmin(pg_current_snapshot())";

/// A place in the audit trail. On PostgreSQL the transaction comes first: see the migration that adds it.
struct Position {
    std::uint64_t transaction = 0;
    std::int64_t sequence = 0;

    std::string text(store::Dialect dialect) const
    {
        return dialect == store::Dialect::sqlite ? std::to_string(sequence)
                                                 : std::to_string(transaction) + "." + std::to_string(sequence);
    }
};

template <class Number>
bool readNumber(std::string_view text, Number &number)
{
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() && end == text.data() + text.size();
}

Result<Position> positionOf(const std::string &text, store::Dialect dialect)
{
    Position position;
    if (text.empty() || text == beginningOfAudit)
        return position;
    const std::size_t dot = text.find('.');
    const bool good = dialect == store::Dialect::sqlite
                          ? readNumber(text, position.sequence)
                          : dot != std::string::npos && readNumber(text.substr(0, dot), position.transaction)
                                && readNumber(text.substr(dot + 1), position.sequence);
    if (!good) {
        return fail(ErrorKind::malformed, Interface::store, "audit",
                    "'" + text.substr(0, 40) + "' is no position in this audit trail");
    }
    return position;
}

std::vector<AuditLine> linesOf(QSqlQuery &query, store::Dialect dialect)
{
    std::vector<AuditLine> lines;
    while (query.next()) {
        const auto text = [&](int column) { return query.value(column).toString().toStdString(); };
        const Position position{dialect == store::Dialect::sqlite ? 0 : query.value(transactionOfRow).toULongLong(),
                                query.value(sequenceOfRow).toLongLong()};
        lines.push_back({position.text(dialect),
                         {timeOfRow(query.value(0)), text(1), numberOfRow(query.value(2)), text(3), text(4), text(5),
                          text(6), text(7), text(8)}});
    }
    return lines;
}

std::string selectAudit(store::Dialect dialect)
{
    return std::string("SELECT ") + auditColumns + (dialect == store::Dialect::sqlite ? "" : ", transaction_id::text")
           + " FROM audit";
}

} // namespace

AuditCondition auditConditionOf(const AuditQuery &query)
{
    AuditCondition condition;
    const auto also = [&](const char *column, const std::string &value) {
        if (value.empty())
            return;
        condition.text += (condition.text.empty() ? "" : " AND ") + std::string(column) + " = ?";
        condition.values.emplace_back(rowText(value));
    };
    also("kind", query.kind);
    also("outcome", query.outcome);
    also("caller", query.caller);
    also("eid", query.eid);
    return condition;
}

Result<std::vector<AuditLine>> auditAfter(QSqlDatabase &database, const AuditQuery &query)
{
    const store::Dialect dialect = store::dialectOf(database);
    const auto position = positionOf(query.after, dialect);
    if (!position)
        return fail(position.error());
    AuditCondition condition = auditConditionOf(query);
    std::string statement = selectAudit(dialect);
    if (dialect == store::Dialect::sqlite) {
        statement += " WHERE sequence > ?";
        condition.values.insert(condition.values.begin(), qint64(position->sequence));
    } else {
        // The numbers come from digits that were just read: written into the statement, they need no type.
        statement += std::string(" WHERE ") + settled + " AND (transaction_id, sequence) > ('"
                     + std::to_string(position->transaction) + "'::xid8, " + std::to_string(position->sequence) + ")";
    }
    if (!condition.text.empty())
        statement += " AND " + condition.text;
    statement += dialect == store::Dialect::sqlite ? " ORDER BY sequence" : " ORDER BY transaction_id, sequence";
    QSqlQuery rows(database);
    if (!store::runBound(rows, statement + " LIMIT " + std::to_string(query.limit), condition.values))
        return fail(rowError("audit", rows));
    return linesOf(rows, dialect);
}

Result<bool> isInAudit(QSqlDatabase &database, const std::string &text)
{
    const auto position = positionOf(text, store::dialectOf(database));
    if (!position)
        return fail(position.error());
    if (position->sequence == 0)
        return true;
    std::string statement = "SELECT 1 FROM audit WHERE sequence = ?";
    if (store::dialectOf(database) == store::Dialect::postgresql)
        statement += " AND transaction_id = '" + std::to_string(position->transaction) + "'::xid8";
    QSqlQuery rows(database);
    if (!store::runBound(rows, statement, std::vector<QVariant>{qint64(position->sequence)}))
        return fail(rowError("audit", rows));
    return rows.next();
}

Result<std::vector<AuditLine>> newestAudit(QSqlDatabase &database, const std::string &condition,
                                           const std::vector<QVariant> &values, int limit)
{
    const store::Dialect dialect = store::dialectOf(database);
    std::string statement = selectAudit(dialect) + " WHERE " + (dialect == store::Dialect::sqlite ? "TRUE" : settled);
    if (!condition.empty())
        statement += " AND " + condition;
    statement += dialect == store::Dialect::sqlite ? " ORDER BY sequence DESC"
                                                   : " ORDER BY transaction_id DESC, sequence DESC";
    QSqlQuery rows(database);
    if (!store::runBound(rows, statement + " LIMIT " + std::to_string(limit), values))
        return fail(rowError("audit", rows));
    std::vector<AuditLine> lines = linesOf(rows, dialect);
    return std::vector<AuditLine>(lines.rbegin(), lines.rend());
}

} // namespace wb::smds
