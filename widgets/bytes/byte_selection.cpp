// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/byte_selection.h"

#include <algorithm>

namespace wb::bytes {

ByteSelection::ByteSelection(QObject *parent) : QObject(parent) {}

void ByteSelection::setView(report::ViewPtr view)
{
    Q_EMIT viewAboutToChange();
    const report::ViewPtr old = this->view(); // lives until nobody can point into it any more
    m_node = nullptr;
    m_hovered = nullptr;
    m_range = {};
    m_isStretch = false;
    m_buffer = 0;
    m_locked = false;
    m_index = report::NodeIndex(std::move(view));

    collectSecrets();
    if (const report::ViewNode *same = m_index.find(m_path)) {
        m_node = same;
        m_buffer = same->buffer;
        m_range = {same->buffer, same->offset, same->length};
    }
    Q_EMIT viewChanged();
    Q_EMIT selectionChanged(Origin::program);
}

void ByteSelection::collectSecrets()
{
    m_secrets.clear();
    if (!view())
        return;
    m_secrets.resize(view()->buffers.size());
    collectFields(view()->nodes);
    for (std::size_t buffer = 0; m_masked && buffer < m_secrets.size(); ++buffer) {
        for (const report::Masking::Found &found : m_known.find(textOf(view()->buffers[buffer].bytes)))
            m_secrets[buffer].push_back({buffer, found.offset, found.length});
    }
}

void ByteSelection::collectFields(const std::vector<report::ViewNode> &nodes)
{
    for (const report::ViewNode &node : nodes) {
        if (node.secret && node.length > node.header)
            m_secrets[node.buffer].push_back({node.buffer, node.offset + node.header, node.length - node.header});
        collectFields(node.children);
    }
}

ByteView ByteSelection::bytes() const
{
    return view() && m_buffer < view()->buffers.size() ? ByteView(view()->buffers[m_buffer].bytes) : ByteView();
}

void ByteSelection::showBuffer(std::size_t buffer)
{
    if (!view() || buffer >= view()->buffers.size() || buffer == m_buffer)
        return;
    m_buffer = buffer;
    Q_EMIT bufferChanged();
}

void ByteSelection::selectNode(const report::ViewNode *node, Origin origin)
{
    if (node == m_node && !m_isStretch)
        return;
    m_node = node;
    m_isStretch = false;
    m_range = node != nullptr ? ByteRange{node->buffer, node->offset, node->length} : ByteRange{};
    if (node != nullptr) {
        m_path = m_index.path(node);
        showBuffer(node->buffer);
    }
    Q_EMIT selectionChanged(origin);
}

void ByteSelection::selectStretch(ByteRange range, Origin origin)
{
    if (!view() || range.buffer >= view()->buffers.size() || (m_isStretch && range == m_range))
        return;
    const report::ViewNode *around = m_index.around(range.buffer, range.offset, std::max<std::size_t>(range.length, 1));
    m_node = around;
    m_range = range;
    m_isStretch = true;
    if (around != nullptr)
        m_path = m_index.path(around);
    showBuffer(range.buffer);
    Q_EMIT selectionChanged(origin);
}

void ByteSelection::selectParent(Origin origin)
{
    if (m_node == nullptr)
        return;
    if (const report::ViewNode *parent = m_index.parent(m_node))
        selectNode(parent, origin);
}

void ByteSelection::hover(const report::ViewNode *node, Origin)
{
    if (m_locked)
        node = nullptr;
    if (node == m_hovered)
        return;
    m_hovered = node;
    Q_EMIT hoverChanged();
}

void ByteSelection::setLocked(bool locked)
{
    if (locked == m_locked)
        return;
    m_locked = locked;
    hover(nullptr, Origin::program);
    Q_EMIT lockChanged(locked);
}

void ByteSelection::setMasked(bool masked, const report::Masking &known)
{
    if (!masked && !m_masked)
        return;
    m_masked = masked;
    m_known = known;
    collectSecrets();
    Q_EMIT maskChanged();
}

QString ByteSelection::shownValue(const report::ViewNode &node) const
{
    if (!m_masked || node.value.isEmpty())
        return node.value;
    return node.secret ? tr("hidden") : QString::fromStdString(m_known.apply(node.value.toStdString()));
}

bool ByteSelection::isHidden(std::size_t buffer, std::size_t offset) const
{
    return hidesAnyOf({buffer, offset, 1});
}

bool ByteSelection::hidesAnyOf(ByteRange range) const
{
    if (!m_masked || range.buffer >= m_secrets.size())
        return false;
    return std::any_of(m_secrets[range.buffer].begin(), m_secrets[range.buffer].end(), [&](const ByteRange &secret) {
        return secret.offset < range.end() && range.offset < secret.end();
    });
}

} // namespace wb::bytes
