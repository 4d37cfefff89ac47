// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/view.h"

#include <QJsonArray>

#include <string>

namespace wb::cli {

/// How a tree is printed.
struct TreeStyle {
    bool offsets = true; ///< each line begins with its octet; with "+" inside base64 that was opened
    bool masked = false; ///< values that belong to people are left out
    std::string indent;  ///< before each line
};

/// The annotated tree as lines, each with tag, name, value and what is wrong; no line end after the last.
std::string treeLines(const report::View &view, const TreeStyle &style);

/// The same as JSON: an array of {name, tag, value, problem, offset, length, children}, members without content left out.
QJsonArray treeJson(const report::View &view, bool masked);

} // namespace wb::cli
