// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/compose.h"

#include "core/base/hex.h"

namespace wb::asn1 {

namespace {

Failure wrong(const std::string &path, std::string reason)
{
    return fail(ErrorKind::invalid, Interface::none, path, std::move(reason));
}

/// Writes the content of a type, without its tag.
Result<void> putContent(Writer &writer, const TypeInfo &type, const Draft &draft, const std::string &path);

/// Writes one field, alternative or item.
Result<void> putField(Writer &writer, const FieldInfo &field, const Draft &draft, const std::string &path)
{
    if (!draft.present)
        return field.optional ? Result<void>() : wrong(path, "must not be left out");
    if (field.type->shape == TypeInfo::Shape::opaque) {
        const auto whole = fromHex(draft.text);
        if (!whole)
            return wrong(path, "is not hexadecimal: " + whole.error().reason);
        const auto element = readSingle(*whole, path);
        if (!element || element->tag != field.tag)
            return wrong(path, "must be one whole TLV with tag " + tagText(field.tag));
        writer.raw(*whole);
        return {};
    }
    if (field.tag == 0) // a CHOICE without a tag of its own
        return putContent(writer, *field.type, draft, path);
    if (field.type->shape == TypeInfo::Shape::primitive) {
        const auto content = field.type->typed != nullptr ? field.type->typed(draft.text) : std::nullopt;
        if (content) {
            writer.primitive(field.tag, *content);
            return {};
        }
        if (field.type->typed != nullptr)
            return wrong(path, "'" + draft.text + "' is no " + std::string(field.type->name));
        const auto octets = fromHex(draft.text);
        if (!octets)
            return wrong(path, "is not hexadecimal: " + octets.error().reason);
        writer.primitive(field.tag, *octets);
        return {};
    }
    Result<void> done;
    writer.constructed(field.tag, [&] { done = putContent(writer, *field.type, draft, path); });
    return done;
}

Result<void> putContent(Writer &writer, const TypeInfo &type, const Draft &draft, const std::string &path)
{
    const auto pathOf = [&path](const FieldInfo &field) {
        return field.name.empty() ? path : path + "." + std::string(field.name);
    };
    if (type.shape == TypeInfo::Shape::choice) {
        if (draft.alternative >= type.fields.size() || draft.alternative >= draft.parts.size())
            return wrong(path, "no alternative is chosen");
        const FieldInfo &chosen = type.fields[draft.alternative];
        return putField(writer, chosen, draft.parts[draft.alternative], pathOf(chosen));
    }
    const bool list = type.shape == TypeInfo::Shape::list;
    for (std::size_t i = 0; i < draft.parts.size(); ++i) {
        const FieldInfo &field = list ? type.fields.front() : type.fields[i];
        auto put = putField(writer, field, draft.parts[i], pathOf(field));
        if (!put)
            return put;
    }
    return {};
}

} // namespace

Draft emptyDraft(const TypeInfo &type)
{
    Draft draft;
    if (type.shape != TypeInfo::Shape::sequence && type.shape != TypeInfo::Shape::choice)
        return draft;
    for (const FieldInfo &field : type.fields) {
        draft.parts.push_back(emptyDraft(*field.type));
        draft.parts.back().present = !field.optional;
    }
    return draft;
}

Result<Bytes> compose(const TypeInfo &type, const Draft &draft)
{
    Writer writer;
    FieldInfo whole;
    whole.tag = type.tag;
    whole.type = &type;
    auto put = putField(writer, whole, draft, std::string(type.name));
    if (!put)
        return fail(std::move(put.error()));
    return writer.take();
}

} // namespace wb::asn1
