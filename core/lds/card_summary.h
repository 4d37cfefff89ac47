// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/euicc.h"
#include "core/rsp/euicc_rules.h"
#include "core/rsp/profile_download.h"
#include "core/rsp/profile_management.h"

#include <functional>

namespace wb::lds {

/// Everything an eUICC says of itself without being changed: who it is, where it looks, what is on it. A card may keep some of it to
/// itself; then the errors stand here.
struct CardSummary {
    rsp::Eid eid;
    asn1::Received<rsp::EuiccInfo1> info1;
    Result<asn1::Received<rsp::EuiccInfo2>> info2;
    Result<rsp::EuiccConfiguredAddresses> addresses;
    Result<std::vector<rsp::ProfileInfo>> profiles;
    Result<std::vector<rsp::NotificationMetadata>> notifications; ///< oldest first
    Result<std::vector<rsp::ProfilePolicyAuthorisationRule>> rules;

    /// The profile that is in use; null: none is, or they are not told.
    const rsp::ProfileInfo *enabledProfile() const;
};

/// GetEID, both EUICCInfo, GetEuiccConfiguredAddresses, GetProfilesInfo, ListNotification, GetRAT, one after the other. Errors:
/// those of GetEID or GetEUICCInfo1, without which nothing is known of the card; cancelled. Before each function @p progress is
/// told how many of how many are done, and its name: "ES10c.GetEID".
using ReadProgress = std::function<void(int done, int total, std::string_view function)>;
Result<CardSummary> readCard(rsp::Euicc &euicc, std::stop_token stop, const ReadProgress &progress = {});

} // namespace wb::lds
