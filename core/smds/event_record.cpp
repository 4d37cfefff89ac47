// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_record.h"

namespace wb::smds {

std::string_view nameOf(ForwardState state)
{
    switch (state) {
    case ForwardState::pending: return "pending";
    case ForwardState::forwarded: return "forwarded";
    case ForwardState::failed: return "failed";
    case ForwardState::withdrawn: return "withdrawn";
    case ForwardState::deleting: return "deleting";
    case ForwardState::gone: return "gone";
    }
    return "";
}

std::optional<ForwardState> forwardStateOf(std::string_view name)
{
    for (const ForwardState state : {ForwardState::pending, ForwardState::forwarded, ForwardState::failed,
                                     ForwardState::withdrawn, ForwardState::deleting, ForwardState::gone}) {
        if (name == nameOf(state))
            return state;
    }
    return {};
}

} // namespace wb::smds
