// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace wb::testing {

/// A program the test runs, made with posix_spawn: QProcess makes its child in the memory of the test, which ThreadSanitizer
/// takes for the test itself. The child ends with the test.
class ChildProcess {
public:
    ChildProcess() = default;
    ~ChildProcess() { kill(); }
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    /// Standard output and standard error go to the file. False when it cannot be started.
    bool start(std::vector<std::string> command, const std::string &outputFile);

    bool running();
    bool waitForEnd(std::chrono::milliseconds patience);
    void terminate(); ///< SIGTERM, and SIGKILL when that does not end it
    void kill();      ///< SIGKILL

private:
    void signal(int number);

    pid_t m_pid = 0;
};

} // namespace wb::testing
