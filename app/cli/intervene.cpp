// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The verbs that change a record as operator: retry, withdraw, remove.

#include "app/cli/administrator.h"
#include "app/cli/failure.h"
#include "app/cli/numbers.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

struct InterventionOptions {
    AdministratorOptions administrator;
    smds::Intervention what;
};

/// What is asked of the server; how many forwards it concerned, or -1 when that is not told.
using Ask = Result<int> (*)(events::AdministrationClient &, const smds::Intervention &, std::stop_token);

int intervene(const InterventionOptions &options, Ask ask, const char *done, events::AdministrationClient &client,
              Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto count = ask(client, options.what, surroundings.stop);
    QJsonObject result{{QStringLiteral("record"), qint64(options.what.record)},
                       {QStringLiteral("done"), count.has_value()}};
    if (!count)
        return failed(surroundings, count.error(), result);
    if (*count >= 0)
        result[QStringLiteral("forwards")] = *count;
    if (console.json()) {
        console.line(result);
    } else {
        const std::string forwards = *count < 0
                                         ? std::string()
                                         : ": " + std::to_string(*count) + (*count == 1 ? " forward" : " forwards");
        console.line("Event Record " + std::to_string(options.what.record) + " " + done + forwards);
    }
    return exitOk;
}

/// The options of all three; `done` tells the outcome.
Run addIntervention(CLI::App &command, const std::string &verb, bool withParent, Ask ask, const char *done)
{
    auto options = std::make_shared<InterventionOptions>();
    command.add_option("record", options->what.record, "Number of the record, as smds list tells it")
        ->type_name("RECORD")
        ->check(problemOfCount, "")
        ->required();
    command.add_option("--reason", options->what.reason, "Why; it goes into the audit trail")
        ->type_name("TEXT")
        ->required();
    if (withParent)
        command.add_option("--parent", options->what.parent, "Only what goes to this parent")->type_name("NAME");
    addAdministratorOptions(command, options->administrator);
    command.footer("Who is enrolled as viewer may not do this.\n"
                   "Exit code: 0 done, 1 not, 2 wrong usage.");
    return [options, verb, ask, done](Surroundings &surroundings) {
        if (options->what.reason.empty())
            return wrongUsage(surroundings.console, {verb + ": --reason is empty", {}, "say why in a few words"});
        return runAsAdministrator(verb, options->administrator, surroundings,
                                  [&](events::AdministrationClient &client, Surroundings &around) {
                                      return intervene(*options, ask, done, client, around);
                                  });
    };
}

Result<int> askToRetry(events::AdministrationClient &client, const smds::Intervention &what, std::stop_token stop)
{
    return client.retry(what, std::move(stop));
}

Result<int> askToWithdraw(events::AdministrationClient &client, const smds::Intervention &what, std::stop_token stop)
{
    return client.withdraw(what, std::move(stop));
}

Result<int> askToRemove(events::AdministrationClient &client, const smds::Intervention &what, std::stop_token stop)
{
    const auto removed = client.remove(what, std::move(stop));
    return removed ? Result<int>(-1) : Result<int>(fail(removed.error()));
}

} // namespace

Run addRetry(CLI::App &command)
{
    return addIntervention(command, "smds retry", true, askToRetry, "is being tried again");
}

Run addWithdraw(CLI::App &command)
{
    return addIntervention(command, "smds withdraw", true, askToWithdraw, "is being taken back from its parents");
}

Run addRemove(CLI::App &command)
{
    return addIntervention(command, "smds remove", false, askToRemove, "is deleted");
}

} // namespace wb::cli
