// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/smds/record_query.h"

#include <map>
#include <string>

/// The questions of the administration interface as the query part of a URL, both ways.
namespace wb::smds {

/// The parameters of a request, decoded. Each at most once.
using Parameters = std::map<std::string, std::string>;

/// The parameters of a target such as "/admin/v1/records?state=live&limit=5". Error: administration, malformed for one that comes twice.
Result<Parameters> parametersOf(std::string_view target);

/// "?state=live&limit=5", with what needs it encoded; empty for none.
std::string queryText(const Parameters &parameters);

/// Errors: administration, malformed with the parameter as step. Parameters of other names are not looked at.
Result<RecordQuery> recordQueryOf(const Parameters &parameters);
Result<AuditQuery> auditQueryOf(const Parameters &parameters);
Result<bool> flagOf(const Parameters &parameters, const char *name);
Result<int> numberOf(const Parameters &parameters, const char *name, int otherwise, int most);

Parameters parametersFor(const RecordQuery &query);
Parameters parametersFor(const AuditQuery &query);

inline constexpr int largestPage = 1000;

} // namespace wb::smds
