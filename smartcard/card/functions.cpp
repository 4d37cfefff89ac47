// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/functions.h"

#include "core/asn1/reader.h"
#include "core/rsp/catalogue.h"

#include <algorithm>
#include <array>

namespace wb::card {

namespace {

/// GetEUICCChallenge starts a session but may be repeated: the newest challenge counts (SGP.22 section 5.7.7).
constexpr std::array<asn1::Tag, 9> readingTags{0xBF20, 0xBF22, 0xBF28, 0xBF2B, 0xBF2D, 0xBF2E, 0xBF3C, 0xBF3E, 0xBF43};

/// The parts of a Bound Profile Package that travel as segments of their own (SGP.22 section 2.5.5).
constexpr std::array<asn1::Tag, 8> segmentTags{0xBF23, 0xA0, 0xA1, 0xA2, 0xA3, 0x86, 0x87, 0x88};

template <std::size_t N>
bool contains(const std::array<asn1::Tag, N> &tags, asn1::Tag tag)
{
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

Interface interfaceOf(std::string_view functionName)
{
    for (const Interface each : {Interface::es10a, Interface::es10b, Interface::es10c}) {
        if (functionName.starts_with(nameOf(each)))
            return each;
    }
    return Interface::apdu;
}

} // namespace

CardFunction functionOf(ByteView request)
{
    const asn1::Tag tag = asn1::Reader(request).peekTag();
    std::string name(rsp::es10FunctionOf(contains(segmentTags, tag) ? asn1::Tag(0xBF36) : tag));
    if (name.empty())
        name = tag == 0 ? "STORE DATA" : "STORE DATA " + asn1::tagText(tag);
    const Interface interface = interfaceOf(name);
    return {std::move(name), interface, contains(readingTags, tag)};
}

} // namespace wb::card
