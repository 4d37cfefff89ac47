// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace wb::cli {

/// What the command says to the shell when it ends; docs/cli.md tells the same.
enum ExitCode : int {
    exitOk = 0,
    exitFailed = 1,        ///< the operation was tried and failed
    exitUsage = 2,         ///< the options make no sense; nothing was tried
    exitNothing = 3,       ///< all went well and there is nothing: no Event Record, no reader, no reading of a code
    exitInterrupted = 130, ///< stopped by Ctrl+C or SIGTERM, as shells number it
    exitBrokenPipe = 141,  ///< nobody reads the results any more, as shells number it
};

} // namespace wb::cli
