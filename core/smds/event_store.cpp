// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_store.h"

#include "core/store/migrations.h"

#include <QCryptographicHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace wb::smds {

namespace {

const store::Migration migrations[] = {
    {1,
     {"CREATE TABLE event_record (id INTEGER PRIMARY KEY AUTOINCREMENT, eid TEXT NOT NULL, event_id TEXT NOT NULL,"
      " rsp_server_address TEXT NOT NULL, owner_oid TEXT NOT NULL, owner_role TEXT NOT NULL, forwarding INTEGER NOT "
      "NULL,"
      " registered_at INTEGER NOT NULL, first_retrieved_at INTEGER, last_retrieved_at INTEGER,"
      " retrievals INTEGER NOT NULL DEFAULT 0, deleted_at INTEGER)",
      "CREATE INDEX event_record_by_eid ON event_record(eid, id)",
      // Which EventIDs a registrant has used, as hashes: the memory that outlives the records (EventIDs are not reused).
      "CREATE TABLE event_id_seen (owner_oid TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (owner_oid, hash)) WITHOUT "
      "ROWID",
      "CREATE TABLE audit (sequence INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, kind TEXT NOT NULL,"
      " record INTEGER, eid TEXT NOT NULL, caller TEXT NOT NULL, call TEXT NOT NULL, outcome TEXT NOT NULL,"
      " status TEXT NOT NULL, detail TEXT NOT NULL)"}},
};

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

qint64 milliseconds(TimePoint time)
{
    return time.time_since_epoch().count();
}

TimePoint timeOf(const QVariant &value)
{
    return TimePoint(std::chrono::milliseconds(value.toLongLong()));
}

std::optional<TimePoint> optionalTimeOf(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(timeOf(value));
}

Error storeError(const char *step, const QSqlQuery &query)
{
    return makeError(ErrorKind::io, Interface::store, step, query.lastError().text().toStdString());
}

/// Runs one statement with its values in order.
bool runBound(QSqlQuery &query, const char *statement, std::initializer_list<QVariant> values)
{
    query.prepare(QString::fromLatin1(statement));
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec();
}

bool writeAudit(QSqlDatabase &database, const AuditEntry &entry)
{
    QSqlQuery query(database);
    return runBound(query,
                    "INSERT INTO audit (time, kind, record, eid, caller, call, outcome, status, detail)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {milliseconds(entry.time), text(entry.kind),
                     entry.record == 0 ? QVariant() : QVariant(qint64(entry.record)), text(entry.eid),
                     text(entry.caller), text(entry.call), text(entry.outcome), text(entry.status),
                     text(entry.detail)});
}

/// Remembers an EventID as used. False and no error when it was used before.
bool claimEventId(QSqlDatabase &database, const EventRecord &record, std::optional<Error> &error)
{
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(record.eventId),
                                                     QCryptographicHash::Sha256);
    QSqlQuery query(database);
    if (!runBound(query, "INSERT OR IGNORE INTO event_id_seen (owner_oid, hash) VALUES (?, ?)",
                  {text(record.ownerOid), hash})) {
        error = storeError("RegisterEvent", query);
        return false;
    }
    return query.numRowsAffected() == 1;
}

bool insertRecord(QSqlDatabase &database, EventRecord &record, std::optional<Error> &error)
{
    QSqlQuery query(database);
    if (!runBound(query,
                  "INSERT INTO event_record (eid, event_id, rsp_server_address, owner_oid, owner_role, forwarding, "
                  "registered_at)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?)",
                  {text(record.eid.digits()), text(record.eventId), text(record.rspServerAddress),
                   text(record.ownerOid), text(record.ownerRole), record.forwarding ? 1 : 0,
                   milliseconds(record.registeredAt)})) {
        error = storeError("RegisterEvent", query);
        return false;
    }
    record.id = query.lastInsertId().toLongLong();
    return true;
}

/// Marks the record and tells its id. False and no error when this registrant has none that is not deleted yet.
bool markDeleted(QSqlDatabase &database, const rsp::Eid &eid, const std::string &eventId, const std::string &ownerOid,
                 TimePoint when, std::int64_t &id, std::optional<Error> &error)
{
    QSqlQuery query(database);
    if (!runBound(query,
                  "UPDATE event_record SET deleted_at = ? WHERE eid = ? AND event_id = ? AND owner_oid = ?"
                  " AND deleted_at IS NULL RETURNING id",
                  {milliseconds(when), text(eid.digits()), text(eventId), text(ownerOid)})) {
        error = storeError("DeleteEvent", query);
        return false;
    }
    if (!query.next())
        return false;
    id = query.value(0).toLongLong();
    return true;
}

constexpr const char *selectRecords =
    "SELECT id, eid, event_id, rsp_server_address, owner_oid, owner_role, forwarding, registered_at, "
    "first_retrieved_at,"
    " last_retrieved_at, retrievals FROM event_record WHERE eid = ? AND deleted_at IS NULL";

EventRecord recordOf(const QSqlQuery &query, const rsp::Eid &eid)
{
    EventRecord record;
    record.id = query.value(0).toLongLong();
    record.eid = eid;
    record.eventId = query.value(2).toString().toStdString();
    record.rspServerAddress = query.value(3).toString().toStdString();
    record.ownerOid = query.value(4).toString().toStdString();
    record.ownerRole = query.value(5).toString().toStdString();
    record.forwarding = query.value(6).toBool();
    record.registeredAt = timeOf(query.value(7));
    record.firstRetrievedAt = optionalTimeOf(query.value(8));
    record.lastRetrievedAt = optionalTimeOf(query.value(9));
    record.retrievals = query.value(10).toLongLong();
    return record;
}

} // namespace

