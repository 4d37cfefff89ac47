// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/lab_choice.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

int labCreate(const std::string &option, Surroundings &surroundings)
{
    const std::filesystem::path folder = labFolder(option);
    const auto made = lab::createLab(folder, surroundings.clock);
    if (!made)
        return failed(surroundings, made.error());
    if (surroundings.console.json())
        surroundings.console.line(QJsonObject{{QStringLiteral("folder"), qtText(folder.string())}});
    else
        surroundings.console.line("Lab made in " + folder.string());
    return exitOk;
}

} // namespace

Run addLabCreate(CLI::App &command)
{
    auto folder = std::make_shared<std::string>();
    command.add_option("folder", *folder, "Where; it must not exist yet (default: the user's lab)")
        ->type_name("FOLDER");
    return [folder](Surroundings &surroundings) { return labCreate(*folder, surroundings); };
}

} // namespace wb::cli
