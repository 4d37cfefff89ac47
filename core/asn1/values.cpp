// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/values.h"

#include "core/base/hex.h"

#include <algorithm>
#include <charconv>

namespace wb::asn1 {

namespace {

constexpr std::size_t longestHex = 64; ///< octets shown of a long OCTET STRING; the hex view has the rest

/// Length of the UTF-8 sequence a first octet announces, 0 for an octet that cannot start one.
std::size_t sequenceLength(std::uint8_t first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    if (first >= 0xF0 && first <= 0xF4)
        return 4;
    return 0;
}

/// Second octets that would make an overlong form, a surrogate or a value above U+10FFFF.
bool isForbiddenPair(std::uint8_t first, std::uint8_t second)
{
    return (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) || (first == 0xF0 && second < 0x90)
           || (first == 0xF4 && second > 0x8F);
}

void appendEscaped(std::string &text, std::uint8_t octet)
{
    text += "\\x";
    text += toHex({&octet, 1});
}

} // namespace

std::string_view nameIn(std::span<const Named> table, std::int64_t number)
{
    for (const Named &entry : table) {
        if (entry.number == number)
            return entry.name;
    }
    return {};
}

std::string hexText(ByteView content)
{
    if (content.size() <= longestHex)
        return toHex(content);
    return toHex(content.first(longestHex)) + "... (" + std::to_string(content.size()) + " octets)";
}

std::string integerText(ByteView content)
{
    const auto value = integerValue(content);
    return value ? std::to_string(*value) : hexText(content);
}

std::string booleanText(ByteView content)
{
    if (content.size() != 1)
        return hexText(content);
    return content[0] != 0 ? "true" : "false";
}

std::string utf8Text(ByteView content)
{
    if (!isUtf8(content))
        return hexText(content) + " (not UTF-8)";
    std::string text = "\"";
    for (std::size_t i = 0; i < content.size(); ++i) {
        const std::uint8_t octet = content[i];
        if (octet == '"' || octet == '\\') {
            text += '\\';
            text += static_cast<char>(octet);
        } else if (octet < 0x20 || octet == 0x7F) {
            appendEscaped(text, octet);
        } else if (octet == 0xC2 && content[i + 1] < 0xA0) { // U+0080 to U+009F, the other control characters
            appendEscaped(text, content[++i]);
        } else {
            text += static_cast<char>(octet);
        }
    }
    return text + "\"";
}

std::string namedIntegerText(ByteView content, std::span<const Named> table)
{
    const auto value = integerValue(content);
    if (!value)
        return hexText(content);
    const std::string_view name = nameIn(table, *value);
    return std::to_string(*value) + (name.empty() ? std::string(" (unknown)") : " " + std::string(name));
}

std::string namedBitsText(ByteView content, std::span<const Named> table)
{
    if (content.empty() || content[0] > 7 || (content.size() == 1 && content[0] != 0))
        return hexText(content) + " (not a BIT STRING)";
    std::string text;
    for (std::size_t bit = 0; bit + content[0] < (content.size() - 1) * 8; ++bit) {
        if ((content[1 + bit / 8] & (0x80 >> bit % 8)) == 0)
            continue;
        const std::string_view name = nameIn(table, static_cast<std::int64_t>(bit));
        text += (text.empty() ? "" : ", ") + (name.empty() ? "bit " + std::to_string(bit) : std::string(name));
    }
    return text.empty() ? "none" : text;
}

std::string objectIdText(ByteView content)
{
    return oidText(content).value_or(hexText(content) + " (not an object identifier)");
}

namespace {

std::optional<std::int64_t> typedNumber(std::string_view text, std::span<const Named> table)
{
    for (const Named &entry : table) {
        if (text == entry.name)
            return entry.number;
    }
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size() || number < 0)
        return {};
    return number;
}

std::string_view withoutBlanks(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

constexpr std::int64_t highestBit = 1023; ///< of a BIT STRING that somebody types

} // namespace

std::optional<Bytes> typedInteger(std::string_view text, std::span<const Named> table)
{
    const auto number = typedNumber(withoutBlanks(text), table);
    return number ? std::optional<Bytes>(integerContent(*number)) : std::nullopt;
}

std::optional<Bytes> typedBits(std::string_view text, std::span<const Named> table)
{
    Bytes content{0};
    for (std::string_view rest = withoutBlanks(text); !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const auto bit = typedNumber(withoutBlanks(rest.substr(0, comma)), table);
        if (!bit || *bit > highestBit)
            return {};
        const auto index = static_cast<std::size_t>(*bit);
        if (content.size() < index / 8 + 2)
            content.resize(index / 8 + 2);
        content[index / 8 + 1] = static_cast<std::uint8_t>(content[index / 8 + 1] | 0x80 >> index % 8);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    while (content.size() > 1 && content[0] < 7 && (content.back() & 1 << content[0]) == 0)
        ++content[0];
    return content;
}

bool isUtf8(ByteView content)
{
    for (std::size_t i = 0; i < content.size();) {
        const std::size_t length = sequenceLength(content[i]);
        if (length == 0 || content.size() - i < length)
            return false;
        if (length > 1 && isForbiddenPair(content[i], content[i + 1]))
            return false;
        for (std::size_t n = 1; n < length; ++n) {
            if ((content[i + n] & 0xC0) != 0x80)
                return false;
        }
        i += length;
    }
    return true;
}

} // namespace wb::asn1
