// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/lab_connection.h"

#include "core/euicc/open_euicc.h"
#include "core/lab/running_place.h"

namespace wb::cli {

Result<LabConnection> connectLab(lab::Lab lab, Surroundings &surroundings)
{
    auto running = lab::RunningLab::start(
        lab, surroundings.clock, [](const std::string &) {}, surroundings.stop);
    if (running) {
        const lab::RunningLab &started = **running;
        return LabConnection{started.lab(), std::move(*running), started.es11Map(), started.es12Map(),
                             started.administrationMap()};
    }
    const auto place = running.error().kind == ErrorKind::busy ? lab::runningPlaceOf(lab.folder) : std::nullopt;
    if (!place)
        return fail(std::move(running.error()));
    auto es11 = lab::mapTo(lab, place->es11);
    auto es12 = lab::mapTo(lab, place->es12);
    auto administration = lab::mapTo(lab, place->administration);
    return LabConnection{std::move(lab), nullptr, std::move(es11), std::move(es12), std::move(administration)};
}

Result<std::shared_ptr<euicc::VirtualEuicc>> LabConnection::euicc() const
{
    if (running)
        return running->euiccs().front();
    return euicc::openEuicc(lab.euiccs.front());
}

} // namespace wb::cli
