// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/server.h"
#include "core/http/server.h"
#include "core/smds/operation_settings.h"

#include <functional>

/// What the listeners of an SM-DS do with a request.
namespace wb::smds {

using Log = std::function<void(std::string)>;

/// ES11, and what the switches add to it: another name for its paths, and ES12 and ES15 for who shows a client certificate (HTTP 403
/// for others). Each use of a switch is a line in the log. The services outlive it.
http::Handler es11Handler(es::Es11Service &es11, es::Es12Service &es12, const es::Es12Folders &folders,
                          const Switches &switches, Log log);

/// ES12 and ES15.
http::Handler es12Handler(es::Es12Service &service, const es::Es12Folders &folders);

} // namespace wb::smds
