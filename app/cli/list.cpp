// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/administrator.h"
#include "app/cli/failure.h"
#include "app/cli/numbers.h"
#include "app/cli/record_text.h"
#include "app/cli/verbs.h"
#include "core/smds/administration_json.h"
#include "core/smds/administration_query.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

struct ListOptions {
    AdministratorOptions administrator;
    smds::Parameters filter; ///< as the server takes them: it alone says what is wrong with one
    std::int64_t limit = 100;
    bool all = false;
    bool oldestFirst = false;
    bool count = false;
};

constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max();

void print(const smds::EventRecord &record, Console &console)
{
    hideSecretsOf(record, console);
    if (console.json())
        console.line(smds::toJson(record));
    else
        console.line(recordText(record));
}

/// Page after page, until enough is printed.
int list(const ListOptions &options, smds::RecordQuery query, events::AdministrationClient &client,
         Surroundings &surroundings)
{
    Console &console = surroundings.console;
    std::int64_t left = options.all ? endless : options.limit;
    bool any = false;
    while (left > 0 && !surroundings.stop.stop_requested()) {
        query.limit = static_cast<int>(std::min<std::int64_t>(left, smds::largestPage));
        const auto found = client.records(query, options.count && !any, surroundings.stop);
        if (!found)
            return failed(surroundings, found.error());
        if (found->count)
            console.note(std::to_string(*found->count) + (*found->count == 1 ? " Event Record" : " Event Records"));
        for (const smds::EventRecord &record : found->page.records)
            print(record, console);
        any = any || !found->page.records.empty();
        left -= static_cast<std::int64_t>(found->page.records.size());
        if (!found->page.after)
            break;
        query.after = *found->page.after;
        if (left <= 0)
            console.note("There may be more: --limit, or --all.");
    }
    if (!any)
        console.note("No Event Record is like that.");
    return any ? exitOk : exitNothing;
}

} // namespace

Run addList(CLI::App &command)
{
    auto options = std::make_shared<ListOptions>();
    const auto filter = [&](const char *option, const char *parameter, const char *type, const char *help) {
        command
            .add_option_function<std::string>(
                option, [options, parameter](const std::string &value) { options->filter[parameter] = value; }, help)
            ->type_name(type)
            ->group("Which");
    };
    filter("--eid", "eid", "EID", "Those for this eUICC");
    filter("--eid-end", "eidEnd", "DIGITS", "Those whose EID ends with these digits");
    filter("--event-id", "eventId", "EVENTID", "Those known by this EventID, here or at a parent");
    filter("--owner", "owner", "OID", "Those of this registrant");
    filter("--address", "rspServerAddress", "TEXT", "Those whose RSP Server address has this in it");
    filter("--state", "state", "STATE", "any, live, waiting, retrieved, unacknowledged or deleted (default: live)");
    filter("--forward", "forward", "STATE",
           "Those with a forward that is pending, forwarded, failed, withdrawn, deleting or gone");
    filter("--parent", "parent", "NAME", "Those with a forward to this parent");
    filter("--from", "from", "TIME", "Registered then or later, such as 2026-11-22T14:00:00Z");
    filter("--before", "before", "TIME", "Registered before");
    command.add_flag("--oldest-first", options->oldestFirst, "In the order of registration")->group("Which");
    CLI::Option *limit = command.add_option("--limit", options->limit, "How many at the most (default: 100)")
                             ->type_name("NUMBER")
                             ->check(problemOfCount, "")
                             ->group("Which");
    command.add_flag("--all", options->all, "All of them")->excludes(limit)->group("Which");
    command.add_flag("--count", options->count, "Count all that match, too; looks at each")->group("Which");
    addAdministratorOptions(command, options->administrator);
    command.footer("With --json one object a record. The newest come first.\n"
                   "Exit code: 0 there are some, 3 none, 1 the server cannot be asked, 2 wrong usage.");
    return [options](Surroundings &surroundings) {
        auto query = smds::recordQueryOf(options->filter);
        if (!query) {
            return wrongUsage(
                surroundings.console,
                {"smds list: --" + query.error().step + " " + query.error().reason, {}, "see smds list --help"});
        }
        query->oldestFirst = options->oldestFirst;
        return runAsAdministrator("smds list", options->administrator, surroundings,
                                  [&](events::AdministrationClient &client, Surroundings &around) {
                                      return list(*options, *query, client, around);
                                  });
    };
}

} // namespace wb::cli
