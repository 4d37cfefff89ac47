// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/known_aids.h"

#include <algorithm>

namespace wb::card {

namespace {

/// RID and PIX prefix of GSMA embedded UICC, then the four octets that tell the applications apart, then 00.
Bytes gsmaAid(std::uint32_t middle, std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d)
{
    Bytes aid{0xA0, 0x00, 0x00, 0x05, 0x59, 0x10, 0x10};
    for (int shift = 24; shift >= 0; shift -= 8)
        aid.push_back(static_cast<std::uint8_t>(middle >> shift));
    for (const std::uint8_t octet : {std::uint8_t(0x89), a, b, c, d})
        aid.push_back(octet);
    return aid;
}

} // namespace

const Bytes &isdRAid()
{
    static const Bytes aid = gsmaAid(0xFFFFFFFF, 0x00, 0x00, 0x01, 0x00);
    return aid;
}

const std::vector<KnownAid> &isdRAids()
{
    static const std::vector<KnownAid> aids{
        {"ISD-R", isdRAid()},
        {"ISD-R of 5ber", gsmaAid(0xFFFFFFFF, 0x00, 0x05, 0x05, 0x00)},
        {"ISD-R of eSIM.me", gsmaAid(0x00000000, 0x00, 0x00, 0x03, 0x00)},
    };
    return aids;
}

std::string_view nameOfAid(ByteView aid)
{
    for (const KnownAid &known : isdRAids()) {
        if (equal(known.aid, aid))
            return known.name;
    }
    static const Bytes ecasd = gsmaAid(0xFFFFFFFF, 0x00, 0x00, 0x02, 0x00);
    if (equal(ecasd, aid))
        return "ECASD";
    if (aid.size() == isdRAid().size() && std::equal(aid.begin(), aid.begin() + 12, isdRAid().begin()))
        return "ISD-P";
    return {};
}

} // namespace wb::card
