// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/vcard/answer_to_reset.h"

namespace wb::vcard {

Bytes virtualEuiccAtr()
{
    Bytes atr{
        0x3B,                   // TS: direct convention
        0x9F,                   // T0: TA1, TD1, fifteen historical octets
        0x96,                   // TA1: F 512, D 32
        0x80,                   // TD1: TD2 follows, T=0
        0x81,                   // TD2: TD3 follows, T=1
        0x3F,                   // TD3: TA4 and TB4 follow, T=15 (global interface octets)
        0xC7,                   // TA4: clock stop either state, 5 V, 3 V and 1.8 V
        0x82,                   // TB4: more features follow, eUICC functions
        0x80,                   // historical octets in COMPACT-TLV
        0x31, 0xE0,             // card service data: selection by full and by partial DF name
        0x73, 0xFE, 0x21, 0x17, // card capabilities: the card gives channel numbers, eight channels or more
        0x57, 'S',  'M',  'D',  'S', '-', 'W', 'B',
    };
    std::uint8_t check = 0;
    for (std::size_t i = 1; i < atr.size(); ++i)
        check ^= atr[i];
    atr.push_back(check); // TCK: with T=1 on offer the octets from T0 on add up to zero
    return atr;
}

} // namespace wb::vcard
