// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/store/sql_thread.h"

#include <span>

namespace wb::store {

/// One numbered step of a schema: the statements that lead from the version before to this one, written for every kind of
/// database with the placeholders of expandedFor().
struct Migration {
    int version;
    std::vector<const char *> statements;
};

/// Brings a database to the newest version, each step in a transaction of its own. Several processes may do so at the same
/// time: each step is done by one of them. Errors: store, io; unsupported when the database was made by a newer program.
Result<void> migrate(SqlThread &writer, std::span<const Migration> migrations);

} // namespace wb::store
