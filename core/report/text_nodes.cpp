// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/report/node_maker.h"

namespace wb::report {

namespace {

/// Shorter strings are words, even where base64 could read them.
constexpr std::size_t leastBase64 = 16;

QString typeName(JsonType type)
{
    switch (type) {
    case JsonType::object: return QStringLiteral("object");
    case JsonType::array: return QStringLiteral("array");
    case JsonType::string: return QStringLiteral("string");
    case JsonType::number: return QStringLiteral("number");
    case JsonType::literal: return QStringLiteral("literal");
    }
    return {};
}

bool hasSecret(const std::vector<ViewNode> &nodes)
{
    for (const ViewNode &node : nodes) {
        if (node.secret || hasSecret(node.children))
            return true;
    }
    return false;
}

} // namespace

std::vector<ViewNode> NodeMaker::json(Stretch stretch)
{
    const JsonScan scan = scanJson(bytesOf(stretch));
    std::vector<ViewNode> nodes;
    if (scan.root) {
        const JsonNode &root = *scan.root;
        if (root.type == JsonType::object && !root.children.empty()) {
            // The outermost braces say nothing: their members are the first level.
            for (std::size_t row = 0; row < root.children.size(); ++row)
                nodes.push_back(jsonNode(root.children[row], row, stretch));
        } else {
            nodes.push_back(jsonNode(root, 0, stretch));
        }
    }
    if (scan.error)
        noteStop(nodes, stretch, stretch.offset + scan.error->offset.value_or(0),
                 QString::fromStdString(scan.error->reason));
    return nodes;
}

ViewNode NodeMaker::jsonNode(const JsonNode &source, std::size_t row, Stretch stretch)
{
    ViewNode node;
    node.kind = NodeKind::json;
    if (source.isMember) {
        node.name = shownText(source.name, nullptr);
        if (node.name.isEmpty())
            node.name = QStringLiteral("\"\"");
    } else {
        node.name = QLatin1Char('[') % QString::number(row) % QLatin1Char(']');
    }
    node.tagText = typeName(source.type);
    node.buffer = stretch.buffer;
    node.offset = stretch.offset + source.offset;
    node.length = source.length;
    node.header = source.valueLength == 0 ? source.length : source.valueOffset - source.offset;
    node.secret = isSecretName(node.name);
    if (source.duplicate)
        node.problem = Words::tr("this name stands here twice");
    for (std::size_t i = 0; i < source.children.size(); ++i)
        node.children.push_back(jsonNode(source.children[i], i, stretch));
    switch (source.type) {
    case JsonType::object:
        if (source.children.empty())
            node.value = QStringLiteral("{}");
        break;
    case JsonType::array:
        node.value = Words::tr("%n item(s)", nullptr, static_cast<int>(source.children.size()));
        break;
    case JsonType::string:
        node.value = shownText(source.text, &node.shortened);
        openBase64(node, source);
        break;
    default: node.value = shownText(source.text, &node.shortened);
    }
    return node;
}

void NodeMaker::openBase64(ViewNode &node, const JsonNode &source)
{
    const asn1::TypeInfo *type = rsp::typeOfMember(source.name);
    if (type == nullptr && node.name.endsWith(QStringLiteral("Certificate")))
        type = certificateType();
    if (type == nullptr && source.text.size() < leastBase64)
        return;
    Result<Bytes> decoded = fromBase64(source.text);
    if (!decoded) {
        if (type != nullptr)
            node.problem = Words::tr("not base64 at character %1").arg(decoded.error().offset.value_or(0));
        return;
    }
    if (type == nullptr && !asn1::readSingle(*decoded))
        return; // some other text

    const Stretch content{m_view.buffers.size(), 0, decoded->size()};
    m_view.buffers.push_back({node.name, std::move(*decoded), true});
    node.children = tlv(content, type, rsp::Direction::request);
    node.value = Words::tr("base64 of %n octet(s)", nullptr, static_cast<int>(content.length));
    node.shortened = false;
    // Who hides the fields must hide the text they were decoded from as well.
    node.secret = node.secret || hasSecret(node.children);
}

std::vector<ViewNode> NodeMaker::httpHead(Stretch stretch)
{
    const std::string_view head = textOf(bytesOf(stretch));
    std::vector<ViewNode> nodes;
    for (std::size_t at = 0; at < head.size();) {
        const std::size_t feed = head.find('\n', at);
        const std::size_t next = feed == std::string_view::npos ? head.size() : feed + 1;
        std::string_view line = head.substr(at, next - at);
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
            line.remove_suffix(1);
        const Stretch where{stretch.buffer, stretch.offset + at, next - at};
        at = next;
        if (line.empty())
            continue;
        if (nodes.empty()) {
            const bool answer = line.starts_with("HTTP/");
            nodes.push_back(leaf(NodeKind::httpLine, answer ? Words::tr("Status line") : Words::tr("Request line"),
                                 shownText(std::string(line), nullptr), where));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) {
            nodes.push_back(leaf(NodeKind::httpLine, Words::tr("line"), shownText(std::string(line), nullptr), where));
            nodes.back().problem = Words::tr("no colon");
            continue;
        }
        std::string_view value = line.substr(colon + 1);
        std::size_t header = colon + 1;
        while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) {
            value.remove_prefix(1);
            ++header;
        }
        ViewNode node = leaf(NodeKind::httpLine, shownText(std::string(line.substr(0, colon)), nullptr), {}, where);
        node.value = shownText(std::string(value), &node.shortened);
        node.header = header;
        node.secret = isSecretName(node.name);
        nodes.push_back(std::move(node));
    }
    return nodes;
}

} // namespace wb::report
