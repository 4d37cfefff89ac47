// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/memory.h"

/// What an eUICC does with its profiles, SGP.22 sections 5.7.15 to 5.7.21: each function changes the memory or leaves it as it is,
/// and says with its result which of the two.
namespace wb::euicc {

/// Something that is to be told to a server.
struct NotificationDue {
    rsp::NotificationEventBit event = rsp::NotificationEventBit::install;
    rsp::Iccid iccid;
    std::string address;

    bool operator==(const NotificationDue &) const = default;
};

/// What a change brings with it.
struct Consequences {
    std::vector<NotificationDue> notifications; ///< in the order in which it happened
    bool otherProfileEnabled = false;           ///< the terminal has to read the card anew
};

rsp::ProfileInfoListResponse profilesInfo(const Memory &memory, const rsp::ProfileInfoListRequest &request);

/// The enabled profile gives way, unless its policy rules forbid that (ppr1).
rsp::EnableResult enableProfile(Memory &memory, const rsp::ProfileIdentifier &profile, Consequences &consequences);

/// After a test profile, the operational profile that was enabled before it is enabled again.
rsp::DisableResult disableProfile(Memory &memory, const rsp::ProfileIdentifier &profile, Consequences &consequences);

rsp::DeleteResult deleteProfile(Memory &memory, const rsp::DeleteProfileRequest &request, Consequences &consequences);

/// Deletes what the options name, enabled or not and whatever the policy rules say.
rsp::ResetResult resetMemory(Memory &memory, const asn1::Bits<rsp::ResetOptionBit> &options,
                             Consequences &consequences);

rsp::SetNicknameResult setNickname(Memory &memory, const rsp::SetNicknameRequest &request);

} // namespace wb::euicc
