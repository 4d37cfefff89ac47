// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/card_model.h"

#include "core/base/hex.h"
#include "widgets/reader/card_readings.h"
#include "widgets/reader/card_state.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace wb::reader {

using cards::CardEntry;

CardModel::CardModel(cards::CardDirectory &directory, const CardReadings &readings, const shell::Theme &theme,
                     const shell::Focus &focus, QObject *parent)
    : QAbstractTableModel(parent),
      m_directory(directory),
      m_readings(readings),
      m_theme(theme),
      m_focus(focus)
{
    update();
    connect(&directory, &cards::CardDirectory::changed, this, &CardModel::update);
    const auto filter = [this] {
        update();
        repaint();
    };
    connect(&readings, &CardReadings::changed, this, filter);
    connect(&focus, &shell::Focus::changed, this, filter);
    connect(&theme, &shell::Theme::changed, this, &CardModel::repaint);
    connect(&directory, &cards::CardDirectory::currentChanged, this, [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::FontRole});
    });
}

void CardModel::repaint()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

CardModel::InFocus CardModel::inFocus(const CardEntry &entry) const
{
    if (m_focus.subject().kind != shell::SubjectKind::eid)
        return InFocus::unknown; // an EventID says nothing about cards
    const CardReading *reading = m_readings.of(entry.id);
    if (reading == nullptr)
        return InFocus::unknown;
    const QString eid = QString::fromStdString(reading->summary.eid.digits());
    return m_focus.admits(shell::SubjectKind::eid, eid) ? InFocus::yes : InFocus::no;
}

QString CardModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].id : QString();
}

int CardModel::rowOf(const QString &id) const
{
    const auto place = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const CardEntry &entry) { return entry.id == id; });
    return place == m_rows.end() ? -1 : static_cast<int>(place - m_rows.begin());
}

int CardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CardModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CardEntry &entry = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case NameColumn: return entry.name;
        case StateColumn: return stateText(entry);
        case AtrColumn: return QString::fromStdString(toSpacedHex(entry.atr));
        }
        return {};
    case Qt::ToolTipRole:
        return index.column() == AtrColumn && !entry.atr.empty()
                   ? tr("Answer to reset: %1").arg(QString::fromStdString(toSpacedHex(entry.atr)))
                   : QVariant();
    case Qt::DecorationRole:
        if (index.column() == NameColumn && inFocus(entry) == InFocus::yes)
            return shell::iconOf(shell::Icon::focus);
        if (index.column() == NameColumn)
            return shell::iconOf(entry.kind == CardEntry::Kind::builtIn ? shell::Icon::chip : shell::Icon::reader);
        if (index.column() == StateColumn && stateMeaning(entry) != shell::Meaning::plain)
            return m_theme.icon(stateMeaning(entry));
        return {};
    case Qt::BackgroundRole:
        return inFocus(entry) == InFocus::yes ? QVariant(m_theme.tint(shell::Meaning::selected)) : QVariant();
    case Qt::FontRole:
        if (index.column() == AtrColumn)
            return m_theme.fixedFont();
        if (index.column() == NameColumn && entry.id == m_directory.current()) {
            QFont font;
            font.setBold(true); // the card one works with
            return font;
        }
        return {};
    default: return {};
    }
}

QVariant CardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Reader or eUICC");
    case StateColumn: return tr("State");
    case AtrColumn: return tr("ATR");
    default: return {};
    }
}

/// Rows come and go at their place, so that selection and scrolling stay where they are.
void CardModel::update()
{
    const QScopedValueRollback updating(m_updating, true);
    std::vector<CardEntry> entries = m_directory.entries();
    const auto hidden = std::erase_if(entries,
                                      [this](const CardEntry &entry) { return inFocus(entry) == InFocus::no; });
    const auto has = [](const std::vector<CardEntry> &rows, const QString &id) {
        return std::any_of(rows.begin(), rows.end(), [&](const CardEntry &entry) { return entry.id == id; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (has(entries, idAt(row)))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const int row = static_cast<int>(i);
        if (i >= m_rows.size() || m_rows[i].id != entries[i].id) {
            const int old = rowOf(entries[i].id);
            if (old < 0) {
                beginInsertRows({}, row, row);
                m_rows.insert(m_rows.begin() + row, entries[i]);
                endInsertRows();
            } else {
                beginMoveRows({}, old, old, {}, row);
                std::rotate(m_rows.begin() + row, m_rows.begin() + old, m_rows.begin() + old + 1);
                endMoveRows();
            }
        }
        if (!(m_rows[i] == entries[i])) {
            m_rows[i] = entries[i];
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    m_hidden = static_cast<int>(hidden);
    Q_EMIT filtered();
}

} // namespace wb::reader
