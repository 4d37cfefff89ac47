// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/verb.h"

#include <string>
#include <vector>

namespace wb::cli {

/// Runs one command line, without the program's name. Returns an ExitCode. Help goes to the results, what is wrong with the
/// options beside them.
int runCommandLine(const std::vector<std::string> &arguments, Surroundings &surroundings);

} // namespace wb::cli
