// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/explain/scard_codes.h"
#include "core/explain/translation.h"
#include "smartcard/card/apdu.h"
#include "smartcard/pcsc/doctor_rules.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

/// What is looked for in the cards, and among the codes that PC/SC returned.
namespace wb::pcsc {

namespace {

using explain::translated;

constexpr std::uint32_t sharingViolation = 0x8010000B;
constexpr std::string_view gnuPgDaemon = "scdaemon";

bool hasCode(std::span<const std::uint32_t> codes, std::uint32_t code)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

const ReaderEvidence *readerOf(const Evidence &evidence, std::string_view name)
{
    const auto found = std::find_if(evidence.readers.begin(), evidence.readers.end(),
                                    [name](const ReaderEvidence &reader) { return reader.state.name == name; });
    return found == evidence.readers.end() ? nullptr : &*found;
}

bool answers(const ReaderEvidence &reader)
{
    return reader.search && reader.search->found;
}

std::string stateLine(const ReaderState &state)
{
    std::string line = state.name + ": ";
    line += state.present ? translated(QT_TRANSLATE_NOOP("explain", "card present"))
                          : translated(QT_TRANSLATE_NOOP("explain", "no card"));
    if (state.mute)
        line += translated(QT_TRANSLATE_NOOP("explain", ", does not answer a reset"));
    if (state.exclusive)
        line += translated(QT_TRANSLATE_NOOP("explain", ", held exclusively"));
    else if (state.inUse)
        line += translated(QT_TRANSLATE_NOOP("explain", ", in use"));
    if (!state.atr.empty())
        line += ", ATR " + toSpacedHex(state.atr);
    return line;
}

/// Each reader that the condition holds for, with its state and what its calls returned.
std::vector<Seen> readersThat(const Evidence &evidence, const std::function<bool(const ReaderEvidence &)> &condition)
{
    std::vector<Seen> all;
    for (const ReaderEvidence &reader : evidence.readers) {
        if (!condition(reader))
            continue;
        Seen seen{reader.state.name, {stateLine(reader.state)}};
        for (const CallResult &call : evidence.calls) {
            if (call.reader == reader.state.name)
                seen.evidence.push_back(lineOf(call));
        }
        all.push_back(std::move(seen));
    }
    return all;
}

bool isHeld(const Evidence &evidence, const ReaderEvidence &reader)
{
    if (!reader.heldHere.empty() || answers(reader))
        return false;
    return reader.state.exclusive
           || std::any_of(evidence.calls.begin(), evidence.calls.end(), [&reader](const CallResult &call) {
                  return call.code == sharingViolation && call.reader == reader.state.name;
              });
}

/// The readers that another program holds, when it may be the sort of program that the rule is about.
std::vector<Seen> heldReaders(const Evidence &evidence, bool ruleApplies)
{
    if (!ruleApplies)
        return {};
    std::vector<Seen> all = readersThat(evidence,
                                        [&evidence](const ReaderEvidence &reader) { return isHeld(evidence, reader); });
    for (const CallResult &call : evidence.calls) { // of a reader that nobody named
        if (call.code == sharingViolation && readerOf(evidence, call.reader) == nullptr)
            all.push_back({call.reader, {lineOf(call)}});
    }
    for (Seen &seen : all) {
        for (const CardProgram &program : evidence.system.programs)
            seen.evidence.push_back(translated(QT_TRANSLATE_NOOP("explain", "%1 (process %2) uses PC/SC"),
                                               {program.name, std::to_string(program.pid)}));
    }
    return all;
}

bool gnuPgRuns(const Evidence &evidence)
{
    const auto &programs = evidence.system.programs;
    return std::any_of(programs.begin(), programs.end(),
                       [](const CardProgram &program) { return program.name == gnuPgDaemon; });
}

std::string withName(const card::AidTry &each)
{
    return toHex(each.aid) + (each.name.empty() ? "" : " (" + each.name + ")");
}

Seen searchSeen(const ReaderEvidence &reader)
{
    Seen seen{reader.state.name, linesOf(*reader.search)};
    seen.evidence.insert(seen.evidence.begin(), stateLine(reader.state));
    return seen;
}

bool channelWasRefused(const Error &error)
{
    const bool ofChannel = error.step.starts_with("MANAGE CHANNEL")
                           || (error.statusWord && (*error.statusWord == 0x6881 || *error.statusWord == 0x6E00));
    return error.interface == Interface::apdu && ofChannel;
}

} // namespace

namespace look {

std::vector<Seen> codes(const Evidence &evidence, const Rule &rule)
{
    std::vector<Seen> all;
    for (const CallResult &call : evidence.calls) {
        const auto told = [&call](const Seen &seen) { return seen.reader == call.reader && seen.code == call.code; };
        if (!hasCode(rule.codes, call.code) || std::any_of(all.begin(), all.end(), told))
            continue;
        Seen seen{call.reader, {lineOf(call)}};
        seen.code = call.code;
        const ReaderEvidence *reader = readerOf(evidence, call.reader);
        if (reader != nullptr)
            seen.evidence.push_back(stateLine(reader->state));
        const bool gone = reader != nullptr ? answers(*reader) : call.reader.empty() && evidence.serviceReached;
        if (gone && rule.severity == Severity::blocks)
            seen.severity = Severity::warns;
        all.push_back(std::move(seen));
    }
    return all;
}

std::vector<Seen> otherCodes(const Evidence &evidence, const Rule &rule)
{
    std::vector<std::uint32_t> others;
    for (const CallResult &call : evidence.calls) {
        const bool known = std::any_of(rules().begin(), rules().end(),
                                       [&call](const Rule &each) { return hasCode(each.codes, call.code); });
        if (!known && call.code != 0)
            others.push_back(call.code);
    }
    Rule all = rule;
    all.codes = others;
    return codes(evidence, all);
}

std::vector<Seen> heldByGnuPg(const Evidence &evidence, const Rule &)
{
    return heldReaders(evidence, gnuPgRuns(evidence));
}

std::vector<Seen> heldByProgram(const Evidence &evidence, const Rule &)
{
    const auto &programs = evidence.system.programs;
    std::vector<Seen> all = heldReaders(evidence, programs.size() == 1 && !gnuPgRuns(evidence));
    for (Seen &seen : all)
        seen.detail = std::to_string(programs.front().pid);
    return all;
}

std::vector<Seen> heldByUnknown(const Evidence &evidence, const Rule &)
{
    return heldReaders(evidence, evidence.system.programs.size() != 1 && !gnuPgRuns(evidence));
}

std::vector<Seen> heldHere(const Evidence &evidence, const Rule &)
{
    std::vector<Seen> all = readersThat(evidence,
                                        [](const ReaderEvidence &reader) { return !reader.heldHere.empty(); });
    for (Seen &seen : all)
        seen.detail = readerOf(evidence, seen.reader)->heldHere;
    return all;
}

std::vector<Seen> cardMute(const Evidence &evidence, const Rule &rule)
{
    std::vector<Seen> all = readersThat(evidence, [](const ReaderEvidence &reader) { return reader.state.mute; });
    for (Seen &seen : codes(evidence, rule)) {
        const ReaderEvidence *reader = readerOf(evidence, seen.reader);
        if (reader == nullptr || !reader->state.mute)
            all.push_back(std::move(seen));
    }
    return all;
}

std::vector<Seen> noCard(const Evidence &evidence, const Rule &rule)
{
    const auto empty = [](const ReaderEvidence &reader) {
        return !reader.builtIn && !reader.state.present && !reader.state.error;
    };
    const auto full = [](const ReaderEvidence &reader) { return !reader.builtIn && reader.state.present; };
    const bool cardSomewhere = std::any_of(evidence.readers.begin(), evidence.readers.end(), full);
    if (cardSomewhere || !evidence.chosen.empty()) { // an empty slot is no trouble then, unless it was meant
        std::vector<Seen> all = readersThat(evidence, [&](const ReaderEvidence &reader) {
            return empty(reader) && reader.state.name == evidence.chosen;
        });
        for (Seen &seen : codes(evidence, rule)) {
            const ReaderEvidence *reader = readerOf(evidence, seen.reader);
            if (reader == nullptr || !empty(*reader))
                all.push_back(std::move(seen));
        }
        return all;
    }
    std::vector<Seen> all = readersThat(evidence, empty);
    for (std::size_t i = 1; i < all.size(); ++i)
        all[0].evidence.insert(all[0].evidence.end(), all[i].evidence.begin(), all[i].evidence.end());
    if (all.size() > 1) {
        all.resize(1);
        all[0].reader.clear();
    }
    return all;
}

std::vector<Seen> noIsdR(const Evidence &evidence, const Rule &)
{
    std::vector<Seen> all;
    for (const ReaderEvidence &reader : evidence.readers) {
        if (reader.search && !reader.search->found)
            all.push_back(searchSeen(reader));
    }
    return all;
}

std::vector<Seen> channelRefused(const Evidence &evidence, const Rule &)
{
    std::vector<Seen> all;
    for (const ReaderEvidence &reader : evidence.readers) {
        if (reader.search && reader.search->found && reader.search->basicChannelReason)
            all.push_back({reader.state.name, {reader.search->basicChannelReason->line()}});
    }
    if (all.empty() && evidence.lastFailure && channelWasRefused(*evidence.lastFailure)) {
        Seen seen{evidence.chosen, {evidence.lastFailure->line()}};
        seen.severity = Severity::warns;
        all.push_back(std::move(seen));
    }
    return all;
}

std::vector<Seen> isdRElsewhere(const Evidence &evidence, const Rule &)
{
    std::vector<Seen> all;
    for (const ReaderEvidence &reader : evidence.readers) {
        if (!answers(reader) || reader.search->foundTry()->origin == card::AidOrigin::standard)
            continue;
        Seen seen = searchSeen(reader);
        seen.detail = withName(*reader.search->foundTry());
        all.push_back(std::move(seen));
    }
    return all;
}

std::vector<Seen> openFailed(const Evidence &evidence, const Rule &)
{
    std::vector<Seen> all;
    for (const ReaderEvidence &reader : evidence.readers) {
        const bool told = !reader.failure || reader.failure->scard || reader.failure->kind == ErrorKind::cancelled;
        if (told)
            continue;
        Seen seen{reader.state.name, {stateLine(reader.state)}};
        seen.detail = reader.failure->line();
        seen.statusWord = reader.failure->statusWord;
        all.push_back(std::move(seen));
    }
    return all;
}

std::vector<Seen> cardAnswers(const Evidence &evidence, const Rule &)
{
    std::vector<Seen> all;
    for (const ReaderEvidence &reader : evidence.readers) {
        if (!answers(reader))
            continue;
        const card::IsdrSearch &search = *reader.search;
        Seen seen{reader.state.name, {stateLine(reader.state)}};
        seen.detail = withName(*search.foundTry());
        seen.evidence.push_back(
            translated(QT_TRANSLATE_NOOP("explain", "ISD-R on channel %1"), {std::to_string(search.channel)}));
        for (std::string &line : card::linesOf(card::controlInformationOf(search.fci)))
            seen.evidence.push_back(std::move(line));
        all.push_back(std::move(seen));
    }
    return all;
}

std::vector<Seen> cardPresent(const Evidence &evidence, const Rule &)
{
    return readersThat(evidence, [](const ReaderEvidence &reader) {
        const ReaderState &state = reader.state;
        return state.present && !state.mute && !state.exclusive && reader.heldHere.empty() && !reader.search
               && !reader.failure;
    });
}

} // namespace look

} // namespace wb::pcsc
