// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/ef_dir.h"

#include "core/asn1/reader.h"

#include <algorithm>

namespace wb::card {

namespace {

constexpr asn1::Tag applicationTemplate = 0x61;
constexpr asn1::Tag applicationIdentifier = 0x4F;
constexpr asn1::Tag applicationLabel = 0x50;
constexpr std::size_t shortestAid = 5;
constexpr std::size_t longestAid = 16;

/// A label is text of the card's maker: what is not printable ASCII becomes a question mark.
std::string labelOf(ByteView octets)
{
    std::string label;
    for (const std::uint8_t octet : octets)
        label += octet >= 0x20 && octet < 0x7F ? static_cast<char>(octet) : '?';
    return label;
}

} // namespace

std::optional<DirectoryEntry> directoryEntryOf(ByteView record)
{
    asn1::Reader outer(record);
    asn1::Element whole;
    if (!outer.next(whole) || whole.tag != applicationTemplate)
        return std::nullopt;

    DirectoryEntry entry;
    asn1::Reader inner(whole.content);
    for (asn1::Element element; inner.next(element);) {
        if (element.tag == applicationIdentifier && entry.aid.empty())
            entry.aid = copyOf(element.content);
        else if (element.tag == applicationLabel && entry.label.empty())
            entry.label = labelOf(element.content);
    }
    if (entry.aid.size() < shortestAid || entry.aid.size() > longestAid)
        return std::nullopt;
    return entry;
}

bool resemblesIsdR(ByteView aid)
{
    constexpr std::uint8_t provider[]{0xA0, 0x00, 0x00, 0x05, 0x59, 0x10, 0x10};
    constexpr std::size_t place = 11; // behind provider and four octets that makers change: 89 00, then three of theirs
    if (aid.size() != longestAid || !std::equal(std::begin(provider), std::end(provider), aid.begin()))
        return false;
    if (aid[place] != 0x89 || aid[place + 1] != 0x00)
        return false;
    const bool ecasd = aid[13] == 0x00 && aid[14] == 0x02;
    const bool isdP = aid[13] == 0x00 && aid[14] >= 0x10;
    return !ecasd && !isdP;
}

} // namespace wb::card
