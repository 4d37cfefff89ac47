// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <optional>
#include <string>
#include <vector>

namespace wb::card {

/// File identifiers of the files that say which applications a card has (ETSI TS 102 221 section 13.1).
inline constexpr std::uint16_t masterFile = 0x3F00;
inline constexpr std::uint16_t directoryFile = 0x2F00;

/// More records of EF.DIR are not read: they are numbered in one octet, and a card that answers for ever is not believed.
inline constexpr unsigned maxDirectoryRecords = 32;

/// An application as a record of EF.DIR names it.
struct DirectoryEntry {
    Bytes aid;
    std::string label; ///< tag 50; empty when there is none

    bool operator==(const DirectoryEntry &) const = default;
};

/// The application template in a record of EF.DIR: 61 { 4F AID, [50 label] }, filled up with FF. None for an empty record and for
/// one that is no template.
std::optional<DirectoryEntry> directoryEntryOf(ByteView record);

/// Whether an AID looks like that of an ISD-R: RID and PIX of the GSMA's eUICC applications (A0000005591010), 8900 at the place
/// of the ISD-R's, and neither the ECASD nor one of the numbers of ISD-Ps (SGP.02 section 2.2.3).
bool resemblesIsdR(ByteView aid);

} // namespace wb::card
