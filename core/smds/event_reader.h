// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/record_query.h"
#include "core/store/sql_thread.h"

namespace wb::smds {

/// Reads the database of an SM-DS for people: lists, histories, the audit trail and counts. On connections of its own, so that a long
/// search holds up no device. Safe from several threads. Errors: store, io or unreachable; malformed for a position that is none.
class EventReader {
public:
    /// The tables are there already. Errors: as SqlThread::open().
    static Result<std::unique_ptr<EventReader>> open(const store::DatabaseUrl &url);

    /// A page of the records that match.
    Result<RecordPage> records(const RecordQuery &query);

    /// How many records match, whatever the page. Reads all of them.
    Result<std::int64_t> count(const RecordQuery &query);

    /// One record with its forwards, deleted or not. Error also: notFound.
    Result<EventRecord> record(std::int64_t id);

    /// What the audit trail says of a record, oldest first: the calls that concern it, and the retrievals of its EID while it was there.
    /// At most `limit` lines, the newest ones.
    Result<std::vector<AuditLine>> history(const EventRecord &record, int limit);

    /// Entries of the audit trail in its order. On a database that processes share, entries of transactions that still run are left for
    /// later, and so is what came after them: nobody who goes on after the last position misses one.
    Result<std::vector<AuditLine>> audit(const AuditQuery &query);

    /// Whether the entry at this position is still there; that of beginningOfAudit always is.
    Result<bool> hasEntry(const std::string &position);

    /// The newest entries, oldest of them first.
    Result<std::vector<AuditLine>> newest(AuditQuery query);

    Result<RecordCounts> recordCounts();
    Result<std::vector<ForwardCount>> forwardCounts();

private:
    EventReader(std::unique_ptr<store::SqlThread> pages, std::unique_ptr<store::SqlThread> counts);

    std::unique_ptr<store::SqlThread> m_pages;
    std::unique_ptr<store::SqlThread> m_counts; ///< which may take long
};

} // namespace wb::smds
