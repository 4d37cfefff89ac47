// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

#include <string>
#include <vector>

namespace wb::report {

/// Whom and what an exchange is about, each value once, in the order in which it stands there.
struct Identifiers {
    std::vector<std::string> eids;           ///< 32 digits: of GetEID, of CERT.EUICC, of a JSON member
    std::vector<std::string> eventIds;       ///< EventIDs, and the MatchingID with which one is asked for
    std::vector<std::string> transactionIds; ///< hexadecimal, upper case, without blanks

    bool operator==(const Identifiers &) const = default;
};

/// Reads the data objects and bodies of the exchange, base64 members and certificates in them included. Heads are not read, and
/// neither is what TLS carried: certificates of servers name no eUICC. Takes any octets. Costs what showing the exchange costs,
/// so whoever asks often keeps the answer.
Identifiers identifiersOf(const capture::Exchange &exchange);

} // namespace wb::report
