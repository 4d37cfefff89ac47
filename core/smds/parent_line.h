// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/exchangeable.h"
#include "core/smds/forwarder.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>

namespace wb::smds {

/// The threads that call one parent: some for registrations somebody waits for, two for the outbox.
class ParentLine {
public:
    /// `parent`, `options`, `store` and `clock` outlive it.
    ParentLine(const Parent &parent, const ForwardingOptions &options, EventStore &store, const Clock &clock,
               Forwarder::Log log);
    ~ParentLine();

    /// Registers an event at the parent, on one of the line's threads. At once an error of kind busy when too many are waiting.
    std::future<Result<void>> submit(EventRecord record, Forward forward);

    /// There is something new in the outbox.
    void wake();

    /// Later calls are made as this says.
    void reconnect(std::function<std::unique_ptr<ParentCalls>()> connect);

    /// submit() answers at once from now on, with an error of kind cancelled; so do calls somebody waits for.
    void endWaiting();

    /// Why the parent has not answered lately; none when it did at the last call.
    std::optional<ParentTrouble> trouble() const;

private:
    struct Task {
        EventRecord record;
        Forward forward;
        std::chrono::steady_clock::time_point since;
        std::promise<Result<void>> done;
    };

    /// How the parent is called, and which one of the ways it has been called since the start.
    struct Way {
        std::function<std::unique_ptr<ParentCalls>()> connect;
        int number = 0;
    };
    /// The calls of one thread, made anew when there is another way.
    struct Calls {
        std::unique_ptr<ParentCalls> calls;
        int number = -1;
    };

    ParentCalls &current(Calls &calls) const;
    void noteAnswer(ParentVerdict verdict, const Result<void> &outcome);
    void serve();
    void emptyOutbox(const std::stop_token &stop);
    void withdrawAbandoned(TimePoint now);
    bool waitForOutbox(const std::stop_token &stop);
    void carryOut(ParentCalls &calls, const ClaimedForward &claimed, const std::stop_token &stop);
    Result<void> registerAt(ParentCalls &calls, const rsp::Eid &eid, const Forward &forward,
                            const std::stop_token &stop) const;
    Result<void> deleteAt(ParentCalls &calls, const rsp::Eid &eid, const Forward &forward,
                          const std::stop_token &stop) const;
    /// What a call leaves to be done.
    ForwardOutcome afterRegistration(const Forward &forward, ParentVerdict verdict, const Result<void> &outcome,
                                     TimePoint now) const;
    ForwardOutcome afterDeletion(const Forward &forward, ParentVerdict verdict, const Result<void> &outcome,
                                 TimePoint now) const;
    std::chrono::milliseconds delayAfter(int attempts) const;

    const Parent &m_parent;
    const ForwardingOptions &m_options;
    EventStore &m_store;
    const Clock &m_clock;
    Forwarder::Log m_log;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_taskCame;
    std::condition_variable_any m_outboxGrew;
    std::deque<Task> m_tasks;
    std::optional<ParentTrouble> m_trouble;
    Exchangeable<Way> m_way;
    std::stop_source m_waitingEnds;      ///< stops what somebody waits for
    std::uint64_t m_wakes = 0;           ///< counts wake(), so that none is missed
    std::vector<std::jthread> m_threads; // last: ends before what its threads use
};

} // namespace wb::smds
