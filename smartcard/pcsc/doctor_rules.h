// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/explain/explanation.h"
#include "smartcard/pcsc/doctor.h"

#include <span>

namespace wb::pcsc {

/// What a rule has seen: that it applies, to what, and with which words filled in.
struct Seen {
    std::string reader; ///< %1 of text and command; empty: none
    std::vector<std::string> evidence;
    std::string detail = {};                      ///< %2; ready for a shell where the command has it
    std::optional<std::uint32_t> code = {};       ///< whose words of core/explain are used
    std::optional<std::uint16_t> statusWord = {}; ///< the same, of a card
    std::optional<Severity> severity = {};        ///< another than the rule's
};

/// One thing the doctor knows. Text that is null is taken from core/explain, by the code that was seen or the first of `codes`.
struct Rule {
    const char *name;
    Severity severity;
    explain::Text text;
    const char *command; ///< %1 the reader, %2 a detail, made ready for a shell. Empty where it takes hands
    const char *commandWithoutSystemd; ///< null: the same
    const char *check;
    std::span<const std::uint32_t> codes; ///< of PC/SC that belong to it
    std::vector<Seen> (*look)(const Evidence &evidence, const Rule &rule);
};

/// What the rules look for, by place. Each returns one entry for each finding.
namespace look {
std::vector<Seen> serviceNotInstalled(const Evidence &evidence, const Rule &rule);
std::vector<Seen> socketMisnamed(const Evidence &evidence, const Rule &rule);
std::vector<Seen> socketOutsideContainer(const Evidence &evidence, const Rule &rule);
std::vector<Seen> serviceNotRunning(const Evidence &evidence, const Rule &rule);
std::vector<Seen> socketMissing(const Evidence &evidence, const Rule &rule);
std::vector<Seen> socketDead(const Evidence &evidence, const Rule &rule);
std::vector<Seen> socketForbidden(const Evidence &evidence, const Rule &rule);
std::vector<Seen> polkitRefuses(const Evidence &evidence, const Rule &rule);
std::vector<Seen> serviceDoesNotAnswer(const Evidence &evidence, const Rule &rule);
std::vector<Seen> readerHeldByKernel(const Evidence &evidence, const Rule &rule);
std::vector<Seen> driverMissing(const Evidence &evidence, const Rule &rule);
std::vector<Seen> readerNotTaken(const Evidence &evidence, const Rule &rule);
std::vector<Seen> noReader(const Evidence &evidence, const Rule &rule);
std::vector<Seen> heldByGnuPg(const Evidence &evidence, const Rule &rule);
std::vector<Seen> heldByProgram(const Evidence &evidence, const Rule &rule);
std::vector<Seen> heldByUnknown(const Evidence &evidence, const Rule &rule);
std::vector<Seen> heldHere(const Evidence &evidence, const Rule &rule);
std::vector<Seen> cardMute(const Evidence &evidence, const Rule &rule);
std::vector<Seen> noCard(const Evidence &evidence, const Rule &rule);
std::vector<Seen> noIsdR(const Evidence &evidence, const Rule &rule);
std::vector<Seen> channelRefused(const Evidence &evidence, const Rule &rule);
std::vector<Seen> isdRElsewhere(const Evidence &evidence, const Rule &rule);
std::vector<Seen> openFailed(const Evidence &evidence, const Rule &rule);
std::vector<Seen> cardAnswers(const Evidence &evidence, const Rule &rule);
std::vector<Seen> cardPresent(const Evidence &evidence, const Rule &rule);
std::vector<Seen> codes(const Evidence &evidence, const Rule &rule);      ///< of the rule
std::vector<Seen> otherCodes(const Evidence &evidence, const Rule &rule); ///< of no rule
} // namespace look

/// "SCardConnect returned SCARD_E_SHARING_VIOLATION 0x8010000B".
std::string lineOf(const CallResult &call);

/// Every rule, in the order in which things block.
std::span<const Rule> rules();

/// A word as a shell takes it, in quotes where it needs them.
std::string shellWord(std::string_view text);

} // namespace wb::pcsc
