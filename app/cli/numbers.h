// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace wb::cli {

/// What is wrong with an option that wants a number from 1 on; empty when nothing is.
std::string problemOfCount(const std::string &text);

} // namespace wb::cli
