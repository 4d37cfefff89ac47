// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/pcsc/evidence.h"

#include <string_view>

namespace wb::pcsc {

/// How much a finding is in the way.
enum class Severity {
    blocks, ///< no card, or not this one, can be used until it is mended
    warns,  ///< it has gone wrong before, and may again
    notes,  ///< it works, in another way than usual
    fine,
};

/// "blocks", "warns", "notes", "fine".
std::string_view nameOf(Severity severity);

/// What the doctor has found.
struct Finding {
    std::string name; ///< "pcscd-not-running": the same in every language
    Severity severity = Severity::blocks;
    std::string subject;               ///< the reader it is about; empty: all of them
    std::string what;                  ///< one sentence
    std::string cause;                 ///< why that is so
    std::vector<std::string> evidence; ///< what was seen, line by line
    std::string remedy;                ///< one thing to do
    std::string command;               ///< the command that does it, for a shell; empty where it takes hands
    std::string check;                 ///< what is to be seen afterwards
};

/// What the evidence says, what blocks first before what blocks later, and that before notes. Never empty. Depends on nothing but its
/// argument; the words are in the user's language.
std::vector<Finding> diagnose(const Evidence &evidence);

/// Whether something is in the way, of all cards or of one that was meant.
bool somethingBlocks(const std::vector<Finding> &findings);

/// The findings and the report of what was tried to find ISD-Rs as text, for a clipboard or a ticket.
std::string reportOf(const std::vector<Finding> &findings, const Evidence &evidence);

/// A line a try: "A0000005591010FFFFFFFF8900000100  standard  6A82  The file or application was not found."
std::vector<std::string> linesOf(const card::IsdrSearch &search);

/// Everything the doctor can find, as Markdown: docs/doctor.md.
std::string findingTable();

} // namespace wb::pcsc
