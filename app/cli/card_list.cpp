// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/base/hex.h"
#include "smartcard/pcsc/reader_monitor.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

#include <condition_variable>

namespace wb::cli {

namespace {

/// The first thing the monitor has to say.
Result<pcsc::ReaderSnapshot> snapshot(const std::stop_token &stop)
{
    constexpr auto patience = std::chrono::seconds(10);
    std::mutex mutex;
    std::condition_variable_any arrived;
    std::optional<pcsc::ReaderSnapshot> first;
    const pcsc::ReaderMonitor monitor([&](const pcsc::ReaderSnapshot &seen) {
        const std::scoped_lock lock(mutex);
        if (!first)
            first = seen;
        arrived.notify_all();
    });
    std::unique_lock lock(mutex);
    arrived.wait_for(lock, stop, patience, [&] { return first.has_value(); });
    if (stop.stop_requested())
        return fail(ErrorKind::cancelled, Interface::pcsc, "readers", "stopped");
    if (!first)
        return fail(ErrorKind::timedOut, Interface::pcsc, "readers", "the smart card service does not answer");
    if (first->serviceError)
        return fail(*first->serviceError);
    return std::move(*first);
}

std::string stateOf(const pcsc::ReaderState &reader)
{
    if (reader.error)
        return reader.error->line();
    if (!reader.present)
        return "no card";
    if (reader.mute)
        return "a card that does not answer";
    std::string text = "card";
    if (reader.exclusive)
        text += ", held exclusively by another program";
    else if (reader.inUse)
        text += ", in use";
    return text;
}

QJsonObject jsonOfReader(const pcsc::ReaderState &reader)
{
    QJsonObject object{{QStringLiteral("name"), qtText(reader.name)},
                       {QStringLiteral("present"), reader.present},
                       {QStringLiteral("mute"), reader.mute},
                       {QStringLiteral("exclusive"), reader.exclusive},
                       {QStringLiteral("inUse"), reader.inUse}};
    if (!reader.atr.empty())
        object[QStringLiteral("atr")] = qtText(toHex(reader.atr));
    if (reader.error)
        object[QStringLiteral("error")] = jsonOf(*reader.error);
    return object;
}

int cardList(Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto seen = snapshot(surroundings.stop);
    if (!seen)
        return failed(surroundings, seen.error());
    if (console.json()) {
        QJsonArray readers;
        for (const pcsc::ReaderState &reader : seen->readers)
            readers.append(jsonOfReader(reader));
        console.line(QJsonObject{{QStringLiteral("readers"), readers}});
    } else {
        for (const pcsc::ReaderState &reader : seen->readers)
            console.line(reader.name + ": " + stateOf(reader)
                         + (reader.atr.empty() ? "" : ", ATR " + toSpacedHex(reader.atr)));
        if (seen->readers.empty())
            console.note(
                "No reader is connected. `smds card plug` inserts a virtual eUICC into pcscd's virtual reader.");
    }
    return seen->readers.empty() ? exitNothing : exitOk;
}

} // namespace

Run addCardList(CLI::App &command)
{
    command.footer("Exit code: 0 there are readers, 3 none, 1 the smart card service cannot be reached.");
    return [](Surroundings &surroundings) { return cardList(surroundings); };
}

} // namespace wb::cli
