// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_text.h"
#include "app/cli/failure.h"
#include "app/cli/lab_choice.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

int euiccList(const std::string &option, Surroundings &surroundings)
{
    const auto lab = openLabOf(option);
    if (!lab)
        return failed(surroundings, lab.error());
    Console &console = surroundings.console;
    QJsonArray euiccs;
    for (const euicc::Identity &euicc : lab->euiccs) {
        euiccs.append(cli::jsonOf(euicc));
        if (console.json())
            continue;
        console.line(euiccLine(euicc));
        for (const euicc::Fault &fault : euicc.faults)
            console.line("    fault: " + euicc::faultLine(fault));
    }
    if (console.json())
        console.line(QJsonObject{{QStringLiteral("euiccs"), euiccs}});
    return exitOk;
}

} // namespace

Run addEuiccList(CLI::App &command)
{
    auto lab = std::make_shared<std::string>();
    command.add_option("--lab", *lab, "The lab's folder (default: the user's lab)")->type_name("FOLDER");
    return [lab](Surroundings &surroundings) { return euiccList(*lab, surroundings); };
}

} // namespace wb::cli
