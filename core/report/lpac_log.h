// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/capture_file.h"

namespace wb::report {

/// What lpac prints with LIBEUICC_DEBUG_APDU and LIBEUICC_DEBUG_HTTP set: lines "[DEBUG] [APDU] [TX] CLA: ..." and "[DEBUG] [HTTP] ...", in any
/// of the forms its versions have used, with colours or without, among other lines. It prints no times, so order is all there is. A number that
/// somebody has hidden with asterisks is told as damage. Error: malformed when there is no such line.
Result<capture::OpenedCapture> fromLpacLog(ByteView text);

/// Whether a text looks like one.
bool isLpacLog(ByteView text);

} // namespace wb::report
