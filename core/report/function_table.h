// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/catalogue.h"

#include <string>
#include <vector>

namespace wb::report {

/// What stands in a table about one function of ES10, all of it from its schemas and the table of its errors.
struct FunctionRow {
    std::string name; ///< "ES10c.EnableProfile"
    std::string tag;  ///< "BF31"
    std::string section;
    std::string effect;               ///< "reads", "session", "changes"
    std::vector<std::string> request; ///< names of its fields, optional ones in brackets
    std::vector<std::string> results; ///< "5 catBusy": what else than ok it may answer
};

/// A row a function, in the order of rsp::es10Functions().
std::vector<FunctionRow> functionRows();

/// The table as Markdown: docs/es10-functions.md.
std::string functionTable();

} // namespace wb::report
