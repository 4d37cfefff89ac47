// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/verb.h"

namespace wb::cli {

/// An error with every code it knows and the three lines that explain it.
QJsonObject jsonOf(const Error &error);

/// Tells an error, in JSON mode also as member "error" of `result`, and says with which code to end.
int failed(Surroundings &surroundings, const Error &error, QJsonObject result = {});

/// Tells that the words of a command make no sense, in JSON mode also as member "error", and says with which code to end.
int wrongUsage(Console &console, const Trouble &trouble);

} // namespace wb::cli
