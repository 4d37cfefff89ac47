// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The outbox of an EventStore: what is claimed, tried and settled.

#include "core/smds/event_store.h"
#include "core/smds/forward_rows.h"
#include "core/smds/rows.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace wb::smds {

Result<std::vector<Forward>> EventStore::forwardsOf(std::int64_t record)
{
    return read([&](QSqlDatabase &database) -> Result<std::vector<Forward>> {
        Query query(database);
        if (!runBound(query,
                      (std::string("SELECT ") + forwardColumns + " FROM forward WHERE record = ? ORDER BY id").c_str(),
                      {qint64(record)}))
            return fail(rowError("find", query));
        std::vector<Forward> forwards;
        while (query.next())
            forwards.push_back(forwardOf(query));
        return forwards;
    });
}

Result<std::vector<ClaimedForward>> EventStore::claimDue(const std::string &parent, TimePoint now, TimePoint busyUntil,
                                                         int most)
{
    // Asked first where it costs no transaction: mostly nothing is due.
    const auto due = read([&](QSqlDatabase &database) -> Result<bool> {
        Query query(database);
        if (!runBound(query,
                      "SELECT 1 FROM forward WHERE parent = ? AND state IN ('pending', 'deleting') AND next_try <= ?"
                      " AND busy_until <= ? LIMIT 1",
                      {rowText(parent), rowTime(now), rowTime(now)}))
            return fail(rowError("outbox", query));
        return query.next();
    });
    if (!due)
        return fail(due.error());
    if (!*due)
        return std::vector<ClaimedForward>();

    return write([&](QSqlDatabase &database) -> Result<std::vector<ClaimedForward>> {
        Query query(database);
        // The outer conditions are asked again of a row that another process has changed meanwhile.
        const std::string statement =
            std::string("UPDATE forward SET busy_until = ?, attempts = attempts + 1 WHERE id IN (SELECT id FROM forward"
                        " WHERE parent = ? AND state IN ('pending', 'deleting') AND next_try <= ? AND busy_until <= ?"
                        " ORDER BY next_try, id LIMIT ?) AND state IN ('pending', 'deleting') AND busy_until <= ?"
                        " RETURNING ")
            + forwardColumns;
        if (!runBound(query, statement.c_str(),
                      {rowTime(busyUntil), rowText(parent), rowTime(now), rowTime(now), most, rowTime(now)}))
            return fail(rowError("outbox", query));
        std::vector<ClaimedForward> claimed;
        while (query.next()) {
            auto eid = rsp::Eid::fromText(query.value(eidOfForwardRow).toString().toStdString());
            if (!eid)
                return fail(std::move(eid.error()));
            claimed.push_back({forwardOf(query), std::move(*eid)});
        }
        return claimed;
    });
}

Result<void> EventStore::settle(const ClaimedForward &claimed, const ForwardOutcome &outcome, AuditEntry audit)
{
    // A record can be deleted while its registration is on its way upward: then "deleting" stands there now, and stays.
    constexpr const char *registered =
        "UPDATE forward SET next_try = CASE WHEN state = 'pending' THEN ? ELSE ? END,"
        " state = CASE WHEN state = 'pending' THEN ? ELSE state END, busy_until = 0, problem = ?, may_happen_until = ?"
        " WHERE id = ?";
    constexpr const char *deleted =
        "UPDATE forward SET next_try = ?, state = ?, busy_until = 0, problem = ? WHERE id = ?";
    const Forward &forward = claimed.forward;
    audit.record = forward.record;
    return write([&](QSqlDatabase &database) -> Result<void> {
        Query query(database);
        const bool written = forward.state == ForwardState::deleting
                                 ? runBound(query, deleted,
                                            {rowTime(outcome.nextTry), stateText(outcome.state),
                                             rowText(outcome.problem), qint64(forward.id)})
                                 : runBound(query, registered,
                                            {rowTime(outcome.nextTry), rowTime(outcome.deletionDue),
                                             stateText(outcome.state), rowText(outcome.problem),
                                             rowTime(outcome.mayHappenUntil), qint64(forward.id)});
        if (!written)
            return fail(rowError("outbox", query));
        return writeAudit(database, audit);
    });
}

Result<void> EventStore::releaseClaims(TimePoint nextTry)
{
    return write([nextTry](QSqlDatabase &database) -> Result<void> {
        Query query(database);
        if (!runBound(query,
                      "UPDATE forward SET busy_until = 0, next_try = ? WHERE busy_until > 0"
                      " AND state IN ('pending', 'deleting')",
                      {rowTime(nextTry)}))
            return fail(rowError("outbox", query));
        return {};
    });
}

Result<std::int64_t> EventStore::outboxSize()
{
    return read([&](QSqlDatabase &database) -> Result<std::int64_t> {
        Query query(database);
        if (!runBound(query, "SELECT count(*) FROM forward WHERE state IN ('pending', 'deleting')", {})
            || !query.next())
            return fail(rowError("outbox", query));
        return query.value(0).toLongLong();
    });
}

} // namespace wb::smds
