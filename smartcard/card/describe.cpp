// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "smartcard/card/apdu.h"
#include "smartcard/card/known_aids.h"

#include <array>
#include <cstdio>

namespace wb::card {

namespace {

struct Instruction {
    std::uint8_t ins;
    const char *name;
};

/// Commands that need no parameters to be understood, ETSI TS 102 221 section 10.1.2 and GlobalPlatform section 11.
constexpr std::array<Instruction, 22> instructions{{
    {0x10, "TERMINAL PROFILE"},
    {0x12, "FETCH"},
    {0x14, "TERMINAL RESPONSE"},
    {0x20, "VERIFY PIN"},
    {0x50, "INITIALIZE UPDATE"},
    {0x73, "MANAGE SECURE CHANNEL"},
    {0x75, "TRANSACT DATA"},
    {0x82, "EXTERNAL AUTHENTICATE"},
    {0x84, "GET CHALLENGE"},
    {0x88, "AUTHENTICATE"},
    {0xA2, "SEARCH RECORD"},
    {0xAA, "TERMINAL CAPABILITY"},
    {0xB0, "READ BINARY"},
    {0xB2, "READ RECORD"},
    {0xC0, "GET RESPONSE"},
    {0xC2, "ENVELOPE"},
    {0xCA, "GET DATA"},
    {0xCB, "RETRIEVE DATA"},
    {0xD6, "UPDATE BINARY"},
    {0xDC, "UPDATE RECORD"},
    {0xE4, "DELETE"},
    {0xF2, "STATUS"},
}};

std::string describeSelect(const CommandApdu &command)
{
    if (command.p1 == 0x04) {
        const std::string_view name = nameOfAid(command.data);
        return "SELECT " + (name.empty() ? "AID " + toHex(command.data) : std::string(name));
    }
    if (command.data == Bytes{0x3F, 0x00} || (command.p1 == 0 && command.data.empty()))
        return "SELECT MF";
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
    for (const Instruction &instruction : instructions) {
        if (instruction.ins == command.ins)
            return instruction.name;
    }
    char text[32];
    std::snprintf(text, sizeof text, "CLA %02X INS %02X", command.cla, command.ins);
    return text;
}

} // namespace wb::card
