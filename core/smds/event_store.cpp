// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_store.h"

#include "core/smds/event_schema.h"
#include "core/smds/forward_rows.h"
#include "core/smds/record_rows.h"
#include "core/smds/rows.h"

#include <QCryptographicHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace wb::smds {

namespace {

QByteArray hashOf(const std::string &eventId)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(eventId), QCryptographicHash::Sha256);
}

/// Whether no record of the registrant has this EventID now, although one had. Who registers it at the same time waits here.
Result<bool> isFreeAgain(QSqlDatabase &database, const EventRecord &record)
{
    QSqlQuery query(database);
    if (!runBound(query, "UPDATE event_id_seen SET hash = hash WHERE owner_oid = ? AND hash = ?",
                  {rowText(record.ownerOid), hashOf(record.eventId)}))
        return fail(rowError("RegisterEvent", query));
    if (!runBound(query,
                  "SELECT 1 FROM event_record WHERE event_id = ? AND owner_oid = ? AND deleted_at IS NULL LIMIT 1",
                  {rowText(record.eventId), rowText(record.ownerOid)}))
        return fail(rowError("RegisterEvent", query));
    return !query.next();
}

/// Whether a record of the registrant is there whose registration waits for the parents. What becomes of it nobody knows yet.
Result<bool> isUndecided(QSqlDatabase &database, const char *step, const std::string &eventId,
                         const std::string &ownerOid)
{
    Query query(database);
    if (!runBound(query,
                  "SELECT 1 FROM event_record WHERE event_id = ? AND owner_oid = ? AND deleted_at IS NULL"
                  " AND acknowledged = 0 LIMIT 1",
                  {rowText(eventId), rowText(ownerOid)}))
        return fail(rowError(step, query));
    return query.next();
}

/// What was known of an EventID when it was claimed.
enum class Claim { fresh, reused };

/// Remembers an EventID as used.
Result<Claim> claimEventId(QSqlDatabase &database, const EventRecord &record, bool reuse)
{
    Query query(database);
    if (!runBound(query, "INSERT INTO event_id_seen (owner_oid, hash) VALUES (?, ?) ON CONFLICT DO NOTHING",
                  {rowText(record.ownerOid), hashOf(record.eventId)}))
        return fail(rowError("RegisterEvent", query));
    if (query.numRowsAffected() == 1)
        return Claim::fresh;
    const Result<bool> free = reuse ? isFreeAgain(database, record) : Result<bool>(false);
    if (!free)
        return fail(free.error());
    if (*free)
        return Claim::reused;
    const auto undecided = isUndecided(database, "RegisterEvent", record.eventId, record.ownerOid);
    if (!undecided)
        return fail(undecided.error());
    if (*undecided) {
        return fail(ErrorKind::busy, Interface::store, "RegisterEvent",
                    "a registration of EventID '" + record.eventId + "' still waits for the parents");
    }
    return fail(ErrorKind::conflict, Interface::store, "RegisterEvent",
                "this registrant has used EventID '" + record.eventId + "' before");
}

Result<void> insertRecord(QSqlDatabase &database, EventRecord &record)
{
    Query query(database);
    const bool written = runBound(
        query,
        "INSERT INTO event_record (eid, event_id, rsp_server_address, owner_oid, owner_role, forwarding,"
        " acknowledged, registered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        {rowText(record.eid.digits()), rowText(record.eventId), rowText(record.rspServerAddress),
         rowText(record.ownerOid), rowText(record.ownerRole), int(record.forwarding), int(record.acknowledged),
         rowTime(record.registeredAt)});
    if (!written || !query.next())
        return fail(rowError("RegisterEvent", query));
    record.id = query.value(0).toLongLong();
    return {};
}

