// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The integer in which Android shows a subject and reason code: one octet of operation (0A), then three nibbles of subject
/// and three of reason, a component a nibble: 8.2.6/3.8 is 0x0A826038. People read out its decimal form, 176316472.
namespace wb::explain {

struct AndroidCode {
    std::string subject; ///< "8.2.6"
    std::string reason;  ///< "3.8"

    bool operator==(const AndroidCode &) const = default;
};

/// The pair in such an integer; none when it is not of this kind.
std::optional<AndroidCode> fromAndroidCode(std::uint32_t packed);

/// The integer Android shows for a pair; none when a code has more than three components or one above 15.
std::optional<std::uint32_t> toAndroidCode(std::string_view subject, std::string_view reason);

} // namespace wb::explain
