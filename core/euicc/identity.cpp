// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/identity.h"

namespace wb::euicc {

rsp::EuiccInfo2 usualEuiccInfo2()
{
    rsp::EuiccInfo2 info;
    info.profileVersion = {{2, 3, 1}};
    info.svn = {{2, 5, 0}};
    info.firmwareVersion = {{1, 0, 0}};
    // Extended card resources (TS 102 226): 81 installed applications, 82 free non-volatile, 83 free volatile memory.
    info.extCardResource.octets = {0x81, 0x01, 0x00, 0x82, 0x04, 0x00, 0x0A, 0x00,
                                   0x00, 0x83, 0x04, 0x00, 0x00, 0x40, 0x00};
    info.uiccCapability = {rsp::UiccCapabilityBit::usimSupport, rsp::UiccCapabilityBit::isimSupport,
                           rsp::UiccCapabilityBit::akaMilenage, rsp::UiccCapabilityBit::akaTuak128,
                           rsp::UiccCapabilityBit::javacard,    rsp::UiccCapabilityBit::berTlvFileSupport};
    info.ts102241Version = rsp::Version{{9, 2, 0}};
    info.globalPlatformVersion = rsp::Version{{2, 3, 0}};
    info.rspCapability = {rsp::RspCapabilityBit::additionalProfile, rsp::RspCapabilityBit::crlSupport,
                          rsp::RspCapabilityBit::testProfileSupport};
    info.category = rsp::EuiccCategory::basicEuicc;
    info.ppVersion = {{1, 0, 0}};
    info.sasAccreditationNumber = "LAB-0000-0000";
    return info;
}

} // namespace wb::euicc
