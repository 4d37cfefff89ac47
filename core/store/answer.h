// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/store/sql_thread.h"

#include <optional>
#include <type_traits>

namespace wb::store {

/// What a work finds in the database, or why it failed. @p run carries out a SqlThread::Work, and fails when the database cannot be used;
/// the work's own failure is told first. The work is a function of QSqlDatabase & to some Result; it may be called more than once.
template <class Run, class Work>
auto answerOf(Run &&run, Work &&work) -> std::invoke_result_t<Work &, QSqlDatabase &>
{
    std::optional<std::invoke_result_t<Work &, QSqlDatabase &>> answer;
    const Result<void> done = run(SqlThread::Work([&](QSqlDatabase &database) {
        answer.emplace(work(database));
        return answer->has_value();
    }));
    if (!done && (!answer || answer->has_value()))
        return fail(done.error());
    return std::move(*answer);
}

} // namespace wb::store
