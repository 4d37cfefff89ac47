// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/card_summary.h"

namespace wb::lds {

enum class Weight {
    note,    ///< worth knowing
    warning, ///< something will not work as its owner expects
    error,   ///< something cannot work
};

/// Something odd about a card.
struct CardFinding {
    std::string name; ///< never changes: "ROOT_DS_PLACEHOLDER"
    Weight weight = Weight::note;
    std::string what;     ///< one sentence with the evidence
    std::string whatToDo; ///< one action; empty: none is needed

    bool operator==(const CardFinding &) const = default;
};

/// What is odd about a card, the gravest first (protocol.md 8, field.md 4.1).
std::vector<CardFinding> findingsOn(const CardSummary &card);

} // namespace wb::lds
