// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/explain/explanation.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// Status words SW1 SW2 of a card (ISO 7816-4, ETSI TS 102 221), with what they mean at an eUICC (SGP.22 section 5.7.2).
namespace wb::explain {

/// A status word, or all those that agree with `value` where `mask` has a bit.
struct StatusWordMeaning {
    std::uint16_t value;
    std::uint16_t mask;
    Text text; ///< %1: what SW2 says as a number (octets, tries), %2: SW2 in hexadecimal
};

/// Single words before the ranges they lie in.
std::span<const StatusWordMeaning> statusWordMeanings();

/// Whether a table entry, rather than the sentence for unknown words, explains this word.
bool isKnownStatusWord(std::uint16_t statusWord);

/// Explains any status word; an unknown one says so.
Explanation explainStatusWord(std::uint16_t statusWord);

/// Explains all words that begin with `first`, as "6C xx" is written; none when they have no meaning in common.
std::optional<Explanation> explainStatusWordRange(std::uint8_t first);

} // namespace wb::explain
