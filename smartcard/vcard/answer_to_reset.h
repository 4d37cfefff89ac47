// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

namespace wb::vcard {

/// The answer to reset of the virtual eUICC: T=0 and T=1 offered, global interface octet TB after T=15 saying "eUICC"
/// (ETSI TS 102 221 section 6.3.3, bit 2), 20 logical channels, historical octets "SMDS-WB".
Bytes virtualEuiccAtr();

} // namespace wb::vcard
