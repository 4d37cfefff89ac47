// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wb::cli {

/// One event to be registered, as a row of a file or the options of the command say it.
struct RegistrationRow {
    std::size_t line = 0; ///< in the file, from 1; 0 when it comes from options
    std::string eid;
    std::string eventId;
    std::string rspServerAddress;
    bool forwardingIndicator = false;
};

/// Reads rows of comma-separated values (RFC 4180). A first line with the names eid, eventId, rspServerAddress and, if wanted,
/// forwardingIndicator (true or false) gives the order; without it the order is this one. Empty lines are skipped.
/// Errors: malformed with the line as step.
Result<std::vector<RegistrationRow>> rowsFromCsv(std::string_view text);

/// What a server would refuse about the form of a row: an EID, EventID or address that is none. None when nothing is. Errors: malformed
/// with the column as step, and the line when it has one.
std::optional<Error> problemWith(const RegistrationRow &row);

} // namespace wb::cli
