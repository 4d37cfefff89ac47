// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/command_line.h"

#include "app/cli/failure.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>

namespace wb::cli {

namespace {

/// Help without the machinery: an option's name and what it takes, not what it excludes or needs.
class HelpFormatter final : public CLI::Formatter {
public:
    HelpFormatter() { column_width(34); }

    std::string make_option_opts(const CLI::Option *option) const override
    {
        return option->get_type_size() == 0 ? std::string() : " " + option->get_type_name();
    }
};

/// What every verb understands.
struct CommonOptions {
    bool json = false;
    bool mask = false;
};

void addCommonOptions(CLI::App &command, CommonOptions &options)
{
    command.add_flag("--json", options.json, "Results as JSON")->group("Output");
    command.add_flag("--mask", options.mask, "Hide EIDs and EventIDs in what is printed")->group("Output");
}

/// The command a verb belongs to: the program itself, or the group before the blank in its name, made when first met.
CLI::App *parentOf(CLI::App &program, std::string_view name)
{
    const auto blank = name.find(' ');
    if (blank == std::string_view::npos)
        return &program;
    const std::string group(name.substr(0, blank));
    const auto isGroup = [&](const CLI::App *each) { return each->get_name() == group; };
    if (const auto known = program.get_subcommands(isGroup); !known.empty())
        return known.front();
    CLI::App *made = program.add_subcommand(group, std::string(helpOfGroup(group)));
    made->require_subcommand(1);
    return made;
}

std::string fullName(const CLI::App *command)
{
    std::string name = command->get_name();
    for (const CLI::App *above = command->get_parent(); above != nullptr; above = above->get_parent())
        name.insert(0, above->get_name() + " ");
    return name;
}

/// The command that was meant, as far as it could be parsed.
const CLI::App *deepest(const CLI::App &program)
{
    const CLI::App *command = &program;
    while (!command->get_subcommands().empty())
        command = command->get_subcommands().front();
    return command;
}

/// A word stands where a command belongs, and is none.
std::optional<Trouble> unknownCommand(const CLI::App &program)
{
    const CLI::App *command = deepest(program);
    const std::vector<std::string> notUnderstood = command->remaining();
    if (command->get_require_subcommand_min() == 0 || notUnderstood.empty())
        return {};
    const std::string name = fullName(command);
    return Trouble{
        name + ": '" + notUnderstood.front() + "' is no command", {}, "`" + name + " --help` lists what there is"};
}

Trouble usageTrouble(const CLI::App &program, const CLI::ParseError &error)
{
    if (auto unknown = unknownCommand(program))
        return std::move(*unknown);
    const std::string name = fullName(deepest(program));
    return {name + ": " + error.what(), {}, "`" + name + " --help` lists what can be given"};
}

} // namespace

int runCommandLine(const std::vector<std::string> &arguments, Surroundings &surroundings)
{
    CLI::App program("eSIM discovery (SGP.22) without a window", "smds");
    program.set_version_flag("--version", "smds " WB_VERSION, "The version");
    program.require_subcommand(1);
    program.formatter(std::make_shared<HelpFormatter>());
    program.set_help_flag("-h,--help", "This help");

    CommonOptions common;
    Run chosen;
    for (const Verb &verb : verbs()) {
        const auto blank = verb.name.find(' ');
        const std::string name(blank == std::string_view::npos ? verb.name : verb.name.substr(blank + 1));
        CLI::App *command = parentOf(program, verb.name)->add_subcommand(name, std::string(verb.help));
        Run run = verb.add(*command);
        addCommonOptions(*command, common);
        command->callback([&chosen, run = std::move(run)] { chosen = run; });
    }

    // What cannot be parsed has no options yet, and is still to be told as it was asked for.
    surroundings.console.setJson(std::find(arguments.begin(), arguments.end(), "--json") != arguments.end());
    try {
        program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend())); // CLI11 takes them from the back
    } catch (const CLI::CallForVersion &version) {
        surroundings.console.line(version.what());
        return exitOk;
    } catch (const CLI::Success &success) { // --help
        if (const auto unknown = unknownCommand(program))
            return wrongUsage(surroundings.console, *unknown);
        std::ostringstream help;
        program.exit(success, help, help);
        std::string text = CLI::detail::find_and_replace(help.str(), "\n\n\n", "\n\n");
        while (!text.empty() && text.back() == '\n')
            text.pop_back();
        surroundings.console.line(text);
        return exitOk;
    } catch (const CLI::ParseError &error) {
        return wrongUsage(surroundings.console, usageTrouble(program, error));
    }

    surroundings.console.setJson(common.json);
    surroundings.console.setMasked(common.mask);
    const CLI::Option *trace = deepest(program)->get_option_no_throw("--trace");
    surroundings.traceHelps = trace != nullptr && trace->count() == 0;
    const int code = chosen(surroundings);
    if (surroundings.console.broken())
        return exitBrokenPipe;
    if (const std::string problem = surroundings.console.writeProblem(); !problem.empty()) {
        surroundings.console.tell({"The results could not be written: " + problem, {}, "write them somewhere else"});
        return exitFailed;
    }
    return code;
}

} // namespace wb::cli
