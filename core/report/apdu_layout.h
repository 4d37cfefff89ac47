// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

namespace wb::report {

inline constexpr std::uint8_t insStoreData = 0xE2;

/// The logical channel in a class byte (ISO/IEC 7816-4 section 5.4.1): 0 to 3 in two bits, 4 to 19 in four.
int channelOf(std::uint8_t cla);

/// Where Lc, data and Le of a command stand (ISO/IEC 7816-3 section 12.1: cases 1 to 4, short and extended). Takes any octets.
struct ApduLayout {
    std::size_t lengthField = 0; ///< octets of Lc
    std::size_t data = 0;        ///< octets announced, which need not all be there
    std::size_t expected = 0;    ///< octets of Le, or what else follows the data
};

ApduLayout layoutOf(ByteView command);

/// The data of a command as far as they are there. The view is into the command.
ByteView dataOf(ByteView command);

} // namespace wb::report
