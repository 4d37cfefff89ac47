// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/actions.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTableView;

namespace wb::shell {

class Theme;

/// All actions with their keys: what, key, where it works.
class KeyModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { ActionColumn, KeyColumn, WhereColumn, ColumnCount };
    static constexpr int IdRole = Qt::UserRole;

    KeyModel(ActionRegistry &actions, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void reload();

    ActionRegistry &m_actions;
    QStringList m_ids;
};

/// The page Keys of the settings: search an action, give it another key, see at once with what it would collide.
class KeyEditor : public QWidget {
    Q_OBJECT

public:
    KeyEditor(const Theme &theme, ActionRegistry &actions, QWidget *parent = nullptr);

private:
    QString currentId() const;
    void showCurrent();
    void check();

    const Theme &m_theme;
    ActionRegistry &m_actions;
    QSortFilterProxyModel *m_filtered;
    QTableView *m_table;
    QKeySequenceEdit *m_key;
    QPushButton *m_set;
    QPushButton *m_remove;
    QPushButton *m_reset;
    QLabel *m_verdict;
};

} // namespace wb::shell
