// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/hex_view.h"

#include "widgets/bytes/hex_accessible.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace wb::bytes {

HexView::HexView(ByteSelection &selection, const shell::Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent),
      m_selection(selection),
      m_theme(theme)
{
    installHexAccessible();
    setAccessibleName(tr("Octets"));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    setFrameShape(QFrame::NoFrame);
    connect(&m_theme, &shell::Theme::changed, this, &HexView::restyle);
    connect(&m_selection, &ByteSelection::viewChanged, this, [this] {
        m_caret = 0;
        m_anchor = 0;
        m_found.clear();
        relayout();
    });
    connect(&m_selection, &ByteSelection::bufferChanged, this, [this] {
        m_caret = 0;
        m_anchor = 0;
        relayout();
    });
    connect(&m_selection, &ByteSelection::selectionChanged, this, &HexView::showSelection);
    connect(&m_selection, &ByteSelection::hoverChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&m_selection, &ByteSelection::maskChanged, viewport(), qOverload<>(&QWidget::update));
    restyle();
}

void HexView::restyle()
{
    QFont font = m_theme.fixedFont();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(std::max(5.0, font.pointSizeF() + m_zoom));
    else
        font.setPixelSize(std::max(6, font.pixelSize() + m_zoom));
    setFont(font);
    relayout();
}

void HexView::relayout()
{
    const QFontMetrics metrics(font());
    m_geometry = HexGeometry(m_selection.bytes().size(), viewport()->width(),
                             metrics.horizontalAdvance(QLatin1Char('0')), metrics.height() + 2);
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setPageStep(std::max(1, viewport()->height() / m_geometry.lineHeight()));
    verticalScrollBar()->setRange(0, std::max(0, m_geometry.lines() - verticalScrollBar()->pageStep()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, m_geometry.width() - viewport()->width()));
    viewport()->update();
}

QSize HexView::sizeHint() const
{
    const QFontMetrics metrics(font());
    const HexGeometry wide(1, 1'000'000, metrics.horizontalAdvance(QLatin1Char('0')), metrics.height() + 2);
    return {wide.width() + verticalScrollBar()->sizeHint().width(), wide.lineHeight() * 10};
}

int HexView::widthFor(bool sixteen) const
{
    const QFontMetrics metrics(font());
    const HexGeometry lines(m_selection.bytes().size(), sixteen ? 1'000'000 : 0,
                            metrics.horizontalAdvance(QLatin1Char('0')), metrics.height() + 2);
    return lines.width() + verticalScrollBar()->sizeHint().width() + 2 * frameWidth();
}

QSize HexView::minimumSizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(QLatin1Char('0')) * 24, (metrics.height() + 2) * 3};
}

void HexView::setFound(std::vector<ByteRange> found)
{
    m_found = std::move(found);
    viewport()->update();
}

void HexView::showSelection(Origin origin)
{
    const ByteRange range = m_selection.range();
    if (origin != Origin::hex && range.buffer == m_selection.buffer()
        && (range.length > 0 || m_selection.node() != nullptr)) {
        m_caret = std::min(range.offset, std::max<std::size_t>(m_selection.bytes().size(), 1) - 1);
        m_anchor = m_caret;
        ensureVisible(m_caret);
        announceCaret();
    }
    viewport()->update();
}

void HexView::moveCaret(std::size_t offset, bool extend)
{
    const std::size_t size = m_selection.bytes().size();
    if (size == 0)
        return;
    m_caret = std::min(offset, size - 1);
    const std::size_t buffer = m_selection.buffer();
    if (extend) {
        const std::size_t from = std::min(m_anchor, m_caret);
        m_selection.selectStretch({buffer, from, std::max(m_anchor, m_caret) - from + 1}, Origin::hex);
    } else {
        m_anchor = m_caret;
        if (const report::ViewNode *node = m_selection.index().at(buffer, m_caret))
            m_selection.selectNode(node, Origin::hex);
        else
            m_selection.selectStretch({buffer, m_caret, 1}, Origin::hex);
    }
    ensureVisible(m_caret);
    announceCaret();
    viewport()->update();
}

