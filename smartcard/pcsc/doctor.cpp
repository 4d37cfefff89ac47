// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/doctor.h"

#include "core/base/hex.h"
#include "core/explain/scard_codes.h"
#include "core/explain/status_words.h"
#include "core/explain/translation.h"
#include "smartcard/card/apdu.h"
#include "smartcard/pcsc/doctor_rules.h"

#include <algorithm>

namespace wb::pcsc {

namespace {

/// The words of core/explain for what was seen; none where the rule has all words of its own.
explain::Explanation wordsFor(const Rule &rule, const Seen &seen)
{
    if (seen.statusWord)
        return explain::explainStatusWord(*seen.statusWord);
    if (seen.code)
        return explain::explainScard(*seen.code);
    return rule.codes.empty() ? explain::Explanation() : explain::explainScard(rule.codes.front());
}

/// A finding is one clause more than a sentence of core/explain: whose reader it is.
std::string ownOr(const char *own, std::string other, const Seen &seen)
{
    return own != nullptr ? explain::translated(own, {seen.reader, seen.detail}) : std::move(other);
}

std::string commandFor(std::string_view pattern, const Seen &seen)
{
    std::string command;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const std::string_view mark = pattern.substr(at, 2);
        if (mark == "%1" || mark == "%2") {
            command += mark == "%2" ? seen.detail : seen.reader.empty() ? "READER" : shellWord(seen.reader);
            ++at;
        } else {
            command += pattern[at];
        }
    }
    return command;
}

/// Who is root already needs no sudo, and may not have it.
std::string withoutSudo(std::string command)
{
    constexpr std::string_view sudo = "sudo ";
    for (std::size_t at = 0; (at = command.find(sudo, at)) != std::string::npos;)
        command.erase(at, sudo.size());
    return command;
}

Finding findingOf(const Rule &rule, Seen seen, const SystemEvidence &system)
{
    explain::Explanation words = wordsFor(rule, seen);
    Finding finding;
    finding.name = rule.name;
    finding.severity = seen.severity.value_or(rule.severity);
    finding.subject = seen.reader;
    finding.what = ownOr(rule.text.what, std::move(words.what), seen);
    finding.cause = ownOr(rule.text.why, std::move(words.why), seen);
    finding.remedy = ownOr(rule.text.next, std::move(words.next), seen);
    // Commands are no text for people, so they are not translated.
    const char *pattern = system.systemd || rule.commandWithoutSystemd == nullptr ? rule.command
                                                                                  : rule.commandWithoutSystemd;
    finding.command = commandFor(system.root ? withoutSudo(pattern) : pattern, seen);
    finding.check = explain::translated(rule.check, {seen.reader, seen.detail});
    finding.evidence = std::move(seen.evidence);
    return finding;
}

/// A card that is built in is no reader that commands could name.
bool isBuiltIn(const Evidence &evidence, const std::string &name)
{
    return std::any_of(evidence.readers.begin(), evidence.readers.end(),
                       [&name](const ReaderEvidence &reader) { return reader.builtIn && reader.state.name == name; });
}

std::string indented(std::string_view label, std::string_view text)
{
    return text.empty() ? std::string() : "  " + std::string(label) + std::string(text) + "\n";
}

} // namespace

std::string_view nameOf(Severity severity)
{
    switch (severity) {
    case Severity::blocks: return "blocks";
    case Severity::warns: return "warns";
    case Severity::notes: return "notes";
    case Severity::fine: return "fine";
    }
    return {};
}

std::vector<Finding> diagnose(const Evidence &evidence)
{
    std::vector<Finding> findings;
    for (const Rule &rule : rules()) {
        for (Seen &seen : rule.look(evidence, rule)) {
            findings.push_back(findingOf(rule, std::move(seen), evidence.system));
            if (isBuiltIn(evidence, findings.back().subject))
                findings.back().command.clear();
        }
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &a, const Finding &b) { return a.severity < b.severity; });
    return findings;
}

