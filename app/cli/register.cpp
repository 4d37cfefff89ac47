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

#include <algorithm>
#include <istream>
#include <iterator>

namespace wb::cli {

namespace {

struct RegisterOptions {
    RegistrarOptions registrar;
    RegistrationRow row;
    std::string file;
    bool trace = false;
};

/// The text of the file, or the standard input for "-".
Result<std::string> rowsText(const std::string &file, std::istream &in)
{
    return file == "-" ? std::string(std::istreambuf_iterator<char>(in), {}) : readFile(file);
}

Result<std::vector<RegistrationRow>> rowsOf(const RegisterOptions &options, std::istream &in)
{
    if (options.file.empty())
        return std::vector<RegistrationRow>{options.row};
    const auto text = rowsText(options.file, in);
    if (!text)
        return fail(text.error());
    auto rows = rowsFromCsv(*text);
    if (!rows) { // what the columns mean is in doubt, so no row is sent
        rows.error().step = (options.file == "-" ? "standard input" : options.file) + " " + rows.error().step;
        rows.error().reason += "; no row of the file was sent";
    }
    return rows;
}

std::string nameOf(const RegistrationRow &row)
{
    const std::string event = row.eventId.empty() || row.torn ? "the row" : row.eventId;
    return (row.line == 0 ? "" : "line " + std::to_string(row.line) + ": ") + event;
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

QJsonObject jsonOfRow(const RegistrationRow &row)
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

/// What became of the rows of a file.
struct Tally {
    std::size_t rows = 0;
    std::size_t registered = 0;
    std::size_t unknown = 0; ///< may be registered or not: no answer came
    std::size_t tried = 0;   ///< sent, or found wrong before

    std::string text() const
    {
        std::string text = std::to_string(registered) + " of " + std::to_string(rows) + " registered";
        if (unknown > 0)
            text += ", " + std::to_string(unknown) + " unknown";
        if (tried < rows)
            text += ", " + std::to_string(rows - tried) + " not tried";
        return text;
    }
};

/// Prints what became of a row: a result line for one that is registered, the error for one that is not, and both as one object in
/// JSON. Returns the exit code it asks for.
int printRow(const RegistrationRow &row, const Result<void> &registered, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    QJsonObject result = jsonOfRow(row);
    if (registered) {
        result[QStringLiteral("registered")] = true;
        if (console.json())
            console.line(result);
        else
            console.line(nameOf(row) + " registered");
        return exitOk;
    }
    const bool unknown = isUnknown(registered.error());
    result[QStringLiteral("registered")] = unknown ? QJsonValue() : QJsonValue(false);
    std::string about;
    if (unknown)
        about = nameOf(row) + " may be registered or not, no answer came";
    else if (row.line != 0)
        about = nameOf(row) + " not registered";
    return failedAbout(surroundings, about, registered.error(), result, exitFailed);
}

/// Whether the rows after this one can fare better: a row that is wrong or refused keeps no other back, a server that cannot be
/// reached does.
bool isOnlyThisRow(const Error &error)
{
    return error.kind == ErrorKind::malformed || (error.kind == ErrorKind::refused && error.status);
}

/// Registers one row after the other and prints a result for each.
int registerRows(const std::vector<RegistrationRow> &rows, Registrar &registrar, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    es::Es12Client client(registrar.client);
    int code = exitOk;
    Tally tally{rows.size(), 0, 0, 0};
    for (const RegistrationRow &row : rows) {
        console.hide(row.eventId);
        warnOfEid(row, registrar.knownEids, console);
        const auto registered = registerRow(row, client, registrar, surroundings.stop);
        ++tally.tried;
        tally.registered += registered ? 1 : 0;
        tally.unknown += !registered && isUnknown(registered.error()) ? 1 : 0;
        if (const int rowCode = printRow(row, registered, surroundings); rowCode != exitOk)
            code = rowCode;
        if (!registered && !isOnlyThisRow(registered.error()))
            break;
    }
    if (rows.front().line != 0) { // in JSON every line of the result is a row
        if (console.json() || console.broken())
            console.note(tally.text());
        else
            console.line(tally.text());
    }
    return code;
}

/// Tells every row that is wrong, when all are: nobody is asked then.
int tellWrongRows(const std::vector<RegistrationRow> &rows, Surroundings &surroundings)
{
    for (const RegistrationRow &row : rows) {
        surroundings.console.hide(row.eventId);
        QJsonObject result = jsonOfRow(row);
        result[QStringLiteral("registered")] = false;
        failedAbout(surroundings, nameOf(row) + " not registered", *problemWith(row), result, exitUsage);
    }
    surroundings.console.note("0 of " + std::to_string(rows.size()) + " registered; nothing was sent");
    return exitUsage;
}

int registerEvents(const RegisterOptions &options, Surroundings &surroundings)
{
    const auto rows = rowsOf(options, surroundings.in);
    if (!rows)
        return failedAbout(surroundings, {}, rows.error(), {}, exitUsage);
    if (std::all_of(rows->begin(), rows->end(), problemWith))
        return tellWrongRows(*rows, surroundings);
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
    CLI::Option *file = command.add_option("--file", options->file,
                                           "Many events: a file of comma-separated rows, - for the standard input");
    eid->type_name("EID")->group("Event")->needs(event, address)->excludes(file);
    event->type_name("EVENTID")->group("Event")->needs(eid)->excludes(file);
    address->type_name("ADDRESS")->group("Event")->needs(eid)->excludes(file);
    forward->group("Event")->needs(eid)->excludes(file);
    file->type_name("ROWS.csv")->group("Event");

    addRegistrarOptions(command, options->registrar);
    command.add_flag("--trace", options->trace, "Show every exchange decoded")->group("Output");
    command.footer("Rows: eid,eventId,rspServerAddress[,forwardingIndicator]; a first line with these names may change "
                   "the order.\n"
                   "A row that is wrong or refused keeps no other back.\n"
                   "With --json one object a row. With a lab, its SM-DS is started in this process unless --map says "
                   "where it is.\n"
                   "Exit code: 0 all registered, 1 not all, 2 options or rows are wrong: nothing was sent.");
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
