// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <stop_token>
#include <thread>

namespace wb::cli {

class HangUp;

/// Turns SIGINT, SIGTERM and, unless the command does something else with it, SIGHUP into a stop request; the second of them ends the program at once. SIGPIPE is ignored:
/// whoever writes sees the error. To be made before any other thread, because threads inherit which signals they leave alone.
class StopOnSignals {
public:
    /// `hangUp` outlives it.
    StopOnSignals(std::stop_source stop, HangUp &hangUp);
    ~StopOnSignals();

    StopOnSignals(const StopOnSignals &) = delete;
    StopOnSignals &operator=(const StopOnSignals &) = delete;

private:
    int m_signals = -1; ///< signalfd
    int m_wake = -1;    ///< eventfd that ends the thread
    std::thread m_thread;
};

} // namespace wb::cli
