// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_source.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/lab_choice.h"
#include "app/cli/verbs.h"
#include "core/euicc/open_euicc.h"
#include "core/report/capture_forms.h"
#include "smartcard/vpcd/plug.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <condition_variable>

#include <arpa/inet.h>

namespace wb::cli {

namespace {

struct PlugOptions {
    std::vector<std::string> euiccs;
    std::string capture;
    bool all = false;
    std::string lab;
    std::string host = vpcd::PlugAddress().host;
    std::vector<std::uint16_t> ports;
};

/// A card with the slot it goes into.
struct Plugged {
    std::string name;
    std::string eid; ///< empty for a captured card, which says it when it is asked
    vpcd::PlugAddress address;
    std::unique_ptr<cards::BuiltInCard> card;
    std::unique_ptr<vpcd::Plug> plug; // last: it uses the card
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

/// "plugged" is the result others wait for; the rest is told beside it. With several cards each line says which.
void tell(const vpcd::PlugState &state, const Plugged &plugged, bool several, Console &console)
{
    if (console.json()) {
        QJsonObject object{{QStringLiteral("state"), QLatin1String(nameOf(state.kind))},
                           {QStringLiteral("euicc"), qtText(plugged.name)},
                           {QStringLiteral("eid"), qtText(plugged.eid)},
                           {QStringLiteral("port"), plugged.address.port}};
        if (state.error)
            object[QStringLiteral("error")] = jsonOf(*state.error);
        console.line(object);
        return;
    }
    const std::string which = several ? " " + plugged.name + " at port " + std::to_string(plugged.address.port)
                                      : std::string();
    if (state.kind == vpcd::PlugState::Kind::connected)
        console.line("plugged" + which);
    else
        console.note(nameOf(state.kind) + which + (state.error ? ": " + state.error->line() : std::string()));
    if (state.kind == vpcd::PlugState::Kind::refused)
        console.note("Do:  start pcscd with the package vsmartcard-vpcd installed; it is tried again until Ctrl+C");
}

/// Which eUICCs are to be plugged, each once.
Result<std::vector<euicc::Identity>> identitiesFor(const PlugOptions &options)
{
    if (options.all)
        return openLabOf(options.lab).map([](const lab::Lab &lab) { return lab.euiccs; });
    std::vector<std::string> wanted = options.euiccs;
    if (wanted.empty())
        wanted.emplace_back();
    std::vector<euicc::Identity> identities;
    for (const std::string &which : wanted) {
        auto identity = identityFor(which, options.lab);
        if (!identity)
            return fail(std::move(identity.error()));
        const bool twice = std::any_of(identities.begin(), identities.end(),
                                       [&](const auto &each) { return each.eid == identity->eid; });
        if (twice)
            return fail(ErrorKind::invalid, Interface::config, "eUICC '" + which + "'",
                        "is named twice, and a card is in one reader at a time");
        identities.push_back(std::move(*identity));
    }
    return identities;
}

/// The port of each card: those that were named, then one after the other.
Result<std::vector<std::uint16_t>> portsFor(const PlugOptions &options, std::size_t count)
{
    std::vector<std::uint16_t> ports = options.ports;
    if (ports.size() > count)
        return fail(ErrorKind::invalid, Interface::config, "--port",
                    std::to_string(ports.size()) + " ports for " + std::to_string(count)
                        + (count == 1 ? " card" : " cards"));
    if (ports.empty())
        ports.push_back(vpcd::PlugAddress().port);
    while (ports.size() < count)
        ports.push_back(static_cast<std::uint16_t>(ports.back() + 1));
    for (std::size_t i = 0; i < ports.size(); ++i) {
        if (ports[i] == 0
            || std::find(ports.begin(), ports.begin() + static_cast<std::ptrdiff_t>(i), ports[i])
                   != ports.begin() + static_cast<std::ptrdiff_t>(i))
            return fail(ErrorKind::invalid, Interface::config, "--port", "each card needs a port of its own");
    }
    return ports;
}

/// The cards, not plugged yet: the one of a capture, or virtual eUICCs.
Result<std::vector<std::unique_ptr<Plugged>>> cardsFor(const PlugOptions &options)
{
    std::vector<std::unique_ptr<Plugged>> all;
    if (!options.capture.empty()) {
        const auto capture = report::importedFile(options.capture);
        if (!capture)
            return fail(capture.error());
        auto &plugged = all.emplace_back(std::make_unique<Plugged>());
        plugged->name = std::filesystem::path(options.capture).filename().string();
        plugged->card = std::make_unique<cards::BuiltInCard>(plugged->name, capture->exchanges);
        return all;
    }
    auto identities = identitiesFor(options);
    if (!identities)
        return fail(std::move(identities.error()));
    for (const euicc::Identity &identity : *identities) {
        auto euicc = euicc::openEuicc(identity);
        if (!euicc)
            return fail(std::move(euicc.error()));
        auto &plugged = all.emplace_back(std::make_unique<Plugged>());
        plugged->name = identity.name;
        plugged->eid = identity.eid.digits();
        plugged->card = std::make_unique<cards::BuiltInCard>(std::move(*euicc));
    }
    return all;
}

int cardPlug(const PlugOptions &options, Surroundings &surroundings)
{
    auto cards = cardsFor(options);
    if (!cards)
        return failed(surroundings, cards.error());
    std::vector<std::unique_ptr<Plugged>> all = std::move(*cards);
    const auto ports = portsFor(options, all.size());
    if (!ports)
        return failed(surroundings, ports.error());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i]->address = {options.host, (*ports)[i]};
    for (const auto &each : all) {
        each->plug = std::make_unique<vpcd::Plug>(
            each->card->card(), each->address,
            [&console = surroundings.console, plugged = each.get(),
             several = all.size() > 1](const vpcd::PlugState &state) { tell(state, *plugged, several, console); });
    }

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
    CLI::Option *euicc = command.add_option(
        "--euicc", options->euiccs,
        "The virtual eUICC in this folder, or the one of this name in the lab; may be repeated");
    euicc->type_name("EUICC")->allow_extra_args(false);
    CLI::Option *all = command.add_flag("--all", options->all, "Every eUICC of the lab")->excludes(euicc);
    command.add_option("--capture", options->capture, "The card of a capture")
        ->type_name("FILE")
        ->excludes(euicc)
        ->excludes(all);
    command
        .add_option("--lab", options->lab,
                    "The lab in this folder (default: the user's lab); without --euicc and --all, its first eUICC")
        ->type_name("FOLDER");
    command.add_option("--host", options->host, "Where vpcd waits (default: " + options->host + ")")
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
        .add_option("--port", options->ports,
                    "and its port; may be repeated for further cards, which else get the next ones (default: "
                        + std::to_string(vpcd::PlugAddress().port) + ")")
        ->type_name("PORT")
        ->allow_extra_args(false)
        ->check(
            [](const std::string &text) {
                std::uint16_t port = 0;
                const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
                const bool isPort = problem == std::errc() && end == text.data() + text.size() && port != 0;
                return isPort ? std::string() : "'" + text + "' is no port: a number from 1 to 65535";
            },
            "");
    command.footer("Prints `plugged` when a reader has taken a card, and keeps it there until Ctrl+C. A virtual reader "
                   "of vpcd has two slots:\n"
                   "the first two cards find room in it, more need further readers in pcscd's configuration.");
    return [options](Surroundings &surroundings) { return cardPlug(*options, surroundings); };
}

} // namespace wb::cli
