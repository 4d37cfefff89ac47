// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/profile.h"

#include "core/base/hex.h"

namespace wb::rsp {

std::string OperatorId::mccMncText() const
{
    const auto nibble = [this](std::size_t octet, bool high) {
        return static_cast<char>('0' + (high ? mccMnc[octet] >> 4 : mccMnc[octet] & 0x0F));
    };
    std::string mcc{nibble(0, false), nibble(0, true), nibble(1, false)};
    std::string mnc{nibble(2, false), nibble(2, true)};
    const bool threeDigits = (mccMnc[1] >> 4) != 0x0F;
    if (threeDigits)
        mnc += nibble(1, true);
    const std::string text = mcc + "-" + mnc;
    const bool digits = text.find_first_not_of("0123456789-") == std::string::npos;
    return digits ? text : toHex(mccMnc);
}

} // namespace wb::rsp

namespace wb {
WB_RSP_DEFINE(rsp::ProfileInfo)
WB_RSP_DEFINE(rsp::StoreMetadataRequest)
WB_RSP_DEFINE(rsp::UpdateMetadataRequest)
} // namespace wb
