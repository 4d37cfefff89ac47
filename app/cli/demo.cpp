// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/device_options.h"
#include "app/cli/discovery_run.h"
#include "app/cli/euicc_source.h"
#include "app/cli/failure.h"
#include "app/cli/lab_choice.h"
#include "app/cli/lab_connection.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

int demo(const std::string &folderOption, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto say = [&](const std::string &text) {
        if (!console.json())
            console.line(text);
    };

    const std::filesystem::path folder = labFolder(folderOption);
    std::error_code problem;
    if (!std::filesystem::exists(folder / "lab.toml", problem)) {
        const auto made = lab::createLab(folder, surroundings.clock);
        if (!made)
            return failed(surroundings, made.error());
        say("Lab     made in " + folder.string());
    } else {
        say("Lab     " + folder.string());
    }
    auto lab = openLabOf(folderOption);
    if (!lab)
        return failed(surroundings, lab.error());
    auto running = connectLab(std::move(*lab), surroundings);
    if (!running)
        return failed(surroundings, running.error());
    if (!running->running)
        say("        which another program runs; this one asks its SM-DS");
    auto euicc = running->euicc().and_then([&](const std::shared_ptr<euicc::VirtualEuicc> &one) {
        return EuiccSource::openVirtual(one, EuiccOptions(), "smds demo", nullptr, surroundings.stop);
    });
    if (!euicc)
        return failed(surroundings, euicc.error());

    DiscoveryTask task{**euicc, (*euicc)->name(), {}, {}, {}, nullptr, true};
    task.options.deviceInfo = deviceInfoOf(DeviceOptions());
    task.options.cis = running->lab.cis;
    task.client = lab::lpaOptions(running->lab.cis, running->es11, surroundings.clock);
    const int code = runDiscovery(surroundings, std::move(task));
    if (code == exitOk)
        say("Next: `smds discover --trace` shows every exchange of this, `smds card info` the eUICC, `smds --help` the "
            "rest.");
    return code;
}

} // namespace

Run addDemo(CLI::App &command)
{
    auto folder = std::make_shared<std::string>();
    command.add_option("--lab", *folder, "The lab's folder (default: the user's lab)")->type_name("FOLDER");
    return [folder](Surroundings &surroundings) { return demo(*folder, surroundings); };
}

} // namespace wb::cli
