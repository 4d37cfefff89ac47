// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// What the Reader panel reads: lines of the console, proactive commands, answers to reset, Bound Profile Packages and revocation
// lists. The first octet chooses.

#include "core/es/bound_profile_package.h"
#include "core/pki/revocation_list.h"
#include "core/report/annotation.h"
#include "smartcard/card/console.h"
#include "smartcard/card/toolkit.h"

#include <cstdlib>

namespace {

using namespace wb;

void demand(bool condition)
{
    if (!condition)
        std::abort();
}

void consoleLine(ByteView bytes)
{
    const auto command = card::readConsoleLine(textOf(bytes));
    if (!command) {
        demand(!command.error().reason.empty());
        return;
    }
    demand(command->isReset || command->octets.size() >= 4);
    static_cast<void>(card::doubtsAbout(command->octets));
    static_cast<void>(card::changesNothing(command->octets));
    demand(!card::completionsOf({}).empty());
}

void proactiveCommand(ByteView bytes)
{
    const auto command = card::readProactiveCommand(bytes);
    if (command)
        demand(!command->name.empty() && !card::terminalResponse(*command, card::GeneralResult::performed).empty());
    else
        demand(command.error().offset.has_value() && *command.error().offset <= bytes.size());
}

void answerToReset(ByteView bytes)
{
    const auto view = report::annotatePart(
        {{}, copyOf(bytes), report::PartKind::answerToReset, rsp::Direction::response, report::PartGroup::response});
    for (const report::ViewNode &node : view.nodes)
        demand(node.end() <= bytes.size());
}

void boundProfilePackage(ByteView bytes)
{
    const auto segments = es::segmentsOf(bytes);
    if (!segments) {
        demand(segments.error().offset.has_value() && *segments.error().offset <= bytes.size());
        return;
    }
    Bytes together;
    for (const Bytes &segment : *segments)
        append(together, segment);
    demand(equal(together, bytes));
}

void revocationList(ByteView bytes)
{
    if (const auto list = pki::RevocationList::fromDer(bytes))
        demand(equal(list->der(), bytes));
}

constexpr void (*readers[])(ByteView) = {consoleLine, proactiveCommand, answerToReset, boundProfilePackage,
                                         revocationList};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 0)
        readers[data[0] % std::size(readers)](ByteView(data + 1, size - 1));
    return 0;
}
