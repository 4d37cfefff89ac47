// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/card_difference.h"
#include "widgets/shell/panel.h"

#include <QAbstractTableModel>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace wb::shell {
class EmptyView;
} // namespace wb::shell

namespace wb::reader {

/// Fields that two sets of answers do not have in common.
class DifferenceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { FunctionColumn, FieldColumn, BeforeColumn, AfterColumn, ColumnCount };

    DifferenceModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent = nullptr);

    void setDifferences(std::vector<report::CardDifference> differences);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString valueText(const report::CardDifference &difference, bool before) const;

    const shell::Theme &m_theme;
    const shell::Secrets &m_secrets;
    std::vector<report::CardDifference> m_differences;
};

/// Two cards, or one at two times, field by field, from what was recorded in this session: each card has its first answers and its last.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    explicit ComparePage(shell::PanelContext &context, QWidget *parent = nullptr);

    DifferenceModel &model() const { return *m_model; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void listCards();
    void compare();
    report::CardAnswers answersOf(const QComboBox &box) const;

    shell::PanelContext &m_context;
    DifferenceModel *m_model;
    QComboBox *m_before;
    QComboBox *m_after;
    QLabel *m_count;
    QStackedWidget *m_stack;
    shell::EmptyView *m_empty;
    QTableView *m_table;
};

} // namespace wb::reader
