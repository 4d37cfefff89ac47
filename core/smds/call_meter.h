// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace wb::smds {

/// How often a function was called with one outcome, since the server was started, and how long that took.
struct CallCount {
    std::string function; ///< "ES11.AuthenticateClient"
    std::string outcome;  ///< "Executed-Success", or the status pair: "8.9.5/3.9"
    std::uint64_t calls = 0;
    std::chrono::microseconds total{};
    /// Calls that took at most durationBounds[i]; longer ones are in none.
    std::array<std::uint64_t, 8> within{};
};

/// The upper ends of the classes of durations, in milliseconds.
inline constexpr std::array<int, 8> durationBounds = {1, 2, 5, 10, 50, 200, 1000, 10'000};

/// Counts the calls of a server. Safe from several threads.
class CallMeter {
public:
    void note(std::string function, std::string outcome, std::chrono::microseconds duration);
    std::vector<CallCount> counts() const;

private:
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, CallCount> m_counts;
};

} // namespace wb::smds
