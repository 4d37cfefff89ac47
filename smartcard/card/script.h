// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/card/console.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace wb::card {

/// One statement of a console script; docs/console.md has the language.
struct ScriptStatement {
    enum class Kind {
        command,      ///< a line of the console, with $variables in it
        expectStatus, ///< the status word of the last answer fits one of the patterns
        expectData,   ///< its data fit the pattern
        set,          ///< a variable
        wait,
        followUps, ///< whether the console asks for more by itself
    };

    Kind kind = Kind::command;
    std::size_t line = 0;              ///< in the script, from 1
    std::string text;                  ///< as it stands there, without blanks around it; of `set` the value
    std::string variable;              ///< of `set`
    std::vector<std::string> patterns; ///< upper-case hexadecimal, X for any digit, * at the end for any rest
    std::chrono::milliseconds time{};  ///< of `wait`
    FollowUps followUps;               ///< of `followUps`

    bool operator==(const ScriptStatement &) const = default;
};

/// Reads a script. Empty lines and comments are no statements. Errors: malformed, with the line in the step ("line 3") and the place
/// in the text; invalid for a script that is larger than any a person writes.
Result<std::vector<ScriptStatement>> readScript(std::string_view text);

/// Whether octets fit a pattern of an expectation.
bool fitsPattern(std::string_view hex, std::string_view pattern);

} // namespace wb::card
