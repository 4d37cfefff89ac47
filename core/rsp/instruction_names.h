// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string_view>

namespace wb::rsp {

/// The command an instruction byte stands for, "STORE DATA": ETSI TS 102 221 section 10.1.2, ISO/IEC 7816-4 and GlobalPlatform
/// section 11, as an eUICC uses them. Empty when it stands for none.
std::string_view instructionName(std::uint8_t ins);

} // namespace wb::rsp
