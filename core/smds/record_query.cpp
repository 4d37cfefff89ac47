// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/record_query.h"

#include <array>

namespace wb::smds {

namespace {

constexpr std::array recordStates = {RecordState::any,       RecordState::live,           RecordState::waiting,
                                     RecordState::retrieved, RecordState::unacknowledged, RecordState::deleted};

} // namespace

std::string_view nameOf(RecordState state)
{
    switch (state) {
    case RecordState::any: return "any";
    case RecordState::live: return "live";
    case RecordState::waiting: return "waiting";
    case RecordState::retrieved: return "retrieved";
    case RecordState::unacknowledged: return "unacknowledged";
    case RecordState::deleted: return "deleted";
    }
    return "";
}

std::optional<RecordState> recordStateOf(std::string_view name)
{
    for (const RecordState state : recordStates) {
        if (name == nameOf(state))
            return state;
    }
    return {};
}

} // namespace wb::smds
