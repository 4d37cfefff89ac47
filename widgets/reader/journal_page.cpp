// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/journal_page.h"

#include "smartcard/cards/card_controller.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/shown_page.h"
#include "widgets/shell/table.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::reader {

JournalModel::JournalModel(const shell::Theme &theme, const shell::Secrets &secrets, const shell::Times &times,
                           QObject *parent)
    : QAbstractTableModel(parent),
      m_theme(theme),
      m_secrets(secrets),
      m_times(times)
{
    const auto repaint = [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    };
    connect(&theme, &shell::Theme::changed, this, repaint);
    connect(&secrets, &shell::Secrets::changed, this, repaint);
    connect(&times, &shell::Times::changed, this, repaint);
}

void JournalModel::setEntries(std::vector<lds::JournalEntry> entries)
{
    std::reverse(entries.begin(), entries.end());
    if (entries == m_entries)
        return;
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const lds::JournalEntry &entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role == Qt::DecorationRole && index.column() == ResultColumn)
        return m_theme.icon(entry.done ? shell::Meaning::ok : shell::Meaning::warning);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case TimeColumn: return role == Qt::ToolTipRole ? m_times.full(entry.time) : m_times.dateTime(entry.time);
    case CardColumn: return QString::fromStdString(entry.card);
    case FunctionColumn: return QString::fromStdString(entry.function);
    case WhatColumn: return m_secrets.words(QString::fromStdString(entry.what));
    case ResultColumn: return m_secrets.words(QString::fromStdString(entry.result));
    default: return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case CardColumn: return tr("Card");
    case FunctionColumn: return tr("Function");
    case WhatColumn: return tr("What it was to do");
    case ResultColumn: return tr("Result");
    default: return {};
    }
}

JournalPage::JournalPage(shell::PanelContext &context, cards::CardController &controller, QWidget *parent)
    : QWidget(parent),
      m_journal(controller.journal()),
      m_model(new JournalModel(context.theme, context.secrets, context.times, this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::clock, this)),
      m_table(shell::makeTable(m_model, tr("Journal of changes"), context.theme, this))
{
    const int unit = context.theme.unit();
    const int character = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(JournalModel::TimeColumn, character * 30);
    m_table->setColumnWidth(JournalModel::CardColumn, character * 20);
    m_table->setColumnWidth(JournalModel::FunctionColumn, character * 26);
    m_table->setColumnWidth(JournalModel::WhatColumn, character * 50);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, unit, 0, 0);
    layout->addWidget(m_stack);
    shell::passFocusToShownPage(this, m_stack);
    connect(&controller, &cards::CardController::journalGrew, this, [this] {
        if (isVisible())
            reload();
    });
}

void JournalPage::showEvent(QShowEvent *event)
{
    reload();
    QWidget::showEvent(event);
}

void JournalPage::reload()
{
    auto journal = m_journal.read();
    const QString file = QString::fromStdString(m_journal.file().string());
    if (!journal)
        m_empty->setText(tr("The journal cannot be read"), QString::fromStdString(journal.error().line()));
    else if (journal->entries.empty())
        m_empty->setText(tr("Nothing was changed yet"),
                         tr("Each change of a card would be here, also after a restart. It is kept in %1.").arg(file));
    const bool some = journal && !journal->entries.empty();
    if (some)
        m_model->setEntries(std::move(journal->entries));
    m_stack->setCurrentIndex(some ? 1 : 0);
}

} // namespace wb::reader