EventStore::EventStore(std::unique_ptr<store::SqlThread> writer, std::unique_ptr<store::SqlThread> reader)
    : m_writer(std::move(writer)),
      m_reader(std::move(reader))
{
}

Result<std::unique_ptr<EventStore>> EventStore::open(const std::string &file)
{
    auto writer = store::SqlThread::open(file, store::SqlThread::Mode::writing);
    if (!writer)
        return fail(std::move(writer.error()));
    auto migrated = store::migrate(**writer, migrations);
    if (!migrated)
        return fail(std::move(migrated.error()));
    auto reader = store::SqlThread::open(file, store::SqlThread::Mode::reading);
    if (!reader)
        return fail(std::move(reader.error()));
    return std::unique_ptr<EventStore>(new EventStore(std::move(*writer), std::move(*reader)));
}

Result<EventRecord> EventStore::add(EventRecord record, AuditEntry audit)
{
    bool claimed = false;
    std::optional<Error> error;
    auto written = m_writer->run([&](QSqlDatabase &database) {
        claimed = claimEventId(database, record, error);
        if (!claimed || !insertRecord(database, record, error))
            return false;
        audit.record = record.id;
        if (!writeAudit(database, audit)) {
            error = makeError(ErrorKind::io, Interface::store, "RegisterEvent", "the audit entry could not be written");
            return false;
        }
        return true;
    });
    if (error)
        return fail(std::move(*error));
    if (!written)
        return fail(std::move(written.error()));
    if (!claimed) {
        return fail(ErrorKind::conflict, Interface::store, "RegisterEvent",
                    "this registrant has used EventID '" + record.eventId + "' before");
    }
    return record;
}

Result<void> EventStore::remove(const rsp::Eid &eid, const std::string &eventId, const std::string &ownerOid,
                                TimePoint when, AuditEntry audit)
{
    std::optional<Error> error;
    bool found = false;
    auto written = m_writer->run([&](QSqlDatabase &database) {
        found = markDeleted(database, eid, eventId, ownerOid, when, audit.record, error);
        if (!found)
            return false;
        if (!writeAudit(database, audit)) {
            error = makeError(ErrorKind::io, Interface::store, "DeleteEvent", "the audit entry could not be written");
            return false;
        }
        return true;
    });
    if (error)
        return fail(std::move(*error));
    if (!written)
        return fail(std::move(written.error()));
    if (!found) {
        return fail(ErrorKind::notFound, Interface::store, "DeleteEvent",
                    "this registrant has no Event Record '" + eventId + "' for this EID");
    }
    return {};
}

Result<std::vector<EventRecord>> EventStore::find(const rsp::Eid &eid, const std::optional<std::string> &eventId)
{
    std::vector<EventRecord> records;
    std::optional<Error> error;
    auto read = m_reader->run([&](QSqlDatabase &database) {
        QSqlQuery query(database);
        query.setForwardOnly(true);
        query.prepare(QString::fromLatin1(selectRecords) + (eventId ? QStringLiteral(" AND event_id = ?") : QString())
                      + QStringLiteral(" ORDER BY id"));
        query.addBindValue(text(eid.digits()));
        if (eventId)
            query.addBindValue(text(*eventId));
        const bool asked = query.exec();
        while (query.next())
            records.push_back(recordOf(query, eid));
        if (!asked || query.lastError().isValid())
            error = storeError("find", query);
        return true;
    });
    if (error)
        return fail(std::move(*error));
    if (!read)
        return fail(std::move(read.error()));
    return records;
}

void EventStore::noteRetrieved(std::vector<std::int64_t> records, TimePoint when, AuditEntry audit)
{
    m_writer->post([records = std::move(records), when, audit = std::move(audit)](QSqlDatabase &database) {
        QSqlQuery query(database);
        query.prepare(QStringLiteral("UPDATE event_record SET first_retrieved_at = coalesce(first_retrieved_at, ?),"
                                     " last_retrieved_at = ?, retrievals = retrievals + 1 WHERE id = ?"));
        for (const std::int64_t record : records) {
            query.bindValue(0, milliseconds(when));
            query.bindValue(1, milliseconds(when));
            query.bindValue(2, qint64(record));
            if (!query.exec())
                return false;
        }
        return writeAudit(database, audit);
    });
}

void EventStore::note(AuditEntry audit)
{
    m_writer->post([audit = std::move(audit)](QSqlDatabase &database) { return writeAudit(database, audit); });
}

Result<std::vector<AuditEntry>> EventStore::auditTail(int count)
{
    std::vector<AuditEntry> entries;
    std::optional<Error> error;
    auto read = m_reader->run([&](QSqlDatabase &database) {
        QSqlQuery query(database);
        if (!runBound(query,
                      "SELECT time, kind, record, eid, caller, call, outcome, status, detail FROM"
                      " (SELECT * FROM audit ORDER BY sequence DESC LIMIT ?) ORDER BY sequence",
                      {count}))
            error = storeError("audit", query);
        while (query.next()) {
            entries.push_back({timeOf(query.value(0)), query.value(1).toString().toStdString(),
                               query.value(2).toLongLong(), query.value(3).toString().toStdString(),
                               query.value(4).toString().toStdString(), query.value(5).toString().toStdString(),
                               query.value(6).toString().toStdString(), query.value(7).toString().toStdString(),
                               query.value(8).toString().toStdString()});
        }
        return true;
    });
    if (error)
        return fail(std::move(*error));
    if (!read)
        return fail(std::move(read.error()));
    return entries;
}

} // namespace wb::smds
