// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/virtual_euicc.h"

namespace wb::euicc {

/// The memory of an eUICC that has just been made: with the profiles and the default SM-DP+ of its maker.
Memory firstMemory(const Identity &identity);

/// The virtual eUICC with what it has kept in its folder, or as its maker made it; one whose identity has no folder keeps
/// nothing. Error: those of MemoryFile::load().
Result<std::shared_ptr<VirtualEuicc>> openEuicc(Identity identity);

} // namespace wb::euicc
