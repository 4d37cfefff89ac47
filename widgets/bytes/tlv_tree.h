// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/bytes/node_model.h"

#include <QHash>
#include <QTreeView>

namespace wb::bytes {

/// The named fields of a view. What was opened stays open in the next view by the path of its tags, not by its row.
///
/// Keys beside those of every tree: Shift+Right and Shift+Left open and close all below, Ctrl+Right and Ctrl+Left everything,
/// Backspace goes to the field around, Escape unlocks.
class TlvTree : public QTreeView {
    Q_OBJECT

public:
    TlvTree(ByteSelection &selection, const shell::Theme &theme, QWidget *parent = nullptr);

    const NodeModel &nodes() const { return *m_model; }
    /// The width at which no column has to give way.
    int wholeWidth() const;

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void restoreOpen();
    void showSelection(Origin origin);
    void openBelow(const QModelIndex &index, bool open);
    void restyle();
    void shareWidth();
    bool opensAtFirst(const report::ViewNode &node, int depth) const;

    ByteSelection &m_selection;
    const shell::Theme &m_theme;
    NodeModel *m_model;
    QHash<QString, bool> m_open; ///< by kind path: what somebody opened or closed
    int m_tagWidth = 0;
    int m_offsetWidth = 0;
    bool m_following = false; ///< the selection moves the tree, not the user
    bool m_sharing = false;   ///< the tree sizes its columns, not the user
    bool m_sizedByHand = false;
};

} // namespace wb::bytes
