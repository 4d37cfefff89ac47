// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/values.h"

#include <concepts>
#include <type_traits>

namespace wb::asn1 {

/// How a C++ value stands in the content octets of a primitive TLV:
/// `name` (type name in the tree), `content(value)`, `parse(octets, value)` (false when the octets are not such a value),
/// `text(octets)` (readable form; takes any octets).
template <class T>
struct Primitive;

/// A domain type that knows its own content octets: T::asn1Name, T::fromContent(ByteView) -> optional<T>, content(), T::contentText(ByteView).
template <class T>
concept ContentValue = requires(const T &value, ByteView octets)
{
    {
        T::asn1Name
        } -> std::convertible_to<std::string_view>;
    {
        T::fromContent(octets)
        } -> std::same_as<std::optional<T>>;
    {
        value.content()
        } -> std::same_as<Bytes>;
    {
        T::contentText(octets)
        } -> std::same_as<std::string>;
};

template <ContentValue T>
struct Primitive<T> {
    static constexpr std::string_view name = T::asn1Name;
    static Bytes content(const T &value) { return value.content(); }
    static bool parse(ByteView octets, T &value)
    {
        auto parsed = T::fromContent(octets);
        if (parsed)
            value = std::move(*parsed);
        return parsed.has_value();
    }
    static std::string text(ByteView octets) { return T::contentText(octets); }
    static std::optional<Bytes> typed(std::string_view text) requires requires { T::fromText(text); }
    {
        const auto value = T::fromText(text);
        return value ? std::optional<Bytes>(value->content()) : std::nullopt;
    }
};

template <>
struct Primitive<Bytes> {
    static constexpr std::string_view name = "OCTET STRING";
    static Bytes content(const Bytes &value) { return value; }
    static bool parse(ByteView octets, Bytes &value)
    {
        value = copyOf(octets);
        return true;
    }
    static std::string text(ByteView octets) { return hexText(octets); }
};

template <std::size_t N>
struct Primitive<std::array<std::uint8_t, N>> {
    static constexpr std::string_view name = "OCTET STRING";
    static Bytes content(const std::array<std::uint8_t, N> &value) { return {value.begin(), value.end()}; }
    static bool parse(ByteView octets, std::array<std::uint8_t, N> &value)
    {
        if (octets.size() != N)
            return false;
        std::copy(octets.begin(), octets.end(), value.begin());
        return true;
    }
    static std::string text(ByteView octets) { return hexText(octets); }
};

template <>
struct Primitive<std::string> {
    static constexpr std::string_view name = "UTF8String";
    static Bytes content(const std::string &value) { return copyOf(viewOf(value)); }
    static bool parse(ByteView octets, std::string &value)
    {
        if (!isUtf8(octets))
            return false;
        value = std::string(textOf(octets));
        return true;
    }
    static std::string text(ByteView octets) { return utf8Text(octets); }
    static std::optional<Bytes> typed(std::string_view text) { return copyOf(viewOf(text)); }
};

template <>
struct Primitive<bool> {
    static constexpr std::string_view name = "BOOLEAN";
    static Bytes content(bool value) { return {static_cast<std::uint8_t>(value ? 0xFF : 0x00)}; }
    static bool parse(ByteView octets, bool &value)
    {
        value = !octets.empty() && octets[0] != 0;
        return octets.size() == 1;
    }
    static std::string text(ByteView octets) { return booleanText(octets); }
    static std::optional<Bytes> typed(std::string_view text)
    {
        if (text != "true" && text != "false")
            return {};
        return content(text == "true");
    }
};

template <>
struct Primitive<std::int64_t> {
    static constexpr std::string_view name = "INTEGER";
    static Bytes content(std::int64_t value) { return integerContent(value); }
    static bool parse(ByteView octets, std::int64_t &value)
    {
        const auto number = integerValue(octets);
        value = number.value_or(0);
        return number.has_value();
    }
    static std::string text(ByteView octets) { return integerText(octets); }
    static std::optional<Bytes> typed(std::string_view text) { return typedInteger(text, {}); }
};

template <class E>
requires std::is_enum_v<E>
struct Primitive<E> {
    static constexpr std::string_view name = "INTEGER";
    static Bytes content(E value) { return integerContent(static_cast<std::int64_t>(value)); }
    static bool parse(ByteView octets, E &value)
    {
        const auto number = integerValue(octets);
        if (!number || *number < 0 || *number > 0x7FFF'FFFF)
            return false;
        value = static_cast<E>(*number); // a number without a name is kept: extensible enumerations
        return true;
    }
    static std::string text(ByteView octets) { return namedIntegerText(octets, NamesOf<E>::table); }
    static std::span<const Named> named() { return NamesOf<E>::table; }
    static std::optional<Bytes> typed(std::string_view text) { return typedInteger(text, NamesOf<E>::table); }
};

template <class E>
struct Primitive<Bits<E>> {
    static constexpr std::string_view name = "BIT STRING";
    static Bytes content(const Bits<E> &value)
    {
        Bytes octets{value.unused};
        append(octets, value.octets);
        return octets;
    }
    static bool parse(ByteView octets, Bits<E> &value)
    {
        if (octets.empty() || octets[0] > 7 || (octets.size() == 1 && octets[0] != 0))
            return false;
        value.unused = octets[0];
        value.octets = copyOf(octets.subspan(1));
        return true;
    }
    static std::string text(ByteView octets) { return namedBitsText(octets, NamesOf<E>::table); }
    static std::span<const Named> named() { return NamesOf<E>::table; }
    static std::optional<Bytes> typed(std::string_view text) { return typedBits(text, NamesOf<E>::table); }
};

template <>
struct Primitive<ObjectId> {
    static constexpr std::string_view name = "OBJECT IDENTIFIER";
    static Bytes content(const ObjectId &value) { return oidContent(value.dotted).value_or(Bytes{}); }
    static bool parse(ByteView octets, ObjectId &value)
    {
        auto text = oidText(octets);
        if (text)
            value.dotted = std::move(*text);
        return text.has_value();
    }
    static std::string text(ByteView octets) { return objectIdText(octets); }
    static std::optional<Bytes> typed(std::string_view text)
    {
        auto octets = oidContent(text);
        return octets ? std::optional<Bytes>(std::move(*octets)) : std::nullopt;
    }
};

} // namespace wb::asn1
