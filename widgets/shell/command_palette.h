// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/actions.h"
#include "widgets/shell/pick_list.h"

#include <QAbstractListModel>

namespace wb::shell {

/// The available actions that fit what was typed, best first.
class CommandModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { KeyRole = Qt::UserRole, IdRole };

    explicit CommandModel(ActionRegistry &actions, QObject *parent = nullptr);

    /// Fits against text, id and tip.
    void setFilter(const QString &typed);
    QString id(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    ActionRegistry &m_actions;
    QStringList m_ids;
};

/// Every action by name, with its key: type some letters, Enter runs it.
class CommandPalette : public PickOverlay {
    Q_OBJECT

public:
    CommandPalette(const Theme &theme, ActionRegistry &actions, QWidget *window);

    /// Shows it, empty, with the keyboard in it. Closing gives the keyboard back.
    void open();

private:
    ActionRegistry &m_actions;
    CommandModel *m_model;
    QLineEdit *m_line;
    QPointer<QWidget> m_before;
};

} // namespace wb::shell
