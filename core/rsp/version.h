// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <array>
#include <compare>
#include <optional>
#include <string>

namespace wb::rsp {

/// VersionType: major, minor, revision as three octets, such as an SVN (SGP.22 section 2.4.2). Ordered.
struct Version {
    std::array<std::uint8_t, 3> octets{};

    static constexpr std::string_view asn1Name = "VersionType";

    static std::optional<Version> fromContent(ByteView content);
    /// "2.5.0"; none when the text is not three numbers up to 255.
    static std::optional<Version> fromText(std::string_view text);

    Bytes content() const { return {octets.begin(), octets.end()}; }
    std::string text() const;
    static std::string contentText(ByteView content);

    // NOLINTNEXTLINE(modernize-use-nullptr): the 0 is in the comparison the compiler writes
    auto operator<=>(const Version &) const = default;
};

} // namespace wb::rsp
