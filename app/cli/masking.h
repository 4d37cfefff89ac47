// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wb::cli {

/// "8904 .... 1235": how an EID is shown when it is not to be shown.
std::string maskedEid(std::string_view digits);

/// Hides what belongs to people in text that is about to be printed: every run of 32 digits, and EIDs in groups, are EIDs;
/// EventIDs, IMEIs and the like have no form of their own and must be named.
class Masking {
public:
    /// From now on this text is hidden wherever it occurs. Short texts are ignored: they would blot out the rest.
    void hide(std::string secret);

    std::string apply(std::string_view text) const;

private:
    std::vector<std::string> m_secrets; ///< longest first, so that one inside another does not break it
};

} // namespace wb::cli
