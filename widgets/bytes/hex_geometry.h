// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QRect>
#include <QRegion>

#include <optional>

namespace wb::bytes {

/// Where octets stand in a hex view: offset, hexadecimal and characters, in pixels from the first line's top left corner.
class HexGeometry {
public:
    HexGeometry() = default;
    /// @p size: octets shown; @p width: pixels available, which decides between sixteen and eight octets a line.
    HexGeometry(std::size_t size, int width, int characterWidth, int lineHeight);

    std::size_t perLine() const { return m_perLine; }
    int lineHeight() const { return m_lineHeight; }
    int lines() const { return m_lines; }
    int width() const { return m_width; }
    int offsetDigits() const { return m_offsetDigits; }

    int lineOf(std::size_t offset) const { return static_cast<int>(offset / m_perLine); }
    QRect offsetRect(int line) const;
    QRect hexRect(std::size_t offset) const;
    QRect characterRect(std::size_t offset) const;

    /// The octet under a point, in either column; nothing beside them. @p nearest: the closest one for dragging.
    std::optional<std::size_t> octetAt(QPoint point) const;
    std::size_t nearestOctet(QPoint point) const;

    /// The area of a stretch of octets on the lines from @p firstLine to @p lastLine, in both columns, joined where octets adjoin.
    QRegion area(std::size_t offset, std::size_t length, int firstLine, int lastLine) const;

private:
    int hexX(std::size_t column) const;
    int characterX(std::size_t column) const;

    std::size_t m_size = 0;
    std::size_t m_perLine = 16;
    int m_character = 8;
    int m_lineHeight = 16;
    int m_lines = 0;
    int m_width = 0;
    int m_offsetDigits = 4;
};

} // namespace wb::bytes
