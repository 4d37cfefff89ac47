// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

/// Declared schemas: a data object names its fields and tags once, and encoding, decoding and the annotated tree come
/// from that one declaration.
///
///     struct EuiccInfo1 {
///         Version svn;
///         std::vector<KeyId> verificationKeyIds;
///         Bytes extras;                             // unknown fields, kept and written back at the end
///
///         static constexpr auto schema = asn1::sequence<0xBF20>("EUICCInfo1",
///             asn1::field<0x82>("svn", &EuiccInfo1::svn),
///             asn1::list<0xA9, 0x04>("euiccCiPKIdListForVerification", &EuiccInfo1::verificationKeyIds));
///     };
///
/// std::optional makes a field optional. A field's tag replaces the outer tag of its type; tag 0 stands for a field whose
/// type is an untagged CHOICE. Fields are positional: tag 30 may occur several times.

#include "core/asn1/values.h"

#include <tuple>
#include <variant>

namespace wb::asn1 {

template <Tag T, class Owner, class Member>
struct Field {
    const char *name;
    Member Owner::*member;
};

template <Tag T, Tag Each, class Owner, class Member>
struct ListField {
    const char *name;
    Member Owner::*member;
};

template <Tag T, class Owner, class Member>
constexpr Field<T, Owner, Member> field(const char *name, Member Owner::*member)
{
    return {name, member};
}

/// A SEQUENCE OF with tag T whose items carry the tag Each.
template <Tag T, Tag Each, class Owner, class Member>
constexpr ListField<T, Each, Owner, Member> list(const char *name, Member Owner::*member)
{
    return {name, member};
}

template <Tag T, class... Fields>
struct Sequence {
    static constexpr Tag tag = T;
    const char *name;
    std::tuple<Fields...> fields;
};

template <Tag T, class... Fields>
constexpr Sequence<T, Fields...> sequence(const char *name, Fields... fields)
{
    return {name, std::tuple<Fields...>(fields...)};
}

template <Tag T>
struct Alternative {
    static constexpr Tag tag = T;
    const char *name;
};

template <Tag T>
constexpr Alternative<T> alternative(const char *name)
{
    return {name};
}

/// A CHOICE over a std::variant member; alternatives stand in the order of the variant's types. Tag 0: no tag of its own.
template <Tag T, class Owner, class Variant, class... Alternatives>
struct Choice {
    static constexpr Tag tag = T;
    const char *name;
    Variant Owner::*member;
    std::tuple<Alternatives...> alternatives;
};

template <Tag T, class Owner, class Variant, class... Alternatives>
constexpr Choice<T, Owner, Variant, Alternatives...> choice(const char *name, Variant Owner::*member,
                                                            Alternatives... alternatives)
{
    static_assert(std::variant_size_v<Variant> == sizeof...(Alternatives));
    return {name, member, std::tuple<Alternatives...>(alternatives...)};
}

template <class T>
concept HasSchema = requires
{
    T::schema.name;
};

template <class T>
concept SequenceType = HasSchema<T> && requires
{
    T::schema.fields;
};

template <class T>
concept ChoiceType = HasSchema<T> && requires
{
    T::schema.alternatives;
};

template <class T>
struct IsOptional : std::false_type {
};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
};

template <class T>
struct IsReceived : std::false_type {
};
template <class T>
struct IsReceived<Received<T>> : std::true_type {
};

template <class T>
struct ListTraits : std::false_type {
};
template <Tag Each, class Item>
struct ListTraits<ListOf<Each, Item>> : std::true_type {
    static constexpr Tag each = Each;
    using Value = Item;
};

} // namespace wb::asn1