void HexView::announceCaret()
{
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

QString HexView::caretText() const
{
    const ByteView bytes = m_selection.bytes();
    if (m_caret >= bytes.size())
        return tr("no octets");
    const std::size_t buffer = m_selection.buffer();
    const QString offset =
        QString::number(m_caret, 16).toUpper().rightJustified(m_geometry.offsetDigits(), QLatin1Char('0'));
    const QString value = m_selection.isHidden(buffer, m_caret)
                              ? tr("hidden")
                              : QString::number(bytes[m_caret], 16).toUpper().rightJustified(2, QLatin1Char('0'));
    const report::ViewNode *node = m_selection.index().at(buffer, m_caret);
    return node != nullptr ? tr("Offset %1, %2, %3").arg(offset, value, node->name)
                           : tr("Offset %1, %2").arg(offset, value);
}

void HexView::ensureVisible(std::size_t offset)
{
    const int line = m_geometry.lineOf(offset);
    const int first = verticalScrollBar()->value();
    const int page = verticalScrollBar()->pageStep();
    if (line < first)
        verticalScrollBar()->setValue(line);
    else if (line >= first + page)
        verticalScrollBar()->setValue(line - page + 1 + std::min(2, page - 1)); // with a little of what follows
}

QPoint HexView::toContent(QPoint point) const
{
    return point + QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value() * m_geometry.lineHeight());
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

bool HexView::moveByKey(QKeyEvent *event)
{
    const std::size_t size = m_selection.bytes().size();
    if (size == 0)
        return false;
    const std::size_t perLine = m_geometry.perLine();
    const std::size_t page = perLine * static_cast<std::size_t>(verticalScrollBar()->pageStep());
    const bool all = (event->modifiers() & Qt::ControlModifier) != 0;
    const auto back = [this](std::size_t by) { return m_caret >= by ? m_caret - by : m_caret % by; };
    const auto on = [this, size](std::size_t by) { return m_caret + by < size ? m_caret + by : m_caret; };
    std::size_t to = 0;
    switch (event->key()) {
    case Qt::Key_Left: to = m_caret > 0 ? m_caret - 1 : 0; break;
    case Qt::Key_Right: to = on(1); break;
    case Qt::Key_Up: to = back(perLine); break;
    case Qt::Key_Down: to = on(perLine); break;
    case Qt::Key_PageUp: to = m_caret >= page ? m_caret - page : m_caret % perLine; break;
    case Qt::Key_PageDown: to = m_caret + page < size ? m_caret + page : size - 1; break;
    case Qt::Key_Home: to = all ? 0 : m_caret - m_caret % perLine; break;
    case Qt::Key_End: to = all ? size - 1 : std::min(size - 1, m_caret - m_caret % perLine + perLine - 1); break;
    default: return false;
    }
    if (all && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        return false; // next and previous row of the list
    moveCaret(to, (event->modifiers() & Qt::ShiftModifier) != 0);
    return true;
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (moveByKey(event))
        return;
    if (event->key() == Qt::Key_Escape && m_selection.isLocked()) {
        m_selection.setLocked(false);
    } else if (event->key() == Qt::Key_Backspace) {
        m_selection.selectParent(Origin::program);
    } else if (event->matches(QKeySequence::SelectAll) && !m_selection.bytes().empty()) {
        m_selection.selectStretch({m_selection.buffer(), 0, m_selection.bytes().size()}, Origin::hex);
    } else if (event->key() == Qt::Key_0 && event->modifiers() == Qt::ControlModifier) {
        m_zoom = 0;
        restyle();
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto offset = m_geometry.octetAt(toContent(event->position().toPoint()))) {
        m_dragging = true;
        moveCaret(*offset, (event->modifiers() & Qt::ShiftModifier) != 0);
        m_selection.setLocked(true);
    }
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = toContent(event->position().toPoint());
    if (m_dragging) {
        const std::size_t offset = m_geometry.nearestOctet(point);
        if (offset != m_caret)
            moveCaret(offset, true);
        return;
    }
    if ((event->modifiers() & Qt::ControlModifier) != 0)
        return; // held: what is previewed now stays
    const auto offset = m_geometry.octetAt(point);
    m_selection.hover(offset ? m_selection.index().at(m_selection.buffer(), *offset) : nullptr, Origin::hex);
}

void HexView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragging = false;
}

void HexView::wheelEvent(QWheelEvent *event)
{
    if ((event->modifiers() & Qt::ControlModifier) == 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    m_zoom = std::clamp(m_zoom + (event->angleDelta().y() > 0 ? 1 : -1), -6, 24);
    restyle();
    event->accept();
}

void HexView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    announceCaret();
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool HexView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        m_selection.hover(nullptr, Origin::hex);
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto offset = m_geometry.octetAt(toContent(help->pos()));
        const report::ViewNode *node = offset ? m_selection.index().at(m_selection.buffer(), *offset) : nullptr;
        if (node == nullptr)
            QToolTip::hideText();
        else if (node->value.isEmpty() || (node->secret && m_selection.isMasked()))
            QToolTip::showText(help->globalPos(), node->name, viewport());
        else
            QToolTip::showText(help->globalPos(), node->name % QStringLiteral(": ") % m_selection.shownValue(*node),
                               viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace wb::bytes
