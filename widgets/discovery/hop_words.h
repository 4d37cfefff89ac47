// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/follow.h"
#include "widgets/shell/theme.h"

#include <QString>

namespace wb::discovery {

/// "SM-DS", "SM-DP+", or that it is not known; empty while nobody has asked.
QString serverWord(const lds::Hop &hop);

/// What came of a hop, in a few words: "download here", "leads on to 1 Event Record", a status pair and its reason.
QString outcomeWords(const lds::Hop &hop);
shell::Meaning outcomeMeaning(const lds::Hop &hop);

} // namespace wb::discovery
