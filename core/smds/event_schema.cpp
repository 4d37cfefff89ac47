// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_schema.h"

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
};

} // namespace

std::span<const store::Migration> eventMigrations()
{
    return migrations;
}

} // namespace wb::smds
