// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// What administrators do to the records of an EventStore.

#include "core/smds/event_store.h"
#include "core/smds/forward_rows.h"
#include "core/smds/rows.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <algorithm>

namespace wb::smds {

namespace {

/// The EID of a record that is there and settled. On PostgreSQL the row is locked, so that a deletion by its registrant comes before or
/// after.
Result<std::string> eidOfRecord(QSqlDatabase &database, const char *step, std::int64_t record, bool deletedToo)
{
    QSqlQuery query(database);
    if (!runBound(
            query,
            "UPDATE event_record SET retrievals = retrievals WHERE id = ? RETURNING eid, acknowledged, deleted_at",
            {qint64(record)}))
        return fail(rowError(step, query));
    const bool there = query.next();
    const bool deleted = there && !query.value(2).isNull();
    if (!there || (deleted && !deletedToo)) {
        return fail(ErrorKind::notFound, Interface::store, step,
                    (deletedToo ? "there is no Event Record with the number "
                                : "there is no live Event Record with the number ")
                        + std::to_string(record));
    }
    if (query.value(1).toInt() == 0 && !deleted) {
        return fail(ErrorKind::conflict, Interface::store, step,
                    "the registrant of Event Record " + std::to_string(record) + " still waits for the parents");
    }
    return query.value(0).toString().toStdString();
}

Result<std::vector<std::string>> parentsOf(QSqlDatabase &database, std::int64_t record, const char *step)
{
    QSqlQuery query(database);
    if (!runBound(query, "SELECT parent FROM forward WHERE record = ? ORDER BY parent", {qint64(record)}))
        return fail(rowError(step, query));
    std::vector<std::string> parents;
    while (query.next())
        parents.push_back(query.value(0).toString().toStdString());
    return parents;
}

/// ", but to A and B"; empty for none.
std::string namesOf(const std::vector<std::string> &parents)
{
    std::string text;
    for (const std::string &parent : parents)
        text += (text.empty() ? ", but to " : " and ") + parent;
    return text;
}

} // namespace

Result<int> EventStore::changeForwards(const ForwardsChange &change, std::int64_t record, const std::string &parent,
                                       TimePoint when, AuditEntry audit)
{
    std::string statement = std::string(change.statement) + " AND record = ?";
    std::vector<QVariant> values{rowTime(when), qint64(record)};
    if (!parent.empty()) {
        statement += " AND parent = ?";
        values.emplace_back(rowText(parent));
    }
    return write([&](QSqlDatabase &database) -> Result<int> {
        auto eid = eidOfRecord(database, change.step, record, change.ofDeletedToo);
        if (!eid)
            return fail(std::move(eid.error()));
        QSqlQuery query(database);
        if (!store::runBound(query, statement, values))
            return fail(rowError(change.step, query));
        const int changed = query.numRowsAffected();
        if (changed == 0) {
            const auto parents = parentsOf(database, record, change.step);
            if (!parents)
                return fail(parents.error());
            const bool isStranger = !parent.empty()
                                    && std::find(parents->begin(), parents->end(), parent) == parents->end();
            return fail(ErrorKind::conflict, Interface::store, change.step,
                        isStranger ? "Event Record " + std::to_string(record) + " does not go to a parent called "
                                         + parent + namesOf(*parents)
                                   : change.whenNone);
        }
        AuditEntry entry = audit;
        entry.record = record;
        entry.eid = std::move(*eid);
        return writeAudit(database, entry).map([changed] { return changed; });
    });
}

Result<int> EventStore::retryForwards(std::int64_t record, const std::string &parent, TimePoint when, AuditEntry audit)
{
    // One that somebody is busy with at the moment is being tried already.
    // A refused one of a deleted record stays refused: there is nothing to register any more.
    const ForwardsChange change{
        "retry",
        "UPDATE forward SET next_try = ?, problem = '', state = CASE WHEN state = 'failed' THEN 'pending' ELSE state "
        "END"
        " WHERE (state IN ('pending', 'deleting') OR (state = 'failed' AND EXISTS (SELECT 1 FROM event_record WHERE"
        " event_record.eid = forward.eid AND event_record.id = forward.record AND deleted_at IS NULL)))",
        "no forward of Event Record " + std::to_string(record) + " is pending, failed or being deleted", true};
    return changeForwards(change, record, parent, when, std::move(audit));
}

Result<int> EventStore::withdrawForwards(std::int64_t record, const std::string &parent, TimePoint when,
                                         AuditEntry audit)
{
    // As for a deletion: what never was on its way is only taken back, everything else is deleted at the parent.
    const ForwardsChange change{
        "withdraw",
        "UPDATE forward SET next_try = ?, state = CASE WHEN (state = 'failed' AND attempts <= 1) OR (state = 'pending'"
        " AND attempts = 0) THEN 'withdrawn' ELSE 'deleting' END WHERE state IN ('pending', 'forwarded', 'failed')",
        "Event Record " + std::to_string(record) + " is at no parent and on its way to none"};
    return changeForwards(change, record, parent, when, std::move(audit));
}

Result<void> EventStore::removeRecord(std::int64_t record, TimePoint when, AuditEntry audit)
{
    constexpr const char *step = "delete";
    return write([&](QSqlDatabase &database) -> Result<void> {
        AuditEntry entry = audit;
        auto eid = eidOfRecord(database, step, record, false);
        if (!eid)
            return fail(std::move(eid.error()));
        QSqlQuery query(database);
        if (!runBound(query, "UPDATE event_record SET deleted_at = ? WHERE eid = ? AND id = ?",
                      {rowTime(when), rowText(*eid), qint64(record)}))
            return fail(rowError(step, query));
        entry.record = record;
        entry.eid = std::move(*eid);
        return markForwardsForDeletion(database, record, when).and_then([&] { return writeAudit(database, entry); });
    });
}

} // namespace wb::smds
