// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_schema.h"

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
    {2,
     {"ALTER TABLE event_record ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 1",
      "CREATE INDEX event_record_unacknowledged ON event_record(registered_at) WHERE acknowledged = 0",
      // The way upward of each record, one row a parent; pending and deleting ones are the outbox. The EID stands here again
      // because a partitioned event_record is not to be searched by its number alone.
      "CREATE TABLE forward (id INTEGER PRIMARY KEY AUTOINCREMENT, record INTEGER NOT NULL, eid TEXT NOT NULL,"
      " parent TEXT NOT NULL, event_id TEXT NOT NULL, via TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT "
      "NULL,"
      " next_try INTEGER NOT NULL, busy_until INTEGER NOT NULL, problem TEXT NOT NULL)",
      "CREATE INDEX forward_by_record ON forward(record)",
      "CREATE INDEX forward_due ON forward(parent, next_try) WHERE state IN ('pending', 'deleting')"}},
};

} // namespace

std::span<const store::Migration> eventMigrations()
{
    return migrations;
}

} // namespace wb::smds
