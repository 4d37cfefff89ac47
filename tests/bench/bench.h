// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace wb::bench {

/// What a figure must keep to.
struct Bound {
    enum class Kind { atMost, atLeast };
    Kind kind = Kind::atMost;
    double value = 0;

    bool holds(double measured) const { return kind == Kind::atMost ? measured <= value : measured >= value; }
};

constexpr Bound atMost(double value)
{
    return {Bound::Kind::atMost, value};
}

constexpr Bound atLeast(double value)
{
    return {Bound::Kind::atLeast, value};
}

/// A figure's value, and what else was learnt on the way to it.
struct Measured {
    struct Detail {
        std::string name; ///< "p50", with the unit in it where it has one: "p50 ms"
        double value = 0;
    };

    Measured(double value_) : value(value_) {} // NOLINT(google-explicit-constructor): most figures are a number only
    Measured(double value_, std::vector<Detail> details_) : value(value_), details(std::move(details_)) {}

    double value;
    std::vector<Detail> details;
};

/// One figure of `./dev bench`. A ratio is always total divided by baseline, both measured in the same run.
struct Figure {
    std::string id;   ///< stable, as named by the plan: "tlv-walk"
    std::string what; ///< one line for people: what is divided by what
    std::string unit; ///< "ratio", "1/s", "ms"
    Bound bound;
    std::function<Result<Measured>()> measure;
};

/// All figures of the program, in order of registration.
std::vector<Figure> &figures();

/// Adds a figure; true, so that it can initialise a constant.
bool registerFigure(Figure figure);

/// Whether a rough figure is wanted quickly: `bench --short`, and the test that only sees whether everything still runs.
bool &shortRun();

/// Measures a figure in a process of its own in a namespace with room for a pcscd (tests/support/in-own-pcscd). @p inside is what that
/// process measures; everywhere else it is started and its result read. Error: internal when it could not be.
Result<Measured> measureInOwnPcscd(const std::string &id, const std::function<Result<Measured>()> &inside);

/// CPU time this process has used so far, all threads, user and system, in seconds.
double processCpuSeconds();

/// CPU time the calling thread has used so far, in seconds.
double threadCpuSeconds();

/// The median of @p rounds ratios measured / baseline. Both return seconds (of whichever clock they like) and run in turn
/// within a round, so that a machine that slows down slows both; one round before the first is thrown away.
double medianRatio(int rounds, const std::function<double()> &measured, const std::function<double()> &baseline);

} // namespace wb::bench

#define WB_BENCH_JOIN2(a, b) a##b
#define WB_BENCH_JOIN(a, b) WB_BENCH_JOIN2(a, b)

/// Registers a figure: `WB_BENCH("tlv-walk", "our walk / ASN1_get_object walk", "ratio", wb::bench::atMost(1.0), measure);`
/// @p function takes nothing and returns Result<Measured>.
#define WB_BENCH(id, what, unit, bound, function)                                                                  \
    [[maybe_unused]] static const bool WB_BENCH_JOIN(registeredFigure, __COUNTER__) = ::wb::bench::registerFigure( \
        {id, what, unit, bound, function})
