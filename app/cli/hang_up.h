// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <mutex>

namespace wb::cli {

/// What SIGHUP means to the running command: to end, as when its terminal is closed, unless it has said otherwise. Safe from any
/// thread.
class HangUp {
public:
    /// From now on SIGHUP calls this, on the thread that reads signals; with an empty one it ends the program again.
    void on(std::function<void()> then)
    {
        const std::scoped_lock lock(m_mutex);
        m_then = std::move(then);
    }

    /// A SIGHUP has come. False when it means to end.
    bool call()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_then)
            m_then();
        return bool(m_then);
    }

private:
    std::mutex m_mutex;
    std::function<void()> m_then;
};

} // namespace wb::cli
