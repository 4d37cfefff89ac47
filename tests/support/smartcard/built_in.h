// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/virtual_euicc.h"

namespace wb::testing {

/// A virtual eUICC of a CI of its own.
std::shared_ptr<euicc::VirtualEuicc> virtualEuicc(const std::string &name);

} // namespace wb::testing
