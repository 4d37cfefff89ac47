// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/smds/record_query.h"

#include <QVariant>

class QSqlDatabase;

/// The audit trail as rows of its table.
namespace wb::smds {

/// A condition of SQL with the values for its question marks; empty: everything.
struct AuditCondition {
    std::string text;
    std::vector<QVariant> values;
};

/// What a query asks for, but for where it begins.
AuditCondition auditConditionOf(const AuditQuery &query);

/// The entries after a position, in the order of the trail. Errors: store, io; malformed for a position that is none.
Result<std::vector<AuditLine>> auditAfter(QSqlDatabase &database, const AuditQuery &query);

/// Whether the entry at this position is there; true for the beginning. Errors: as auditAfter().
Result<bool> isInAudit(QSqlDatabase &database, const std::string &position);

/// The newest entries, oldest of them first. Errors: store, io.
Result<std::vector<AuditLine>> newestAudit(QSqlDatabase &database, const std::string &condition,
                                           const std::vector<QVariant> &values, int limit);

} // namespace wb::smds
