// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/entry_model.h"

#include "widgets/discovery/hop_words.h"

#include <algorithm>

namespace wb::discovery {

EntryModel::EntryModel(const shell::Theme &theme, shell::Secrets &secrets, const shell::Focus &focus,
                       shell::ServerColours &servers, QObject *parent)
    : QAbstractItemModel(parent),
      m_theme(theme),
      m_secrets(secrets),
      m_focus(focus),
      m_servers(servers)
{
    connect(&secrets, &shell::Secrets::changed, this, &EntryModel::repaint);
    connect(&focus, &shell::Focus::changed, this, &EntryModel::filter);
    connect(&theme, &shell::Theme::changed, this, &EntryModel::repaint);
}

void EntryModel::setEntries(const std::vector<es::EventEntry> &entries, const QString &eid,
                            const QString &transactionId)
{
    std::vector<lds::Hop> hops;
    hops.reserve(entries.size());
    for (const es::EventEntry &entry : entries)
        hops.push_back({entry});
    take(std::move(hops), false, eid, transactionId);
}

void EntryModel::setTrails(std::vector<lds::Hop> trails, const QString &eid, const QString &transactionId)
{
    take(std::move(trails), true, eid, transactionId);
}

void EntryModel::take(std::vector<lds::Hop> trails, bool followed, const QString &eid, const QString &transactionId)
{
    beginResetModel(); // a handful of rows
    m_nodes.clear();   // they point into the trails
    m_top.clear();
    m_trails = std::move(trails);
    m_followed = followed;
    m_eid = eid;
    m_transactionId = transactionId;
    endResetModel();
    filter();
}

void EntryModel::filter()
{
    beginResetModel();
    m_nodes.clear();
    m_top.clear();
    int number = 0;
    for (const lds::Hop &trail : m_trails) {
        ++number;
        if (admits(trail))
            addNode(trail, -1, number);
    }
    endResetModel();
    Q_EMIT filtered();
}

void EntryModel::addNode(const lds::Hop &hop, int parent, int number)
{
    const int node = static_cast<int>(m_nodes.size());
    std::vector<int> &siblings = parent < 0 ? m_top : m_nodes[static_cast<std::size_t>(parent)].children;
    const int row = static_cast<int>(siblings.size());
    siblings.push_back(node);
    m_nodes.push_back({&hop, parent, row, number, {}});
    int below = 0;
    for (const lds::Hop &next : hop.next)
        addNode(next, node, ++below);
}

bool EntryModel::admits(const lds::Hop &trail) const
{
    switch (m_focus.subject().kind) {
    case shell::SubjectKind::eid: return m_eid.isEmpty() || m_focus.admits(shell::SubjectKind::eid, m_eid);
    case shell::SubjectKind::transactionId:
        return m_focus.subject().key.compare(m_transactionId, Qt::CaseInsensitive) == 0 || isOnTrail(trail);
    default: return isOnTrail(trail);
    }
}

/// Whether the focus is this hop or one below it; an Alternative SM-DS has an EventID and a TransactionID of its own.
bool EntryModel::isOnTrail(const lds::Hop &hop) const
{
    const bool itself = m_focus.subject().kind == shell::SubjectKind::transactionId
                            ? hop.transactionId
                                  && m_focus.subject().key.compare(QString::fromStdString(hop.transactionId->text()),
                                                                   Qt::CaseInsensitive)
                                         == 0
                            : m_focus.admits(shell::SubjectKind::eventId, QString::fromStdString(hop.entry.eventId));
    return itself
           || std::any_of(hop.next.begin(), hop.next.end(), [this](const lds::Hop &next) { return isOnTrail(next); });
}

QModelIndex EntryModel::indexOf(const es::EventEntry &entry) const
{
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].hop->entry == entry)
            return createIndex(m_nodes[i].row, 0, static_cast<quintptr>(i));
    }
    return {};
}

const lds::Hop *EntryModel::hopAt(const QModelIndex &index) const
{
    return index.isValid() && index.model() == this ? m_nodes[index.internalId()].hop : nullptr;
}

/// Every row that is shown; a row's neighbours are those with its parent.
void EntryModel::repaint()
{
    const auto touch = [this](const std::vector<int> &rows) {
        if (rows.empty())
            return;
        Q_EMIT dataChanged(
            createIndex(0, 0, static_cast<quintptr>(rows.front())),
            createIndex(static_cast<int>(rows.size()) - 1, ColumnCount - 1, static_cast<quintptr>(rows.back())));
    };
    touch(m_top);
    for (const Node &node : m_nodes)
        touch(node.children);
}

const std::vector<int> &EntryModel::childrenOf(const QModelIndex &parent) const
{
    static const std::vector<int> none;
    if (!parent.isValid())
        return m_top;
    return parent.column() == 0 ? m_nodes[parent.internalId()].children : none;
}

QModelIndex EntryModel::index(int row, int column, const QModelIndex &parent) const
{
    const std::vector<int> &rows = childrenOf(parent);
    if (row < 0 || row >= static_cast<int>(rows.size()) || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, static_cast<quintptr>(rows[static_cast<std::size_t>(row)]));
}

QModelIndex EntryModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int above = m_nodes[index.internalId()].parent;
    return above < 0 ? QModelIndex()
                     : createIndex(m_nodes[static_cast<std::size_t>(above)].row, 0, static_cast<quintptr>(above));
}

int EntryModel::rowCount(const QModelIndex &parent) const
{
    return static_cast<int>(childrenOf(parent).size());
}

int EntryModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant EntryModel::decoration(const lds::Hop &hop, int column, bool inFocus) const
{
    switch (column) {
    case EventIdColumn: return inFocus ? QVariant(shell::iconOf(shell::Icon::focus)) : QVariant();
    case AddressColumn: return m_servers.mark(QString::fromStdString(hop.entry.rspServerAddress), m_theme);
    case OutcomeColumn:
        return m_followed && outcomeMeaning(hop) != shell::Meaning::plain ? QVariant(m_theme.icon(outcomeMeaning(hop)))
                                                                          : QVariant();
    default: return {};
    }
}

QVariant EntryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = m_nodes[index.internalId()];
    const lds::Hop &hop = *node.hop;
    const QString eventId = QString::fromStdString(hop.entry.eventId);
    const bool inFocus = m_focus.subject().kind == shell::SubjectKind::eventId
                         && m_focus.admits(shell::SubjectKind::eventId, eventId);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case NumberColumn: return node.parent < 0 ? QVariant(node.number) : QVariant();
        case EventIdColumn: return m_secrets.value(eventId);
        case AddressColumn: return QString::fromStdString(hop.entry.rspServerAddress);
        case ServerColumn: return m_followed ? serverWord(hop) : QString();
        case OutcomeColumn: return m_followed ? m_secrets.words(outcomeWords(hop)) : QString();
        }
        return {};
    case Qt::ToolTipRole:
        return index.column() == OutcomeColumn && m_followed ? m_secrets.words(outcomeWords(hop)) : QVariant();
    case Qt::FontRole:
        return index.column() == EventIdColumn || index.column() == AddressColumn ? QVariant(m_theme.fixedFont())
                                                                                  : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == NumberColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::DecorationRole: return decoration(hop, index.column(), inFocus);
    case Qt::ForegroundRole:
        return index.column() == OutcomeColumn && m_followed && outcomeMeaning(hop) != shell::Meaning::plain
                   ? QVariant(m_theme.text(outcomeMeaning(hop)))
                   : QVariant();
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
    case ServerColumn: return tr("Server");
    case OutcomeColumn: return tr("Where it leads");
    default: return {};
    }
}

} // namespace wb::discovery
