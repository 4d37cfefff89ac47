// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "core/explain/explanation.h"

#include <span>

namespace wb::explain {

/// What a sort of failure usually means where no code says more. Interface::none: at every other interface.
struct KindMeaning {
    ErrorKind kind;
    Interface interface;
    const char *why;
    const char *next;
};

std::span<const KindMeaning> kindMeanings();

/// "%1 was refused.": the first line, %1 being interface and step.
const char *kindSentence(ErrorKind kind, Interface interface);

/// The cause and action for a kind at an interface.
const KindMeaning &kindMeaning(ErrorKind kind, Interface interface);

} // namespace wb::explain
