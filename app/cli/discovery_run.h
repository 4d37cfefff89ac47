// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/trace.h"
#include "app/cli/verb.h"
#include "core/lds/follow.h"

namespace wb::cli {

/// A discovery with everything it needs, ready to be run.
struct DiscoveryTask {
    rsp::Euicc &euicc;
    std::string euiccName;
    std::optional<std::string> address; ///< typed; none: the Root SM-DS address of the eUICC
    lds::DiscoverOptions options;
    http::ClientOptions client; ///< its sink is the trace, if there is one
    Trace *trace = nullptr;
    bool stepsAreResults = false; ///< print the steps with the results, not beside them
    es::Binding binding = es::Binding::json;
    std::optional<int> followDepth = {}; ///< follow the entries, at most so many hops; none: do not
};

/// Runs it and prints steps as they happen, then entries and findings, or the trails they lead along; in JSON mode one object at the
/// end. Returns exitOk, exitNothing when no Event Record waits or none that was followed leads to an SM-DP+, or that of failed().
int runDiscovery(Surroundings &surroundings, DiscoveryTask task);

} // namespace wb::cli
