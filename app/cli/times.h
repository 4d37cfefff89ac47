// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"

#include <string>

namespace wb::cli {

/// "14:02:11.381", UTC.
std::string timeText(TimePoint time);

/// "12 ms" with one decimal below 10: "0.4 ms"; from ten seconds on "12.3 s". Right-aligned in 8 columns.
std::string durationText(std::chrono::microseconds duration);

/// Milliseconds with three decimals, for JSON.
double milliseconds(std::chrono::microseconds duration);

} // namespace wb::cli
