// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "core/es/paths.h"

namespace wb::es {

/// Puts the function's own verdict, "Failed 8.9.5/3.9", in place of the HTTP 200 that hides it. Exchanges without an answer, with
/// another HTTP status or without a known functionExecutionStatus stay as they are.
void nameStatus(capture::Exchange &exchange);

/// For a server's own record: the function instead of its path, "ES11.AuthenticateClient", as a function of @p interface, and its
/// verdict. A path that is none of ours stays as it is.
void nameCall(capture::Exchange &exchange, Interface interface, const Es12Folders &folders = {});

} // namespace wb::es
