// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/isdr_search.h"

#include "core/asn1/decode.h"
#include "core/base/hex.h"
#include "smartcard/card/apdu.h"

namespace wb::card {

namespace {

constexpr std::uint16_t noSuchRecord = 0x6A83;

const asn1::Node *findTag(const std::vector<asn1::Node> &nodes, asn1::Tag tag)
{
    for (const asn1::Node &node : nodes) {
        if (node.tag == tag)
            return &node;
        if (const asn1::Node *inside = findTag(node.children, tag))
            return inside;
    }
    return nullptr;
}

Bytes contentOf(const asn1::Parsed &parsed, ByteView whole, asn1::Tag tag)
{
    const asn1::Node *node = findTag(parsed.nodes, tag);
    return node == nullptr ? Bytes() : copyOf(whole.subspan(node->offset + node->header, node->content));
}

} // namespace

ControlInformation controlInformationOf(ByteView fci)
{
    const asn1::Parsed parsed = asn1::parse(fci);
    ControlInformation information;
    information.name = contentOf(parsed, fci, 0x84);
    information.lifeCycle = contentOf(parsed, fci, 0x9F6E);
    if (const Bytes longest = contentOf(parsed, fci, 0x9F65); !longest.empty() && longest.size() <= 2) {
        unsigned octets = 0;
        for (const std::uint8_t octet : longest)
            octets = octets << 8 | octet;
        information.longestData = octets;
    }
    if (const asn1::Node *node = findTag(parsed.nodes, 0xE0); node) {
        auto read = asn1::decode<rsp::IsdrProprietaryApplicationTemplate>(fci.subspan(node->offset, node->whole));
        if (read)
            information.isdR = std::move(*read);
    }
    return information;
}

std::string_view nameOf(AidOrigin origin)
{
    switch (origin) {
    case AidOrigin::standard: return "standard";
    case AidOrigin::maker: return "maker's";
    case AidOrigin::own: return "own";
    case AidOrigin::directory: return "EF.DIR";
    }
    return {};
}

std::string triedText(const IsdrSearch &search)
{
    std::string text = "tried ";
    for (const AidTry &each : search.tries)
        text += (&each == &search.tries.front() ? "" : ", ") + toHex(each.aid) + " (" + statusText(each.sw) + ")";
    if (!search.directory)
        return text;
    const DirectoryReading &directory = *search.directory;
    if (directory.records == 0 && directory.sw != noSuchRecord)
        return text + "; EF.DIR cannot be read: " + directory.step + " (" + statusText(directory.sw) + ")";
    return text + "; EF.DIR names " + std::to_string(directory.entries.size()) + " application(s)";
}

std::vector<std::string> linesOf(const ControlInformation &information)
{
    std::vector<std::string> lines;
    if (!information.name.empty())
        lines.push_back("DF name (84): " + toHex(information.name));
    if (information.isdR)
        lines.push_back("ISD-R template (E0): SVN " + information.isdR->svn.text());
    if (information.longestData)
        lines.push_back("longest command data (9F65): " + std::to_string(*information.longestData) + " octets");
    if (!information.lifeCycle.empty())
        lines.push_back("life cycle data (9F6E): " + toHex(information.lifeCycle));
    return lines;
}

} // namespace wb::card
