// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/rsp/instruction_names.h"
#include "smartcard/card/apdu.h"
#include "smartcard/card/known_aids.h"

#include <cstdio>

namespace wb::card {

namespace {

std::string describeSelect(const CommandApdu &command)
{
    if (command.p1 == 0x04) {
        const std::string_view name = nameOfAid(command.data);
        return "SELECT " + (name.empty() ? "AID " + toHex(command.data) : std::string(name));
    }
    if (command.data == Bytes{0x3F, 0x00} || (command.p1 == 0 && command.data.empty()))
        return "SELECT MF";
    if (command.data == Bytes{0x2F, 0x00})
        return "SELECT EF.DIR";
    return "SELECT file " + toHex(command.data);
}

std::string describeManageChannel(const CommandApdu &command)
{
    if (command.p1 == 0x80)
        return "MANAGE CHANNEL close " + std::to_string(command.p2);
    return command.p2 == 0 ? "MANAGE CHANNEL open" : "MANAGE CHANNEL open " + std::to_string(command.p2);
}

} // namespace

std::string describe(const CommandApdu &command)
{
    const std::optional<ClassInfo> info = classOf(command.cla);
    if (info && info->kind == ClassKind::proprietary && command.ins == 0xE2)
        return "STORE DATA block " + std::to_string(command.p2) + ((command.p1 & 0x80) != 0 ? ", last" : "");
    if (command.ins == 0xA4)
        return describeSelect(command);
    if (command.ins == 0x70)
        return describeManageChannel(command);
    if (const std::string_view name = rsp::instructionName(command.ins); !name.empty())
        return std::string(name);
    char text[32];
    std::snprintf(text, sizeof text, "CLA %02X INS %02X", command.cla, command.ins);
    return text;
}

} // namespace wb::card
