// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/bytes/byte_selection.h"
#include "widgets/bytes/hex_geometry.h"
#include "widgets/shell/theme.h"

#include <QAbstractScrollArea>

namespace wb::bytes {

/// Octets as offset, hexadecimal and characters, with the selected field, the field around it and the one under the mouse.
///
/// Keys: arrows, Page Up/Down, Home/End (line), Ctrl+Home/End move the caret and select the field there; with Shift they mark octets;
/// Ctrl+A marks all; Backspace selects the field around; Escape unlocks; Ctrl+wheel and Ctrl+0 change the size.
class HexView : public QAbstractScrollArea {
    Q_OBJECT

public:
    HexView(ByteSelection &selection, const shell::Theme &theme, QWidget *parent = nullptr);

    /// The octet that the keyboard is at.
    std::size_t caret() const { return m_caret; }
    const HexGeometry &geometryOfOctets() const { return m_geometry; }
    /// "Offset 0003, 02, svn": what a screen reader says about the caret.
    QString caretText() const;

    /// Octets painted as search hits, in the buffer shown.
    void setFound(std::vector<ByteRange> found);

    QSize sizeHint() const override;
    /// The width that lines of sixteen octets need, or lines of eight, scroll bar included.
    int widthFor(bool sixteen) const;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void relayout();
    void restyle();
    void showSelection(Origin origin);
    void moveCaret(std::size_t offset, bool extend);
    void announceCaret();
    void ensureVisible(std::size_t offset);
    void paintMarks(QPainter &painter, int firstLine, int lastLine) const;
    void paintOctets(QPainter &painter, int firstLine, int lastLine) const;
    QPoint toContent(QPoint point) const;
    bool moveByKey(QKeyEvent *event);

    ByteSelection &m_selection;
    const shell::Theme &m_theme;
    HexGeometry m_geometry;
    std::vector<ByteRange> m_found;
    std::size_t m_caret = 0;
    std::size_t m_anchor = 0;
    int m_zoom = 0; ///< points more or less than the theme's fixed font
    bool m_dragging = false;
};

} // namespace wb::bytes
