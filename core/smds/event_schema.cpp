// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_schema.h"

#include "core/smds/eid_end.h"

namespace wb::smds {

namespace {

/// The way upward of each record, one row a parent; pending and deleting ones are the outbox. The EID stands here again because a
/// partitioned event_record is not to be searched by its number alone.
constexpr const char *createForwardTable =
    "CREATE TABLE forward (id {identity}, record {int64} NOT NULL, eid TEXT NOT NULL, parent TEXT NOT NULL,"
    " event_id TEXT NOT NULL, via TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,"
    " next_try {int64} NOT NULL, busy_until {int64} NOT NULL, problem TEXT NOT NULL)";

const store::Migration migrations[] = {
    {1,
     {// PostgreSQL spreads the records over partitions by EID, and the key of a partitioned table begins with what it is
      // partitioned by.
      "CREATE TABLE event_record ({sqlite:id INTEGER PRIMARY KEY AUTOINCREMENT}{postgresql:id BIGSERIAL}, eid TEXT NOT "
      "NULL, event_id TEXT NOT NULL,"
      " rsp_server_address TEXT NOT NULL, owner_oid TEXT NOT NULL, owner_role TEXT NOT NULL, forwarding INTEGER NOT "
      "NULL,"
      " registered_at {int64} NOT NULL, first_retrieved_at {int64}, last_retrieved_at {int64},"
      " retrievals {int64} NOT NULL DEFAULT 0, deleted_at {int64}"
      "{postgresql:, PRIMARY KEY (eid, id)}) {postgresql:PARTITION BY HASH (eid)}",
      "{postgresql:DO $$ BEGIN FOR part IN 0..15 LOOP EXECUTE format('CREATE TABLE event_record_%s PARTITION OF"
      " event_record FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part); END LOOP; END $$}",
      "{sqlite:CREATE INDEX event_record_by_eid ON event_record(eid, id)}",
      // Which EventIDs a registrant has used, as hashes: the memory that outlives the records (EventIDs are not reused).
      "CREATE TABLE event_id_seen (owner_oid TEXT NOT NULL, hash {blob} NOT NULL, PRIMARY KEY (owner_oid, hash)) "
      "{sqlite:WITHOUT ROWID}",
      "CREATE TABLE audit (sequence {identity}, time {int64} NOT NULL, kind TEXT NOT NULL,"
      " record {int64}, eid TEXT NOT NULL, caller TEXT NOT NULL, call TEXT NOT NULL, outcome TEXT NOT NULL,"
      " status TEXT NOT NULL, detail TEXT NOT NULL)"}},
    {2,
     {"ALTER TABLE event_record ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 1",
      "CREATE INDEX event_record_unacknowledged ON event_record(registered_at) WHERE acknowledged = 0",
      createForwardTable, "CREATE INDEX forward_by_record ON forward(record)",
      "CREATE INDEX forward_due ON forward(parent, next_try) WHERE state IN ('pending', 'deleting')"}},
    {3,
     {// Between the two functions of ES11, for the processes that share a database. Lost in a crash of the server, and worth
      // nothing after it: not logged.
      "CREATE {postgresql:UNLOGGED} TABLE auth_session (transaction_id {blob} PRIMARY KEY, server_challenge {blob} NOT "
      "NULL, server_address TEXT NOT NULL, svn {blob} NOT NULL, ci_key_id {blob} NOT NULL, started {int64} NOT NULL)",
      "CREATE INDEX auth_session_by_start ON auth_session(started)"}},
    {4,
     {// What people search by. The order of a list is that of registration, so the number ends each index.
      "{postgresql:CREATE INDEX event_record_by_id ON event_record(id)}",
      "CREATE INDEX event_record_by_event_id ON event_record(event_id, id)",
      "CREATE INDEX event_record_by_owner ON event_record(owner_oid, id)",
      "CREATE INDEX event_record_by_eid_end ON event_record((" EID_END_BACKWARDS "), id)",
      "CREATE INDEX forward_by_event_id ON forward(event_id)",
      "CREATE INDEX forward_by_state ON forward(state, record)",
      "CREATE INDEX audit_by_record ON audit(record) WHERE record IS NOT NULL",
      "CREATE INDEX audit_by_eid ON audit(eid)",
      // Numbers are given when a row is written and rows are seen when their transaction ends: who follows the trail on a shared
      // server by number alone would miss some. Transactions end in the order of the oldest that still runs.
      "{postgresql:ALTER TABLE audit ADD COLUMN transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id()}",
      "{postgresql:CREATE INDEX audit_by_transaction ON audit(transaction_id, sequence)}"}},
    {5,
     {"ALTER TABLE auth_session ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
      "CREATE INDEX auth_session_by_origin ON auth_session(origin, started)",
      "CREATE INDEX event_record_deleted ON event_record(deleted_at) WHERE deleted_at IS NOT NULL"}},
    {6,
     {// All that a device is told stands in the index: SQLite reads one tree for a discovery, and not the table behind it too.
      "{sqlite:DROP INDEX event_record_by_eid}",
      "{sqlite:CREATE INDEX event_record_by_eid ON event_record(eid, id, deleted_at, event_id, rsp_server_address)}"}},
    {7, {"ALTER TABLE forward ADD COLUMN may_happen_until {int64} NOT NULL DEFAULT 0"}},
};

} // namespace

std::span<const store::Migration> eventMigrations()
{
    return migrations;
}

} // namespace wb::smds
