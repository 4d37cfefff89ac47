// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <stop_token>
#include <thread>

namespace wb::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request; the second of them ends the program at once. SIGPIPE is ignored:
/// whoever writes sees the error. To be made before any other thread, because threads inherit which signals they leave alone.
class StopOnSignals {
public:
    explicit StopOnSignals(std::stop_source stop);
    ~StopOnSignals();

    StopOnSignals(const StopOnSignals &) = delete;
    StopOnSignals &operator=(const StopOnSignals &) = delete;

private:
    int m_signals = -1; ///< signalfd
    int m_wake = -1;    ///< eventfd that ends the thread
    std::thread m_thread;
};

} // namespace wb::cli
