// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/node_model.h"

namespace wb::bytes {

NodeModel::NodeModel(const ByteSelection &selection, const shell::Theme &theme, QObject *parent)
    : QAbstractItemModel(parent),
      m_selection(selection),
      m_theme(theme)
{
    connect(&m_selection, &ByteSelection::viewAboutToChange, this, [this] { beginResetModel(); });
    connect(&m_selection, &ByteSelection::viewChanged, this, [this] { endResetModel(); });
}

const report::ViewNode *NodeModel::nodeOf(const QModelIndex &index)
{
    return index.isValid() ? static_cast<const report::ViewNode *>(index.constInternalPointer()) : nullptr;
}

QModelIndex NodeModel::indexOf(const report::ViewNode *node, int column) const
{
    return node != nullptr ? createIndex(m_selection.index().row(node), column, node) : QModelIndex();
}

QModelIndex NodeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const report::ViewNode *around = nodeOf(parent);
    const auto &nodes = around != nullptr ? around->children : m_selection.view()->nodes;
    return createIndex(row, column, &nodes[static_cast<std::size_t>(row)]);
}

QModelIndex NodeModel::parent(const QModelIndex &child) const
{
    const report::ViewNode *node = nodeOf(child);
    return node != nullptr ? indexOf(m_selection.index().parent(node)) : QModelIndex();
}

int NodeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_selection.view() || parent.column() > 0)
        return 0;
    const report::ViewNode *node = nodeOf(parent);
    return static_cast<int>(node != nullptr ? node->children.size() : m_selection.view()->nodes.size());
}

int NodeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString NodeModel::text(const report::ViewNode &node, int column) const
{
    switch (column) {
    case Name: return node.name;
    case Value: {
        QString value = m_selection.shownValue(node);
        if (node.problem.isEmpty())
            return value;
        return value.isEmpty() ? node.problem : QString(value % QStringLiteral(" (") % node.problem % QLatin1Char(')'));
    }
    case Tag: return node.tagText;
    case Offset: return QString::number(node.offset, 16).toUpper().rightJustified(4, QLatin1Char('0'));
    default: return {};
    }
}

QString NodeModel::tip(const report::ViewNode &node) const
{
    QString tip = tr("%1\n%n octet(s) from %2", nullptr, static_cast<int>(node.length)).arg(node.name).arg(node.offset);
    if (node.header > 0 && node.kind == report::NodeKind::tlv)
        tip += tr(", %1 of tag and length").arg(node.header);
    const QString value = text(node, Value);
    if (!value.isEmpty())
        tip += QLatin1Char('\n') % value;
    return tip;
}

QVariant NodeModel::data(const QModelIndex &index, int role) const
{
    const report::ViewNode *node = nodeOf(index);
    if (node == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*node, index.column());
    case Qt::ToolTipRole: return tip(*node);
    case Qt::FontRole:
        if (index.column() != Name)
            return m_theme.fixedFont();
        break;
    case Qt::ForegroundRole:
        if (!node->problem.isEmpty() && index.column() == Value)
            return m_theme.text(shell::Meaning::warning);
        if (index.column() == Offset || (index.column() == Tag && node->kind == report::NodeKind::json))
            return m_theme.colours().palette.color(QPalette::PlaceholderText);
        break;
    case Qt::DecorationRole:
        if (!node->problem.isEmpty() && index.column() == Name)
            return m_theme.icon(shell::Meaning::warning);
        break;
    case Qt::AccessibleTextRole: return text(*node, index.column());
    case ProblemRole: return node->problem;
    default: break;
    }
    return {};
}

QVariant NodeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Name");
    case Value: return tr("Value");
    case Tag: return tr("Tag");
    case Offset: return tr("Offset");
    default: return {};
    }
}

} // namespace wb::bytes
