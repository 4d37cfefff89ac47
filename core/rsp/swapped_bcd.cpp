// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/swapped_bcd.h"

#include "core/base/hex.h"

#include <algorithm>

namespace wb::rsp {

namespace {

bool allDigits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool luhnHolds(std::string_view digits)
{
    return !digits.empty() && luhnDigit(digits.substr(0, digits.size() - 1)) == digits.back();
}

std::string swappedText(ByteView content)
{
    return fromSwappedBcd(content).value_or(toHex(content) + " (not decimal digits)");
}

} // namespace

char luhnDigit(std::string_view digits)
{
    int sum = 0;
    bool doubled = true;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
        const int value = (*digit - '0') * (doubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

Bytes toSwappedBcd(std::string_view digits)
{
    Bytes octets;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const int low = digits[i] - '0';
        const int high = i + 1 < digits.size() ? digits[i + 1] - '0' : 0x0F;
        octets.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return octets;
}

Bytes toSwappedBcd(std::string_view digits, std::size_t octets)
{
    Bytes content = toSwappedBcd(digits);
    content.resize(octets, 0xFF);
    return content;
}

std::optional<std::string> fromSwappedBcd(ByteView octets)
{
    std::string digits;
    bool filled = false;
    for (const std::uint8_t octet : octets) {
        for (const int nibble : {octet & 0x0F, octet >> 4}) {
            if (nibble == 0x0F) {
                filled = true;
            } else if (filled || nibble > 9) {
                return {};
            } else {
                digits += static_cast<char>('0' + nibble);
            }
        }
    }
    return digits;
}

std::optional<Iccid> Iccid::fromContent(ByteView content)
{
    auto digits = fromSwappedBcd(content);
    if (content.size() != 10 || !digits)
        return {};
    return Iccid{std::move(*digits)};
}

std::optional<Iccid> Iccid::fromText(std::string_view text)
{
    if ((text.size() != 19 && text.size() != 20) || !allDigits(text))
        return {};
    return Iccid{std::string(text)};
}

std::string Iccid::contentText(ByteView content)
{
    return swappedText(content);
}

std::optional<Tac> Tac::fromContent(ByteView content)
{
    auto digits = fromSwappedBcd(content);
    if (content.size() != 4 || !digits)
        return {};
    return Tac{std::move(*digits)};
}

std::optional<Tac> Tac::fromText(std::string_view text)
{
    if (text.size() != 8 || !allDigits(text))
        return {};
    return Tac{std::string(text)};
}

std::string Tac::contentText(ByteView content)
{
    return swappedText(content);
}

std::optional<Imei> Imei::fromContent(ByteView content)
{
    auto digits = fromSwappedBcd(content);
    if (content.size() != 8 || !digits)
        return {};
    return Imei{std::move(*digits)};
}

std::optional<Imei> Imei::fromText(std::string_view text)
{
    if (!allDigits(text) || (text.size() != 16 && (text.size() != 15 || !luhnHolds(text))))
        return {};
    return Imei{std::string(text)};
}

std::string Imei::contentText(ByteView content)
{
    return swappedText(content);
}

} // namespace wb::rsp