/// Marks the record as deleted and tells its id.
Result<std::int64_t> markDeleted(QSqlDatabase &database, const rsp::Eid &eid, const std::string &eventId,
                                 const std::string &ownerOid, TimePoint when)
{
    Query query(database);
    if (!runBound(query,
                  "UPDATE event_record SET deleted_at = ? WHERE eid = ? AND event_id = ? AND owner_oid = ?"
                  " AND deleted_at IS NULL AND acknowledged = 1 RETURNING id",
                  {rowTime(when), rowText(eid.digits()), rowText(eventId), rowText(ownerOid)}))
        return fail(rowError("DeleteEvent", query));
    if (query.next())
        return query.value(0).toLongLong();
    const auto undecided = isUndecided(database, "DeleteEvent", eventId, ownerOid);
    if (!undecided)
        return fail(undecided.error());
    if (*undecided) {
        return fail(ErrorKind::busy, Interface::store, "DeleteEvent",
                    "the registration of EventID '" + eventId + "' still waits for the parents");
    }
    return fail(ErrorKind::notFound, Interface::store, "DeleteEvent",
                "this registrant has no Event Record with EventID '" + eventId + "' for this EID");
}

/// Deletes a record that was never acknowledged, and forgets that its EventID was used, unless an acknowledged one has used it too. One that
/// somebody else has taken back already stays as it is: its EventID may have been registered again.
Result<void> takeBack(QSqlDatabase &database, const EventRecord &record, TimePoint when)
{
    Query query(database);
    if (!runBound(query, "UPDATE event_record SET deleted_at = ? WHERE eid = ? AND id = ? AND deleted_at IS NULL",
                  {rowTime(when), rowText(record.eid.digits()), qint64(record.id)}))
        return fail(rowError("Withdraw", query));
    if (query.numRowsAffected() == 0)
        return {};
    if (!runBound(
            query,
            "DELETE FROM event_id_seen WHERE owner_oid = ? AND hash = ? AND NOT EXISTS (SELECT 1 FROM event_record"
            " WHERE event_id = ? AND owner_oid = ? AND acknowledged = 1)",
            {rowText(record.ownerOid), hashOf(record.eventId), rowText(record.eventId), rowText(record.ownerOid)}))
        return fail(rowError("Withdraw", query));
    return {};
}

/// The parents of a record may still carry out a registration nobody waits for any more.
Result<void> markAsLate(QSqlDatabase &database, std::int64_t record, TimePoint mayHappenUntil)
{
    Query query(database);
    if (!runBound(query, "UPDATE forward SET may_happen_until = ? WHERE record = ? AND state = 'deleting'",
                  {rowTime(mayHappenUntil), qint64(record)}))
        return fail(rowError("Withdraw", query));
    return {};
}

/// Asks for the live records of an EID, or those of them that somebody knows by that EventID.
bool askForLive(Query &query, const std::string &select, const rsp::Eid &eid, const std::optional<std::string> &eventId)
{
    const std::string ofEid = select + "WHERE eid = ? AND deleted_at IS NULL";
    if (!eventId)
        return runBound(query, (ofEid + " ORDER BY id").c_str(), {rowText(eid.digits())});
    return runBound(query,
                    (ofEid
                     + " AND (event_id = ? OR EXISTS (SELECT 1 FROM forward WHERE forward.record = event_record.id"
                       " AND forward.event_id = ?)) ORDER BY id")
                        .c_str(),
                    {rowText(eid.digits()), rowText(*eventId), rowText(*eventId)});
}

} // namespace

EventStore::EventStore(std::unique_ptr<store::SqlThread> writer, std::unique_ptr<store::SqlThread> reader,
                       std::unique_ptr<store::LocalReader> localReader)
    : m_writer(std::move(writer)),
      m_reader(std::move(reader)),
      m_localReader(std::move(localReader))
{
}

Result<std::unique_ptr<EventStore>> EventStore::open(const std::string &text)
{
    auto url = store::DatabaseUrl::parse(text);
    if (!url)
        return fail(std::move(url.error()));
    return open(*url);
}

