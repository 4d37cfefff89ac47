// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/console.h"
#include "app/cli/exit_code.h"
#include "core/base/clock.h"

#include <functional>
#include <iosfwd>
#include <span>
#include <stop_token>

namespace CLI {
class App;
}

namespace wb::cli {

class HangUp;

/// What a verb works with.
struct Surroundings {
    Console &console;
    std::istream &in;
    std::stop_token stop; ///< asked for by Ctrl+C, SIGTERM and a reader of our results that went away
    const Clock &clock = Clock::system();
    HangUp *hangUp = nullptr; ///< what SIGHUP does; null where nobody reads signals
    bool traceHelps = false;  ///< the command has --trace, and it was not given
};

/// Does what the verb is for, with the options it was given. Returns an ExitCode.
using Run = std::function<int(Surroundings &)>;

/// One command of `smds`: a row of the table.
struct Verb {
    std::string_view name;         ///< "discover"; "card info" for one of a group
    std::string_view help;         ///< one line
    Run (*add)(CLI::App &command); ///< adds the options; what it returns runs with them once they are parsed
};

/// Every verb, in the order of the help.
std::span<const Verb> verbs();

/// The line of help of a group: "card".
std::string_view helpOfGroup(std::string_view group);

} // namespace wb::cli
