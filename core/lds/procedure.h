// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/gate.h"
#include "core/lds/steps.h"

#include <stop_token>
#include <utility>

namespace wb::lds {

/// Runs the steps of the LPA's procedure at one server: times each, tells the observer, ends early when a stop is asked for,
/// and remembers how far it came.
class Procedure {
public:
    /// @p asked is the interface InitiateAuthentication is asked over: ES11, or ES9+ where it is not known yet which kind of
    /// server is there; both have the same path and form (SGP.22 section 6.5.2). @p gate may be null.
    Procedure(Observer &observer, const Clock &clock, std::stop_token stop, Interface asked, Gate *gate = nullptr)
        : m_observer(observer),
          m_clock(clock),
          m_stop(std::move(stop)),
          m_asked(asked),
          m_gate(gate)
    {
    }

    /// Where there is a gate, waits there before a step that asks a server. Error: cancelled.
    Result<Decision> pause(Step step, bool sessionOpen)
    {
        return m_gate == nullptr ? Result<Decision>(Decision())
                                 : m_gate->pass({std::string(nameOf(step, m_asked)), {}, sessionOpen}, m_stop);
    }

    /// `body` is Result<T>(StepReport &).
    template <class Body>
    auto run(Step step, Body &&body) -> decltype(body(std::declval<StepReport &>()))
    {
        StepReport report{step, m_clock.now(), {}, {}, {}, {}, {}, m_asked};
        m_last = step;
        m_observer.stepStarted(step);
        const auto begin = std::chrono::steady_clock::now();
        using Outcome = decltype(body(report));
        Outcome outcome = m_stop.stop_requested() ? Outcome(fail(ErrorKind::cancelled, Interface::none,
                                                                 std::string(nameOf(step, m_asked)), "stopped"))
                                                  : body(report);
        report.duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now()
                                                                                - begin);
        if (!outcome)
            report.error = outcome.error();
        if (report.server)
            m_server = report.server;
        m_observer.stepFinished(report);
        return outcome;
    }

    const std::stop_token &stop() const { return m_stop; }
    TimePoint now() const { return m_clock.now(); }
    Interface asked() const { return m_asked; }

    /// The step run last.
    Step last() const { return m_last; }
    /// What the server showed of itself, believed or not; none when it did not come to that.
    const std::optional<ServerCheck> &server() const { return m_server; }

private:
    Observer &m_observer;
    const Clock &m_clock;
    std::stop_token m_stop;
    Interface m_asked;
    Gate *m_gate;
    Step m_last = Step::getEuiccInfo;
    std::optional<ServerCheck> m_server;
};

} // namespace wb::lds
