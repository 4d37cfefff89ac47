// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/bytes_text.h"

#include "core/base/hex.h"

#include <algorithm>

namespace wb::report {

namespace {

constexpr std::size_t perLine = 16;

QString hexDump(ByteView bytes, std::size_t offset)
{
    const int digits = offset + bytes.size() > 0x10000 ? 8 : 4;
    QString text;
    for (std::size_t at = 0; at < bytes.size(); at += perLine) {
        const ByteView line = bytes.subspan(at, std::min(perLine, bytes.size() - at));
        QString characters;
        for (const std::uint8_t octet : line)
            characters += printableOctet(octet);
        text += QString::number(offset + at, 16).toUpper().rightJustified(digits, QLatin1Char('0'))
                % QStringLiteral("  ") % QString::fromStdString(toSpacedHex(line)).leftJustified(perLine * 3 - 1)
                % QStringLiteral("  ") % characters % QLatin1Char('\n');
    }
    return text;
}

QString cArray(ByteView bytes)
{
    QString text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            text += i % perLine == 0 ? QStringLiteral(",\n") : QStringLiteral(", ");
        text += QStringLiteral("0x") % QString::fromStdString(toHex(bytes.subspan(i, 1)));
    }
    return text;
}

void appendTree(QString &text, const View &view, const ViewNode &node, int depth)
{
    text += QString(depth * 2, QLatin1Char(' '));
    if (node.kind == NodeKind::tlv)
        text += node.tagText % QLatin1Char(' ');
    text += node.name;
    QString value = node.value;
    if (node.shortened) {
        const ByteView content =
            ByteView(view.buffers[node.buffer].bytes).subspan(node.offset + node.header, node.length - node.header);
        const bool binary = node.kind == NodeKind::tlv || node.kind == NodeKind::apdu;
        value = binary ? QString::fromStdString(toHex(content))
                       : QString::fromUtf8(textOf(content).data(), static_cast<qsizetype>(content.size()));
    }
    if (!value.isEmpty())
        text += QStringLiteral(": ") % value.trimmed();
    if (!node.problem.isEmpty())
        text += QStringLiteral("  [") % node.problem % QLatin1Char(']');
    text += QLatin1Char('\n');
    for (const ViewNode &child : node.children)
        appendTree(text, view, child, depth + 1);
}

} // namespace

QChar printableOctet(std::uint8_t octet)
{
    return octet >= 0x20 && octet < 0x7F ? QLatin1Char(static_cast<char>(octet)) : QLatin1Char('.');
}

QString bytesText(ByteView bytes, BytesForm form, std::size_t offset)
{
    switch (form) {
    case BytesForm::hexStream: return QString::fromStdString(toHex(bytes));
    case BytesForm::spacedHex: return QString::fromStdString(toSpacedHex(bytes));
    case BytesForm::hexDump: return hexDump(bytes, offset);
    case BytesForm::cArray: return cArray(bytes);
    case BytesForm::base64: return QString::fromStdString(toBase64(bytes));
    }
    return {};
}

QString treeText(const View &view, const ViewNode &node)
{
    QString text;
    appendTree(text, view, node, 0);
    return text;
}

} // namespace wb::report
