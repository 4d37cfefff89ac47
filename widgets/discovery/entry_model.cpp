// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/entry_model.h"

#include <algorithm>

namespace wb::discovery {

EntryModel::EntryModel(const shell::Theme &theme, shell::Secrets &secrets, const shell::Focus &focus,
                       shell::ServerColours &servers, QObject *parent)
    : QAbstractTableModel(parent),
      m_theme(theme),
      m_secrets(secrets),
      m_focus(focus),
      m_servers(servers)
{
    connect(&secrets, &shell::Secrets::changed, this, &EntryModel::repaint);
    connect(&focus, &shell::Focus::changed, this, &EntryModel::filter);
    connect(&theme, &shell::Theme::changed, this, &EntryModel::repaint);
}

void EntryModel::setEntries(std::vector<es::EventEntry> entries, const QString &eid, const QString &transactionId)
{
    m_entries = std::move(entries);
    m_eid = eid;
    m_transactionId = transactionId;
    filter();
}

void EntryModel::filter()
{
    beginResetModel(); // a handful of rows
    m_rows.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (admits(m_entries[i]))
            m_rows.push_back(i);
    }
    endResetModel();
    Q_EMIT filtered();
}

bool EntryModel::admits(const es::EventEntry &entry) const
{
    switch (m_focus.subject().kind) {
    case shell::SubjectKind::eid: return m_eid.isEmpty() || m_focus.admits(shell::SubjectKind::eid, m_eid);
    case shell::SubjectKind::transactionId:
        return m_focus.subject().key.compare(m_transactionId, Qt::CaseInsensitive) == 0;
    default: return m_focus.admits(shell::SubjectKind::eventId, QString::fromStdString(entry.eventId));
    }
}

int EntryModel::rowOf(const es::EventEntry &entry) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](std::size_t i) { return m_entries[i] == entry; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const es::EventEntry *EntryModel::entryAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_entries[m_rows[static_cast<std::size_t>(row)]] : nullptr;
}

void EntryModel::repaint()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int EntryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
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
    const bool inFocus = m_focus.subject().kind == shell::SubjectKind::eventId
                         && m_focus.admits(shell::SubjectKind::eventId, eventId);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case NumberColumn: // the server's order, whatever the focus hides
            return static_cast<int>(m_rows[static_cast<std::size_t>(index.row())]) + 1;
        case EventIdColumn: return m_secrets.value(eventId);
        case AddressColumn: return QString::fromStdString(entry.rspServerAddress);
        }
        return {};
    case Qt::FontRole: return index.column() == NumberColumn ? QVariant() : QVariant(m_theme.fixedFont());
    case Qt::TextAlignmentRole:
        return index.column() == NumberColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::DecorationRole:
        if (index.column() == AddressColumn)
            return m_servers.mark(QString::fromStdString(entry.rspServerAddress), m_theme);
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
