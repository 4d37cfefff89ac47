// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

namespace wb::report {

/// Puts APDUs that somebody else recorded together as our own card layer records them: a chain of STORE DATA blocks with the GET RESPONSE
/// commands that fetched its answer is one exchange, any other command with its GET RESPONSEs another. Chains of several logical channels may
/// be mixed. A chain without its last block, and one that was refused, are exchanges as well.
std::vector<capture::Exchange> groupedApdus(std::vector<capture::ApduBlock> blocks, const std::string &reader);

} // namespace wb::report
