// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/change_journal.h"
#include "widgets/shell/panel.h"

#include <QAbstractTableModel>

class QStackedWidget;
class QTableView;

namespace wb::cards {
class CardController;
}
namespace wb::shell {
class EmptyView;
}

namespace wb::reader {

/// What was changed on cards, newest first.
class JournalModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, CardColumn, FunctionColumn, WhatColumn, ResultColumn, ColumnCount };

    JournalModel(const shell::Theme &theme, const shell::Secrets &secrets, const shell::Times &times,
                 QObject *parent = nullptr);

    void setEntries(std::vector<lds::JournalEntry> entries);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const shell::Theme &m_theme;
    const shell::Secrets &m_secrets;
    const shell::Times &m_times;
    std::vector<lds::JournalEntry> m_entries;
};

/// The journal of changes, read from its file.
class JournalPage : public QWidget {
    Q_OBJECT

public:
    JournalPage(shell::PanelContext &context, cards::CardController &controller, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void reload();

    const lds::ChangeJournal &m_journal;
    JournalModel *m_model;
    QStackedWidget *m_stack;
    shell::EmptyView *m_empty;
    QTableView *m_table;
};

} // namespace wb::reader
