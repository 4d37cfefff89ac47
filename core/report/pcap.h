// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

#include <span>

namespace wb::report {

/// The APDUs of a capture as a pcap file for Wireshark: each block one GSMTAP packet of type SIM (command and response behind one
/// another), in UDP to port 4729 over IPv4, as the tools of Osmocom write them. HTTPS exchanges are left out: they are encrypted for Wireshark
/// in any case, see toHar().
struct Pcap {
    Bytes file;
    std::size_t packets = 0;
    std::size_t leftOut = 0; ///< blocks without a response, and such as no UDP packet can hold
};

Pcap toPcap(std::span<const capture::ExchangePtr> exchanges);

} // namespace wb::report
