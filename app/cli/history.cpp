// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/administrator.h"
#include "app/cli/failure.h"
#include "app/cli/numbers.h"
#include "app/cli/record_text.h"
#include "app/cli/verbs.h"
#include "core/smds/administration_json.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

struct HistoryOptions {
    AdministratorOptions administrator;
    std::int64_t record = 0;
    std::string eventId;
    int most = 200;
};

void print(const smds::RecordStory &story, Console &console)
{
    hideSecretsOf(story.record, console);
    if (console.json()) {
        QJsonObject object = smds::toJson(story.record);
        QJsonArray history;
        for (const smds::AuditLine &line : story.history)
            history.append(smds::toJson(line));
        object[QStringLiteral("history")] = history;
        console.line(object);
        return;
    }
    console.line(recordText(story.record));
    for (const smds::AuditLine &line : story.history)
        console.line("    " + auditText(line));
}

/// The numbers of the records that are meant.
Result<std::vector<std::int64_t>> recordsMeant(const HistoryOptions &options, events::AdministrationClient &client,
                                               const std::stop_token &stop)
{
    if (options.record != 0)
        return std::vector<std::int64_t>{options.record};
    smds::RecordQuery query;
    query.eventId = options.eventId;
    query.state = smds::RecordState::any;
    query.oldestFirst = true;
    const auto found = client.records(query, false, stop);
    if (!found)
        return fail(found.error());
    std::vector<std::int64_t> numbers;
    for (const smds::EventRecord &record : found->page.records)
        numbers.push_back(record.id);
    if (numbers.empty()) {
        return fail(ErrorKind::notFound, Interface::administration, "history",
                    "there is no Event Record with EventID '" + options.eventId + "'");
    }
    return numbers;
}

int history(const HistoryOptions &options, events::AdministrationClient &client, Surroundings &surroundings)
{
    surroundings.console.hide(options.eventId);
    const auto records = recordsMeant(options, client, surroundings.stop);
    if (!records)
        return failed(surroundings, records.error());
    for (const std::int64_t record : *records) {
        const auto story = client.story(record, options.most, surroundings.stop);
        if (!story)
            return failed(surroundings, story.error());
        print(*story, surroundings.console);
    }
    return exitOk;
}

} // namespace

Run addHistory(CLI::App &command)
{
    auto options = std::make_shared<HistoryOptions>();
    CLI::Option *record = command.add_option("record", options->record, "Number of the record, as smds list tells it")
                              ->type_name("RECORD")
                              ->check(problemOfCount, "");
    command.add_option("--event-id", options->eventId, "All records known by this EventID, here or at a parent")
        ->type_name("EVENTID")
        ->excludes(record);
    command.add_option("--most", options->most, "Entries a record at the most, the newest ones (default: 200)")
        ->type_name("NUMBER")
        ->check(CLI::Range(1, 5000).description(""));
    addAdministratorOptions(command, options->administrator);
    command.footer("What became of an Event Record: the calls that made, fetched, forwarded and deleted it.\n"
                   "Exit code: 0 shown, 1 there is no such record, or the server cannot be asked, 2 wrong usage.");
    return [options](Surroundings &surroundings) {
        if (options->record == 0 && options->eventId.empty()) {
            return wrongUsage(surroundings.console,
                              {"smds history: no record is given", {}, "give its number, or --event-id"});
        }
        return runAsAdministrator("smds history", options->administrator, surroundings,
                                  [&](events::AdministrationClient &client, Surroundings &around) {
                                      return history(*options, client, around);
                                  });
    };
}

} // namespace wb::cli
