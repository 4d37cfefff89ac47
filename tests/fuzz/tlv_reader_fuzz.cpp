// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The TLV reader, the tree and its annotation on any bytes. The first octet chooses the schema to annotate with.

#include "core/asn1/annotate.h"
#include "core/rsp/catalogue.h"

#include <cstdlib>

namespace {

using namespace wb;
using namespace wb::asn1;

/// What must hold; unlike assert() also in a release build.
void must(bool holds)
{
    if (!holds)
        std::abort();
}

void checkReader(ByteView bytes)
{
    Reader reader(bytes);
    std::size_t end = 0;
    for (Element element; reader.next(element);) {
        must(element.offset == end);
        must(element.whole.data() == bytes.data() + element.offset);
        must(element.content.data() == bytes.data() + element.contentOffset());
        must(element.header + element.content.size() + (element.indefinite ? 2 : 0) == element.whole.size());
        end = element.offset + element.whole.size();
        must(end <= bytes.size());
        must(reader.offset() == end);
    }
    must(reader.atEnd() == (reader.fault() == Fault::none));
    must(reader.fault() == Fault::none || (reader.faultOffset() >= end && reader.faultOffset() <= bytes.size()));
}

template <class N>
void checkNodes(const std::vector<N> &nodes, std::size_t from, std::size_t to)
{
    for (const N &node : nodes) {
        must(node.offset == from);
        must(node.header >= 2 && node.header + node.content <= node.whole);
        must(node.offset + node.whole <= to);
        const std::size_t content = node.offset + node.header;
        checkNodes(node.children, content, content + node.content);
        from = node.offset + node.whole;
    }
}

/// A TLV taken out of the whole and read alone is the same tree.
void checkWhole(ByteView bytes, const std::vector<Node> &nodes)
{
    for (const Node &node : nodes) {
        if (node.cut)
            continue;
        const Parsed alone = parse(bytes.subspan(node.offset, node.whole));
        must(alone.nodes.size() == 1);
        must(alone.nodes[0].tag == node.tag && alone.nodes[0].whole == node.whole);
        must(alone.nodes[0].children.size() == node.children.size());
    }
}

void checkValues(const std::vector<AnnotatedNode> &nodes, ByteView bytes)
{
    for (const AnnotatedNode &node : nodes) {
        for (const char c : valueText(node, bytes))
            must(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
        checkValues(node.children, bytes);
    }
}

const TypeInfo *schemaFor(std::uint8_t choice)
{
    constexpr Tag tags[] = {0, 0xBF20, 0xBF22, 0xBF2E, 0xBF38, 0xBF3C, 0xBF3E, 0xE0};
    const auto direction = (choice & 0x80) != 0 ? rsp::Direction::response : rsp::Direction::request;
    return rsp::typeOf(tags[choice & 7], direction);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const ByteView bytes(data + 1, size - 1);
    checkReader(bytes);

    const Parsed parsed = parse(bytes);
    checkNodes(parsed.nodes, 0, bytes.size());
    checkWhole(bytes, parsed.nodes);
    must(!parsed.error || parsed.error->offset.value() <= bytes.size());

    const Annotated annotated = annotate(bytes, schemaFor(data[0]));
    must(annotated.error.has_value() == parsed.error.has_value());
    must(annotated.nodes.size() == parsed.nodes.size());
    checkNodes(annotated.nodes, 0, bytes.size());
    checkValues(annotated.nodes, bytes);
    for (std::size_t offset = 0; offset < bytes.size() && offset < 256; ++offset) {
        const AnnotatedNode *node = nodeAt(annotated.nodes, offset);
        must(node == nullptr || (node->offset <= offset && offset < node->end()));
    }
    return 0;
}
