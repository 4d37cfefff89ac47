// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wb::report {

/// What stands for the hidden part where only ASCII may be printed.
inline constexpr std::string_view asciiGap = "....";

/// "8904 .... 1235": how an EID is shown when it is not to be shown.
std::string maskedEid(std::string_view digits, std::string_view gap = asciiGap);

/// "EV....01": the two ends of any other secret, so that two of them on one page can still be told apart; of a short one
/// nothing.
std::string maskedSecret(std::string_view secret, std::string_view gap = asciiGap);

/// Hides what belongs to people in text that is about to be shown: every run of 32 digits, and EIDs in groups, are EIDs;
/// EventIDs, IMEIs and the like have no form of their own and must be named.
class Masking {
public:
    /// A secret in a text.
    struct Found {
        std::size_t offset = 0;
        std::size_t length = 0;
        bool isEid = false;
    };

    explicit Masking(std::string_view gap = asciiGap) : m_gap(gap) {}

    /// From now on this text is hidden wherever it occurs. Short texts are ignored: they would blot out the rest.
    /// False when it was ignored or known already.
    bool hide(std::string secret);

    /// The secrets in the text, in order and apart from one another.
    std::vector<Found> find(std::string_view text) const;
    std::string apply(std::string_view text) const;

private:
    std::string m_gap;
    std::vector<std::string> m_secrets; ///< longest first, so that one inside another does not break it
};

} // namespace wb::report
