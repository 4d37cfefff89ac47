// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lab/lab.h"

namespace wb::cli {

/// The folder that was named, else the user's own lab.
std::filesystem::path labFolder(const std::string &option);

/// Opens the lab. Errors: notFound, with the way to make one, when there is none; those of lab::openLab().
Result<lab::Lab> openLabOf(const std::string &option);

} // namespace wb::cli
