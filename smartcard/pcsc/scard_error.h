// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"

namespace wb::pcsc {

/// An Error of the interface PC/SC with its SCARD code, the kind and the clause that belong to it.
Error scardError(std::uint32_t code, std::string step);

/// Whether the code says that the service, or our connection to it, is no more: only a new context helps.
bool isServiceLost(std::uint32_t code);

} // namespace wb::pcsc
