// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <string_view>
#include <vector>

namespace wb::card {

/// An application of an eUICC and the name people know it by.
struct KnownAid {
    std::string_view name; ///< "ISD-R", "ISD-R of 5ber"
    Bytes aid;
};

/// The AID of the ISD-R, SGP.22 section 5.7.2 and SGP.02: A0000005591010FFFFFFFF8900000100.
const Bytes &isdRAid();

/// Where an ISD-R may be found: the AID of the specification first, then those of cards that deviate from it.
const std::vector<KnownAid> &isdRAids();

/// The name of a whole AID; empty when it is not known.
std::string_view nameOfAid(ByteView aid);

} // namespace wb::card
