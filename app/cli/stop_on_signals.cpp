// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/stop_on_signals.h"

#include "app/cli/exit_code.h"
#include "app/cli/hang_up.h"

#include <cerrno>
#include <csignal>
#include <cstdint>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace wb::cli {

namespace {

void waitForSignals(int signals, int wake, const std::stop_source &stop, HangUp &hangUp)
{
    pollfd waiting[] = {{signals, POLLIN, 0}, {wake, POLLIN, 0}};
    for (;;) {
        if (poll(waiting, 2, -1) < 0 && errno != EINTR)
            return;
        if (waiting[1].revents != 0)
            return;
        signalfd_siginfo received{};
        if (waiting[0].revents == 0 || read(signals, &received, sizeof received) != sizeof received)
            continue;
        if (received.ssi_signo == SIGHUP && hangUp.call())
            continue;
        if (stop.stop_requested())
            _exit(exitInterrupted); // asked twice: whatever takes so long is not worth waiting for
        std::stop_source(stop).request_stop();
    }
}

} // namespace

StopOnSignals::StopOnSignals(std::stop_source stop, HangUp &hangUp)
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    sigemptyset(&set);
    for (const int each : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&set, each);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_signals = signalfd(-1, &set, SFD_CLOEXEC);
    m_wake = eventfd(0, EFD_CLOEXEC);
    m_thread = std::thread(
        [this, stop = std::move(stop), &hangUp] { waitForSignals(m_signals, m_wake, stop, hangUp); });
}

StopOnSignals::~StopOnSignals()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
    m_thread.join();
    close(m_signals);
    close(m_wake);
}

} // namespace wb::cli
