// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/node_index.h"

#include <algorithm>

namespace wb::report {

namespace {

/// What names a node across exchanges: a TLV's tag, else its name.
QString keyOf(const ViewNode &node)
{
    return node.kind == NodeKind::tlv ? node.tagText : node.name;
}

} // namespace

NodeIndex::NodeIndex(ViewPtr view) : m_view(std::move(view))
{
    if (!m_view)
        return;
    m_byOffset.resize(m_view->buffers.size());
    add(m_view->nodes, nullptr);
    for (auto &nodes : m_byOffset) {
        std::stable_sort(nodes.begin(), nodes.end(), [](const ViewNode *left, const ViewNode *right) {
            return left->offset != right->offset ? left->offset < right->offset : left->length > right->length;
        });
    }
}

void NodeIndex::add(const std::vector<ViewNode> &nodes, const ViewNode *parent)
{
    int row = 0;
    for (const ViewNode &node : nodes) {
        m_places.emplace(&node, Place{parent, row++, m_order.size()});
        m_order.push_back(&node);
        if (node.buffer < m_byOffset.size())
            m_byOffset[node.buffer].push_back(&node);
        add(node.children, &node);
    }
}

const ViewNode *NodeIndex::parent(const ViewNode *node) const
{
    return m_places.at(node).parent;
}

int NodeIndex::row(const ViewNode *node) const
{
    return m_places.at(node).row;
}

const ViewNode *NodeIndex::at(std::size_t buffer, std::size_t offset) const
{
    return around(buffer, offset, 1);
}

const ViewNode *NodeIndex::around(std::size_t buffer, std::size_t offset, std::size_t length) const
{
    if (buffer >= m_byOffset.size())
        return nullptr;
    const auto &nodes = m_byOffset[buffer];
    auto after = std::upper_bound(nodes.begin(), nodes.end(), offset,
                                  [](std::size_t at, const ViewNode *node) { return at < node->offset; });
    // The last node that begins before the octet either holds it, or one of those around that node does.
    const auto holds = [&](const ViewNode *node) {
        return node->buffer == buffer && node->contains(offset) && offset + length <= node->end();
    };
    while (after != nodes.begin() && (*std::prev(after))->length == 0)
        --after;
    const ViewNode *node = after == nodes.begin() ? nullptr : *std::prev(after);
    while (node != nullptr && !holds(node))
        node = parent(node);
    return node;
}

const std::vector<ViewNode> &NodeIndex::siblings(const ViewNode *parent) const
{
    return parent != nullptr ? parent->children : m_view->nodes;
}

QStringList NodeIndex::path(const ViewNode *node) const
{
    QStringList path;
    for (; node != nullptr; node = parent(node)) {
        const QString key = keyOf(*node);
        int same = 0;
        for (const ViewNode &sibling : siblings(parent(node))) {
            if (&sibling == node)
                break;
            same += keyOf(sibling) == key ? 1 : 0;
        }
        path.prepend(same == 0 ? key : QString(key % QLatin1Char('#') % QString::number(same + 1)));
    }
    return path;
}

QString NodeIndex::kindPath(const ViewNode *node) const
{
    QString path;
    for (; node != nullptr; node = parent(node))
        path.prepend(QLatin1Char('/') % keyOf(*node));
    return path;
}

const ViewNode *NodeIndex::find(const QStringList &path) const
{
    if (!m_view || path.isEmpty())
        return nullptr;
    const ViewNode *found = nullptr;
    for (const QString &step : path) {
        const qsizetype mark = step.lastIndexOf(QLatin1Char('#'));
        int skip = 0;
        QString key = step;
        if (mark > 0) {
            bool counted = false;
            const int which = QStringView(step).mid(mark + 1).toInt(&counted);
            if (counted && which > 1) {
                skip = which - 1;
                key = step.left(mark);
            }
        }
        const ViewNode *next = nullptr;
        for (const ViewNode &sibling : siblings(found)) {
            if (keyOf(sibling) == key && skip-- == 0) {
                next = &sibling;
                break;
            }
        }
        if (next == nullptr)
            return nullptr;
        found = next;
    }
    return found;
}

} // namespace wb::report
