// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wb::rsp {

inline constexpr std::size_t longestEventId = 255; ///< octets; our bound, SGP.22 names none

/// What is wrong with the form of an EventID, one clause: it is empty, too long, or has control characters, which a UTF8String for
/// a MatchingID may have and no terminal or log should meet. None when nothing is.
std::optional<std::string> eventIdProblem(std::string_view eventId);

} // namespace wb::rsp
