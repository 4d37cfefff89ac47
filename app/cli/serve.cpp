// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/hang_up.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/http/address.h"
#include "core/smds/call_log.h"
#include "core/smds/server.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

#include <condition_variable>

namespace wb::cli {

namespace {

struct ServeOptions {
    std::string configuration;
    bool check = false;
    std::string logFormat = "text";
    bool logSecrets = false;
};

std::string endpointText(const smds::ListenerConfiguration &listener, std::uint16_t port)
{
    return http::Endpoint{listener.bind, port}.text();
}

/// Loads certificates and keys again, and says what came of it.
void reload(const ServeOptions &options, smds::Server &server, const Surroundings &surroundings, smds::CallLog &log)
{
    const auto fresh = smds::readConfiguration(options.configuration);
    const auto differing = fresh ? server.reload(*fresh) : Result<std::vector<std::string>>(fail(fresh.error()));
    if (!differing) {
        log.message("reload: all stays as it was: " + differing.error().line());
        return;
    }
    log.message("reload: certificates, keys and trusted CIs are loaded again");
    for (const std::string &name : *differing)
        log.message("reload: " + name + " has changed, which needs a restart");
    if (const auto odd = smds::Server::check(*fresh, surroundings.clock.now())) {
        for (const std::string &finding : *odd)
            log.message("finding: " + finding);
    }
}

/// Until it is time to stop; meanwhile, does `onHangUp` each time SIGHUP comes.
void serveUntilStopped(const Surroundings &surroundings, const std::function<void()> &onHangUp)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool hungUp = false;
    if (surroundings.hangUp != nullptr) {
        surroundings.hangUp->on([&] {
            const std::scoped_lock lock(mutex);
            hungUp = true;
            changed.notify_all();
        });
    }
    std::unique_lock lock(mutex);
    while (changed.wait(lock, surroundings.stop, [&] { return hungUp; })) {
        if (surroundings.stop.stop_requested())
            break;
        hungUp = false;
        lock.unlock();
        onHangUp();
        lock.lock();
    }
    lock.unlock();
    if (surroundings.hangUp != nullptr)
        surroundings.hangUp->on([] {}); // while it stops there is nothing to load
}

int checkOnly(const smds::Configuration &configuration, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto rehearsal = smds::Server::rehearse(configuration, {surroundings.clock, nullptr, {}});
    if (!rehearsal)
        return failed(surroundings, rehearsal.error());
    const bool sound = rehearsal->findings.empty();
    QJsonArray findings;
    for (const std::string &finding : rehearsal->findings) {
        findings.append(qtText(finding));
        console.note("finding: " + finding);
    }
    if (!rehearsal->inUse.empty())
        console.note(rehearsal->inUse
                     + ". That may be this server, running: what a reload would do is checked, a start is not tried.");
    if (console.json()) {
        QJsonObject result{{QStringLiteral("ok"), sound}, {QStringLiteral("findings"), findings}};
        if (!rehearsal->inUse.empty())
            result[QStringLiteral("inUse")] = qtText(rehearsal->inUse);
        console.line(result);
    } else {
        console.line(sound ? "The configuration is sound."
                           : "There are findings; the server may not start or not be accepted.");
    }
    return sound ? exitOk : exitFailed;
}

int serve(const ServeOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto configuration = smds::readConfiguration(options.configuration);
    if (!configuration)
        return failed(surroundings, configuration.error());
    if (options.check)
        return checkOnly(*configuration, surroundings);

    using Form = smds::CallLog::Form;
    smds::CallLog calls({options.logFormat == "json" ? Form::json : Form::text, options.logSecrets}, surroundings.clock,
                        [&](const std::string &line) { console.note(line); });
    const auto log = [&](const std::string &text) { calls.message(text); };
    auto server = smds::Server::start(*configuration, {surroundings.clock, &calls, log});
    if (!server)
        return failed(surroundings, server.error());

    if (const auto odd = smds::Server::check(*configuration, surroundings.clock.now())) {
        for (const std::string &finding : *odd)
            log("finding: " + finding);
    }
    const std::string es11 = endpointText(configuration->es11, (*server)->es11Port());
    const std::string es12 = endpointText(configuration->es12, (*server)->es12Port());
    const std::string administration = configuration->administration ? endpointText(
                                           configuration->administration->listener, (*server)->administrationPort())
                                                                     : std::string();
    if (console.json()) {
        QJsonObject object{{QStringLiteral("name"), qtText(configuration->name)},
                           {QStringLiteral("es11"), qtText(es11)},
                           {QStringLiteral("es12"), qtText(es12)}};
        if (!administration.empty())
            object[QStringLiteral("administration")] = qtText(administration);
        console.line(object);
    } else {
        console.line("ready es11=" + es11 + " es12=" + es12
                     + (administration.empty() ? "" : " administration=" + administration));
    }
    serveUntilStopped(surroundings, [&] { reload(options, **server, surroundings, calls); });
    log("stopping");
    server->reset();
    log("stopped");
    return exitOk;
}

} // namespace

Run addServe(CLI::App &command)
{
    auto options = std::make_shared<ServeOptions>();
    command
        .add_option("--config", options->configuration,
                    "The configuration, a TOML file; a lab has one in root-smds/smds.toml")
        ->type_name("FILE")
        ->required();
    command.add_flag("--check", options->check, "Only see whether the configuration is sound");
    command.add_option("--log-format", options->logFormat, "Lines of the log")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.add_flag("--log-secrets", options->logSecrets,
                     "EIDs and EventIDs in clear instead of under pseudonyms; for a lab");
    command.footer("Prints one line with its ports when it is ready: ready es11=HOST:PORT es12=HOST:PORT\n"
                   "and administration=HOST:PORT when there is one.\n"
                   "Ends on Ctrl+C or SIGTERM, when what was accepted is finished. The log goes to stderr.\n"
                   "SIGHUP loads certificates, keys and trusted CIs again, without a break.");
    return [options](Surroundings &surroundings) { return serve(*options, surroundings); };
}

} // namespace wb::cli
