// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/times.h"
#include "app/cli/verbs.h"
#include "core/http/address.h"
#include "core/smds/server.h"

#include <CLI/CLI.hpp>

#include <condition_variable>

namespace wb::cli {

namespace {

struct ServeOptions {
    std::string configuration;
    bool check = false;
};

/// One line a request: enough to see who is served, and nothing that belongs to a person.
class RequestLog final : public capture::Sink {
public:
    RequestLog(Console &console) : m_console(console) {}

    void record(capture::Exchange exchange) override
    {
        std::string text = toIso8601(exchange.start) + "  " + exchange.from + " > " + exchange.to + "  " + exchange.what
                           + "  " + exchange.status + durationText(exchange.duration);
        if (exchange.error)
            text += "  " + exchange.error->line();
        m_console.note(text);
    }

private:
    Console &m_console;
};

std::string endpointText(const smds::ListenerConfiguration &listener, std::uint16_t port)
{
    return http::Endpoint{listener.bind, port}.text();
}

void waitForStop(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
}

int checkOnly(const smds::Configuration &configuration, Surroundings &surroundings)
{
    const auto odd = smds::Server::rehearse(configuration, {surroundings.clock, nullptr, {}});
    if (!odd)
        return failed(surroundings, odd.error());
    for (const std::string &finding : *odd)
        surroundings.console.note("finding: " + finding);
    if (surroundings.console.json())
        surroundings.console.line(QJsonObject{{QStringLiteral("ok"), odd->empty()}});
    else
        surroundings.console.line(odd->empty() ? "The configuration is sound."
                                               : "There are findings; the server may not start or not be accepted.");
    return odd->empty() ? exitOk : exitFailed;
}

int serve(const ServeOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto configuration = smds::readConfiguration(options.configuration);
    if (!configuration)
        return failed(surroundings, configuration.error());
    if (options.check)
        return checkOnly(*configuration, surroundings);

    RequestLog requests(console);
    const auto log = [&](const std::string &text) { console.note(toIso8601(surroundings.clock.now()) + "  " + text); };
    auto server = smds::Server::start(*configuration, {surroundings.clock, &requests, log});
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
    waitForStop(surroundings.stop);
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
    command.footer("Prints one line with its ports when it is ready: ready es11=HOST:PORT es12=HOST:PORT\n"
                   "and administration=HOST:PORT when there is one.\n"
                   "Ends on Ctrl+C or SIGTERM, when what was accepted is finished. The log goes to stderr.");
    return [options](Surroundings &surroundings) { return serve(*options, surroundings); };
}

} // namespace wb::cli
