// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/primitive.h"
#include "core/asn1/schema.h"

namespace wb::asn1 {

template <Tag T, class V>
void put(Writer &writer, const V &value);

namespace detail {

template <Tag Each, class Item>
void putItems(Writer &writer, const std::vector<Item> &items)
{
    for (const Item &item : items)
        put<Each>(writer, item);
}

template <Tag T, class Owner, class Member>
void putField(Writer &writer, const Owner &owner, const Field<T, Owner, Member> &field)
{
    put<T>(writer, owner.*field.member);
}

template <Tag T, Tag Each, class Owner, class Member>
void putField(Writer &writer, const Owner &owner, const ListField<T, Each, Owner, Member> &field)
{
    const Member &items = owner.*field.member;
    if constexpr (IsOptional<Member>::value) {
        if (items)
            writer.constructed(T, [&] { putItems<Each>(writer, *items); });
    } else {
        writer.constructed(T, [&] { putItems<Each>(writer, items); });
    }
}

template <class V, std::size_t... I>
void putFields(Writer &writer, const V &value, std::index_sequence<I...>)
{
    (putField(writer, value, std::get<I>(V::schema.fields)), ...);
}

template <class V, std::size_t I, class Variant>
bool putIfAlternative(Writer &writer, const Variant &variant)
{
    if (variant.index() != I)
        return false;
    using Alternatives = std::remove_cvref_t<decltype(V::schema.alternatives)>;
    put<std::tuple_element_t<I, Alternatives>::tag>(writer, std::get<I>(variant));
    return true;
}

template <class V, std::size_t... I>
void putAlternative(Writer &writer, const V &value, std::index_sequence<I...>)
{
    const auto &variant = value.*V::schema.member;
    static_cast<void>((putIfAlternative<V, I>(writer, variant) || ...));
}

template <class V>
void putContent(Writer &writer, const V &value)
{
    if constexpr (SequenceType<V>) {
        putFields(writer, value,
                  std::make_index_sequence<std::tuple_size_v<std::remove_cvref_t<decltype(V::schema.fields)>>>());
        if constexpr (requires { value.extras; })
            writer.raw(value.extras);
    } else {
        putAlternative(
            writer, value,
            std::make_index_sequence<std::tuple_size_v<std::remove_cvref_t<decltype(V::schema.alternatives)>>>());
    }
}

} // namespace detail

/// Writes a value under the tag T; T = 0 writes an untagged CHOICE.
template <Tag T, class V>
void put(Writer &writer, const V &value)
{
    if constexpr (IsOptional<V>::value) {
        if (value)
            put<T>(writer, *value);
    } else if constexpr (IsReceived<V>::value) {
        writer.raw(value.bytes);
    } else if constexpr (std::same_as<V, Opaque>) {
        writer.raw(value.whole);
    } else if constexpr (HasSchema<V>) {
        if constexpr (T == 0)
            detail::putContent(writer, value);
        else
            writer.constructed(T, [&] { detail::putContent(writer, value); });
    } else if constexpr (ListTraits<V>::value) {
        writer.constructed(T, [&] { detail::putItems<ListTraits<V>::each>(writer, value.items); });
    } else {
        writer.primitive(T, Primitive<V>::content(value));
    }
}

/// The DER encoding of a data object under its own tag.
template <HasSchema V>
Bytes encode(const V &value)
{
    Writer writer;
    put<V::schema.tag>(writer, value);
    return writer.take();
}

/// A value of our own with the bytes that will be signed and sent.
template <HasSchema V>
Received<V> seal(V value)
{
    Bytes bytes = encode(value);
    return {std::move(bytes), std::move(value)};
}

} // namespace wb::asn1
