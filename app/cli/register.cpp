// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/registrar.h"
#include "app/cli/registration_rows.h"
#include "app/cli/trace.h"
#include "app/cli/verbs.h"
#include "core/base/files.h"
#include "core/es/client.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

struct RegisterOptions {
    RegistrarOptions registrar;
    RegistrationRow row;
    std::string file;
    bool trace = false;
};

Result<std::vector<RegistrationRow>> rowsOf(const RegisterOptions &options)
{
    if (options.file.empty())
        return std::vector<RegistrationRow>{options.row};
    const auto text = readFile(options.file);
    if (!text)
        return fail(text.error());
    auto rows = rowsFromCsv(*text);
    if (!rows) { // what one line means is in doubt, so no other is sent either
        rows.error().step = options.file + " " + rows.error().step;
        rows.error().reason += "; no row of the file was sent";
    }
    return rows;
}

std::string nameOf(const RegistrationRow &row)
{
    return (row.line == 0 ? "" : "line " + std::to_string(row.line) + ": ") + row.eventId;
}

/// An EID whose check digits do not hold is registered all the same, because cards break the rule too; but it is told.
void warnOfEid(const RegistrationRow &row, const std::vector<rsp::Eid> &known, Console &console)
{
    constexpr std::size_t mostShown = 5;
    const auto eid = rsp::Eid::fromText(row.eid);
    if (!eid || eid->checkDigitsHold())
        return;
    std::string text = nameOf(row) + ": the check digits of EID " + eid->grouped() + " are wrong";
    const auto candidates = rsp::candidatesFor(*eid, known);
    if (!candidates.empty())
        text += "; it may be meant to be";
    for (std::size_t i = 0; i < std::min(mostShown, candidates.size()); ++i)
        text += "\n    " + candidates[i].eid.grouped() + "  " + candidates[i].note;
    console.note(text);
}

Result<void> registerRow(const RegistrationRow &row, es::Es12Client &client, const Registrar &registrar,
                         const std::stop_token &stop)
{
    if (auto problem = problemWith(row))
        return fail(std::move(*problem));
    es::RegisterEventRequest request;
    request.header = registrar.header();
    request.eid = rsp::Eid::fromText(row.eid)->digits();
    request.eventId = row.eventId;
    request.rspServerAddress = row.rspServerAddress;
    request.forwardingIndicator = row.forwardingIndicator;
    return client.registerEvent(registrar.server, request, stop);
}

void printRegistered(const RegistrationRow &row, Console &console)
{
    if (!console.json())
        console.line(nameOf(row) + " registered");
}

QJsonObject jsonOf(const RegistrationRow &row)
{
    QJsonObject object{{QStringLiteral("eid"), qtText(row.eid)},
                       {QStringLiteral("eventId"), qtText(row.eventId)},
                       {QStringLiteral("rspServerAddress"), qtText(row.rspServerAddress)},
                       {QStringLiteral("forwardingIndicator"), row.forwardingIndicator}};
    if (row.line != 0)
        object[QStringLiteral("line")] = static_cast<qint64>(row.line);
    return object;
}

/// Whether the server may have done it all the same: the request was on its way, and no answer came.
bool isUnknown(const Error &error)
{
    return error.interface == Interface::http && !error.status && error.step != "resolve" && error.step != "connect";
}

