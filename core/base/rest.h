// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <stop_token>

namespace wb {

/// Waits, or less when it is time to stop: then false.
bool restFor(std::chrono::milliseconds time, const std::stop_token &stop);

} // namespace wb
