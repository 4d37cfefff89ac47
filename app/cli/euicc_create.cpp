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

struct CreateOptions {
    std::string model;
    std::string name;
    std::string eid;
    std::string lab;
};

Result<euicc::Identity> create(const CreateOptions &options, const Clock &clock)
{
    const auto lab = openLabOf(options.lab); // says how to make one when there is none
    if (!lab)
        return fail(lab.error());
    const auto model = euicc::findTemplate(options.model);
    if (!model)
        return fail(model.error());
    euicc::NewEuicc wishes;
    wishes.name = options.name;
    if (!options.eid.empty()) {
        auto eid = rsp::Eid::fromText(options.eid);
        if (!eid)
            return fail(std::move(eid.error()));
        wishes.eid = std::move(*eid);
    }
    return lab::addEuicc(labFolder(options.lab), *model, std::move(wishes), clock);
}

int euiccCreate(const CreateOptions &options, Surroundings &surroundings)
{
    const auto made = create(options, surroundings.clock);
    if (!made)
        return failed(surroundings, made.error());
    if (surroundings.console.json())
        surroundings.console.line(cli::jsonOf(*made));
    else
        surroundings.console.line("Made " + euiccLine(*made));
    return exitOk;
}

} // namespace

Run addEuiccCreate(CLI::App &command)
{
    auto options = std::make_shared<CreateOptions>();
    command
        .add_option("template,--template", options->model,
                    "A template: one of `smds euicc templates`, or a file of your own")
        ->type_name("TEMPLATE")
        ->required();
    command.add_option("--name", options->name, "How it is called (default: as the template says)")->type_name("NAME");
    command.add_option("--eid", options->eid, "Its EID (default: the template's, or one of its maker is drawn)")
        ->type_name("EID");
    command.add_option("--lab", options->lab, "The lab it comes into (default: the user's lab)")->type_name("FOLDER");
    command.footer(
        "docs/virtual-euicc.md tells what a template can say. A window that runs the lab shows the eUICC when it is "
        "started again.");
    return [options](Surroundings &surroundings) { return euiccCreate(*options, surroundings); };
}

} // namespace wb::cli
