// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/masking.h"
#include "core/report/node_index.h"

#include <QObject>
#include <QStringList>

namespace wb::bytes {

/// Octets of one buffer of a view.
struct ByteRange {
    std::size_t buffer = 0;
    std::size_t offset = 0;
    std::size_t length = 0;

    bool isEmpty() const { return length == 0; }
    std::size_t end() const { return offset + length; }
    bool contains(std::size_t at) const { return at >= offset && at < end(); }
    bool operator==(const ByteRange &) const = default;
};

/// Who changed the selection; panes ignore what comes from themselves.
enum class Origin { program, tree, hex };

/// What is selected and what is pointed at, shared by all panes that show one view: a node, the octets, the buffer they are in.
/// A selected field is sticky: when the next view has a node with the same path, that one is selected.
class ByteSelection : public QObject {
    Q_OBJECT

public:
    explicit ByteSelection(QObject *parent = nullptr);

    /// Shows another view (null: nothing) and selects the same field in it, when it has it.
    void setView(report::ViewPtr view);
    const report::ViewPtr &view() const { return m_index.view(); }
    const report::NodeIndex &index() const { return m_index; }

    /// The buffer that is shown as octets.
    std::size_t buffer() const { return m_buffer; }
    /// Its octets; empty when there is no view.
    ByteView bytes() const;
    void showBuffer(std::size_t buffer);

    const report::ViewNode *node() const { return m_node; }
    /// The selected octets: those of the node, or a stretch that somebody marked in the hex view.
    ByteRange range() const { return m_range; }
    /// True when the octets were marked one by one and not by selecting a node.
    bool isStretch() const { return m_isStretch; }

    void selectNode(const report::ViewNode *node, Origin origin);
    /// Marks octets; the node becomes the smallest around them.
    void selectStretch(ByteRange range, Origin origin);
    /// The node around the selected one.
    void selectParent(Origin origin);

    /// What a click would select. Ignored while locked.
    const report::ViewNode *hovered() const { return m_hovered; }
    void hover(const report::ViewNode *node, Origin origin);

    /// A click in the hex view locks, so that moving the mouse no longer previews.
    bool isLocked() const { return m_locked; }
    void setLocked(bool locked);

    /// Whether secrets of people are hidden.
    bool isMasked() const { return m_masked; }
    /// @p known hides, beside the fields that are secrets by their nature, what it finds in any text.
    void setMasked(bool masked, const report::Masking &known = report::Masking());
    /// The node's value as it may be shown now: whole, with masked secrets in it, or "hidden".
    QString shownValue(const report::ViewNode &node) const;
    /// True for an octet that is hidden now.
    bool isHidden(std::size_t buffer, std::size_t offset) const;
    /// True when any octet of the range is hidden now.
    bool hidesAnyOf(ByteRange range) const;

Q_SIGNALS:
    /// The nodes of the old view are still there.
    void viewAboutToChange();
    void viewChanged();
    void bufferChanged();
    void selectionChanged(wb::bytes::Origin origin);
    void hoverChanged();
    void lockChanged(bool locked);
    void maskChanged();

private:
    void collectSecrets();
    void collectFields(const std::vector<report::ViewNode> &nodes);

    report::NodeIndex m_index;
    report::Masking m_known;
    std::vector<std::vector<ByteRange>> m_secrets; ///< of each buffer
    QStringList m_path;                            ///< of the field that is to stay selected
    const report::ViewNode *m_node = nullptr;
    const report::ViewNode *m_hovered = nullptr;
    ByteRange m_range;
    std::size_t m_buffer = 0;
    bool m_isStretch = false;
    bool m_locked = false;
    bool m_masked = false;
};

} // namespace wb::bytes
