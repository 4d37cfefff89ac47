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

} // namespace wb::smds
