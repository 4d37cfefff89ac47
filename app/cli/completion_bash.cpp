// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

/// The words that may follow a command: the names of its subcommands and its long options.
std::string wordsOf(const CLI::App *command)
{
    std::string words;
    const auto add = [&](const std::string &word) { words += (words.empty() ? "" : " ") + word; };
    for (const CLI::App *sub : command->get_subcommands([](const CLI::App *) { return true; }))
        add(sub->get_name());
    for (const CLI::Option *option : command->get_options()) {
        for (const std::string &name : option->get_lnames())
            add("--" + name);
    }
    return words;
}

void appendCases(std::string &script, const CLI::App *command, const std::string &path)
{
    script += "        '" + path + "') words='" + wordsOf(command) + "' ;;\n";
    for (const CLI::App *sub : command->get_subcommands([](const CLI::App *) { return true; }))
        appendCases(script, sub, path.empty() ? sub->get_name() : path + " " + sub->get_name());
}

/// The groups as two patterns of the shell: " card"|" lab" for one just met, "card "*|"lab "* for a word after it.
struct GroupPatterns {
    std::string met;
    std::string within;
};

GroupPatterns groupPatterns(const CLI::App *program)
{
    GroupPatterns patterns;
    for (const CLI::App *each : program->get_subcommands([](const CLI::App *) { return true; })) {
        if (each->get_subcommands([](const CLI::App *) { return true; }).empty())
            continue;
        const std::string bar = patterns.met.empty() ? "" : "|";
        patterns.met += bar + "' " + each->get_name() + "'";
        patterns.within += bar + "'" + each->get_name() + " '[a-z]*";
    }
    return patterns;
}

/// Finds which command the line is about from its words without a dash, then offers what may follow, or files.
std::string scriptFor(const CLI::App *program)
{
    const GroupPatterns groups = groupPatterns(program);
    std::string cases;
    appendCases(cases, program, "");
    return "# bash completion for smds: source it, or put it into ~/.local/share/bash-completion/completions/smds\n"
           "_smds() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} path='' words='' word\n"
           "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "        case \"$path $word\" in\n"
           "            "
           + groups.met
           + ") path=$word ;;\n"
             "            "
           + groups.within
           + ") path+=\" $word\"; break ;;\n"
             "            ' '[a-z]*) path=$word; break ;;\n"
             "        esac\n"
             "    done\n"
             "    case $path in\n"
           + cases
           + "    esac\n"
             "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
             "}\n"
             "complete -o default -F _smds smds";
}

} // namespace

Run addCompletionBash(CLI::App &command)
{
    const CLI::App *program = &command;
    while (program->get_parent() != nullptr)
        program = program->get_parent();
    return [program](Surroundings &surroundings) {
        surroundings.console.line(scriptFor(program));
        return int(exitOk);
    };
}

} // namespace wb::cli
