// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/event_record.h"
#include "core/store/sql_thread.h"

namespace wb::smds {

/// The Event Records and the audit trail of one SM-DS, in a SQLite file. Safe from several threads.
class EventStore {
public:
    /// Opens the file or makes it. Errors: store, io; unsupported when a newer program made it.
    static Result<std::unique_ptr<EventStore>> open(const std::string &file);

    /// Stores a record together with its audit entry, both or neither; on disk when it returns. The record comes back with
    /// its id. Errors: store, conflict when this registrant has used this EventID before; io.
    Result<EventRecord> add(EventRecord record, AuditEntry audit);

    /// Marks a registrant's record as deleted, together with its audit entry, both or neither; on disk when it returns. Its
    /// EventID stays used. Errors: store, notFound when this registrant has no such record (any more); io.
    Result<void> remove(const rsp::Eid &eid, const std::string &eventId, const std::string &ownerOid, TimePoint when,
                        AuditEntry audit);

    /// The records of an EID in the order of registration; with an EventID only those of that EventID (several registrants
    /// may use the same one).
    Result<std::vector<EventRecord>> find(const rsp::Eid &eid, const std::optional<std::string> &eventId);

    /// Counts a retrieval of these records. Written behind: at most a second of it is lost in a crash.
    void noteRetrieved(std::vector<std::int64_t> records, TimePoint when, AuditEntry audit);

    /// Writes an audit entry for a call that changed nothing; behind, as above.
    void note(AuditEntry audit);

    /// The newest audit entries, oldest of them first.
    Result<std::vector<AuditEntry>> auditTail(int count);

private:
    EventStore(std::unique_ptr<store::SqlThread> writer, std::unique_ptr<store::SqlThread> reader);

    std::unique_ptr<store::SqlThread> m_writer;
    std::unique_ptr<store::SqlThread> m_reader;
};

} // namespace wb::smds
