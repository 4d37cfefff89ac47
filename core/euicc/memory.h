// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/revocation_list.h"
#include "core/rsp/notification.h"
#include "core/rsp/profile_management.h"

namespace wb::euicc {

/// What an eUICC keeps when its power is gone, beyond what its maker put in.
struct Memory {
    std::vector<rsp::ProfileInfo> profiles; ///< ICCID, ISD-P AID, state and class are always there
    std::vector<asn1::Received<rsp::PendingNotification>> notifications; ///< oldest first
    std::int64_t nextSequenceNumber = 1;                                 ///< of notifications; never used twice
    std::optional<std::string> defaultDpAddress;
    /// The operational profile that was enabled when a test profile took its place: the only one that may follow it.
    std::optional<rsp::Iccid> enabledBeforeTest;
    /// Of each CI key the freshest that is whole, what adds to it, and the parts of a fresher one that is not whole yet.
    std::vector<pki::RevocationList> revocationLists;
};

} // namespace wb::euicc