/// Registers one row after the other and prints a result for each. A row that is refused does not keep the others back; a
/// server that cannot be reached does.
int registerRows(const std::vector<RegistrationRow> &rows, Registrar &registrar, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    es::Es12Client client(registrar.client);
    int code = exitOk;
    for (const RegistrationRow &row : rows) {
        console.hide(row.eventId);
        warnOfEid(row, registrar.knownEids, console);
        const auto registered = registerRow(row, client, registrar, surroundings.stop);
        QJsonObject result = jsonOf(row);
        const bool unknown = !registered && isUnknown(registered.error());
        result[QStringLiteral("registered")] = unknown ? QJsonValue() : QJsonValue(registered.has_value());
        if (registered) {
            printRegistered(row, console);
            if (console.json())
                console.line(result);
            continue;
        }
        if (!console.json() && (rows.size() > 1 || unknown)) {
            console.line(nameOf(row) + (unknown ? " may be registered or not, no answer came: " : " not registered: ")
                         + registered.error().line());
        }
        code = failed(surroundings, registered.error(), result);
        const ErrorKind kind = registered.error().kind;
        const bool onlyThisRow = kind == ErrorKind::malformed
                                 || (kind == ErrorKind::refused && registered.error().status);
        if (!onlyThisRow) {
            const auto left = rows.size() - static_cast<std::size_t>(&row - rows.data()) - 1;
            if (left > 0)
                console.note(std::to_string(left) + (left == 1 ? " row was not sent" : " rows were not sent"));
            break;
        }
    }
    return code;
}

int registerEvents(const RegisterOptions &options, Surroundings &surroundings)
{
    const auto rows = rowsOf(options);
    if (!rows)
        return failed(surroundings, rows.error());
    auto registrar = registrarFor(options.registrar, surroundings);
    if (!registrar)
        return failed(surroundings, registrar.error());
    std::optional<Trace> trace;
    if (options.trace)
        registrar->client.sink = &trace.emplace(surroundings.console);
    for (const RegistrationRow &row : *rows) {
        const auto eid = rsp::Eid::fromText(row.eid);
        if (eid && eid->checkDigitsHold())
            registrar->knownEids.push_back(*eid);
    }
    return registerRows(*rows, *registrar, surroundings);
}

} // namespace

Run addRegister(CLI::App &command)
{
    auto options = std::make_shared<RegisterOptions>();
    RegistrationRow &row = options->row;
    CLI::Option *eid = command.add_option("--eid", row.eid, "The eUICC the event is for, 32 digits");
    CLI::Option *event = command.add_option("--event-id", row.eventId, "EventID, unique among those of this SM-DP+");
    CLI::Option *address = command.add_option("--address", row.rspServerAddress,
                                              "RSP Server address the event leads to");
    CLI::Option *forward = command.add_flag("--forward", row.forwardingIndicator, "Set the ForwardingIndicator");
    CLI::Option *file = command.add_option("--file", options->file, "Many events: a file of comma-separated rows");
    eid->type_name("EID")->group("Event")->needs(event, address)->excludes(file);
    event->type_name("EVENTID")->group("Event")->needs(eid)->excludes(file);
    address->type_name("ADDRESS")->group("Event")->needs(eid)->excludes(file);
    forward->group("Event")->needs(eid)->excludes(file);
    file->type_name("ROWS.csv")->group("Event");

    addRegistrarOptions(command, options->registrar);
    command.add_flag("--trace", options->trace, "Show every exchange decoded")->group("Output");
    command.footer("Rows: eid,eventId,rspServerAddress[,forwardingIndicator]; a first line with these names may change "
                   "the order.\n"
                   "With --json one object a row. With a lab, its SM-DS is started in this process unless --map says "
                   "where it is.\n"
                   "Exit code: 0 all registered, 1 not all, 2 wrong usage: nothing was sent.");
    return [options](Surroundings &surroundings) {
        Console &console = surroundings.console;
        if (options->file.empty() && options->row.eid.empty()) {
            return wrongUsage(
                console, {"smds register: no event is given", {}, "give --eid, --event-id and --address, or --file"});
        }
        if (const auto problem = options->file.empty() ? problemWith(options->row) : std::nullopt)
            return wrongUsage(console, troubleOf(*problem));
        if (const auto missing = whatIsMissing(options->registrar, "smds register"))
            return wrongUsage(console, *missing);
        return registerEvents(*options, surroundings);
    };
}

} // namespace wb::cli
