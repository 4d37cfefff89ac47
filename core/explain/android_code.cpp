// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/android_code.h"

#include <charconv>

namespace wb::explain {

namespace {

constexpr std::uint32_t subjectReasonOperation = 0x0A; ///< EuiccManager.OPERATION_SMDX_SUBJECT_REASON_CODE

/// Three nibbles as dotted text; nibbles that fill up from the left are no components.
std::string dottedNibbles(std::uint32_t nibbles)
{
    std::string text;
    for (int shift = 8; shift >= 0; shift -= 4) {
        const std::uint32_t component = nibbles >> shift & 0xF;
        if (component != 0 || !text.empty())
            text += (text.empty() ? "" : ".") + std::to_string(component);
    }
    return text;
}

std::optional<std::uint32_t> packedNibbles(std::string_view dotted)
{
    std::uint32_t nibbles = 0;
    const char *at = dotted.data();
    const char *const end = at + dotted.size();
    for (int count = 0; count < 3; ++count) {
        std::uint32_t component = 0;
        const auto [stop, problem] = std::from_chars(at, end, component);
        if (problem != std::errc() || component > 15)
            return {};
        nibbles = nibbles << 4 | component;
        if (stop == end)
            return nibbles;
        if (*stop != '.')
            return {};
        at = stop + 1;
    }
    return {};
}

} // namespace

std::optional<AndroidCode> fromAndroidCode(std::uint32_t packed)
{
    AndroidCode code{dottedNibbles(packed >> 12 & 0xFFF), dottedNibbles(packed & 0xFFF)};
    if (packed >> 24 != subjectReasonOperation || code.subject.empty() || code.reason.empty())
        return {};
    return code;
}

std::optional<std::uint32_t> toAndroidCode(std::string_view subject, std::string_view reason)
{
    const auto left = packedNibbles(subject);
    const auto right = packedNibbles(reason);
    if (!left || !right)
        return {};
    return subjectReasonOperation << 24 | *left << 12 | *right;
}

} // namespace wb::explain
