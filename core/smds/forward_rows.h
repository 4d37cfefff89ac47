// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/smds/event_record.h"

class QSqlDatabase;
class QSqlQuery;
class QString;

/// The statements on the table of forwards that belong into the transaction of their record.
namespace wb::smds {

QString stateText(ForwardState state);

/// The columns of a forward, and the values of a row that was selected with them; the EID stands at eidOfForwardRow.
inline constexpr const char *forwardColumns =
    "id, record, parent, event_id, state, attempts, next_try, busy_until, problem, via, eid, may_happen_until";
inline constexpr int eidOfForwardRow = 10;
Forward forwardOf(const QSqlQuery &query);

/// Stores the forwards of a new record, and tells their ids. Errors: store, io.
Result<void> insertForwards(QSqlDatabase &database, EventRecord &record);

/// Writes the states of a record's forwards as they stand in it; nobody is busy with them any more. Errors: store, io.
Result<void> writeForwards(QSqlDatabase &database, const EventRecord &record);

/// The record is gone: what never was on its way is withdrawn, everything else must be deleted at its parent. Who is calling a
/// parent at the moment finishes first. Errors: store, io.
Result<void> markForwardsForDeletion(QSqlDatabase &database, std::int64_t record, TimePoint when);

} // namespace wb::smds
