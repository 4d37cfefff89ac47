// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/explain/explanation.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// Return codes of PC/SC, by number: no PC/SC header is needed to explain a log from another machine.
namespace wb::explain {

struct ScardMeaning {
    std::uint32_t code;
    const char *name; ///< "SCARD_E_NO_SERVICE"
    Text text;
};

std::span<const ScardMeaning> scardMeanings();

/// The name of a code; empty when it is none of PC/SC.
std::string_view scardName(std::uint32_t code);

/// The code of a name in either case, with or without "SCARD_" and its letter: "no_service".
std::optional<std::uint32_t> scardCode(std::string_view name);

/// Explains any code; one that PC/SC does not have says so.
Explanation explainScard(std::uint32_t code);

} // namespace wb::explain
