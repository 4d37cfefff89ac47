// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/console.h"
#include "core/capture/capture_file.h"

namespace wb::cli {

/// What a file of exchanges may be.
inline constexpr const char *captureFileHelp = "A capture (.smdscap), JSON lines, a HAR or the debug output of lpac";

/// Says beside the results what is missing in a capture.
void tellDamages(const capture::OpenedCapture &capture, Console &console);

} // namespace wb::cli
