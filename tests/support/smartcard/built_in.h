// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/virtual_euicc.h"

namespace wb::testing {

/// A virtual eUICC with a name, under a CI of its own.
std::shared_ptr<euicc::VirtualEuicc> virtualEuicc(const std::string &name);

/// ICCIDs of the profiles of equippedEuicc().
inline const rsp::Iccid alpha{"8900101000000000019"};
inline const rsp::Iccid beta{"8900101000000000027"};

/// The same with two operational profiles: Alpha, which is enabled, and Beta; both tell smdp.example.com everything.
std::shared_ptr<euicc::VirtualEuicc> equippedEuicc(const std::string &name);

} // namespace wb::testing
