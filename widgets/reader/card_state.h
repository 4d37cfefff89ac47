// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_directory.h"
#include "widgets/shell/subject.h"
#include "widgets/shell/theme.h"

namespace wb::reader {

/// A card as it passes between panels.
shell::Subject subjectOf(const cards::CardEntry &entry);

/// "Card inserted", "Held by Discovery", ...: the state in words.
QString stateText(const cards::CardEntry &entry);
shell::Meaning stateMeaning(const cards::CardEntry &entry);

} // namespace wb::reader
