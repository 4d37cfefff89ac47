// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/annotation.h"
#include "core/report/json_scanner.h"

#include <cstdint>
#include <cstdlib>

namespace {

/// Every node stands inside its parent, and every stretch inside the text.
void check(const wb::report::JsonNode &node, std::size_t begin, std::size_t end)
{
    if (node.offset < begin || node.offset + node.length > end || node.valueOffset + node.valueLength > end)
        std::abort();
    for (const wb::report::JsonNode &child : node.children)
        check(child, node.offset, node.offset + node.length);
}

void check(const wb::report::View &view, const std::vector<wb::report::ViewNode> &nodes)
{
    for (const wb::report::ViewNode &node : nodes) {
        if (node.buffer >= view.buffers.size() || node.end() > view.buffers[node.buffer].bytes.size()
            || node.header > node.length)
            std::abort();
        check(view, node.children);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace wb::report;
    const wb::ByteView bytes(data, size);
    const JsonScan scan = scanJson(bytes);
    if (scan.error && scan.error->offset.value_or(size + 1) > size)
        std::abort();
    if (scan.root)
        check(*scan.root, 0, size);

    // The same octets as everything else that an exchange may carry.
    for (const PartKind kind :
         {PartKind::json, PartKind::tlv, PartKind::httpHead, PartKind::apdu, PartKind::certificate, PartKind::raw}) {
        for (const wb::rsp::Direction direction : {wb::rsp::Direction::request, wb::rsp::Direction::response}) {
            const View view = annotatePart({QString(), wb::copyOf(bytes), kind, direction, PartGroup::request});
            check(view, view.nodes);
        }
    }
    return 0;
}
