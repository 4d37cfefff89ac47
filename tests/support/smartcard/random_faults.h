// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/fault_plan.h"
#include "smartcard/cards/card_in_use.h"
#include "tests/support/smartcard/reading_functions.h"

#include <random>

namespace wb::testing {

/// Random plans of faults, the same ones for the same seed.
class RandomFaults {
public:
    explicit RandomFaults(std::uint64_t seed) : m_engine(seed) {}

    /// One to three faults of any kind, at commands, at functions, or everywhere; nothing in them lasts longer than some milliseconds.
    euicc::FaultPlan plan();

    /// Any way to open a card.
    cards::OpenOptions options();

    Bytes octets(std::size_t most);
    std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(m_engine); }
    bool chance(std::size_t oneIn) { return below(oneIn) == 0; }

private:
    euicc::Fault fault();

    std::mt19937_64 m_engine;
};

/// Counts what came of calls, and keeps the first error that is not complete.
struct Tally {
    int answered = 0;
    int failed = 0;
    std::string complaint;

    template <class T>
    void note(const Result<T> &result)
    {
        if (result) {
            ++answered;
            return;
        }
        ++failed;
        if (complaint.empty())
            complaint = complaintAbout(result.error());
    }
};

} // namespace wb::testing
