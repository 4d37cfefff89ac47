// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/thread_cpu.h"

#include <QElapsedTimer>
#include <QTest>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

namespace wb::bench {

namespace {

std::set<pid_t> threadsOfThisProcess()
{
    std::set<pid_t> threads;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/task"))
        threads.insert(static_cast<pid_t>(std::stol(entry.path().filename().string())));
    return threads;
}

double secondsOn(clockid_t clock)
{
    timespec time{};
    if (clock_gettime(clock, &time) != 0)
        return 0;
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// What pthread_getcpuclockid() makes of a thread, for one that is known by its number only.
clockid_t cpuClockOf(pid_t thread)
{
    constexpr unsigned perThreadScheduled = 6;
    return static_cast<clockid_t>((~static_cast<unsigned>(thread) << 3) | perThreadScheduled);
}

} // namespace

StartedThreads::StartedThreads() : m_before(threadsOfThisProcess()) {}

void StartedThreads::noteNew()
{
    m_started.clear();
    for (const pid_t thread : threadsOfThisProcess()) {
        if (!m_before.contains(thread))
            m_started.push_back(thread);
    }
}

double StartedThreads::cpuSeconds() const
{
    double seconds = 0;
    for (const pid_t thread : m_started)
        seconds += secondsOn(cpuClockOf(thread));
    return seconds;
}

double cpuSecondsOf(pid_t process)
{
    clockid_t clock{};
    return clock_getcpuclockid(process, &clock) == 0 ? secondsOn(clock) : 0;
}

void waitUntilStill(const std::function<double()> &cpuSeconds)
{
    constexpr qint64 longEnough = 300;        // ms; what is written behind comes within 100
    constexpr double hardlyAnything = 0.0002; // s; a clock that ticks somewhere
    double last = cpuSeconds();
    QElapsedTimer still;
    still.start();
    const auto isStill = [&] {
        const double now = cpuSeconds();
        if (now - last > hardlyAnything) {
            last = now;
            still.start();
        }
        return still.elapsed() >= longEnough;
    };
    if (!QTest::qWaitFor(isStill, 10'000))
        qWarning("a server that nobody asks anything is still at work");
}

std::vector<pid_t> childrenOf(pid_t process)
{
    std::vector<pid_t> children;
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != name.npos)
            continue;
        std::ifstream file(entry.path() / "stat");
        std::string line;
        std::getline(file, line);
        const auto nameEnd = line.rfind(')'); // "PID (name) state parent ..."
        if (nameEnd != line.npos && nameEnd + 4 < line.size() && std::stol(line.substr(nameEnd + 4)) == process)
            children.push_back(static_cast<pid_t>(std::stol(name)));
    }
    return children;
}

} // namespace wb::bench
