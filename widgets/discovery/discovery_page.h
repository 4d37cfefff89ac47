// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/discovery_controller.h"
#include "widgets/shell/inspector.h"

namespace wb::discovery {

/// A finished run with the steps it took.
struct Run {
    lds::DiscoveryOutcome outcome;
    std::vector<lds::StepReport> steps; ///< of the discovery itself, without its hops
    QString card;
    QString eventId; ///< the one that was asked for; empty: all
    TimePoint start;
};

/// The page of a run: who was asked by whom, and CERT.DSauth with every rule and its verdict.
shell::InspectorPage pageOf(const Run &run);

/// The page of one Event Record that the run returned or its trails led to: with its server once it was followed.
shell::InspectorPage pageOf(const Run &run, const es::EventEntry &entry);

/// A chain as a tree of rules: a node a certificate, under it its rules with verdict and reason.
std::vector<shell::InspectorNode> rulesOf(const pki::ChainReport &report);

/// What was looked at when nothing was found, one line each: the ordinary reasons with their evidence.
QStringList reasonsForNothing(const Run &run);

} // namespace wb::discovery
