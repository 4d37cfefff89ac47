// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace wb::http {

/// Turns a host name into numeric addresses, best first. Blocks; may be left running when nobody waits any more, so it must own what
/// it uses.
using Resolver = std::function<Result<std::vector<std::string>>(const std::string &host)>;

/// The operating system's resolver. Error: unreachable, when the name is unknown or nobody could be asked.
Resolver systemResolver();

/// Asks @p resolver on a thread of its own, because name resolution cannot be cancelled: when the time is up or a stop is
/// requested, the thread is left to end by itself. Errors: timedOut, cancelled, or the resolver's.
Result<std::vector<std::string>> resolve(const Resolver &resolver, const std::string &host,
                                         std::chrono::milliseconds limit, const std::stop_token &stop);

} // namespace wb::http
