// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/tlv_tree.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace wb::bytes {

namespace {

/// Levels that are open before anybody has chosen.
constexpr int openLevels = 3;

/// Characters that a name of the specification takes with what indents it, and those of a value that say something.
constexpr int nameCharacters = 36;
constexpr int valueCharacters = 12;

} // namespace

TlvTree::TlvTree(ByteSelection &selection, const shell::Theme &theme, QWidget *parent)
    : QTreeView(parent),
      m_selection(selection),
      m_theme(theme),
      m_model(new NodeModel(selection, theme, this))
{
    setAccessibleName(tr("Fields"));
    setUniformRowHeights(true);
    setMouseTracking(true);
    setAlternatingRowColors(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setTextElideMode(Qt::ElideRight);
    setExpandsOnDoubleClick(true);
    setModel(m_model);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setSectionResizeMode(NodeModel::Value, QHeaderView::Stretch);
    header()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 4);
    connect(&m_theme, &shell::Theme::changed, this, &TlvTree::restyle);
    restyle();

    connect(header(), &QHeaderView::sectionResized, this, [this](int column) {
        // The column of values takes what is left whenever the tree changes its width; a style may resize columns too.
        if (!m_sharing && column != NodeModel::Value && (QGuiApplication::mouseButtons() & Qt::LeftButton) != 0)
            m_sizedByHand = true;
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (!m_following)
            m_open.insert(m_selection.index().kindPath(NodeModel::nodeOf(index)), true);
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (!m_following)
            m_open.insert(m_selection.index().kindPath(NodeModel::nodeOf(index)), false);
    });
    connect(m_model, &NodeModel::modelReset, this, &TlvTree::restoreOpen);
    connect(&m_selection, &ByteSelection::selectionChanged, this, &TlvTree::showSelection);
    connect(&m_selection, &ByteSelection::hoverChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&m_selection, &ByteSelection::maskChanged, viewport(), qOverload<>(&QWidget::update));
}

void TlvTree::restyle()
{
    const QScopedValueRollback sharing(m_sharing, true);
    const QFontMetrics fixed(m_theme.fixedFont());
    const int margin = m_theme.unit();
    const int offset = qMax(fixed.horizontalAdvance(QStringLiteral("00000")),
                            fontMetrics().horizontalAdvance(QStringLiteral("Offset")));
    m_tagWidth = fixed.horizontalAdvance(QStringLiteral("literal")) + margin;
    m_offsetWidth = offset + margin;
    header()->resizeSection(NodeModel::Tag, m_tagWidth);
    header()->resizeSection(NodeModel::Offset, m_offsetWidth);
    setIndentation(fontMetrics().height());
    shareWidth();
    doItemsLayout();
}

void TlvTree::shareWidth()
{
    if (m_sizedByHand)
        return;
    const QScopedValueRollback sharing(m_sharing, true);
    // Names first: they say what an octet is. Offset and tag, which the octets beside them show too, give way.
    const int letter = fontMetrics().averageCharWidth();
    const int needed = letter * (nameCharacters + valueCharacters);
    int left = viewport()->width();
    for (const auto &[column, width] :
         {std::pair(NodeModel::Tag, m_tagWidth), std::pair(NodeModel::Offset, m_offsetWidth)}) {
        const bool fits = left >= needed + width;
        header()->setSectionHidden(column, !fits);
        if (fits)
            left -= width;
    }
    const int name = qMin(letter * nameCharacters, left - letter * valueCharacters);
    header()->resizeSection(NodeModel::Name, qMax(name, left / 2));
}

int TlvTree::wholeWidth() const
{
    return fontMetrics().averageCharWidth() * (nameCharacters + valueCharacters) + m_tagWidth + m_offsetWidth
           + verticalScrollBar()->sizeHint().width();
}

void TlvTree::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    shareWidth();
}

bool TlvTree::opensAtFirst(const report::ViewNode &node, int depth) const
{
    if (node.kind == report::NodeKind::part && !node.children.empty()
        && node.children.front().kind == report::NodeKind::httpLine)
        return false; // header lines are seldom what somebody looks for
    return depth < openLevels;
}

void TlvTree::restoreOpen()
{
    const QScopedValueRollback following(m_following, true);
    const report::NodeIndex &index = m_selection.index();
    for (const report::ViewNode *node : index.inOrder()) {
        if (node->children.empty())
            continue;
        int depth = 0;
        for (const report::ViewNode *around = index.parent(node); around != nullptr; around = index.parent(around))
            ++depth;
        const auto chosen = m_open.constFind(index.kindPath(node));
        if (chosen != m_open.constEnd() ? *chosen : opensAtFirst(*node, depth))
            expand(m_model->indexOf(node));
    }
}

void TlvTree::showSelection(Origin origin)
{
    if (origin == Origin::tree)
        return;
    const QScopedValueRollback following(m_following, true);
    const QModelIndex index = m_model->indexOf(m_selection.node());
    setCurrentIndex(index);
    if (index.isValid())
        scrollTo(index); // opens what is around it
    else
        clearSelection();
}

void TlvTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    // A reset takes the current index away; what is selected then is the selection's to say.
    if (!m_following && current.isValid())
        m_selection.selectNode(NodeModel::nodeOf(current), Origin::tree);
}

void TlvTree::openBelow(const QModelIndex &index, bool open)
{
    if (index.isValid())
        setExpanded(index, open);
    for (int row = 0; row < m_model->rowCount(index); ++row) {
        const QModelIndex child = m_model->index(row, 0, index);
        if (m_model->rowCount(child) > 0)
            openBelow(child, open);
    }
}

void TlvTree::keyPressEvent(QKeyEvent *event)
{
    const bool right = event->key() == Qt::Key_Right;
    if ((right || event->key() == Qt::Key_Left) && event->modifiers() == Qt::ShiftModifier) {
        openBelow(currentIndex().siblingAtColumn(0), right);
    } else if ((right || event->key() == Qt::Key_Left) && event->modifiers() == Qt::ControlModifier) {
        openBelow({}, right);
    } else if (event->key() == Qt::Key_Backspace) {
        m_selection.selectParent(Origin::program);
    } else if (event->key() == Qt::Key_Escape && m_selection.isLocked()) {
        m_selection.setLocked(false);
    } else if ((event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
               && event->modifiers() == Qt::ControlModifier) {
        event->ignore(); // next and previous row of the list
    } else {
        QTreeView::keyPressEvent(event);
    }
}

void TlvTree::mouseMoveEvent(QMouseEvent *event)
{
    QTreeView::mouseMoveEvent(event);
    if ((event->modifiers() & Qt::ControlModifier) == 0)
        m_selection.hover(NodeModel::nodeOf(indexAt(event->position().toPoint())), Origin::tree);
}

bool TlvTree::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        m_selection.hover(nullptr, Origin::tree);
    return QTreeView::viewportEvent(event);
}

void TlvTree::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QTreeView::drawRow(painter, option, index);
    if (m_selection.hovered() != nullptr && NodeModel::nodeOf(index) == m_selection.hovered()) {
        painter->save();
        painter->setPen(m_theme.bytes(shell::ByteMark::hover));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        painter->restore();
    }
}

} // namespace wb::bytes
