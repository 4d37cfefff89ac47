// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/report/apdu_layout.h"
#include "core/report/exchange_text.h"
#include "core/report/node_maker.h"
#include "core/rsp/instruction_names.h"

#include <algorithm>

namespace wb::report {

namespace {

constexpr std::uint8_t select = 0xA4;

QString instructionName(std::uint8_t code)
{
    const std::string_view name = rsp::instructionName(code);
    if (!name.empty())
        return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    return Words::tr("unknown instruction");
}

QString hex(ByteView bytes)
{
    return QString::fromStdString(toHex(bytes));
}

QString classText(std::uint8_t cla)
{
    const QString kind = (cla & 0x80) != 0 ? Words::tr("proprietary") : Words::tr("ISO 7816");
    return Words::tr("%1, channel %2").arg(kind).arg(channelOf(cla));
}

QString firstParameterText(std::uint8_t ins, std::uint8_t p1)
{
    if (ins == insStoreData)
        return (p1 & 0x80) != 0 ? Words::tr("last block") : Words::tr("more blocks follow");
    if (ins == select && p1 == 0x04)
        return Words::tr("by name");
    if (ins == select && p1 == 0x00)
        return Words::tr("by file identifier");
    return {};
}

QString withHex(ByteView bytes, const QString &words)
{
    return words.isEmpty() ? hex(bytes) : QString(hex(bytes) % QStringLiteral("  ") % words);
}

} // namespace

int channelOf(std::uint8_t cla)
{
    return (cla & 0x40) != 0 ? 4 + (cla & 0x0F) : cla & 0x03;
}

ApduLayout layoutOf(ByteView command)
{
    ApduLayout layout;
    if (command.size() <= 4)
        return layout;
    const std::size_t body = command.size() - 4;
    if (body == 1) {
        layout.expected = 1;
    } else if (command[4] == 0 && body == 3) {
        layout.expected = 3;
    } else if (command[4] == 0 && body > 3) {
        layout.lengthField = 3;
        layout.data = static_cast<std::size_t>(command[5] << 8 | command[6]);
        layout.expected = body > 3 + layout.data ? body - 3 - layout.data : 0;
    } else {
        layout.lengthField = 1;
        layout.data = command[4];
        layout.expected = body > 1 + layout.data ? body - 1 - layout.data : 0;
    }
    return layout;
}

ByteView dataOf(ByteView command)
{
    const ApduLayout layout = layoutOf(command);
    const std::size_t from = std::min(command.size(), 4 + layout.lengthField);
    return command.subspan(from, std::min(layout.data, command.size() - from));
}

std::vector<ViewNode> NodeMaker::commandApdu(Stretch stretch)
{
    const ByteView command = bytesOf(stretch);
    if (command.size() < 4) {
        std::vector<ViewNode> nodes = raw(stretch);
        if (!nodes.empty())
            nodes.front().problem = Words::tr("shorter than CLA INS P1 P2");
        return nodes;
    }
    const auto field = [&](const QString &name, std::size_t at, std::size_t length, const QString &words) {
        return leaf(NodeKind::apdu, name, withHex(command.subspan(at, length), words),
                    {stretch.buffer, stretch.offset + at, length});
    };
    const std::uint8_t ins = command[1];
    std::vector<ViewNode> nodes;
    nodes.push_back(field(QStringLiteral("CLA"), 0, 1, classText(command[0])));
    nodes.push_back(field(QStringLiteral("INS"), 1, 1, instructionName(ins)));
    nodes.push_back(field(QStringLiteral("P1"), 2, 1, firstParameterText(ins, command[2])));
    nodes.push_back(
        field(QStringLiteral("P2"), 3, 1, ins == insStoreData ? Words::tr("block %1").arg(command[3]) : QString()));

    const ApduLayout layout = layoutOf(command);
    std::size_t at = 4;
    if (layout.lengthField > 0) {
        nodes.push_back(field(QStringLiteral("Lc"), at, layout.lengthField,
                              Words::tr("%n octet(s)", nullptr, static_cast<int>(layout.data))));
        at += layout.lengthField;
        const std::size_t there = std::min(layout.data, command.size() - at);
        if (there < layout.data)
            nodes.back().problem = Words::tr("only %n octet(s) follow", nullptr, static_cast<int>(there));
        const Stretch data{stretch.buffer, stretch.offset + at, there};
        bool shortened = false;
        ViewNode node = leaf(NodeKind::apdu, Words::tr("data"),
                             shownText(toHex(command.subspan(at, there)), &shortened), data);
        node.shortened = shortened;
        const bool whole = ins == insStoreData && (command[2] & 0x80) != 0 && command[3] == 0;
        if (whole && there > 0)
            node.children = tlv(data, nullptr, rsp::Direction::request);
        node.secret = ins != select && node.children.empty();
        if (!node.children.empty())
            node.value.clear();
        if (there > 0)
            nodes.push_back(std::move(node));
        at += there;
    }
    if (layout.expected > 0) {
        const std::size_t usual = layout.lengthField == 0 ? layout.expected : layout.lengthField == 3 ? 2 : 1;
        nodes.push_back(field(QStringLiteral("Le"), at, layout.expected, {}));
        if (layout.expected != usual)
            nodes.back().problem = Words::tr("%n octet(s) follow the data where Le has %1", nullptr,
                                             static_cast<int>(layout.expected))
                                       .arg(usual);
    }
    return nodes;
}

std::vector<ViewNode> NodeMaker::responseApdu(Stretch stretch)
{
    const ByteView response = bytesOf(stretch);
    if (response.size() < 2) {
        std::vector<ViewNode> nodes = raw(stretch);
        if (!nodes.empty())
            nodes.front().problem = Words::tr("shorter than a status word");
        return nodes;
    }
    std::vector<ViewNode> nodes;
    const std::size_t length = response.size() - 2;
    if (length > 0) {
        const Stretch data{stretch.buffer, stretch.offset, length};
        bool shortened = false;
        ViewNode node = leaf(NodeKind::apdu, Words::tr("data"), shownText(toHex(response.first(length)), &shortened),
                             data);
        node.shortened = shortened;
        // A piece of a longer answer is no TLV by itself; opening it would only show faults that are none.
        if (asn1::readSingle(response.first(length))) {
            node.children = tlv(data, nullptr, rsp::Direction::response);
            node.value.clear();
            node.shortened = false;
        }
        node.secret = node.children.empty();
        nodes.push_back(std::move(node));
    }
    const std::uint16_t statusWord = static_cast<std::uint16_t>(response[length] << 8 | response[length + 1]);
    nodes.push_back(leaf(NodeKind::apdu, QStringLiteral("SW"),
                         withHex(response.subspan(length), statusWordText(statusWord)),
                         {stretch.buffer, stretch.offset + length, 2}));
    return nodes;
}

} // namespace wb::report
