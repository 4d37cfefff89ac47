// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/fault_plan.h"

#include "core/base/hex.h"
#include "core/rsp/catalogue.h"

#include <algorithm>

namespace wb::euicc {

namespace {

constexpr std::int64_t longestDelay = 60000; // a worker that waits for a card in a reader cannot be stopped before
constexpr std::int64_t longestAbsence = 3600000;
constexpr std::int64_t mostCommands = 1000000;
constexpr std::int64_t largestAnswer = 65535;

struct FaultName {
    const char *name;
    Fault::Kind kind;
};
constexpr FaultName faultNames[] = {
    {"slow", Fault::Kind::slow},       {"status", Fault::Kind::status}, {"truncated", Fault::Kind::truncated},
    {"garbled", Fault::Kind::garbled}, {"stump", Fault::Kind::stump},   {"wrong-length", Fault::Kind::wrongLength},
    {"silent", Fault::Kind::silent},   {"pulled", Fault::Kind::pulled},
};

const char *faultName(Fault::Kind kind)
{
    const auto *place = std::find_if(std::begin(faultNames), std::end(faultNames),
                                     [kind](const FaultName &each) { return each.kind == kind; });
    return place == std::end(faultNames) ? "" : place->name;
}

/// The octets of a hexadecimal text as a number; none when it is no such text or longer than @p most octets.
std::optional<std::uint32_t> hexNumber(const std::string &text, std::size_t most)
{
    const auto octets = fromHex(text);
    if (!octets || octets->empty() || octets->size() > most)
        return {};
    std::uint32_t number = 0;
    for (const std::uint8_t octet : *octets)
        number = number << 8 | octet;
    return number;
}

std::string hexText(std::uint32_t number, std::size_t octets)
{
    Bytes bytes;
    for (std::size_t i = octets; i > 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(number >> (8 * (i - 1))));
    return toHex(bytes);
}

/// Where it happens.
void readPlace(TomlReader &reader, const toml::table &table, Fault &fault)
{
    if (table.contains("command"))
        fault.command = static_cast<unsigned>(reader.numberOr(table, "command", 1, 1, mostCommands));
    if (table.contains("function")) {
        fault.function = hexNumber(reader.text(table, "function"), 3);
        if (!fault.function)
            reader.note(table, "function", "must be the tag of an ES10 function such as BF2D");
        if (fault.command)
            reader.note(table, "function", "and 'command' cannot both say where it happens");
    }
    fault.times = static_cast<unsigned>(reader.numberOr(table, "times", 0, 0, mostCommands));
}

/// What happens; each kind has its own keys, and one of another kind would be silently without effect.
void readParameters(TomlReader &reader, const toml::table &table, Fault &fault)
{
    using enum Fault::Kind;
    const auto belongs = [&](const char *key, bool fits) {
        if (table.contains(key) && !fits)
            reader.note(table, key, std::string("means nothing to a fault of the kind ") + faultName(fault.kind));
        return table.contains(key) && fits;
    };
    if (belongs("status", fault.kind == status)) {
        const std::string text = reader.text(table, "status");
        const auto word = hexNumber(text, 2);
        if (word && text.size() == 4)
            fault.statusWord = static_cast<std::uint16_t>(*word);
        else
            reader.note(table, "status", "must be a status word such as 6F00");
    }
    if (belongs("milliseconds", fault.kind == slow || fault.kind == silent))
        fault.delay = std::chrono::milliseconds(reader.numberOr(table, "milliseconds", 1000, 0, longestDelay));
    if (belongs("octet", fault.kind == garbled || fault.kind == truncated))
        fault.octet = static_cast<std::size_t>(reader.numberOr(table, "octet", 0, 0, largestAnswer));
    if (belongs("mask", fault.kind == garbled)) {
        const auto mask = hexNumber(reader.text(table, "mask"), 1);
        fault.mask = static_cast<std::uint8_t>(mask.value_or(0));
        if (fault.mask == 0)
            reader.note(table, "mask", "must be one octet such as 01, and not 00");
    }
    if (belongs("by", fault.kind == wrongLength)) {
        fault.by = static_cast<int>(reader.numberOr(table, "by", 1, -127, 127));
        if (fault.by == 0)
            reader.note(table, "by", "must not be 0");
    }
    if (belongs("back-after", fault.kind == pulled))
        fault.backAfter = std::chrono::milliseconds(reader.numberOr(table, "back-after", 0, 0, longestAbsence));
    if (belongs("carried-out", fault.kind == status || fault.kind == silent || fault.kind == pulled))
        fault.carriedOut = reader.flagOr(table, "carried-out", false);
}

} // namespace

std::string faultKinds()
{
    std::string list;
    for (const FaultName &each : faultNames)
        list += (list.empty() ? "" : ", ") + std::string(each.name);
    return list;
}

Fault faultIn(TomlReader &reader, const toml::table &table)
{
    reader.onlyKnown(table, {"kind", "function", "command", "times", "status", "milliseconds", "octet", "mask", "by",
                             "back-after", "carried-out"});
    Fault fault;
    const std::string name = reader.text(table, "kind");
    const auto *place = std::find_if(std::begin(faultNames), std::end(faultNames),
                                     [&name](const FaultName &each) { return name == each.name; });
    if (place == std::end(faultNames)) {
        reader.note(table, "kind", "must be one of " + faultKinds());
        return fault;
    }
    fault.kind = place->kind;
    readPlace(reader, table, fault);
    readParameters(reader, table, fault);
    return fault;
}

std::string faultTable(const Fault &fault)
{
    using enum Fault::Kind;
    std::string text = "\n[[fault]]\nkind = " + tomlQuoted(faultName(fault.kind)) + "\n";
    const auto line = [&text](const char *key, const std::string &value) {
        text += std::string(key) + " = " + value + "\n";
    };
    if (fault.function)
        line("function", tomlQuoted(asn1::tagText(*fault.function)));
    if (fault.command)
        line("command", std::to_string(*fault.command));
    if (fault.times != 0)
        line("times", std::to_string(fault.times));
    if (fault.kind == status)
        line("status", tomlQuoted(hexText(fault.statusWord, 2)));
    if (fault.kind == slow || fault.kind == silent)
        line("milliseconds", std::to_string(fault.delay.count()));
    if (fault.octet)
        line("octet", std::to_string(*fault.octet));
    if (fault.kind == garbled)
        line("mask", tomlQuoted(hexText(fault.mask, 1)));
    if (fault.kind == wrongLength)
        line("by", std::to_string(fault.by));
    if (fault.backAfter)
        line("back-after", std::to_string(fault.backAfter->count()));
    if (fault.carriedOut)
        line("carried-out", "true");
    return text;
}

std::string faultLine(const Fault &fault)
{
    using enum Fault::Kind;
    std::string text = faultName(fault.kind);
    if (fault.kind == status)
        text += " " + hexText(fault.statusWord, 2);
    if (fault.kind == slow || fault.kind == silent)
        text += " " + std::to_string(fault.delay.count()) + " ms";
    if (fault.function) {
        const rsp::Es10Function *function = rsp::es10FunctionOf(*fault.function);
        text += " at " + (function != nullptr ? std::string(function->name) : asn1::tagText(*fault.function));
    } else if (fault.command) {
        text += " at command " + std::to_string(*fault.command);
    }
    if (fault.times != 0)
        text += fault.times == 1 ? ", once" : ", " + std::to_string(fault.times) + " times";
    if (fault.backAfter)
        text += ", back after " + std::to_string(fault.backAfter->count()) + " ms";
    return text;
}

} // namespace wb::euicc
