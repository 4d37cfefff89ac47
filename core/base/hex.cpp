// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"

#include <array>

namespace wb {

namespace {

constexpr char hexDigits[] = "0123456789ABCDEF";
constexpr char base64Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

constexpr std::array<std::int8_t, 256> makeBase64Values()
{
    std::array<std::int8_t, 256> values{};
    for (auto &value : values)
        value = -1;
    for (std::int8_t i = 0; i < 64; ++i)
        values[static_cast<unsigned char>(base64Digits[i])] = i;
    return values;
}

constexpr auto base64Values = makeBase64Values();

Failure badText(std::string what, std::size_t offset)
{
    Error error = makeError(ErrorKind::malformed, Interface::none, {}, std::move(what));
    error.offset = offset;
    return fail(std::move(error));
}

} // namespace

std::string toHex(ByteView bytes)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += hexDigits[byte >> 4];
        text += hexDigits[byte & 0x0F];
    }
    return text;
}

std::string toSpacedHex(ByteView bytes)
{
    std::string text;
    text.reserve(bytes.size() * 3);
    for (const std::uint8_t byte : bytes) {
        if (!text.empty())
            text += ' ';
        text += hexDigits[byte >> 4];
        text += hexDigits[byte & 0x0F];
    }
    return text;
}

Result<Bytes> fromHex(std::string_view text)
{
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    int high = -1;
    std::size_t start = 0;
    while (start < text.size() && isBlank(text[start]))
        ++start;
    if (text.substr(start).starts_with("0x") || text.substr(start).starts_with("0X"))
        start += 2;
    for (std::size_t i = start; i < text.size(); ++i) {
        const char c = text[i];
        if (isBlank(c) || c == ':')
            continue;
        const int value = hexValue(c);
        if (value < 0)
            return badText("not a hexadecimal digit", i);
        if (high < 0) {
            high = value;
        } else {
            bytes.push_back(static_cast<std::uint8_t>(high << 4 | value));
            high = -1;
        }
    }
    if (high >= 0)
        return badText("an odd number of hexadecimal digits", text.size());
    return bytes;
}

std::string toBase64(ByteView bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3) {
        const unsigned group = static_cast<unsigned>(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]);
        for (int shift = 18; shift >= 0; shift -= 6)
            text += base64Digits[group >> shift & 63];
    }
    const std::size_t rest = bytes.size() - i;
    if (rest > 0) {
        const unsigned group = static_cast<unsigned>(bytes[i] << 16 | (rest == 2 ? bytes[i + 1] << 8 : 0));
        text += base64Digits[group >> 18 & 63];
        text += base64Digits[group >> 12 & 63];
        text += rest == 2 ? base64Digits[group >> 6 & 63] : '=';
        text += '=';
    }
    return text;
}

Result<Bytes> fromBase64(std::string_view text)
{
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3);
    unsigned group = 0;
    int digits = 0;
    int padding = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isBlank(c))
            continue;
        if (c == '=') {
            if (digits < 2 || ++padding > 4 - digits)
                return badText("base64 padding in the wrong place", i);
            continue;
        }
        const int value = base64Values[static_cast<unsigned char>(c)];
        if (value < 0)
            return badText("not a base64 character", i);
        if (padding > 0)
            return badText("base64 characters after the padding", i);
        group = group << 6 | static_cast<unsigned>(value);
        if (++digits == 4) {
            bytes.push_back(static_cast<std::uint8_t>(group >> 16));
            bytes.push_back(static_cast<std::uint8_t>(group >> 8));
            bytes.push_back(static_cast<std::uint8_t>(group));
            group = 0;
            digits = 0;
        }
    }
    if (digits == 1)
        return badText("base64 ends in the middle of a group", text.size());
    if (digits == 2)
        bytes.push_back(static_cast<std::uint8_t>(group >> 4));
    if (digits == 3) {
        bytes.push_back(static_cast<std::uint8_t>(group >> 10));
        bytes.push_back(static_cast<std::uint8_t>(group >> 2));
    }
    return bytes;
}

} // namespace wb
