// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/hex_geometry.h"

#include <algorithm>

namespace wb::bytes {

namespace {

constexpr std::size_t wideLine = 16;
constexpr std::size_t narrowLine = 8;

int asInt(std::size_t number)
{
    return static_cast<int>(number);
}

} // namespace

HexGeometry::HexGeometry(std::size_t size, int width, int characterWidth, int lineHeight)
    : m_size(size),
      m_character(std::max(characterWidth, 1)),
      m_lineHeight(std::max(lineHeight, 1)),
      m_offsetDigits(size > 0x10000 ? 8 : 4)
{
    m_perLine = wideLine;
    m_width = characterX(wideLine) + m_character;
    if (m_width > width) {
        m_perLine = narrowLine;
        m_width = characterX(narrowLine) + m_character;
    }
    m_lines = asInt((size + m_perLine - 1) / m_perLine);
}

int HexGeometry::hexX(std::size_t column) const
{
    // A margin, the offset, two blanks; three characters an octet, and a gap in the middle of sixteen.
    return m_character * (1 + m_offsetDigits + 2 + asInt(column) * 3 + (column >= 8 && m_perLine == wideLine ? 1 : 0));
}

int HexGeometry::characterX(std::size_t column) const
{
    return hexX(m_perLine) + m_character * (1 + asInt(column));
}

QRect HexGeometry::offsetRect(int line) const
{
    return {m_character, line * m_lineHeight, m_offsetDigits * m_character, m_lineHeight};
}

QRect HexGeometry::hexRect(std::size_t offset) const
{
    return {hexX(offset % m_perLine), lineOf(offset) * m_lineHeight, 2 * m_character, m_lineHeight};
}

QRect HexGeometry::characterRect(std::size_t offset) const
{
    return {characterX(offset % m_perLine), lineOf(offset) * m_lineHeight, m_character, m_lineHeight};
}

std::optional<std::size_t> HexGeometry::octetAt(QPoint point) const
{
    if (point.y() < 0 || m_size == 0)
        return std::nullopt;
    const std::size_t line = static_cast<std::size_t>(point.y() / m_lineHeight);
    for (std::size_t column = 0; column < m_perLine; ++column) {
        const std::size_t offset = line * m_perLine + column;
        if (offset >= m_size)
            break;
        // Half a character on both sides belongs to the octet, so that there are no dead gaps.
        if (hexRect(offset).adjusted(-m_character / 2, 0, m_character / 2, 0).contains(point)
            || characterRect(offset).contains(point))
            return offset;
    }
    return std::nullopt;
}

std::size_t HexGeometry::nearestOctet(QPoint point) const
{
    if (m_size == 0)
        return 0;
    const int line = std::clamp(point.y() / m_lineHeight, 0, m_lines - 1);
    const std::size_t first = static_cast<std::size_t>(line) * m_perLine;
    const std::size_t last = std::min(first + m_perLine, m_size) - 1;
    if (point.y() < 0)
        return 0;
    const bool characters = point.x() >= characterX(0) - m_character / 2;
    std::size_t nearest = first;
    for (std::size_t offset = first; offset <= last; ++offset) {
        const QRect rect = characters ? characterRect(offset) : hexRect(offset);
        if (rect.left() <= point.x())
            nearest = offset;
    }
    return nearest;
}

QRegion HexGeometry::area(std::size_t offset, std::size_t length, int firstLine, int lastLine) const
{
    QRegion region;
    if (length == 0 || offset >= m_size)
        return region;
    const std::size_t end = std::min(offset + length, m_size);
    const int last = std::min(lastLine, lineOf(end - 1));
    for (int line = std::max(firstLine, lineOf(offset)); line <= last; ++line) {
        const std::size_t begin = static_cast<std::size_t>(line) * m_perLine;
        const std::size_t from = std::max(offset, begin);
        const std::size_t to = std::min(end, begin + m_perLine) - 1;
        const int pad = m_character / 2;
        region += hexRect(from).united(hexRect(to)).adjusted(-pad, 0, pad, 0);
        region += characterRect(from).united(characterRect(to));
    }
    return region;
}

} // namespace wb::bytes
