// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/card_summary.h"
#include "smartcard/cards/card_directory.h"
#include "widgets/shell/inspector.h"

namespace wb::reader {

/// What was read from a card, or why it could not be.
struct CardReading {
    lds::CardSummary summary;
    Bytes isdRAid;
    int channel = 0;
};

/// The page of a card for the inspector: the reader's side, and what was read of the eUICC, when it was.
shell::InspectorPage pageOf(const cards::CardEntry &entry, const CardReading *reading);

/// The card at a glance, for the panel: what is odd, who made it, where it looks, what is installed, what is pending, whom it trusts.
shell::InspectorPage overviewOf(const CardReading &reading);

} // namespace wb::reader
