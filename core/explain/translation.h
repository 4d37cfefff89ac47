// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/explain/explanation.h"

#include <initializer_list>

namespace wb::explain {

/// A source text in the user's language, %1, %2, ... replaced by the arguments. The text was marked with
/// QT_TRANSLATE_NOOP("explain", ...) where it stands.
std::string translated(const char *source, std::initializer_list<std::string> arguments = {});

/// A table's text with its code; the arguments go into each of the three lines.
Explanation translated(const Text &text, std::string code, std::initializer_list<std::string> arguments = {});

} // namespace wb::explain
