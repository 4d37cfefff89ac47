// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <compare>
#include <optional>
#include <string>

namespace wb::rsp {

/// Decimal digits coded two an octet with the nibbles swapped, an F filling the last nibble when the count is odd, as
/// ICCID, TAC and IMEI are on the card.
Bytes toSwappedBcd(std::string_view digits);

/// The same, filled up with F to a fixed number of octets.
Bytes toSwappedBcd(std::string_view digits, std::size_t octets);

/// The digits; none when a nibble is not a digit or filler stands anywhere but at the end.
std::optional<std::string> fromSwappedBcd(ByteView octets);

/// The check digit (ISO/IEC 7812-1 annex B, Luhn) that belongs behind these digits.
char luhnDigit(std::string_view digits);

/// The number of a profile: 19 or 20 digits in 10 octets (SGP.22 Annex H: tag 5A). Fewer are accepted from a card and
/// written back as they were.
struct Iccid {
    std::string digits;

    static constexpr std::string_view asn1Name = "Iccid";
    static std::optional<Iccid> fromContent(ByteView content);
    static std::optional<Iccid> fromText(std::string_view text);
    Bytes content() const { return toSwappedBcd(digits, 10); }
    static std::string contentText(ByteView content);

    auto operator<=>(const Iccid &) const = default;
};

/// The Type Allocation Code of a device: 8 digits in 4 octets.
struct Tac {
    std::string digits;

    static constexpr std::string_view asn1Name = "TAC";
    static std::optional<Tac> fromContent(ByteView content);
    static std::optional<Tac> fromText(std::string_view text);
    Bytes content() const { return toSwappedBcd(digits, 4); }
    static std::string contentText(ByteView content);

    auto operator<=>(const Tac &) const = default;
};

/// The identity of a device: 15 or 16 digits in 8 octets.
struct Imei {
    std::string digits;

    static constexpr std::string_view asn1Name = "IMEI";
    static std::optional<Imei> fromContent(ByteView content);
    /// 15 digits with a Luhn check digit that holds, or 16 digits (IMEISV).
    static std::optional<Imei> fromText(std::string_view text);
    Bytes content() const { return toSwappedBcd(digits, 8); }
    static std::string contentText(ByteView content);

    auto operator<=>(const Imei &) const = default;
};

} // namespace wb::rsp
