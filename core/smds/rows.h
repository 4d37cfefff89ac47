// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/smds/event_record.h"

#include <QVariant>

#include <initializer_list>

class QSqlDatabase;
class QSqlQuery;

/// How the values of an SM-DS stand in the rows of its database.
namespace wb::smds {

QString rowText(const std::string &value);
qint64 rowTime(TimePoint time); ///< milliseconds since 1970
TimePoint timeOfRow(const QVariant &value);

/// Runs one statement with its values in order.
bool runBound(QSqlQuery &query, const char *statement, std::initializer_list<QVariant> values);

/// Error: store, io, with the driver's words.
Error rowError(const char *step, const QSqlQuery &query);

/// Appends to the audit trail.
Result<void> writeAudit(QSqlDatabase &database, const AuditEntry &entry);

} // namespace wb::smds
