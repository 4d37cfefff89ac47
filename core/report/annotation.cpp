// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/annotation.h"

#include "core/report/node_maker.h"

#include <algorithm>

namespace wb::report {

namespace {

void addPart(std::vector<Part> &parts, const QString &title, const Bytes &bytes, PartKind kind, PartGroup group)
{
    const rsp::Direction direction = group == PartGroup::request ? rsp::Direction::request : rsp::Direction::response;
    if (!bytes.empty())
        parts.push_back({title, bytes, kind, direction, group});
}

std::vector<Part> partsOf(const capture::ApduExchange &apdu)
{
    std::vector<Part> parts;
    addPart(parts, Words::tr("Request"), apdu.request, PartKind::tlv, PartGroup::request);
    addPart(parts, Words::tr("Response"), apdu.response, PartKind::tlv, PartGroup::response);
    int number = 0;
    for (const capture::ApduBlock &block : apdu.blocks) {
        ++number;
        const QString command = block.generated ? Words::tr("Command %1, sent by the card layer").arg(number)
                                                : Words::tr("Command %1").arg(number);
        addPart(parts, command, block.command, PartKind::apdu, PartGroup::asSent);
        if (!block.command.empty())
            parts.back().direction = rsp::Direction::request;
        addPart(parts, Words::tr("Response %1").arg(number), block.response, PartKind::apdu, PartGroup::asSent);
    }
    return parts;
}

std::vector<Part> partsOf(const capture::HttpExchange &http)
{
    std::vector<Part> parts;
    addPart(parts, Words::tr("Head"), http.requestHead, PartKind::httpHead, PartGroup::request);
    addPart(parts, Words::tr("Body"), http.requestBody, guessKind(http.requestBody), PartGroup::request);
    addPart(parts, Words::tr("Head"), http.responseHead, PartKind::httpHead, PartGroup::response);
    addPart(parts, Words::tr("Body"), http.responseBody, guessKind(http.responseBody), PartGroup::response);
    int number = 0;
    for (const Bytes &certificate : http.tls.peerChain)
        addPart(parts, Words::tr("Certificate %1").arg(++number), certificate, PartKind::certificate,
                PartGroup::certificates);
    return parts;
}

std::vector<ViewNode> nodesOf(NodeMaker &maker, const Part &part, Stretch whole)
{
    switch (part.kind) {
    case PartKind::tlv: return maker.tlv(whole, nullptr, part.direction);
    case PartKind::json: return maker.json(whole);
    case PartKind::httpHead: return maker.httpHead(whole);
    case PartKind::apdu:
        return part.direction == rsp::Direction::request ? maker.commandApdu(whole) : maker.responseApdu(whole);
    case PartKind::answerToReset: return maker.answerToReset(whole);
    case PartKind::certificate: return maker.certificate(whole);
    case PartKind::raw: return maker.raw(whole);
    }
    return {};
}

} // namespace

std::vector<Part> partsOf(const capture::Exchange &exchange)
{
    if (const capture::ApduExchange *apdu = exchange.apdu())
        return partsOf(*apdu);
    return partsOf(*exchange.http());
}

PartKind guessKind(ByteView bytes)
{
    const auto first = std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t octet) {
        return octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n';
    });
    if (first != bytes.end() && (*first == '{' || *first == '['))
        return PartKind::json;
    return asn1::readSingle(bytes) ? PartKind::tlv : PartKind::raw;
}

View annotatePart(const Part &part)
{
    return annotateParts({&part, 1});
}

View annotateParts(std::span<const Part> parts)
{
    View view;
    for (const Part &part : parts)
        view.buffers.push_back({part.title, part.bytes, false});
    NodeMaker maker(view);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Stretch whole{i, 0, parts[i].bytes.size()};
        std::vector<ViewNode> nodes = nodesOf(maker, parts[i], whole);
        if (parts.size() == 1) {
            view.nodes = std::move(nodes);
            break;
        }
        ViewNode &node = view.nodes.emplace_back(leaf(NodeKind::part, parts[i].title, {}, whole));
        node.children = std::move(nodes);
        if (!node.children.empty() && parts[i].kind != PartKind::json)
            node.value = node.children.front().kind == NodeKind::tlv ? node.children.front().name : QString();
    }
    return view;
}

} // namespace wb::report
