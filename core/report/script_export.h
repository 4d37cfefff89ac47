// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

#include <span>

namespace wb::report {

/// The commands of a capture as a console script (docs/console.md): each as it was typed or sent, with the status word that came as
/// expectation. What the card layer sent on its own is left out, because the console sends it again.
std::string toScript(std::span<const capture::ExchangePtr> exchanges);

} // namespace wb::report
