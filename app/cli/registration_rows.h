// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wb::cli {

/// What is wrong with one field of a row.
struct FieldProblem {
    std::string column; ///< "eventId"
    std::string reason; ///< "it is missing"

    bool operator==(const FieldProblem &) const = default;
};

/// One event to be registered, as a row of a file or the options of the command say it.
struct RegistrationRow {
    std::size_t line = 0; ///< in the file, from 1; 0 when it comes from options
    std::string eid;
    std::string eventId;
    std::string rspServerAddress;
    bool forwardingIndicator = false;
    std::vector<FieldProblem> unreadable; ///< what the file says that is no row: a missing field, an open quote
    bool torn = false;                    ///< a quote is not closed, so its fields mean nothing
};

/// Reads rows of comma-separated values (RFC 4180) in UTF-8, with or without a byte order mark. A first line with the names eid,
/// eventId, rspServerAddress and, if wanted, forwardingIndicator (true or false) gives the order; without it the order is this
/// one. Empty lines are skipped. A line that is no row is a row with `unreadable`, so that it keeps no other back.
/// Errors, about the file as a whole: malformed, with the line as step, for other separators, unknown, doubled and missing
/// columns, and when there is no row.
Result<std::vector<RegistrationRow>> rowsFromCsv(std::string_view text);

/// What nobody has to be asked about: every field of a row that is missing or is no EID, EventID or address. None when all are
/// well. Errors: malformed; the reason names each column.
std::optional<Error> problemWith(const RegistrationRow &row);

} // namespace wb::cli
