// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/writer.h"

#include <array>
#include <optional>
#include <span>

namespace wb::asn1 {

/// A number with its name in the specification: a value of an INTEGER, or a bit of a BIT STRING.
struct Named {
    int number;
    const char *name;
};

/// The named values of an enumeration or of the bits of a BIT STRING. Specialised beside the enum:
/// `template <> struct NamesOf<ProfileState> { static constexpr Named table[] = {{0, "disabled"}, {1, "enabled"}}; };`
template <class E>
struct NamesOf;

/// The name of a number in a table, or an empty text.
std::string_view nameIn(std::span<const Named> table, std::int64_t number);

/// The specification's name of an enumeration value; empty for a number it does not know.
template <class E>
std::string_view nameOf(E value)
{
    return nameIn(NamesOf<E>::table, static_cast<std::int64_t>(value));
}

/// A BIT STRING with named bits; bit 0 is the most significant one of the first octet. Kept as received, so that a
/// non-minimal named bit list is written back unchanged.
template <class E>
struct Bits {
    Bytes octets;
    std::uint8_t unused = 0; ///< unused bits at the end, 0 to 7

    Bits() = default;
    Bits(std::initializer_list<E> bits)
    {
        for (const E bit : bits)
            set(bit);
    }

    bool has(E bit) const
    {
        const auto index = static_cast<std::size_t>(bit);
        return index + unused < octets.size() * 8 && (octets[index / 8] & (0x80 >> index % 8)) != 0;
    }

    /// Sets a bit and makes the list minimal again.
    void set(E bit)
    {
        const auto index = static_cast<std::size_t>(bit);
        if (!octets.empty())
            octets.back() = static_cast<std::uint8_t>(octets.back()
                                                      & 0xFF << unused); // what was beyond the end is no bit
        if (octets.size() <= index / 8)
            octets.resize(index / 8 + 1);
        octets[index / 8] = static_cast<std::uint8_t>(octets[index / 8] | 0x80 >> index % 8);
        while (octets.back() == 0)
            octets.pop_back();
        unused = 0;
        while (unused < 7 && (octets.back() & 1 << unused) == 0)
            ++unused;
    }

    bool operator==(const Bits &) const = default;
};

/// An OBJECT IDENTIFIER as dotted text.
struct ObjectId {
    std::string dotted;

    bool operator==(const ObjectId &) const = default;
};

/// A whole TLV that is carried without being looked into: a certificate, a CRL.
struct Opaque {
    Bytes whole;

    bool operator==(const Opaque &) const = default;
};

/// Something signed: the value, and the whole TLV exactly as it was received, over which the signature is verified.
/// Never encoded again.
template <class T>
struct Received {
    Bytes bytes;
    T value;

    bool operator==(const Received &) const = default;
};

/// A SEQUENCE OF whose items carry the tag Each (0: items are untagged CHOICEs), for places that are not a struct's field.
template <Tag Each, class Item>
struct ListOf {
    std::vector<Item> items;

    bool operator==(const ListOf &) const = default;
};

/// Readable values of content octets, for the annotated tree. Text stands in quotation marks, its control characters,
/// quotation marks and backslashes escaped: what a card sent must not steer a terminal.
std::string hexText(ByteView content);
std::string integerText(ByteView content);
std::string booleanText(ByteView content);
std::string utf8Text(ByteView content);
std::string namedIntegerText(ByteView content, std::span<const Named> table);
std::string namedBitsText(ByteView content, std::span<const Named> table);
std::string objectIdText(ByteView content);

/// The content octets of a number as a person types it: "300", or a name of the table.
std::optional<Bytes> typedInteger(std::string_view text, std::span<const Named> table);

/// The content octets of a BIT STRING as a person types it: names of the table or numbers of bits, with commas between
/// them; nothing for none.
std::optional<Bytes> typedBits(std::string_view text, std::span<const Named> table);

/// Whether the octets are well-formed UTF-8.
bool isUtf8(ByteView content);

} // namespace wb::asn1
