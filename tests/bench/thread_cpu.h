// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <set>
#include <vector>

#include <sys/types.h>

namespace wb::bench {

/// The threads that something started in this process, and what they cost: so a server's CPU is told from that of the clients
/// beside it. Threads that begin or end later are not seen; our servers have all of theirs from the beginning.
class StartedThreads {
public:
    /// Those that exist now are not meant.
    StartedThreads();

    /// Those that have come since then are.
    void noteNew();

    /// CPU time they have used so far, user and system, in seconds.
    double cpuSeconds() const;

private:
    std::set<pid_t> m_before;
    std::vector<pid_t> m_started;
};

/// CPU time another process has used so far, all threads, user and system, in seconds; 0 when it is gone.
double cpuSecondsOf(pid_t process);

/// Waits until a CPU clock, told by @p cpuSeconds, stands nearly still: what was asked for is done, and so is what is written behind.
void waitUntilStill(const std::function<double()> &cpuSeconds);

/// The processes whose parent is @p process.
std::vector<pid_t> childrenOf(pid_t process);

} // namespace wb::bench
