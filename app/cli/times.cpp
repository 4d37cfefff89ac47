// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/times.h"

#include <cstdio>

namespace wb::cli {

std::string timeText(TimePoint time)
{
    const std::string text = toIso8601(time); // ...T14:02:11.381Z
    const auto t = text.find('T');
    return text.substr(t + 1, text.size() - t - 2);
}

std::string durationText(std::chrono::microseconds duration)
{
    const double value = milliseconds(duration);
    char text[32];
    if (value < 10)
        std::snprintf(text, sizeof text, "%5.1f ms", value);
    else if (value < 10'000)
        std::snprintf(text, sizeof text, "%5.0f ms", value);
    else
        std::snprintf(text, sizeof text, "%6.1f s", value / 1000);
    return text;
}

double milliseconds(std::chrono::microseconds duration)
{
    return static_cast<double>(duration.count()) / 1000;
}

} // namespace wb::cli
