// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/structure/sources.h"

#include <string>
#include <vector>

namespace wb::structure {

/// What is wrong with one file by the house rules that are not about includes, one sentence each; empty when all hold:
/// licence lines, `#pragma once`, no nested event loop and no sleep, at most 800 lines a .cpp.
std::vector<std::string> fileViolations(const Source &source);

} // namespace wb::structure
