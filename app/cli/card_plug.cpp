// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_source.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/euicc/open_euicc.h"
#include "smartcard/vpcd/plug.h"

#include <CLI/CLI.hpp>

#include <charconv>

#include <condition_variable>

#include <arpa/inet.h>

namespace wb::cli {

namespace {

struct PlugOptions {
    std::string folder;
    std::string lab;
    vpcd::PlugAddress address;
};

const char *nameOf(vpcd::PlugState::Kind kind)
{
    switch (kind) {
    case vpcd::PlugState::Kind::waiting: return "waiting";
    case vpcd::PlugState::Kind::connected: return "plugged";
    case vpcd::PlugState::Kind::disconnected: return "disconnected";
    case vpcd::PlugState::Kind::refused: return "refused";
    }
    return "";
}

/// "plugged" is the result others wait for; the rest is told beside it.
void tell(const vpcd::PlugState &state, const euicc::Identity &identity, Console &console)
{
    if (console.json()) {
        QJsonObject object{{QStringLiteral("state"), QLatin1String(nameOf(state.kind))},
                           {QStringLiteral("euicc"), qtText(identity.name)},
                           {QStringLiteral("eid"), qtText(identity.eid.digits())}};
        if (state.error)
            object[QStringLiteral("error")] = jsonOf(*state.error);
        console.line(object);
        return;
    }
    if (state.kind == vpcd::PlugState::Kind::connected)
        console.line("plugged");
    else
        console.note(std::string(nameOf(state.kind)) + (state.error ? ": " + state.error->line() : std::string()));
    if (state.kind == vpcd::PlugState::Kind::refused)
        console.note("Do:  start pcscd with the package vsmartcard-vpcd installed; it is tried again until Ctrl+C");
}

int cardPlug(const PlugOptions &options, Surroundings &surroundings)
{
    auto identity = identityFor(options.folder, options.lab);
    if (!identity)
        return failed(surroundings, identity.error());
    auto euicc = euicc::openEuicc(*identity);
    if (!euicc)
        return failed(surroundings, euicc.error());
    cards::BuiltInCard card(std::move(*euicc));
    const vpcd::Plug plug(card.card(), options.address,
                          [&](const vpcd::PlugState &state) { tell(state, *identity, surroundings.console); });

    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, surroundings.stop, [] { return false; });
    return exitOk;
}

} // namespace

Run addCardPlug(CLI::App &command)
{
    auto options = std::make_shared<PlugOptions>();
    CLI::Option *folder = command.add_option("--euicc", options->folder, "The virtual eUICC in this folder");
    CLI::Option *lab = command.add_option("--lab", options->lab,
                                          "The first eUICC of the lab in this folder (default: the user's lab)");
    folder->type_name("FOLDER")->excludes(lab);
    lab->type_name("FOLDER");
    command.add_option("--host", options->address.host, "Where vpcd waits (default: " + options->address.host + ")")
        ->type_name("ADDRESS")
        ->check(
            [](const std::string &text) {
                in6_addr address;
                const bool numeric = ::inet_pton(AF_INET, text.c_str(), &address) == 1
                                     || ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
                return numeric ? std::string() : "'" + text + "' is no IP address";
            },
            "");
    command
        .add_option("--port", options->address.port,
                    "and its port (default: " + std::to_string(options->address.port) + ")")
        ->type_name("PORT")
        ->check(
            [](const std::string &text) {
                std::uint16_t port = 0;
                const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
                const bool isPort = problem == std::errc() && end == text.data() + text.size() && port != 0;
                return isPort ? std::string() : "'" + text + "' is no port: a number from 1 to 65535";
            },
            "");
    command.footer("Prints `plugged` when the reader has taken the card, and keeps it there until Ctrl+C.");
    return [options](Surroundings &surroundings) { return cardPlug(*options, surroundings); };
}

} // namespace wb::cli
