// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "core/explain/explanation.h"

#include <span>

/// HTTP statuses where functions are called. A function is answered 200 whether it succeeds or fails (SGP.22 section 6.3), so any other
/// status comes from what stands before it.
namespace wb::explain {

struct HttpStatusMeaning {
    int status;
    const char *name; ///< "Not Found"
    const char *why;
    const char *next;
};

std::span<const HttpStatusMeaning> httpStatusMeanings();

/// Explains any status; one without a meaning of its own by the hundred it belongs to. The interface that was called, where it is
/// known, tells which listener may have been taken for which.
Explanation explainHttpStatus(int status, Interface interface = Interface::none);

} // namespace wb::explain
