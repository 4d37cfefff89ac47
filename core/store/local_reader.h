// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/store/database_url.h"

#include <functional>
#include <memory>

class QSqlDatabase;

namespace wb::store {

/// Reads a SQLite file in whatever thread asks. Handing a lookup of ten microseconds to another thread and waiting for it costs
/// several times as much as the lookup; so each thread that reads gets a connection of its own, when it first does, and
/// keeps it until it ends, or this does. Safe from several threads.
class LocalReader {
public:
    explicit LocalReader(DatabaseUrl url);
    ~LocalReader();
    LocalReader(const LocalReader &) = delete;
    LocalReader &operator=(const LocalReader &) = delete;

    /// Runs work on this thread's connection, which cannot write. Error: store, io when there is none.
    Result<void> run(const std::function<void(QSqlDatabase &)> &work) const;

private:
    std::shared_ptr<const DatabaseUrl> m_url; ///< by which the threads know whose connection theirs is
};

} // namespace wb::store
