// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bench.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace wb::bench {

namespace {

double secondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

} // namespace

std::vector<Figure> &figures()
{
    static std::vector<Figure> all; // local: registration runs before main(), in any order
    return all;
}

bool registerFigure(Figure figure)
{
    figures().push_back(std::move(figure));
    return true;
}

bool &shortRun()
{
    static bool asked = false;
    return asked;
}

double processCpuSeconds()
{
    return secondsOf(CLOCK_PROCESS_CPUTIME_ID);
}

double threadCpuSeconds()
{
    return secondsOf(CLOCK_THREAD_CPUTIME_ID);
}

double medianRatio(int rounds, const std::function<double()> &measured, const std::function<double()> &baseline)
{
    baseline();
    measured();
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const double below = baseline();
        ratios.push_back(measured() / below);
    }
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
    std::nth_element(ratios.begin(), middle, ratios.end());
    return *middle;
}

} // namespace wb::bench
