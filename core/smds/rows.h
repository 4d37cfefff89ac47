// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/smds/event_record.h"
#include "core/store/statement.h"

#include <QVariant>

class QSqlDatabase;
class QSqlQuery;

/// How the values of an SM-DS stand in the rows of its database.
namespace wb::smds {

/// U+0000, which PostgreSQL cannot keep, becomes U+FFFD.
QString rowText(const std::string &value);
qint64 rowTime(TimePoint time); ///< milliseconds since 1970
TimePoint timeOfRow(const QVariant &value);
/// A number that may be NULL, which is 0. Asked for before it is converted: Qt would look for a way from no text to a number, behind
/// a lock that all its types share.
qint64 numberOfRow(const QVariant &value);

using store::Query;
using store::runBound;

/// Error: store, io, with the driver's words.
Error rowError(const char *step, const QSqlQuery &query);

/// Appends to the audit trail.
Result<void> writeAudit(QSqlDatabase &database, const AuditEntry &entry);

} // namespace wb::smds
