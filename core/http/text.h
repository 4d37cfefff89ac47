// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace wb::http {

/// ASCII letters in lower case, everything else as it is: names of hosts and headers do not depend on case or locale.
std::string lowerCase(std::string_view text);

bool equalIgnoringCase(std::string_view left, std::string_view right);

/// Without blanks, tabs and line ends at both ends.
std::string_view trimmed(std::string_view text);

/// "200 ms", "5 s": for sentences.
std::string durationText(std::chrono::milliseconds duration);

} // namespace wb::http
