// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>

/// Where the servers of a lab listen while a program runs it, so that another can talk to them: a file in the lab's folder.
namespace wb::lab {

struct RunningPlace {
    std::uint16_t es11 = 0;
    std::uint16_t es12 = 0;
    std::uint16_t administration = 0;
};

/// Errors: file, io.
Result<void> writeRunningPlace(const std::filesystem::path &folder, const RunningPlace &place);
void removeRunningPlace(const std::filesystem::path &folder);

/// None when nobody has written any, or what is there cannot be read. What it says may be of a program that was killed.
std::optional<RunningPlace> runningPlaceOf(const std::filesystem::path &folder);

} // namespace wb::lab