Result<std::unique_ptr<EventStore>> EventStore::open(const store::DatabaseUrl &url)
{
    auto writer = store::SqlThread::open(url, store::SqlThread::Mode::writing);
    if (!writer)
        return fail(std::move(writer.error()));
    auto migrated = store::migrate(**writer, eventMigrations());
    if (!migrated)
        return fail(std::move(migrated.error()));
    if (url.dialect == store::Dialect::sqlite) {
        return std::unique_ptr<EventStore>(
            new EventStore(std::move(*writer), nullptr, std::make_unique<store::LocalReader>(url)));
    }
    auto reader = store::SqlThread::open(url, store::SqlThread::Mode::reading);
    if (!reader)
        return fail(std::move(reader.error()));
    return std::unique_ptr<EventStore>(new EventStore(std::move(*writer), std::move(*reader), nullptr));
}

Result<EventRecord> EventStore::add(EventRecord record, AuditEntry audit)
{
    return store(std::move(record), std::move(audit));
}

Result<EventRecord> EventStore::addUnacknowledged(EventRecord record)
{
    return store(std::move(record), std::nullopt);
}

Result<EventRecord> EventStore::store(EventRecord record, const std::optional<AuditEntry> &audit)
{
    record.acknowledged = audit.has_value();
    return write([&](QSqlDatabase &database) {
        const auto claim = claimEventId(database, record, m_reuse);
        if (!claim)
            return Result<EventRecord>(fail(claim.error()));
        return insertRecord(database, record)
            .and_then([&] { return insertForwards(database, record); })
            .and_then([&]() -> Result<void> {
                if (!audit)
                    return {};
                AuditEntry entry = *audit;
                entry.record = record.id;
                if (*claim == Claim::reused)
                    entry.detail += (entry.detail.empty() ? "" : "; ") + std::string("the EventID was used before");
                return writeAudit(database, entry);
            })
            .map([&] { return record; });
    });
}

Result<void> EventStore::acknowledge(const EventRecord &record, AuditEntry audit)
{
    audit.record = record.id;
    return write([&](QSqlDatabase &database) -> Result<void> {
        Query query(database);
        if (!runBound(query, "UPDATE event_record SET acknowledged = 1 WHERE eid = ? AND id = ? AND deleted_at IS NULL",
                      {rowText(record.eid.digits()), qint64(record.id)}))
            return fail(rowError("RegisterEvent", query));
        if (query.numRowsAffected() != 1) { // its parents took so long that it was held to be abandoned
            return fail(ErrorKind::notFound, Interface::store, "RegisterEvent",
                        "the registration has been withdrawn meanwhile");
        }
        return writeForwards(database, record).and_then([&] { return writeAudit(database, audit); });
    });
}

Result<void> EventStore::withdraw(const EventRecord &record, TimePoint when, AuditEntry audit)
{
    audit.record = record.id;
    return write([&](QSqlDatabase &database) {
        return takeBack(database, record, when).and_then([&] { return writeForwards(database, record); }).and_then([&] {
            return writeAudit(database, audit);
        });
    });
}

Result<int> EventStore::withdrawAbandoned(TimePoint before, TimePoint when, TimePoint mayHappenUntil)
{
    return write([&](QSqlDatabase &database) -> Result<int> {
        Query query(database);
        const std::string statement = std::string(selectRecords)
                                      + "WHERE acknowledged = 0 AND deleted_at IS NULL AND registered_at <= ?";
        if (!runBound(query, statement.c_str(), {rowTime(before)}))
            return fail(rowError("Withdraw", query));
        const auto abandoned = recordsOf(query);
        if (!abandoned)
            return fail(abandoned.error());
        for (const EventRecord &record : *abandoned) {
            const AuditEntry audit{when,
                                   "Withdraw",
                                   record.id,
                                   record.eid.digits(),
                                   record.ownerOid,
                                   {},
                                   "Executed-Success",
                                   {},
                                   "the registration was never acknowledged"};
            auto done = takeBack(database, record, when)
                            .and_then([&] { return markForwardsForDeletion(database, record.id, when); })
                            .and_then([&] { return markAsLate(database, record.id, mayHappenUntil); })
                            .and_then([&] { return writeAudit(database, audit); });
            if (!done)
                return fail(std::move(done.error()));
        }
        return static_cast<int>(abandoned->size());
    });
}

