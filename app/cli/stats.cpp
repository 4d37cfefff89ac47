// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/administrator.h"
#include "app/cli/failure.h"
#include "app/cli/verbs.h"
#include "core/smds/administration_json.h"

#include <CLI/CLI.hpp>

#include <cmath>

namespace wb::cli {

namespace {

struct StatsOptions {
    AdministratorOptions administrator;
    bool quick = false;
};

std::string callLine(const smds::CallCount &count)
{
    const double average = static_cast<double>(count.total.count()) / 1000.0
                           / static_cast<double>(std::max<std::uint64_t>(count.calls, 1));
    const std::string tenths = std::to_string(std::llround(average * 10.0));
    const std::string text = tenths.size() == 1 ? "0." + tenths
                                                : tenths.substr(0, tenths.size() - 1) + "." + tenths.back();
    std::string line = "  " + count.function + "  " + count.outcome;
    line.resize(std::max<std::size_t>(line.size(), 54), ' ');
    return line + "  " + std::to_string(count.calls) + (count.calls == 1 ? " call, " : " calls, ") + text + " ms each";
}

/// What a listener has seen, and what it turned away, in words.
std::string listenerLine(const smds::ListenerState &state)
{
    const http::ServerCounters &counters = state.counters;
    std::string line = state.listener + ": " + std::to_string(counters.connections) + " connections open, "
                       + std::to_string(counters.accepted) + " accepted, " + std::to_string(counters.requests)
                       + " requests";
    const auto add = [&line](std::uint64_t count, const char *what) {
        if (count > 0)
            line += ", " + std::to_string(count) + " " + what;
    };
    add(counters.handshakesFailed, "handshakes failed");
    add(counters.refusedFull + counters.refusedTooMany + counters.refusedTooFast, "connections refused");
    add(counters.requestsLimited + counters.requestsQueuedOut, "requests refused");
    add(counters.timeouts, "clients too slow");
    return line;
}

void print(const smds::Statistics &statistics, Console &console)
{
    if (statistics.records) {
        console.line("Event Records: " + std::to_string(statistics.records->live) + " live, "
                     + std::to_string(statistics.records->waiting) + " of them never fetched, "
                     + std::to_string(statistics.records->unacknowledged) + " not acknowledged yet; "
                     + std::to_string(statistics.records->deleted) + " deleted");
    }
    for (const smds::ForwardCount &count : statistics.forwards) {
        console.line("Forwards to " + count.parent + ": " + std::to_string(count.count) + " "
                     + std::string(smds::nameOf(count.state)) + ", at most " + std::to_string(count.mostAttempts)
                     + (count.mostAttempts == 1 ? " attempt" : " attempts"));
    }
    for (const smds::ListenerState &state : statistics.listeners)
        console.line(listenerLine(state));
    console.line("Calls since " + toIso8601(statistics.startedAt) + (statistics.calls.empty() ? ": none" : ":"));
    for (const smds::CallCount &count : statistics.calls)
        console.line(callLine(count));
}

void print(const std::vector<smds::HealthCheck> &checks, Console &console)
{
    console.line("Health: " + std::string(smds::nameOf(smds::worstOf(checks))));
    for (const smds::HealthCheck &check : checks)
        console.line("  " + check.name + ": " + std::string(smds::nameOf(check.state))
                     + (check.detail.empty() ? "" : ", " + check.detail));
}

int stats(const StatsOptions &options, events::AdministrationClient &client, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto health = client.health(surroundings.stop);
    if (!health)
        return failed(surroundings, health.error());
    const auto statistics = client.statistics(!options.quick, surroundings.stop);
    if (!statistics)
        return failed(surroundings, statistics.error());
    if (console.json()) {
        QJsonObject object = smds::toJson(*statistics);
        object[QStringLiteral("health")] = smds::toJson(*health);
        console.line(object);
    } else {
        print(*health, console);
        print(*statistics, console);
    }
    return exitOk;
}

} // namespace

Run addStats(CLI::App &command)
{
    auto options = std::make_shared<StatsOptions>();
    command.add_flag("--quick", options->quick, "Do not count the Event Records, which looks at each");
    addAdministratorOptions(command, options->administrator);
    command.footer("What an SM-DS has done since it was started, what waits, and what is wrong with it.\n"
                   "Exit code: 0 shown, 1 the server cannot be asked, 2 wrong usage.");
    return [options](Surroundings &surroundings) {
        return runAsAdministrator("smds stats", options->administrator, surroundings,
                                  [&](events::AdministrationClient &client, Surroundings &around) {
                                      return stats(*options, client, around);
                                  });
    };
}

} // namespace wb::cli
