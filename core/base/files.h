// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace wb {

/// The whole content of a file. Errors: file, notFound or io, naming the file.
Result<std::string> readFile(const std::filesystem::path &file);

/// Writes a file whole or not at all: into a neighbour first, then renamed over it. The folder is made when missing.
/// Error: file, io, naming the file and the system's words ("No space left on device").
Result<void> writeFile(const std::filesystem::path &file, std::string_view content);

} // namespace wb
