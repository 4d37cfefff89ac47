// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/forward_rows.h"

#include "core/smds/rows.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace wb::smds {

QString stateText(ForwardState state)
{
    const std::string_view name = nameOf(state);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

Forward forwardOf(const QSqlQuery &query)
{
    Forward forward;
    forward.id = query.value(0).toLongLong();
    forward.record = query.value(1).toLongLong();
    forward.parent = query.value(2).toString().toStdString();
    forward.eventId = query.value(3).toString().toStdString();
    forward.state = forwardStateOf(query.value(4).toString().toStdString()).value_or(ForwardState::pending);
    forward.attempts = query.value(5).toInt();
    forward.nextTry = timeOfRow(query.value(6));
    forward.busyUntil = timeOfRow(query.value(7));
    forward.problem = query.value(8).toString().toStdString();
    forward.via = query.value(9).toString().toStdString();
    forward.mayHappenUntil = timeOfRow(query.value(11));
    return forward;
}

Result<void> insertForwards(QSqlDatabase &database, EventRecord &record)
{
    for (Forward &forward : record.forwards) {
        Query query(database);
        const bool written = runBound(
            query,
            "INSERT INTO forward (record, eid, parent, event_id, via, state, attempts, next_try, busy_until, problem)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '') RETURNING id",
            {qint64(record.id), rowText(record.eid.digits()), rowText(forward.parent), rowText(forward.eventId),
             rowText(forward.via), stateText(forward.state), forward.attempts, rowTime(forward.nextTry),
             rowTime(forward.busyUntil)});
        if (!written || !query.next())
            return fail(rowError("RegisterEvent", query));
        forward.id = query.value(0).toLongLong();
        forward.record = record.id;
    }
    return {};
}

Result<void> writeForwards(QSqlDatabase &database, const EventRecord &record)
{
    for (const Forward &forward : record.forwards) {
        Query query(database);
        if (!runBound(query,
                      "UPDATE forward SET state = ?, next_try = ?, busy_until = 0, problem = ?, may_happen_until = ?"
                      " WHERE id = ?",
                      {stateText(forward.state), rowTime(forward.nextTry), rowText(forward.problem),
                       rowTime(forward.mayHappenUntil), qint64(forward.id)}))
            return fail(rowError("RegisterEvent", query));
    }
    return {};
}

Result<void> markForwardsForDeletion(QSqlDatabase &database, std::int64_t record, TimePoint when)
{
    Query query(database);
    // One that was refused at once never was at the parent. A later refusal says nothing of the attempts before it.
    if (!runBound(
            query,
            "UPDATE forward SET next_try = ?, state = CASE WHEN state = 'pending' AND attempts = 0 THEN 'withdrawn'"
            " ELSE 'deleting' END WHERE record = ? AND (state IN ('pending', 'forwarded') OR (state = 'failed' AND"
            " attempts > 1))",
            {rowTime(when), qint64(record)}))
        return fail(rowError("DeleteEvent", query));
    return {};
}

} // namespace wb::smds