bool somethingBlocks(const std::vector<Finding> &findings)
{
    return !findings.empty() && findings.front().severity == Severity::blocks;
}

std::vector<std::string> linesOf(const card::IsdrSearch &search)
{
    std::vector<std::string> lines;
    for (const card::AidTry &each : search.tries) {
        std::string line = toHex(each.aid) + "  " + std::string(card::nameOf(each.origin));
        if (!each.name.empty())
            line += " (" + each.name + ")";
        lines.push_back(line + "  " + card::statusText(each.sw) + "  " + explain::explainStatusWord(each.sw).what);
    }
    if (search.directory) {
        const card::DirectoryReading &directory = *search.directory;
        lines.push_back("EF.DIR: " + std::to_string(directory.records) + " record(s); " + directory.step + "  "
                        + card::statusText(directory.sw) + "  " + explain::explainStatusWord(directory.sw).what);
        for (const card::DirectoryEntry &entry : directory.entries)
            lines.push_back("EF.DIR: " + toHex(entry.aid) + (entry.label.empty() ? "" : "  " + entry.label));
    }
    if (search.basicChannelReason)
        lines.push_back("basic channel: " + search.basicChannelReason->line());
    return lines;
}

std::string reportOf(const std::vector<Finding> &findings, const Evidence &evidence)
{
    std::string text;
    for (const Finding &finding : findings) {
        text += "[" + std::string(nameOf(finding.severity)) + "] " + finding.name + ": " + finding.what + "\n";
        text += indented("", finding.cause);
        for (const std::string &line : finding.evidence)
            text += indented("- ", line);
        text += indented("> ", finding.remedy);
        text += indented("$ ", finding.command);
        text += indented("= ", finding.check);
    }
    for (const ReaderEvidence &reader : evidence.readers) {
        if (!reader.search)
            continue;
        text += "\nISD-R of " + reader.state.name + "\n";
        for (const std::string &line : linesOf(*reader.search))
            text += indented("", line);
        if (reader.search->found) {
            for (const std::string &line : card::linesOf(card::controlInformationOf(reader.search->fci)))
                text += indented("", line);
        }
    }
    return text;
}

std::string findingTable()
{
    std::string text =
        "# What the doctor finds\n\n"
        "`smds card doctor` and the page *Doctor* of the Reader panel look at the smart card service, its readers and "
        "their cards, and say what is in the way, why, and which command mends it. This page lists every finding in "
        "the "
        "order in which they are told. It is made by `smds card doctor --markdown > docs/doctor.md`.\n\n"
        "`%1` is the reader, `%2` what was seen. A code of PC/SC that has no finding of its own is told as "
        "`other-code`, "
        "with the words of `smds explain`.\n";
    SystemEvidence usual;
    usual.systemd = true;
    for (const Rule &rule : rules()) {
        Finding finding = findingOf(rule, Seen{"%1", {}, "%2"}, usual);
        text += "\n## " + finding.name + "\n\n" + (finding.what.empty() ? "Whatever the code says." : finding.what)
                + " *(" + std::string(nameOf(rule.severity)) + ")*\n\n";
        const auto item = [&text](const char *label, const std::string &words) {
            if (!words.empty())
                text += "* " + std::string(label) + words + "\n";
        };
        item("Cause: ", finding.cause);
        std::string codes;
        for (const std::uint32_t code : rule.codes)
            codes += (codes.empty() ? "" : ", ") + std::string("`") + std::string(explain::scardName(code)) + "`";
        item("Codes: ", codes);
        item("To do: ", finding.remedy);
        if (*rule.command != '\0')
            text += "* Command: `" + std::string(rule.command) + "`\n";
        if (rule.commandWithoutSystemd != nullptr)
            text += "* Without systemd: `" + std::string(rule.commandWithoutSystemd) + "`\n";
        item("Afterwards: ", finding.check);
    }
    return text;
}

} // namespace wb::pcsc
