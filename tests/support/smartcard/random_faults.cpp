// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/smartcard/random_faults.h"

namespace wb::testing {

namespace {

constexpr asn1::Tag functionsToDisturb[] = {0xBF20, 0xBF22, 0xBF28, 0xBF29, 0xBF2B, 0xBF2D,
                                            0xBF2E, 0xBF31, 0xBF32, 0xBF3C, 0xBF3E, 0xBF43};
constexpr std::uint16_t statusWords[] = {0x6F00, 0x6985, 0x6A80, 0x6A88, 0x6881, 0x6700, 0x6E00, 0x6100,
                                         0x61FF, 0x6C00, 0x6C10, 0x9000, 0x9101, 0x91FF, 0x0000, 0xFFFF};

} // namespace

euicc::Fault RandomFaults::fault()
{
    using enum euicc::Fault::Kind;
    constexpr euicc::Fault::Kind kinds[] = {slow,        status, truncated, garbled, garbled,
                                            wrongLength, stump,  silent,    pulled};
    euicc::Fault fault;
    fault.kind = kinds[below(std::size(kinds))];
    switch (below(8)) {
    case 0: break; // everywhere
    case 1:
    case 2:
    case 3: fault.command = static_cast<unsigned>(1 + below(20)); break;
    default: fault.function = functionsToDisturb[below(std::size(functionsToDisturb))]; break;
    }
    fault.times = static_cast<unsigned>(below(4));
    fault.statusWord = statusWords[below(std::size(statusWords))];
    if (chance(4))
        fault.statusWord = static_cast<std::uint16_t>(below(0x10000));
    fault.delay = std::chrono::milliseconds(below(8));
    if (chance(2))
        fault.octet = chance(2) ? below(8) : below(300);
    fault.mask = static_cast<std::uint8_t>(1 + below(255));
    fault.by = static_cast<int>(below(127)) + 1;
    if (chance(2))
        fault.by = -fault.by;
    if (!chance(4))
        fault.backAfter = std::chrono::milliseconds(below(20));
    fault.carriedOut = chance(2);
    return fault;
}

euicc::FaultPlan RandomFaults::plan()
{
    euicc::FaultPlan faults;
    const std::size_t count = 1 + below(3);
    while (faults.size() < count)
        faults.push_back(fault());
    return faults;
}

cards::OpenOptions RandomFaults::options()
{
    cards::OpenOptions options;
    options.session.blockSize = static_cast<unsigned>(chance(2) ? 255 : 1 + below(255));
    options.session.terminalCapability = !chance(4);
    options.session.channel = static_cast<card::ChannelChoice>(below(3));
    options.session.le = static_cast<card::LeChoice>(below(3));
    return options;
}

Bytes RandomFaults::octets(std::size_t most)
{
    Bytes bytes(1 + below(most));
    for (std::uint8_t &octet : bytes)
        octet = static_cast<std::uint8_t>(below(256));
    return bytes;
}

} // namespace wb::testing
