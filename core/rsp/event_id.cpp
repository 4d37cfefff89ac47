// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/event_id.h"

#include <algorithm>

namespace wb::rsp {

std::optional<std::string> eventIdProblem(std::string_view eventId)
{
    if (eventId.empty())
        return "eventId is empty";
    if (eventId.size() > longestEventId)
        return "eventId has more than " + std::to_string(longestEventId) + " octets";
    const auto isControl = [](char each) {
        const auto octet = static_cast<unsigned char>(each);
        return octet < 0x20 || octet == 0x7F;
    };
    if (std::any_of(eventId.begin(), eventId.end(), isControl))
        return "eventId has control characters";
    return {};
}

} // namespace wb::rsp
