// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "core/capture/exchange.h"

#include <chrono>

namespace wb::http {

/// The status text of an exchange nobody gave a better one: "HTTP 200", "alert 42", "timed out", "unreachable".
std::string statusText(const capture::HttpExchange &http, const std::optional<Error> &error);

/// Adds the time from its making to its end to one phase.
class PhaseClock {
public:
    explicit PhaseClock(capture::Duration &phase) : m_phase(phase) {}
    ~PhaseClock()
    {
        m_phase += std::chrono::duration_cast<capture::Duration>(std::chrono::steady_clock::now() - m_start);
    }
    PhaseClock(const PhaseClock &) = delete;
    PhaseClock &operator=(const PhaseClock &) = delete;

private:
    capture::Duration &m_phase;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace wb::http
