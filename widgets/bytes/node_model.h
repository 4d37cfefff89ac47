// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/bytes/byte_selection.h"
#include "widgets/shell/theme.h"

#include <QAbstractItemModel>

namespace wb::bytes {

/// The nodes of a selection's view as a tree.
class NodeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Value, Tag, Offset, ColumnCount };
    enum Role { ProblemRole = Qt::UserRole };

    NodeModel(const ByteSelection &selection, const shell::Theme &theme, QObject *parent = nullptr);

    /// Null for an invalid index.
    static const report::ViewNode *nodeOf(const QModelIndex &index);
    QModelIndex indexOf(const report::ViewNode *node, int column = Name) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const report::ViewNode &node, int column) const;
    QString tip(const report::ViewNode &node) const;

    const ByteSelection &m_selection;
    const shell::Theme &m_theme;
};

} // namespace wb::bytes
