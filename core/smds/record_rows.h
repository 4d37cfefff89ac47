// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/smds/event_record.h"

class QSqlQuery;

/// Event Records as rows of their table.
namespace wb::smds {

/// A statement that finds records begins with this and goes on with "WHERE ...".
inline constexpr const char *selectRecords =
    "SELECT id, event_id, rsp_server_address, owner_oid, owner_role, forwarding, acknowledged, registered_at,"
    " first_retrieved_at, last_retrieved_at, retrievals, eid, deleted_at FROM event_record ";

/// The records a query has found, which stands before its first row; without their forwards. Errors: store, io.
Result<std::vector<EventRecord>> recordsOf(QSqlQuery &query);

} // namespace wb::smds
