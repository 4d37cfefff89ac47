// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <optional>
#include <string>

namespace wb::card {

/// Logical channels of a card are numbered 0 (the basic channel) to 19 (ETSI TS 102 221 section 10.1.1).
inline constexpr int maxChannel = 19;

/// The two families of class bytes an eUICC is spoken to with.
enum class ClassKind {
    interindustry, ///< SELECT, MANAGE CHANNEL, GET RESPONSE: 00-03, and 40-4F for channels 4-19
    proprietary,   ///< STORE DATA, TERMINAL CAPABILITY: 80-83, and C0-CF for channels 4-19
};

/// Instruction bytes by their names (ISO/IEC 7816-4, ETSI TS 102 221 section 10.1.2, GlobalPlatform section 11).
namespace instruction {
inline constexpr std::uint8_t fetch = 0x12;
inline constexpr std::uint8_t terminalResponse = 0x14;
inline constexpr std::uint8_t manageChannel = 0x70;
inline constexpr std::uint8_t select = 0xA4;
inline constexpr std::uint8_t terminalCapability = 0xAA;
inline constexpr std::uint8_t getResponse = 0xC0;
inline constexpr std::uint8_t storeData = 0xE2;
} // namespace instruction

/// What a class byte says.
struct ClassInfo {
    ClassKind kind = ClassKind::interindustry;
    int channel = 0;
    bool chaining = false;        ///< ISO command chaining, bit 5
    bool secureMessaging = false; ///< any secure messaging bit
};

/// The class byte without chaining and secure messaging. `channel` 0 to maxChannel.
std::uint8_t classByte(ClassKind kind, int channel);

/// What the class byte says; none for classes that are neither family (A0 of GSM 11.11, FF).
std::optional<ClassInfo> classOf(std::uint8_t cla);

/// A command APDU, ISO 7816-4 section 5.1: cases 1 (no data, no Le), 2 (Le), 3 (data), 4 (both).
struct CommandApdu {
    std::uint8_t cla = 0;
    std::uint8_t ins = 0;
    std::uint8_t p1 = 0;
    std::uint8_t p2 = 0;
    Bytes data;                 ///< Lc is its size; no Lc field when empty
    std::optional<unsigned> le; ///< response octets allowed, 1 to 65536 (00 on the wire is 256, extended 0000 is 65536)
    bool extended = false;      ///< three-octet length fields although short ones would do

    /// The octets on the wire. Extended when `extended` is set, or when data or Le do not fit the short form.
    Bytes encode() const;

    /// Reads short and extended APDUs. Error: malformed when the lengths do not add up, with the offset of the length field.
    static Result<CommandApdu> decode(ByteView bytes);

    bool operator==(const CommandApdu &) const = default;
};

/// A response APDU: data and the two status octets.
struct ResponseApdu {
    Bytes data;
    std::uint16_t sw = 0;

    Bytes encode() const;

    /// Error: malformed when there are fewer than two octets.
    static Result<ResponseApdu> decode(ByteView bytes);

    bool operator==(const ResponseApdu &) const = default;
};

/// 9000, or 91xx: done, and a proactive command waits to be fetched (protocol: both are success).
constexpr bool isSuccess(std::uint16_t sw)
{
    return sw == 0x9000 || (sw & 0xFF00) == 0x9100;
}

/// 91xx: a proactive command of that many octets waits for FETCH, 00 meaning 256.
constexpr std::optional<unsigned> waitingProactive(std::uint16_t sw)
{
    if ((sw & 0xFF00) != 0x9100)
        return std::nullopt;
    return (sw & 0xFF) == 0 ? 256U : sw & 0xFFU;
}

/// 61xx: that many octets wait for GET RESPONSE, 00 meaning 256 or more.
constexpr std::optional<unsigned> waitingOctets(std::uint16_t sw)
{
    if ((sw & 0xFF00) != 0x6100)
        return std::nullopt;
    return (sw & 0xFF) == 0 ? 256U : sw & 0xFFU;
}

/// 6Cxx: the command was not done, it wants this Le, 00 meaning 256.
constexpr std::optional<unsigned> wantedLe(std::uint16_t sw)
{
    if ((sw & 0xFF00) != 0x6C00)
        return std::nullopt;
    return (sw & 0xFF) == 0 ? 256U : sw & 0xFFU;
}

/// "9000", "6A82".
std::string statusText(std::uint16_t sw);

/// What the command is, for people: "SELECT ISD-R", "STORE DATA block 2, last", "MANAGE CHANNEL open".
std::string describe(const CommandApdu &command);

} // namespace wb::card