Result<void> EventStore::remove(const rsp::Eid &eid, const std::string &eventId, const std::string &ownerOid,
                                TimePoint when, AuditEntry audit)
{
    return write([&](QSqlDatabase &database) -> Result<void> {
        auto id = markDeleted(database, eid, eventId, ownerOid, when);
        if (!id)
            return fail(std::move(id.error()));
        audit.record = *id;
        return markForwardsForDeletion(database, *id, when).and_then([&] { return writeAudit(database, audit); });
    });
}

Result<std::vector<WaitingEvent>> EventStore::waitingFor(const rsp::Eid &eid, const std::optional<std::string> &eventId)
{
    return read([&](QSqlDatabase &database) -> Result<std::vector<WaitingEvent>> {
        Query query(database);
        // No column more: these are in the index, so that the table itself is not touched.
        if (!askForLive(query, "SELECT id, event_id, rsp_server_address FROM event_record ", eid, eventId))
            return fail(rowError("find", query));
        std::vector<WaitingEvent> events;
        while (query.next()) {
            events.push_back({query.value(0).toLongLong(), query.value(1).toString().toStdString(),
                              query.value(2).toString().toStdString()});
        }
        if (query.lastError().isValid())
            return fail(rowError("find", query));
        return events;
    });
}

Result<std::vector<EventRecord>> EventStore::find(const rsp::Eid &eid, const std::optional<std::string> &eventId)
{
    return read([&](QSqlDatabase &database) -> Result<std::vector<EventRecord>> {
        Query query(database);
        if (!askForLive(query, selectRecords, eid, eventId))
            return fail(rowError("find", query));
        return recordsOf(query);
    });
}

void EventStore::noteRetrieved(std::vector<std::int64_t> records, TimePoint when, AuditEntry audit)
{
    m_writer->post([records = std::move(records), when, audit = std::move(audit)](QSqlDatabase &database) {
        for (const std::int64_t record : records) {
            Query query(database);
            if (!runBound(query,
                          "UPDATE event_record SET first_retrieved_at = coalesce(first_retrieved_at, ?),"
                          " last_retrieved_at = ?, retrievals = retrievals + 1 WHERE id = ? AND eid = ?",
                          {rowTime(when), rowTime(when), qint64(record), rowText(audit.eid)}))
                return false;
        }
        return writeAudit(database, audit).has_value();
    });
}

void EventStore::note(AuditEntry audit)
{
    m_writer->post(
        [audit = std::move(audit)](QSqlDatabase &database) { return writeAudit(database, audit).has_value(); });
}

Result<std::vector<AuditEntry>> EventStore::auditTail(int count)
{
    return read([&](QSqlDatabase &database) -> Result<std::vector<AuditEntry>> {
        Query query(database);
        if (!runBound(query,
                      "SELECT time, kind, record, eid, caller, call, outcome, status, detail FROM"
                      " (SELECT * FROM audit ORDER BY sequence DESC LIMIT ?) AS newest ORDER BY sequence",
                      {count}))
            return fail(rowError("audit", query));
        std::vector<AuditEntry> entries;
        while (query.next()) {
            const auto text = [&query](int column) { return query.value(column).toString().toStdString(); };
            entries.push_back({timeOfRow(query.value(0)), text(1), numberOfRow(query.value(2)), text(3), text(4),
                               text(5), text(6), text(7), text(8)});
        }
        return entries;
    });
}

} // namespace wb::smds
