// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/primitive.h"
#include "core/asn1/schema.h"

namespace wb::asn1 {

struct TypeInfo;

/// One field of a SEQUENCE, one alternative of a CHOICE, or the item of a list, without its C++ type.
struct FieldInfo {
    std::string_view name;
    Tag tag = 0; ///< 0: an untagged CHOICE
    bool optional = false;
    const TypeInfo *type = nullptr;
};

/// A schema without its C++ type, for whatever walks bytes at run time.
struct TypeInfo {
    enum class Shape { primitive, sequence, choice, list, opaque };

    std::string_view name; ///< of the specification, or of the ASN.1 type
    Shape shape = Shape::primitive;
    Tag tag = 0; ///< the type's own tag; 0 when it has none
    std::vector<FieldInfo> fields;
    std::string (*text)(ByteView content) = nullptr; ///< readable value of a primitive
    std::span<const Named> named = {};               ///< named values of an INTEGER, or bits of a BIT STRING
    /// The content octets of what a person typed; none when it is no such value. Null: typed as hexadecimal.
    std::optional<Bytes> (*typed)(std::string_view text) = nullptr;
};

/// The description of a type, made once. Safe from several threads.
template <class V>
const TypeInfo &describe();

namespace detail {

template <Tag Each, class Item>
const TypeInfo &describeList()
{
    static const TypeInfo info{
        "SEQUENCE OF", TypeInfo::Shape::list, 0, {FieldInfo{{}, Each, true, &describe<Item>()}}, nullptr};
    return info;
}

template <class V>
struct Unwrapped {
    using Type = V;
};
template <class V>
struct Unwrapped<std::optional<V>> {
    using Type = V;
};

template <Tag T, class Owner, class Member>
FieldInfo describeField(const Field<T, Owner, Member> &field)
{
    return {field.name, T, IsOptional<Member>::value, &describe<typename Unwrapped<Member>::Type>()};
}

template <Tag T, Tag Each, class Owner, class Member>
FieldInfo describeField(const ListField<T, Each, Owner, Member> &field)
{
    using Items = typename Unwrapped<Member>::Type;
    return {field.name, T, IsOptional<Member>::value, &describeList<Each, typename Items::value_type>()};
}

template <class V, std::size_t... I>
std::vector<FieldInfo> describeFields(std::index_sequence<I...>)
{
    return {describeField(std::get<I>(V::schema.fields))...};
}

template <class V, std::size_t... I>
std::vector<FieldInfo> describeAlternatives(std::index_sequence<I...>)
{
    using Alternatives = std::remove_cvref_t<decltype(V::schema.alternatives)>;
    using Variant = std::remove_cvref_t<decltype(std::declval<V>().*V::schema.member)>;
    return {FieldInfo{std::get<I>(V::schema.alternatives).name, std::tuple_element_t<I, Alternatives>::tag, false,
                      &describe<std::variant_alternative_t<I, Variant>>()}...};
}

template <class V>
struct Describe {
    static TypeInfo make()
    {
        if constexpr (SequenceType<V>) {
            using Fields = std::remove_cvref_t<decltype(V::schema.fields)>;
            return {V::schema.name, TypeInfo::Shape::sequence, V::schema.tag,
                    describeFields<V>(std::make_index_sequence<std::tuple_size_v<Fields>>()), nullptr};
        } else if constexpr (ChoiceType<V>) {
            using Alternatives = std::remove_cvref_t<decltype(V::schema.alternatives)>;
            return {V::schema.name, TypeInfo::Shape::choice, V::schema.tag,
                    describeAlternatives<V>(std::make_index_sequence<std::tuple_size_v<Alternatives>>()), nullptr};
        } else if constexpr (std::same_as<V, Opaque>) {
            return {"SEQUENCE", TypeInfo::Shape::opaque, 0, {}, nullptr};
        } else {
            TypeInfo info{Primitive<V>::name, TypeInfo::Shape::primitive, 0, {}, &Primitive<V>::text};
            if constexpr (requires { Primitive<V>::named(); })
                info.named = Primitive<V>::named();
            if constexpr (requires(std::string_view text) { Primitive<V>::typed(text); })
                info.typed = &Primitive<V>::typed;
            return info;
        }
    }
    static const TypeInfo &get()
    {
        static const TypeInfo info = make();
        return info;
    }
};

template <class V>
struct Describe<Received<V>> : Describe<V> {
};

template <Tag Each, class Item>
struct Describe<ListOf<Each, Item>> {
    static const TypeInfo &get() { return describeList<Each, Item>(); }
};

} // namespace detail

template <class V>
const TypeInfo &describe()
{
    return detail::Describe<V>::get();
}

} // namespace wb::asn1
