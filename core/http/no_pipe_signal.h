// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <csignal>
#include <ctime>

namespace wb::http {

/// OpenSSL's socket BIO writes without MSG_NOSIGNAL: while this lives, a SIGPIPE of this thread is held back, and then forgotten. Unless the
/// thread holds it back anyway.
class NoPipeSignal {
public:
    NoPipeSignal()
    {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }

    ~NoPipeSignal()
    {
        const timespec atOnce{};
        if (sigismember(&m_before, SIGPIPE) == 0)
            sigtimedwait(&m_pipe, nullptr, &atOnce);
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }

    NoPipeSignal(const NoPipeSignal &) = delete;
    NoPipeSignal &operator=(const NoPipeSignal &) = delete;

private:
    sigset_t m_pipe{};
    sigset_t m_before{};
};

} // namespace wb::http
