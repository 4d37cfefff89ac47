// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/entry_model.h"

namespace wb::discovery {

EntryModel::EntryModel(const shell::Theme &theme, shell::Secrets &secrets, const shell::Focus &focus, QObject *parent)
    : QAbstractTableModel(parent),
      m_theme(theme),
      m_secrets(secrets),
      m_focus(focus)
{
    connect(&secrets, &shell::Secrets::changed, this, &EntryModel::repaint);
    connect(&focus, &shell::Focus::changed, this, &EntryModel::repaint);
    connect(&theme, &shell::Theme::changed, this, &EntryModel::repaint);
}

void EntryModel::setEntries(std::vector<es::EventEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

const es::EventEntry *EntryModel::entryAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_entries[static_cast<std::size_t>(row)] : nullptr;
}

void EntryModel::repaint()
{
    if (!m_entries.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int EntryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int EntryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EntryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const es::EventEntry &entry = *entryAt(index.row());
    const QString eventId = QString::fromStdString(entry.eventId);
    const bool inFocus = m_focus.isSet() && m_focus.subject().key == eventId;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case NumberColumn: return index.row() + 1;
        case EventIdColumn: return m_secrets.value(eventId);
        case AddressColumn: return QString::fromStdString(entry.rspServerAddress);
        }
        return {};
    case Qt::FontRole: return index.column() == NumberColumn ? QVariant() : QVariant(m_theme.fixedFont());
    case Qt::TextAlignmentRole:
        return index.column() == NumberColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::DecorationRole:
        return index.column() == EventIdColumn && inFocus ? QVariant(shell::iconOf(shell::Icon::focus)) : QVariant();
    case Qt::BackgroundRole: return inFocus ? QVariant(m_theme.tint(shell::Meaning::selected)) : QVariant();
    default: return {};
    }
}

QVariant EntryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("No");
    case EventIdColumn: return tr("EventID");
    case AddressColumn: return tr("RSP Server address");
    default: return {};
    }
}

} // namespace wb::discovery
