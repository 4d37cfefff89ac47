// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/follow.h"

#include <QJsonArray>
#include <QJsonObject>

#include <string>
#include <vector>

namespace wb::cli {

/// The trails as a tree, a line a hop: EventID, RSP Server address, "SM-DS" or "SM-DP+", and what came of it. What an SM-DS answered
/// stands below it, further in.
std::vector<std::string> trailLines(const std::vector<lds::Hop> &trails);

/// A server's certificate with its chain.
QJsonObject jsonOf(const lds::ServerCheck &server);

/// Every hop with its certificate, error and the hops below it ("next"); docs/cli.md tells the members.
QJsonArray jsonOf(const std::vector<lds::Hop> &hops);

/// What an LPA can go on with: "rspServerAddress" and "matchingId" of every SM-DP+ that was found.
QJsonArray downloadsAsJson(const std::vector<lds::Hop> &trails);

} // namespace wb::cli
