// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"

namespace wb::explain {

/// An error for people, in three lines: what happened (interface and step), the most likely cause with the evidence there
/// is, and one thing to do. UTF-8, translated.
struct Explanation {
    std::string what;
    std::string why;
    std::string next;
    std::string code; ///< "8.9.5/3.9", "SW 6A88", ...: visible beside the words; empty when there is none
};

Explanation explain(const Error &error);

} // namespace wb::explain
