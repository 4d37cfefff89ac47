// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/explain/explanation.h"

#include <optional>
#include <string_view>

namespace wb::cli {

/// An EID in words: its parts, whether its check digits hold, and when they do not, which EIDs it may be meant to be. Also for a number
/// of nearly as many digits (30 to 34), which says how many there are. None for any other text.
std::optional<explain::Explanation> explainEid(std::string_view text);

} // namespace wb::cli
