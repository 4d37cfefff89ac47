// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/decode.h"
#include "core/asn1/describe.h"
#include "core/asn1/encode.h"
#include "core/base/hex.h"

namespace wb::testing {

/// A data object that belongs to nobody and has every shape a schema can have.
enum class Fruit { apple, pear, plum = 7 };
enum class Flag { first, second, third };

struct Basket {
    Fruit fruit{};
    std::optional<std::int64_t> count;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>("Basket", asn1::field<0x80>("fruit", &Basket::fruit),
                                                        asn1::field<0x81>("count", &Basket::count));
    bool operator==(const Basket &) const = default;
};

/// No `extras`: what it does not know is lost.
struct Note {
    std::string text;

    static constexpr auto schema = asn1::sequence<0x31>("Note", asn1::field<0x0C>("text", &Note::text));
    bool operator==(const Note &) const = default;
};

/// A CHOICE without a tag of its own.
struct Either {
    std::variant<Basket, std::string> value;

    static constexpr auto schema = asn1::choice<0>("Either", &Either::value, asn1::alternative<0xA5>("basket"),
                                                   asn1::alternative<0x86>("word"));
    bool operator==(const Either &) const = default;
};

/// A CHOICE with a tag of its own, one alternative of which is a CHOICE without.
struct Tagged {
    std::variant<std::int64_t, Either> value;

    static constexpr auto schema = asn1::choice<0xBF01>("Tagged", &Tagged::value, asn1::alternative<0x82>("number"),
                                                        asn1::alternative<0>("either"));
    bool operator==(const Tagged &) const = default;
};

struct Sample {
    std::array<std::uint8_t, 2> id{};
    asn1::Received<Basket> sealed; ///< 30, the first one
    Bytes signature;
    asn1::Opaque certificate;    ///< 30, the second one
    std::optional<Basket> spare; ///< A1
    std::vector<std::string> words;
    std::optional<std::vector<Either>> choices;
    asn1::ListOf<0x02, std::int64_t> numbers;
    std::optional<asn1::Bits<Flag>> flags;
    std::optional<asn1::ObjectId> owner;
    std::optional<bool> done;
    std::optional<Tagged> tagged;
    Either last;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF7A>(
        "Sample", asn1::field<0x80>("id", &Sample::id), asn1::field<0x30>("sealed", &Sample::sealed),
        asn1::field<0x5F37>("signature", &Sample::signature), asn1::field<0x30>("certificate", &Sample::certificate),
        asn1::field<0xA1>("spare", &Sample::spare), asn1::list<0xA2, 0x0C>("words", &Sample::words),
        asn1::list<0xA3, 0>("choices", &Sample::choices), asn1::field<0xA4>("numbers", &Sample::numbers),
        asn1::field<0x88>("flags", &Sample::flags), asn1::field<0x89>("owner", &Sample::owner),
        asn1::field<0x8A>("done", &Sample::done), asn1::field<0xAB>("tagged", &Sample::tagged),
        asn1::field<0>("last", &Sample::last));
    bool operator==(const Sample &) const = default;
};

/// A Sample of these fields, as hexadecimal.
inline std::string sampleOf(const std::string &fields)
{
    return toHex(asn1::tlv(0xBF7A, fromHex(fields).value()));
}

/// The fields of the smallest Sample: id, sealed, signature, certificate; words, numbers, last.
inline const std::string smallestHead = "80020102 3003800107 5F370155 30020500";
inline const std::string smallestFields = smallestHead + "A200 A400 8600";

} // namespace wb::testing

template <>
struct wb::asn1::NamesOf<wb::testing::Fruit> {
    static constexpr Named table[] = {{0, "apple"}, {1, "pear"}, {7, "plum"}};
};

template <>
struct wb::asn1::NamesOf<wb::testing::Flag> {
    static constexpr Named table[] = {{0, "first"}, {1, "second"}, {2, "third"}};
};
