// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/numbers.h"

#include <charconv>
#include <cstdint>

namespace wb::cli {

std::string problemOfCount(const std::string &text)
{
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool good = problem == std::errc() && end == text.data() + text.size() && number >= 1;
    return good ? std::string() : "'" + text + "' is no number from 1 on";
}

} // namespace wb::cli
