// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/verb.h"
#include "core/lab/running_lab.h"

namespace wb::cli {

/// A lab with somebody who runs it: this process, or the one that has it running already.
struct LabConnection {
    lab::Lab lab;
    std::unique_ptr<lab::RunningLab> running; ///< null when another process runs it
    http::ConnectionMap es11;
    http::ConnectionMap es12;
    http::ConnectionMap administration;

    /// The lab's first eUICC; one of this process's own when another runs the lab. Error: that of openEuicc().
    Result<std::shared_ptr<euicc::VirtualEuicc>> euicc() const;
};

/// Starts a lab, or finds the program that runs it. Errors: those of RunningLab::start(); busy when another program runs the lab and has not
/// said where.
Result<LabConnection> connectLab(lab::Lab lab, Surroundings &surroundings);

} // namespace wb::cli
