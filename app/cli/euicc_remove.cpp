// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_text.h"
#include "app/cli/failure.h"
#include "app/cli/lab_choice.h"
#include "app/cli/verbs.h"
#include "core/lab/lab_euiccs.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

struct RemoveOptions {
    std::string which;
    std::string lab;
};

int euiccRemove(const RemoveOptions &options, Surroundings &surroundings)
{
    const auto lab = openLabOf(options.lab); // says how to make one when there is none
    if (!lab)
        return failed(surroundings, lab.error());
    const auto removed = lab::removeEuicc(labFolder(options.lab), options.which);
    if (!removed)
        return failed(surroundings, removed.error());
    if (surroundings.console.json())
        surroundings.console.line(cli::jsonOf(*removed));
    else
        surroundings.console.line("Removed " + euiccLine(*removed));
    return exitOk;
}

} // namespace

Run addEuiccRemove(CLI::App &command)
{
    auto options = std::make_shared<RemoveOptions>();
    command.add_option("euicc", options->which, "Its name, EID or folder")->type_name("EUICC")->required();
    command.add_option("--lab", options->lab, "The lab it is in (default: the user's lab)")->type_name("FOLDER");
    command.footer("Its keys and what it has kept are deleted with it.");
    return [options](Surroundings &surroundings) { return euiccRemove(*options, surroundings); };
}

} // namespace wb::cli
