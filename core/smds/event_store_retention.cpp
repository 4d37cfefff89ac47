// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// What an EventStore forgets.

#include "core/smds/event_store.h"
#include "core/smds/rows.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace wb::smds {

namespace {

/// Deleted records with nothing left to do at a parent. Which EventIDs were used stays known.
Result<int> forgetRecords(QSqlDatabase &database, TimePoint before, int most)
{
    QSqlQuery found(database);
    if (!runBound(found,
                  "SELECT eid, id FROM event_record WHERE deleted_at IS NOT NULL AND deleted_at < ? AND NOT EXISTS"
                  " (SELECT 1 FROM forward WHERE forward.record = event_record.id"
                  " AND forward.state NOT IN ('failed', 'withdrawn', 'gone')) LIMIT ?",
                  {rowTime(before), most}))
        return fail(rowError("retention", found));
    int count = 0;
    while (found.next()) {
        QSqlQuery query(database);
        if (!runBound(query, "DELETE FROM forward WHERE record = ?", {found.value(1)})
            || !runBound(query, "DELETE FROM event_record WHERE eid = ? AND id = ?", {found.value(0), found.value(1)}))
            return fail(rowError("retention", query));
        ++count;
    }
    if (found.lastError().isValid())
        return fail(rowError("retention", found));
    return count;
}

/// The oldest entries, in the order they were written: an index by time would cost every call.
Result<int> forgetAudit(QSqlDatabase &database, TimePoint before, int most)
{
    QSqlQuery query(database);
    if (!runBound(query,
                  "DELETE FROM audit WHERE sequence IN (SELECT sequence FROM (SELECT sequence, time FROM audit"
                  " ORDER BY sequence LIMIT ?) AS oldest WHERE time < ?)",
                  {most, rowTime(before)}))
        return fail(rowError("retention", query));
    return query.numRowsAffected();
}

} // namespace

Result<Forgotten> EventStore::forget(const ForgetBefore &before, int most)
{
    return write([&](QSqlDatabase &database) -> Result<Forgotten> {
        const auto records = before.deleted ? forgetRecords(database, *before.deleted, most) : Result<int>(0);
        if (!records)
            return fail(records.error());
        const auto audit = before.audit ? forgetAudit(database, *before.audit, most) : Result<int>(0);
        if (!audit)
            return fail(audit.error());
        return Forgotten{*records, *audit};
    });
}

} // namespace wb::smds
