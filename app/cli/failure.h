// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/verb.h"

namespace wb::cli {

/// An error with every code it knows and the three lines that explain it.
QJsonObject jsonOf(const Error &error);

/// Tells an error, in JSON mode also as member "error" of `result`, and says with which code to end.
int failed(Surroundings &surroundings, const Error &error, QJsonObject result = {});

/// The same for one of many: `about` says which ("line 3: EV-7 not registered"). The code is the one given, exitUsage when the input
/// is wrong and nobody was asked; exitInterrupted when it was stopped.
int failedAbout(Surroundings &surroundings, const std::string &about, const Error &error, QJsonObject result, int code);

/// Tells that the words of a command make no sense, in JSON mode also as member "error", and says with which code to end.
int wrongUsage(Console &console, const Trouble &trouble);

} // namespace wb::cli
