// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/administrator.h"
#include "app/cli/failure.h"
#include "app/cli/record_text.h"
#include "app/cli/verbs.h"
#include "core/smds/administration_json.h"
#include "core/smds/administration_query.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

struct TailOptions {
    AdministratorOptions administrator;
    smds::AuditQuery query;
    int lines = 20;
    bool follow = false;
};

void print(const smds::AuditLine &line, Console &console)
{
    hideSecretsOf(line, console);
    if (console.json())
        console.line(smds::toJson(line));
    else
        console.line(auditText(line));
}

/// The newest entries, or with --after those since then.
Result<std::vector<smds::AuditLine>> firstLines(const TailOptions &options, events::AdministrationClient &client,
                                                const std::stop_token &stop)
{
    smds::AuditQuery query = options.query;
    query.limit = std::max(1, options.lines);
    if (options.lines == 0)
        return std::vector<smds::AuditLine>();
    return query.after.empty() ? client.newest(query, stop) : client.audit(query, stop);
}

int tail(const TailOptions &options, events::AdministrationClient &client, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto lines = firstLines(options, client, surroundings.stop);
    if (!lines)
        return failed(surroundings, lines.error());
    for (const smds::AuditLine &line : *lines)
        print(line, console);
    if (!options.follow)
        return exitOk;
    smds::AuditQuery query = options.query;
    if (!lines->empty())
        query.after = lines->back().position;
    const auto followed = client.follow(
        query,
        [&](const smds::AuditLine &line) {
            print(line, console);
            return !console.broken();
        },
        [&](const Error &error) {
            console.note((error.kind == ErrorKind::notFound ? "a gap: " : "interrupted, going on soon: ")
                         + error.line());
        },
        surroundings.stop);
    if (!followed)
        return failed(surroundings, followed.error());
    return surroundings.stop.stop_requested() ? exitInterrupted : exitOk;
}

} // namespace

Run addTail(CLI::App &command)
{
    auto options = std::make_shared<TailOptions>();
    command.add_option("-n,--lines", options->lines, "How many entries first (default: 20)")
        ->type_name("NUMBER")
        ->check(CLI::Range(0, smds::largestPage).description(""));
    command.add_flag("-f,--follow", options->follow, "Go on with what comes, until it is stopped");
    command.add_option("--after", options->query.after, "Begin after this position, as --json tells it")
        ->type_name("POSITION");
    command.add_option("--kind", options->query.kind, "Only this kind, such as RegisterEvent")->type_name("KIND");
    command.add_option("--outcome", options->query.outcome, "Only Executed-Success or Failed")
        ->type_name("OUTCOME")
        ->check(CLI::IsMember({"Executed-Success", "Failed"}));
    command.add_option("--caller", options->query.caller, "Only this registrant, eUICC, parent or administrator")
        ->type_name("CALLER");
    command.add_option("--eid", options->query.eid, "Only this EID")->type_name("EID");
    addAdministratorOptions(command, options->administrator);
    command.footer(
        "The audit trail of an SM-DS. With --follow, a connection that breaks is made again, and nothing is missed.\n"
        "Exit code: 0 shown, 1 the server cannot be asked, 2 wrong usage, 130 stopped.");
    return [options](Surroundings &surroundings) {
        return runAsAdministrator(
            "smds tail", options->administrator, surroundings,
            [&](events::AdministrationClient &client, Surroundings &around) { return tail(*options, client, around); });
    };
}

} // namespace wb::cli
