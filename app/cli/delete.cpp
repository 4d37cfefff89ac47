// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/registrar.h"
#include "app/cli/trace.h"
#include "app/cli/verbs.h"
#include "core/es/client.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

struct DeleteOptions {
    RegistrarOptions registrar;
    std::string eid;
    std::string eventId;
    bool trace = false;
};

int deleteEvent(const DeleteOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    console.hide(options.eventId);
    const auto eid = rsp::Eid::fromText(options.eid);
    if (!eid)
        return failed(surroundings, eid.error());
    auto registrar = registrarFor(options.registrar, surroundings);
    if (!registrar)
        return failed(surroundings, registrar.error());
    std::optional<Trace> trace;
    if (options.trace)
        registrar->client.sink = &trace.emplace(console);

    es::Es12Client client(registrar->client);
    const es::DeleteEventRequest request{registrar->header(), eid->digits(), options.eventId};
    const auto deleted = client.deleteEvent(registrar->server, request, surroundings.stop);
    QJsonObject result{{QStringLiteral("eid"), qtText(request.eid)},
                       {QStringLiteral("eventId"), qtText(request.eventId)},
                       {QStringLiteral("deleted"), deleted.has_value()}};
    if (!deleted)
        return failed(surroundings, deleted.error(), result);
    if (console.json())
        console.line(result);
    else
        console.line(options.eventId + " deleted");
    return exitOk;
}

} // namespace

Run addDelete(CLI::App &command)
{
    auto options = std::make_shared<DeleteOptions>();
    command.add_option("--eid", options->eid, "The eUICC the event is for, 32 digits")
        ->type_name("EID")
        ->group("Event")
        ->required();
    command.add_option("--event-id", options->eventId, "EventID, as it was registered")
        ->type_name("EVENTID")
        ->group("Event")
        ->required();
    addRegistrarOptions(command, options->registrar);
    command.add_flag("--trace", options->trace, "Show every exchange decoded")->group("Output");
    command.footer("Only who registered an event may delete it; everybody else is answered 8.9.5/3.9.\n"
                   "With a lab, its SM-DS is started in this process unless --map says where it is.\n"
                   "Exit code: 0 deleted, 1 not, 2 wrong usage.");
    return [options](Surroundings &surroundings) {
        if (const auto missing = whatIsMissing(options->registrar, "smds delete"))
            return wrongUsage(surroundings.console, *missing);
        return deleteEvent(*options, surroundings);
    };
}

} // namespace wb::cli
