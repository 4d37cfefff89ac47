// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/reader.h"
#include "core/base/toml_reader.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wb::euicc {

/// What a virtual card does wrong on purpose, and when. As a table of the description of a virtual eUICC:
///
///     [[fault]]
///     kind = "status"                # see faultKinds()
///     function = "BF2D"              # at the answer of this ES10 function,
///     command = 7                    # or at this command APDU since the card was switched on or reset, counted from 1;
///                                    # with neither: at each command
///     times = 1                      # so often altogether; without it: always
///     status = "6F00"                # status: the status word (6F00 when it is not said)
///     milliseconds = 2000            # slow, silent: so long first, up to 60000
///     octet = 4                      # garbled: the place in the answer, counted from 0; truncated: so many octets are left (none: half of them)
///     mask = "FF"                    # garbled: the bits that are turned over
///     by = 1                         # wrong-length: what is added to the outermost length
///     back-after = 3000              # pulled: milliseconds until it is back; without it, it stays away
///     carried-out = true             # status, silent, pulled: the eUICC has done what was asked all the same
struct Fault {
    enum class Kind {
        slow,        ///< the answer comes late
        status,      ///< a status word in place of the answer
        truncated,   ///< the answer ends early, with its status word behind it
        garbled,     ///< one octet of the answer is another one
        wrongLength, ///< the outermost TLV of the answer says it is longer or shorter than it is
        stump,       ///< a single octet, which is no response APDU
        silent,      ///< no answer: the reader gives up after a while
        pulled,      ///< the card leaves its reader instead of answering
    };

    Kind kind = Kind::status;
    std::optional<unsigned> command = {};   ///< the command APDU it is for
    std::optional<asn1::Tag> function = {}; ///< the ES10 function it is for, by the tag of its request
    unsigned times = 0;                     ///< how often it happens; 0: always
    std::uint16_t statusWord = 0x6F00;
    std::chrono::milliseconds delay{1000};
    std::optional<std::size_t> octet = {};
    std::uint8_t mask = 0xFF;
    int by = 1;
    std::optional<std::chrono::milliseconds> backAfter = {};
    bool carriedOut = false;

    /// Whether it changes the data of an answer and leaves the status word.
    bool changesData() const { return kind == Kind::truncated || kind == Kind::garbled || kind == Kind::wrongLength; }

    bool operator==(const Fault &) const = default;
};

/// Faults in the order in which they are looked at: all that are for a command happen to it.
using FaultPlan = std::vector<Fault>;

/// "slow, status, ...": what `kind` may say.
std::string faultKinds();

/// A fault as it stands in a description; what is wrong with it is noted in the reader.
Fault faultIn(TomlReader &reader, const toml::table &table);

/// The same table as text.
std::string faultTable(const Fault &fault);

/// "BF2D: 6F00, once": a fault on one line for people.
std::string faultLine(const Fault &fault);

} // namespace wb::euicc
