// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/structure/sources.h"

#include <string>
#include <vector>

namespace wb::structure {

/// What is wrong with the includes of one file, one sentence each ("core/asn1/reader.h:7: ..."); empty when they keep to
/// section "The house" of docs/architecture.md.
std::vector<std::string> includeViolations(const Source &source);

} // namespace wb::structure
