// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/annotate.h"

#include <algorithm>

namespace wb::asn1 {

namespace {

/// What a schema says of one TLV.
struct Match {
    std::string_view name;
    const TypeInfo *type = nullptr;
    std::size_t index = 0; ///< of the field
};

/// Whether a field takes a tag; for an untagged CHOICE the alternative's name and type are the ones to show.
bool fieldTakes(const FieldInfo &field, Tag tag, Match &match)
{
    if (field.tag != 0) {
        match.name = field.name;
        match.type = field.type;
        return field.tag == tag;
    }
    for (const FieldInfo &alternative : field.type->fields) {
        if (fieldTakes(alternative, tag, match))
            return true;
    }
    return false;
}

/// Names the children of one node after the fields of its type, positionally and tolerant of unknown ones.
class Namer {
public:
    explicit Namer(const TypeInfo *type) : m_type(type) {}

    void name(AnnotatedNode &parent)
    {
        if (m_type == nullptr || m_type->shape == TypeInfo::Shape::opaque
            || m_type->shape == TypeInfo::Shape::primitive) {
            for (AnnotatedNode &child : parent.children)
                nameUniversal(child);
            return;
        }
        for (AnnotatedNode &child : parent.children)
            nameChild(child);
        if (m_type->shape == TypeInfo::Shape::sequence) {
            for (std::size_t i = m_next; i < m_type->fields.size(); ++i)
                noteMissing(m_type->fields[i]);
        }
        if (m_type->shape == TypeInfo::Shape::choice && parent.children.empty() && parent.problem.empty())
            parent.problem = "none of the alternatives of " + std::string(m_type->name) + " is there";
        if (!m_missing.empty() && parent.problem.empty())
            parent.problem = m_missing + (m_missing.find(',') == std::string::npos ? " is missing" : " are missing");
    }

    /// Names a TLV and everything inside it without a schema.
    static void nameUniversal(AnnotatedNode &node)
    {
        node.name = universalName(node.tag);
        for (AnnotatedNode &child : node.children)
            nameUniversal(child);
    }

    static void apply(AnnotatedNode &node, std::string_view name, const TypeInfo *type)
    {
        node.name = name.empty() ? type->name : name;
        node.type = type;
        Namer(type).name(node);
    }

private:
    void nameChild(AnnotatedNode &child)
    {
        Match match;
        switch (m_type->shape) {
        case TypeInfo::Shape::list:
        case TypeInfo::Shape::choice:
            for (const FieldInfo &field : m_type->fields) {
                if (fieldTakes(field, child.tag, match))
                    return apply(child, match.name, match.type);
            }
            break;
        default:
            for (std::size_t i = m_next; i < m_type->fields.size(); ++i) {
                if (!fieldTakes(m_type->fields[i], child.tag, match))
                    continue;
                for (; m_next < i; ++m_next)
                    noteMissing(m_type->fields[m_next]);
                m_next = i + 1;
                return apply(child, match.name, match.type);
            }
        }
        nameUniversal(child);
        child.unknown = true;
    }

    void noteMissing(const FieldInfo &field)
    {
        if (!field.optional)
            m_missing += (m_missing.empty() ? "" : ", ") + std::string(field.name);
    }

    const TypeInfo *m_type;
    std::size_t m_next = 0;
    std::string m_missing;
};

/// "its end is missing: its length says 5 octets, 1 is there".
std::string cutText(const Node &node)
{
    if (!node.claimed)
        return "its end is missing";
    return "its end is missing: its length says " + std::to_string(*node.claimed)
           + (*node.claimed == 1 ? " octet, " : " octets, ")
           + (node.content == 0 ? "none is there"
                                : std::to_string(node.content) + (node.content == 1 ? " is" : " are") + " there");
}

AnnotatedNode toAnnotated(const Node &node)
{
    AnnotatedNode annotated;
    annotated.tag = node.tag;
    annotated.offset = node.offset;
    annotated.header = node.header;
    annotated.content = node.content;
    annotated.whole = node.whole;
    if (node.cut)
        annotated.problem = cutText(node);
    annotated.children.reserve(node.children.size());
    for (const Node &child : node.children)
        annotated.children.push_back(toAnnotated(child));
    return annotated;
}

} // namespace

Annotated annotate(ByteView bytes, const TypeInfo *type, Limits limits)
{
    Parsed parsed = parse(bytes, limits);
    Annotated result;
    result.error = std::move(parsed.error);
    for (const Node &node : parsed.nodes) {
        AnnotatedNode &annotated = result.nodes.emplace_back(toAnnotated(node));
        Match match;
        if (type != nullptr && type->tag != 0 && type->tag == annotated.tag)
            Namer::apply(annotated, type->name, type);
        else if (type != nullptr && type->tag == 0 && fieldTakes(FieldInfo{{}, 0, false, type}, annotated.tag, match))
            Namer::apply(annotated, match.name, match.type);
        else
            Namer::nameUniversal(annotated);
    }
    return result;
}

std::string valueText(const AnnotatedNode &node, ByteView bytes)
{
    if (isConstructed(node.tag) || node.offset + node.header + node.content > bytes.size())
        return {};
    const ByteView content = bytes.subspan(node.offset + node.header, node.content);
    if (node.type != nullptr && node.type->text != nullptr)
        return node.type->text(content);
    switch (node.tag) {
    case 0x01: return booleanText(content);
    case 0x02:
    case 0x0A: return integerText(content);
    case 0x06: return objectIdText(content);
    case 0x0C:
    case 0x13:
    case 0x16:
    case 0x17:
    case 0x18: return utf8Text(content);
    default: return hexText(content);
    }
}

std::string_view universalName(Tag tag)
{
    switch (tag) {
    case 0x01: return "BOOLEAN";
    case 0x02: return "INTEGER";
    case 0x03: return "BIT STRING";
    case 0x04: return "OCTET STRING";
    case 0x05: return "NULL";
    case 0x06: return "OBJECT IDENTIFIER";
    case 0x0A: return "ENUMERATED";
    case 0x0C: return "UTF8String";
    case 0x13: return "PrintableString";
    case 0x14: return "TeletexString";
    case 0x16: return "IA5String";
    case 0x17: return "UTCTime";
    case 0x18: return "GeneralizedTime";
    case 0x30: return "SEQUENCE";
    case 0x31: return "SET";
    default: return {};
    }
}

const AnnotatedNode *nodeAt(const std::vector<AnnotatedNode> &nodes, std::size_t offset,
                            std::vector<const AnnotatedNode *> *path)
{
    const auto after = std::upper_bound(nodes.begin(), nodes.end(), offset,
                                        [](std::size_t at, const AnnotatedNode &node) { return at < node.offset; });
    if (after == nodes.begin())
        return nullptr;
    const AnnotatedNode &node = *std::prev(after);
    if (offset >= node.end())
        return nullptr;
    if (path != nullptr)
        path->push_back(&node);
    const AnnotatedNode *inner = nodeAt(node.children, offset, path);
    return inner != nullptr ? inner : &node;
}

} // namespace wb::asn1
