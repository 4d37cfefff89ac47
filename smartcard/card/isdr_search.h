// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "core/rsp/euicc_data.h"
#include "smartcard/card/ef_dir.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wb::card {

/// What SELECT of an application brought: 6F { 84 name, A5 { 9F65, 9F6E }, E0 } (GlobalPlatform table 11-42, SGP.22 section 5.7.1).
struct ControlInformation {
    Bytes name;                          ///< 84: the whole AID of what was selected; empty when it is not there
    std::optional<unsigned> longestData; ///< 9F65: octets a command may carry
    Bytes lifeCycle;                     ///< 9F6E: application production life cycle data; empty when it is not there
    std::optional<rsp::IsdrProprietaryApplicationTemplate> isdR; ///< E0, when it is there and readable
};

/// Reads what is there, wherever in the FCI a card puts it, and leaves out what cannot be read.
ControlInformation controlInformationOf(ByteView fci);

/// How an AID that was tried is known.
enum class AidOrigin {
    standard,  ///< SGP.22 names it
    maker,     ///< cards of a maker that deviates have it
    own,       ///< the user named it
    directory, ///< EF.DIR of the card has it
};

/// "standard", "maker's", "own", "EF.DIR".
std::string_view nameOf(AidOrigin origin);

/// One SELECT.
struct AidTry {
    Bytes aid;
    AidOrigin origin = AidOrigin::standard;
    std::string name; ///< "ISD-R of 5ber", a label of EF.DIR; empty when nobody named it
    std::uint16_t sw = 0;
};

/// What reading EF.DIR brought.
struct DirectoryReading {
    std::string step;     ///< the command that was answered last: "SELECT EF.DIR", "READ RECORD 3"
    std::uint16_t sw = 0; ///< its status word; 6A83, no such record, is how a file normally ends
    unsigned records = 0; ///< that could be read
    std::vector<DirectoryEntry> entries;
};

/// How the ISD-R of a card was looked for: what was tried, in that order, and what was found.
struct IsdrSearch {
    std::vector<AidTry> tries;
    std::optional<std::size_t> found;          ///< the try that was answered
    std::optional<DirectoryReading> directory; ///< none: it was not needed, or not to be read
    Bytes fci;                                 ///< of the ISD-R, raw
    int channel = 0;                           ///< on which it was spoken to
    std::optional<Error> basicChannelReason;   ///< why not on a channel of its own, which was wanted

    const AidTry *foundTry() const { return found ? &tries[*found] : nullptr; }
};

/// "tried A0000005591010FFFFFFFF8900000100 (6A82), ...; EF.DIR names 2 applications, none like an ISD-R", for the reason of an error.
std::string triedText(const IsdrSearch &search);

/// What was selected, line by line for people: name, SVN, longest command, life cycle data.
std::vector<std::string> linesOf(const ControlInformation &information);

} // namespace wb::card
