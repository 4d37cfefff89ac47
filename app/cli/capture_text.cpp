// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/capture_text.h"

namespace wb::cli {

void tellDamages(const capture::OpenedCapture &capture, Console &console)
{
    for (const capture::Damage &damage : capture.damages)
        console.note("Damaged: " + damage.line());
}

} // namespace wb::cli
