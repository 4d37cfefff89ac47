// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/authentication.h"
#include "core/rsp/euicc.h"

#include <functional>

namespace wb::lds {

/// Who an eUICC is and where it looks: what its reading functions say, nothing changed on it. A card may keep EUICCInfo2 and
/// the addresses to itself; then their errors stand here.
struct CardSummary {
    rsp::Eid eid;
    asn1::Received<rsp::EuiccInfo1> info1;
    Result<asn1::Received<rsp::EuiccInfo2>> info2;
    Result<rsp::EuiccConfiguredAddresses> addresses;
};

/// GetEID, both EUICCInfo, GetEuiccConfiguredAddresses, one after the other. Errors: those of GetEID or GetEUICCInfo1,
/// without which nothing is known of the card; cancelled. Before each function @p progress is told how many of how many are
/// done, and its name: "ES10c.GetEID".
using ReadProgress = std::function<void(int done, int total, std::string_view function)>;
Result<CardSummary> readCard(rsp::Euicc &euicc, std::stop_token stop, const ReadProgress &progress = {});

} // namespace wb::lds
