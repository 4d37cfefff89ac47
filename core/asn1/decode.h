// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/primitive.h"
#include "core/asn1/schema.h"

namespace wb::asn1 {

/// Where a decoding stands and how it failed. One object a decode() call.
class Decoding {
public:
    /// Notes the failure; the first one counts. Always false, so that `return decoding.fail(...)` reads well.
    bool fail(std::size_t offset, std::string reason);

    /// Notes what a reader found.
    bool fail(const Reader &reader);

    void enter(const char *name) { m_path.push_back(name); }
    void leave() { m_path.pop_back(); }

    Error takeError() { return std::move(*m_error); }

private:
    std::vector<const char *> m_path;
    std::optional<Error> m_error;
};

/// Whether a TLV with this tag can be the value of a field with tag T and type V.
template <Tag T, class V>
constexpr bool matches(Tag tag);

/// Decodes the content of an element, whose tag has been matched, into a value.
template <Tag T, class V>
bool take(Decoding &decoding, const Element &element, V &value);

namespace detail {

template <class V, std::size_t... I>
constexpr bool matchesAlternative(Tag tag, std::index_sequence<I...>)
{
    using Alternatives = std::remove_cvref_t<decltype(V::schema.alternatives)>;
    using Variant = std::remove_cvref_t<decltype(std::declval<V>().*V::schema.member)>;
    return (matches<std::tuple_element_t<I, Alternatives>::tag, std::variant_alternative_t<I, Variant>>(tag) || ...);
}

template <class V>
using AlternativeIndexes =
    std::make_index_sequence<std::tuple_size_v<std::remove_cvref_t<decltype(V::schema.alternatives)>>>;

template <class V>
using FieldIndexes = std::make_index_sequence<std::tuple_size_v<std::remove_cvref_t<decltype(V::schema.fields)>>>;

template <Tag T, class Owner, class Member>
constexpr bool fieldMatches(const Field<T, Owner, Member> &, Tag tag)
{
    return matches<T, Member>(tag);
}

template <Tag T, Tag Each, class Owner, class Member>
constexpr bool fieldMatches(const ListField<T, Each, Owner, Member> &, Tag tag)
{
    return tag == T;
}

template <class Owner, Tag T, class Member>
constexpr bool isOptionalField(const Field<T, Owner, Member> &)
{
    return IsOptional<Member>::value;
}

template <class Owner, Tag T, Tag Each, class Member>
constexpr bool isOptionalField(const ListField<T, Each, Owner, Member> &)
{
    return IsOptional<Member>::value;
}

template <Tag Each, class Item>
bool takeItems(Decoding &decoding, const Element &element, std::vector<Item> &items)
{
    Reader reader(element.content, element.contentOffset());
    for (Element each; reader.next(each);) {
        if (!matches<Each, Item>(each.tag))
            return decoding.fail(each.offset, "tag " + tagText(each.tag) + " where a list item is expected");
        if (!take<Each>(decoding, each, items.emplace_back()))
            return false;
    }
    return reader.fault() == Fault::none || decoding.fail(reader);
}

template <class Owner, Tag T, class Member>
bool takeField(Decoding &decoding, const Element &element, Owner &owner, const Field<T, Owner, Member> &field)
{
    return take<T>(decoding, element, owner.*field.member);
}

template <class Owner, Tag T, Tag Each, class Member>
bool takeField(Decoding &decoding, const Element &element, Owner &owner, const ListField<T, Each, Owner, Member> &field)
{
    Member &items = owner.*field.member;
    if constexpr (IsOptional<Member>::value) {
        items.emplace();
        return takeItems<Each>(decoding, element, *items);
    } else {
        return takeItems<Each>(decoding, element, items);
    }
}

/// Walks the fields of a SEQUENCE and the TLVs of its content side by side.
template <class V>
class SequenceDecoder {
public:
    SequenceDecoder(Decoding &decoding, const Element &element, V &value)
        : m_decoding(decoding),
          m_end(element.contentOffset() + element.content.size()),
          m_reader(element.content, element.contentOffset()),
          m_value(value)
    {
    }

    bool run()
    {
        if (!advance() || !fields(FieldIndexes<V>()))
            return false;
        while (m_have) {
            if (!keepUnknown())
                return false;
        }
        return true;
    }

private:
    bool advance()
    {
        m_have = m_reader.next(m_element);
        return m_reader.fault() == Fault::none || m_decoding.fail(m_reader);
    }

    bool keepUnknown()
    {
        if constexpr (requires { m_value.extras; })
            append(m_value.extras, m_element.whole);
        return advance();
    }

    template <std::size_t... I>
    bool fields(std::index_sequence<I...>)
    {
        return (step<I>() && ...);
    }

    template <std::size_t... I>
    static bool knownIn(Tag tag, std::index_sequence<I...>, std::size_t from)
    {
        return ((I >= from && fieldMatches(std::get<I>(V::schema.fields), tag)) || ...);
    }

