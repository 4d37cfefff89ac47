// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/bytes_text.h"
#include "widgets/bytes/hex_view.h"

#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>

namespace wb::bytes {

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value() * m_geometry.lineHeight());
    const int first = verticalScrollBar()->value();
    const int last = std::min(m_geometry.lines() - 1, first + viewport()->height() / m_geometry.lineHeight() + 1);
    if (last < first)
        return;
    paintMarks(painter, first, last);
    paintOctets(painter, first, last);

    if (const report::ViewNode *hovered = m_selection.hovered();
        hovered != nullptr && hovered->buffer == m_selection.buffer()) {
        QPainterPath outline;
        outline.addRegion(m_geometry.area(hovered->offset, hovered->length, first, last));
        painter.setPen(m_theme.bytes(shell::ByteMark::hover));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(outline.simplified().translated(-0.5, -0.5));
    }
    const int caretLine = m_geometry.lineOf(m_caret);
    if (hasFocus() && caretLine >= first && caretLine <= last) {
        painter.setPen(palette().color(QPalette::Text));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_geometry.hexRect(m_caret).adjusted(-2, 0, 1, -1));
        painter.drawRect(m_geometry.characterRect(m_caret).adjusted(0, 0, -1, -1));
    }
}

void HexView::paintMarks(QPainter &painter, int firstLine, int lastLine) const
{
    const auto fill = [&](const ByteRange &range, const QColor &colour) {
        if (range.buffer != m_selection.buffer())
            return;
        for (const QRect &rect : m_geometry.area(range.offset, range.length, firstLine, lastLine))
            painter.fillRect(rect, colour);
    };
    const report::ViewNode *node = m_selection.node();
    if (node != nullptr) {
        if (const report::ViewNode *around = m_selection.index().parent(node))
            fill({around->buffer, around->offset, around->length}, m_theme.bytes(shell::ByteMark::container));
        fill({node->buffer, node->offset, node->length}, m_theme.bytes(shell::ByteMark::field));
    }
    for (const ByteRange &found : m_found)
        fill(found, m_theme.bytes(shell::ByteMark::found));
    if (m_selection.isStretch())
        fill(m_selection.range(), palette().color(QPalette::Highlight));
}

void HexView::paintOctets(QPainter &painter, int firstLine, int lastLine) const
{
    const ByteView bytes = m_selection.bytes();
    const std::size_t buffer = m_selection.buffer();
    const ByteRange stretch = m_selection.isStretch() && m_selection.range().buffer == buffer ? m_selection.range()
                                                                                              : ByteRange{};
    const QColor text = palette().color(QPalette::Text);
    const QColor faint = palette().color(QPalette::PlaceholderText);
    const QColor marked = palette().color(QPalette::HighlightedText);
    const QString hidden(2, QChar(0x00B7));
    constexpr char digits[] = "0123456789ABCDEF";

    for (int line = firstLine; line <= lastLine; ++line) {
        const std::size_t begin = static_cast<std::size_t>(line) * m_geometry.perLine();
        painter.setPen(faint);
        painter.drawText(
            m_geometry.offsetRect(line), Qt::AlignVCenter,
            QString::number(begin, 16).toUpper().rightJustified(m_geometry.offsetDigits(), QLatin1Char('0')));
        const std::size_t end = std::min(begin + m_geometry.perLine(), bytes.size());
        for (std::size_t at = begin; at < end; ++at) {
            painter.setPen(stretch.contains(at) ? marked : text);
            const bool masked = m_selection.isHidden(buffer, at);
            const std::uint8_t octet = bytes[at];
            const QChar pair[] = {QLatin1Char(digits[octet >> 4]), QLatin1Char(digits[octet & 0x0F])};
            painter.drawText(m_geometry.hexRect(at), Qt::AlignCenter, masked ? hidden : QString(pair, 2));
            painter.drawText(m_geometry.characterRect(at), Qt::AlignCenter,
                             masked ? hidden.left(1) : QString(report::printableOctet(octet)));
        }
    }
}

} // namespace wb::bytes
