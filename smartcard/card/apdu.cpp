// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/apdu.h"

#include <cstdio>

namespace wb::card {

namespace {

constexpr std::size_t headerSize = 4;
constexpr unsigned shortLeMax = 256;
constexpr unsigned extendedLeMax = 65536;

Failure malformedApdu(std::size_t offset, std::string reason)
{
    Error error = makeError(ErrorKind::malformed, Interface::apdu, "command APDU", std::move(reason));
    error.offset = offset;
    return fail(std::move(error));
}

unsigned twoOctets(ByteView bytes, std::size_t at)
{
    return static_cast<unsigned>(bytes[at]) << 8 | bytes[at + 1];
}

void putTwoOctets(Bytes &to, std::size_t number)
{
    to.push_back(static_cast<std::uint8_t>(number >> 8));
    to.push_back(static_cast<std::uint8_t>(number));
}

/// The part after the header when its first octet is 00 and more follows: extended length fields.
Result<CommandApdu> decodeExtendedBody(CommandApdu command, ByteView body)
{
    command.extended = true;
    if (body.size() < 3)
        return malformedApdu(headerSize, "Lc is 00 but more follows");
    const unsigned first = twoOctets(body, 1);
    if (body.size() == 3) {
        command.le = first == 0 ? extendedLeMax : first;
        return command;
    }
    if (first == 0)
        return malformedApdu(headerSize, "the extended Lc is 0");
    const std::size_t dataEnd = 3 + std::size_t(first);
    if (body.size() != dataEnd && body.size() != dataEnd + 2)
        return malformedApdu(headerSize, "the extended Lc does not match the octets that follow");
    command.data = copyOf(body.subspan(3, first));
    if (body.size() == dataEnd + 2) {
        const unsigned le = twoOctets(body, dataEnd);
        command.le = le == 0 ? extendedLeMax : le;
    }
    return command;
}

} // namespace

std::uint8_t classByte(ClassKind kind, int channel)
{
    const unsigned family = kind == ClassKind::proprietary ? 0x80U : 0x00U;
    const unsigned number = static_cast<unsigned>(channel);
    return static_cast<std::uint8_t>(number < 4 ? family | number : family | 0x40U | (number - 4));
}

std::optional<ClassInfo> classOf(std::uint8_t cla)
{
    ClassInfo info;
    info.chaining = (cla & 0x10) != 0;
    const bool further = (cla & 0x40) != 0;
    info.kind = (cla & 0x80) != 0 ? ClassKind::proprietary : ClassKind::interindustry;
    if (further) { // 01sc cccc of ISO 7816-4, and 11sc cccc as ETSI TS 102 221 uses it
        if (cla == 0xFF)
            return std::nullopt; // reserved for protocol selection
        info.secureMessaging = (cla & 0x20) != 0;
        info.channel = 4 + (cla & 0x0F);
        return info;
    }
    if ((cla & 0x20) != 0)
        return std::nullopt; // 2x, 3x reserved; A0 is the class of GSM 11.11
    info.secureMessaging = (cla & 0x0C) != 0;
    info.channel = cla & 0x03;
    return info;
}

Bytes CommandApdu::encode() const
{
    const bool longForm = extended || data.size() > 255 || le.value_or(0) > shortLeMax;
    Bytes bytes{cla, ins, p1, p2};
    bytes.reserve(headerSize + data.size() + 5);
    if (!data.empty()) {
        if (longForm) {
            bytes.push_back(0);
            putTwoOctets(bytes, data.size());
        } else {
            bytes.push_back(static_cast<std::uint8_t>(data.size()));
        }
        append(bytes, data);
    }
    if (le) {
        if (longForm && data.empty())
            bytes.push_back(0);
        if (longForm)
            putTwoOctets(bytes, *le); // 65536 becomes 0000
        else
            bytes.push_back(static_cast<std::uint8_t>(*le)); // 256 becomes 00
    }
    return bytes;
}

Result<CommandApdu> CommandApdu::decode(ByteView bytes)
{
    if (bytes.size() < headerSize)
        return malformedApdu(bytes.size(), "shorter than CLA INS P1 P2");
    CommandApdu command;
    command.cla = bytes[0];
    command.ins = bytes[1];
    command.p1 = bytes[2];
    command.p2 = bytes[3];

    const ByteView body = bytes.subspan(headerSize);
    if (body.empty())
        return command;
    if (body.size() == 1) {
        command.le = body[0] == 0 ? shortLeMax : body[0];
        return command;
    }
    if (body[0] == 0)
        return decodeExtendedBody(std::move(command), body);

    const std::size_t lc = body[0];
    if (body.size() != 1 + lc && body.size() != 2 + lc)
        return malformedApdu(headerSize, "Lc does not match the octets that follow");
    command.data = copyOf(body.subspan(1, lc));
    if (body.size() == 2 + lc)
        command.le = body.back() == 0 ? shortLeMax : body.back();
    return command;
}

Bytes ResponseApdu::encode() const
{
    Bytes bytes = data;
    putTwoOctets(bytes, sw);
    return bytes;
}

Result<ResponseApdu> ResponseApdu::decode(ByteView bytes)
{
    if (bytes.size() < 2)
        return fail(ErrorKind::malformed, Interface::apdu, "response APDU", "no status word");
    ResponseApdu response;
    response.data = copyOf(bytes.first(bytes.size() - 2));
    response.sw = static_cast<std::uint16_t>(twoOctets(bytes, bytes.size() - 2));
    return response;
}

std::string statusText(std::uint16_t sw)
{
    char text[8];
    std::snprintf(text, sizeof text, "%04X", sw);
    return text;
}

} // namespace wb::card
