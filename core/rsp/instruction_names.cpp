// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/instruction_names.h"

namespace wb::rsp {

namespace {

struct Instruction {
    std::uint8_t ins;
    std::string_view name;
};

constexpr Instruction instructions[] = {
    {0x10, "TERMINAL PROFILE"},
    {0x12, "FETCH"},
    {0x14, "TERMINAL RESPONSE"},
    {0x20, "VERIFY PIN"},
    {0x50, "INITIALIZE UPDATE"},
    {0x70, "MANAGE CHANNEL"},
    {0x73, "MANAGE SECURE CHANNEL"},
    {0x75, "TRANSACT DATA"},
    {0x76, "SUSPEND UICC"},
    {0x82, "EXTERNAL AUTHENTICATE"},
    {0x84, "GET CHALLENGE"},
    {0x88, "AUTHENTICATE"},
    {0xA2, "SEARCH RECORD"},
    {0xA4, "SELECT"},
    {0xAA, "TERMINAL CAPABILITY"},
    {0xB0, "READ BINARY"},
    {0xB2, "READ RECORD"},
    {0xC0, "GET RESPONSE"},
    {0xC2, "ENVELOPE"},
    {0xCA, "GET DATA"},
    {0xCB, "RETRIEVE DATA"},
    {0xD6, "UPDATE BINARY"},
    {0xDC, "UPDATE RECORD"},
    {0xE2, "STORE DATA"},
    {0xE4, "DELETE"},
    {0xF2, "STATUS"},
};

} // namespace

std::string_view instructionName(std::uint8_t ins)
{
    for (const Instruction &instruction : instructions) {
        if (instruction.ins == ins)
            return instruction.name;
    }
    return {};
}

} // namespace wb::rsp