    template <std::size_t I>
    bool step()
    {
        const auto &field = std::get<I>(V::schema.fields);
        while (m_have && !knownIn(m_element.tag, FieldIndexes<V>(), I)) {
            if (!keepUnknown())
                return false;
        }
        m_decoding.enter(field.name);
        if (m_have && fieldMatches(field, m_element.tag)) {
            if (!takeField(m_decoding, m_element, m_value, field))
                return false;
            m_decoding.leave();
            return advance(); // a fault in what follows is not this field's
        }
        if (!isOptionalField<V>(field))
            return m_decoding.fail(m_have ? m_element.offset : m_end, "is missing");
        m_decoding.leave();
        return true;
    }

    Decoding &m_decoding;
    std::size_t m_end;
    Reader m_reader;
    V &m_value;
    Element m_element;
    bool m_have = false;
};

template <class V, std::size_t I, class Variant>
bool takeIfAlternative(Decoding &decoding, const Element &element, Variant &variant, bool &ok)
{
    using Alternatives = std::remove_cvref_t<decltype(V::schema.alternatives)>;
    constexpr Tag tag = std::tuple_element_t<I, Alternatives>::tag;
    if (!matches<tag, std::variant_alternative_t<I, Variant>>(element.tag))
        return false;
    const char *name = std::get<I>(V::schema.alternatives).name;
    decoding.enter(name);
    ok = take<tag>(decoding, element, variant.template emplace<I>());
    if (ok)
        decoding.leave();
    return true;
}

template <class V, std::size_t... I>
bool takeAlternative(Decoding &decoding, const Element &element, V &value, std::index_sequence<I...>)
{
    bool ok = false;
    if (!(takeIfAlternative<V, I>(decoding, element, value.*V::schema.member, ok) || ...))
        return decoding.fail(element.offset, "tag " + tagText(element.tag) + " is none of the alternatives");
    return ok;
}

/// The one TLV inside a CHOICE that has a tag of its own. A second one is refused: a CHOICE has no place to keep it.
template <class V>
bool takeTaggedChoice(Decoding &decoding, const Element &element, V &value)
{
    Reader reader(element.content, element.contentOffset());
    Element inner;
    if (!reader.next(inner))
        return reader.fault() == Fault::none ? decoding.fail(element.contentOffset(), "is empty")
                                             : decoding.fail(reader);
    if (!takeAlternative(decoding, inner, value, AlternativeIndexes<V>()))
        return false;
    return reader.atEnd() || decoding.fail(reader.offset(), "bytes follow after the alternative");
}

} // namespace detail

template <Tag T, class V>
constexpr bool matches(Tag tag)
{
    if constexpr (IsOptional<V>::value) {
        return matches<T, typename V::value_type>(tag);
    } else if constexpr (IsReceived<V>::value) {
        return matches<T, decltype(V::value)>(tag);
    } else if constexpr (T == 0) {
        static_assert(ChoiceType<V>, "only an untagged CHOICE goes without a tag");
        return detail::matchesAlternative<V>(tag, detail::AlternativeIndexes<V>());
    } else {
        return tag == T;
    }
}

template <Tag T, class V>
bool take(Decoding &decoding, const Element &element, V &value)
{
    if constexpr (IsOptional<V>::value) {
        return take<T>(decoding, element, value.emplace());
    } else if constexpr (IsReceived<V>::value) {
        value.bytes = copyOf(element.whole);
        return take<T>(decoding, element, value.value);
    } else if constexpr (std::same_as<V, Opaque>) {
        value.whole = copyOf(element.whole);
        return true;
    } else if constexpr (requires { V::decodeContent(decoding, element, value); }) {
        return V::decodeContent(decoding, element, value); // for the few with several encodings in the field
    } else if constexpr (SequenceType<V>) {
        return detail::SequenceDecoder<V>(decoding, element, value).run();
    } else if constexpr (ChoiceType<V>) {
        if constexpr (T == 0)
            return detail::takeAlternative(decoding, element, value, detail::AlternativeIndexes<V>());
        else
            return detail::takeTaggedChoice(decoding, element, value);
    } else if constexpr (ListTraits<V>::value) {
        return detail::takeItems<ListTraits<V>::each>(decoding, element, value.items);
    } else {
        if (Primitive<V>::parse(element.content, value))
            return true;
        return decoding.fail(element.contentOffset(), std::to_string(element.content.size()) + " octets that are no "
                                                          + std::string(Primitive<V>::name));
    }
}

/// Decodes a whole data object. Errors: malformed, with the path of the field and the octet at which decoding stopped;
/// bytes after the object are an error too.
template <HasSchema V>
Result<V> decode(ByteView bytes)
{
    auto element = readSingle(bytes, V::schema.name);
    if (!element)
        return fail(std::move(element.error()));
    Decoding decoding;
    decoding.enter(V::schema.name);
    V value;
    if (!matches<V::schema.tag, V>(element->tag)) {
        decoding.fail(
            0, "tag " + tagText(element->tag)
                   + (V::schema.tag != 0 ? " instead of " + tagText(V::schema.tag) : " is none of the alternatives"));
        return fail(decoding.takeError());
    }
    if (!take<V::schema.tag>(decoding, *element, value))
        return fail(decoding.takeError());
    return value;
}

} // namespace wb::asn1
