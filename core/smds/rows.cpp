// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/rows.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace wb::smds {

QString rowText(const std::string &value)
{
    return QString::fromStdString(value).replace(QChar(QChar::Null), QChar(QChar::ReplacementCharacter));
}

qint64 rowTime(TimePoint time)
{
    return time.time_since_epoch().count();
}

TimePoint timeOfRow(const QVariant &value)
{
    return TimePoint(std::chrono::milliseconds(value.toLongLong()));
}

qint64 numberOfRow(const QVariant &value)
{
    return value.isNull() ? 0 : value.toLongLong();
}

Error rowError(const char *step, const QSqlQuery &query)
{
    return makeError(ErrorKind::io, Interface::store, step, store::wordsOf(query.lastError()));
}

Result<void> writeAudit(QSqlDatabase &database, const AuditEntry &entry)
{
    Query query(database);
    const bool written = runBound(query,
                                  "INSERT INTO audit (time, kind, record, eid, caller, call, outcome, status, detail)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                  {rowTime(entry.time), rowText(entry.kind),
                                   entry.record == 0 ? QVariant() : QVariant(qint64(entry.record)), rowText(entry.eid),
                                   rowText(entry.caller), rowText(entry.call), rowText(entry.outcome),
                                   rowText(entry.status), rowText(entry.detail)});
    if (!written)
        return fail(rowError("audit", query));
    return {};
}

} // namespace wb::smds
