// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/call_meter.h"

namespace wb::smds {

void CallMeter::note(std::string function, std::string outcome, std::chrono::microseconds duration)
{
    const std::scoped_lock lock(m_mutex);
    CallCount &count = m_counts[{function, outcome}];
    count.function = std::move(function);
    count.outcome = std::move(outcome);
    ++count.calls;
    count.total += duration;
    for (std::size_t i = 0; i < durationBounds.size(); ++i) {
        if (duration <= std::chrono::milliseconds(durationBounds[i]))
            ++count.within[i];
    }
}

std::vector<CallCount> CallMeter::counts() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<CallCount> counts;
    counts.reserve(m_counts.size());
    for (const auto &[key, count] : m_counts)
        counts.push_back(count);
    return counts;
}

} // namespace wb::smds
