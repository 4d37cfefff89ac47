// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/parent_line.h"

namespace wb::smds {

namespace {

constexpr int outboxThreads = 2;
constexpr int mostClaimed = 8; ///< by one thread at a time

/// Tells the parent apart which attempt a call was, and nothing of the event.
std::string callIdentifier(const Forward &forward)
{
    return "forward-" + std::to_string(forward.id) + "-" + std::to_string(forward.attempts);
}

std::vector<std::string> viaOf(const Forward &forward)
{
    std::vector<std::string> via;
    for (std::string_view rest = forward.via; !rest.empty();) {
        const std::size_t blank = std::min(rest.find(' '), rest.size());
        via.emplace_back(rest.substr(0, blank));
        rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
    return via;
}

Result<void> notSent()
{
    return fail(ErrorKind::cancelled, Interface::es15, "connect", "the server stops; nothing was sent");
}

AuditEntry auditOf(const ClaimedForward &claimed, const std::string &parent, const Result<void> &outcome, bool done,
                   TimePoint now)
{
    AuditEntry audit;
    audit.time = now;
    audit.kind = claimed.forward.state == ForwardState::deleting ? "ForwardDeletion" : "Forward";
    audit.eid = claimed.eid.digits();
    audit.caller = parent;
    audit.call = callIdentifier(claimed.forward);
    audit.outcome = done ? "Executed-Success" : "Failed";
    if (outcome)
        return audit;
    if (outcome.error().status)
        audit.status = outcome.error().status->subject + "/" + outcome.error().status->reason;
    audit.detail = outcome.error().line();
    return audit;
}

} // namespace

ParentLine::ParentLine(const Parent &parent, const ForwardingOptions &options, EventStore &store, const Clock &clock,
                       Forwarder::Log log)
    : m_parent(parent),
      m_options(options),
      m_store(store),
      m_clock(clock),
      m_log(std::move(log)),
      m_way(Way{parent.connect, 0})
{
    if (!options.answerAtOnce) {
        for (unsigned thread = 0; thread < options.threads; ++thread)
            m_threads.emplace_back([this] { serve(); });
    }
    for (int thread = 0; thread < outboxThreads; ++thread)
        m_threads.emplace_back([this](const std::stop_token &stop) { emptyOutbox(stop); });
}

ParentLine::~ParentLine()
{
    endWaiting();
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_threads.clear();
}

void ParentLine::endWaiting()
{
    m_waitingEnds.request_stop(); // before the lock: a submit() that comes later sees it
    std::deque<Task> unsent;
    {
        const std::scoped_lock lock(m_mutex);
        unsent.swap(m_tasks);
    }
    for (Task &task : unsent)
        task.done.set_value(notSent());
}

void ParentLine::reconnect(std::function<std::unique_ptr<ParentCalls>()> connect)
{
    m_way.set({std::move(connect), m_way.get()->number + 1});
}

ParentCalls &ParentLine::current(Calls &calls) const
{
    const auto way = m_way.get();
    if (calls.number != way->number)
        calls = {way->connect(), way->number};
    return *calls.calls;
}

std::future<Result<void>> ParentLine::submit(EventRecord record, Forward forward)
{
    Task task{std::move(record), std::move(forward), std::chrono::steady_clock::now(), {}};
    auto outcome = task.done.get_future();
    {
        const std::scoped_lock lock(m_mutex);
        if (m_waitingEnds.stop_requested()) {
            task.done.set_value(notSent());
            return outcome;
        }
        if (m_tasks.size() >= m_options.queue) {
            task.done.set_value(fail(ErrorKind::busy, Interface::es15, "connect",
                                     "too many registrations are waiting for " + m_parent.name));
            return outcome;
        }
        m_tasks.push_back(std::move(task));
    }
    m_taskCame.notify_one();
    return outcome;
}

void ParentLine::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_wakes;
    }
    m_outboxGrew.notify_all();
}

std::optional<ParentTrouble> ParentLine::trouble() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trouble;
}

void ParentLine::noteAnswer(ParentVerdict verdict, const Result<void> &outcome)
{
    if (!outcome && outcome.error().kind == ErrorKind::cancelled)
        return;
    const bool silent = verdict == ParentVerdict::unreachable || verdict == ParentVerdict::unknown;
    const std::scoped_lock lock(m_mutex);
    if (!silent)
        m_trouble.reset();
    else if (m_trouble)
        m_trouble->problem = outcome.error().line();
    else
        m_trouble = ParentTrouble{m_parent.name, m_clock.now(), outcome.error().line()};
}

void ParentLine::serve()
{
    const std::stop_token stop = m_waitingEnds.get_token();
    Calls calls;
    while (true) {
        std::unique_lock lock(m_mutex);
        if (!m_taskCame.wait(lock, stop, [this] { return !m_tasks.empty(); }))
            return;
        Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        if (std::chrono::steady_clock::now() - task.since > m_options.patience) {
            task.done.set_value(fail(ErrorKind::busy, Interface::es15, "connect",
                                     "the registrations before it took " + m_parent.name + " too long"));
            continue;
        }
        auto outcome = registerAt(current(calls), task.record.eid, task.forward, stop);
        noteAnswer(verdictOnRegistration(outcome), outcome);
        task.done.set_value(std::move(outcome));
    }
}

void ParentLine::emptyOutbox(const std::stop_token &stop)
{
    Calls calls;
    TimePoint nextSweep = m_clock.now() + m_options.longestCall;
    while (!stop.stop_requested()) {
        const TimePoint now = m_clock.now();
        if (now >= nextSweep) {
            withdrawAbandoned(now);
            nextSweep = now + m_options.longestCall;
        }
        const TimePoint busyUntil = now + 2 * m_options.longestCall;
        const auto claimed = m_store.claimDue(m_parent.name, now, busyUntil, mostClaimed);
        if (!claimed)
            m_log("outbox of " + m_parent.name + ": " + claimed.error().line());
        if (!claimed || claimed->empty()) {
            waitForOutbox(stop);
            continue;
        }
        for (const ClaimedForward &each : *claimed) {
            // One that slow calls before it have left no time for is due again when its claim has ended.
            if (!stop.stop_requested() && m_clock.now() + m_options.longestCall <= busyUntil)
                carryOut(current(calls), each, stop);
        }
    }
}

/// Registrations whose end could not be written, or whose process was killed while others went on.
void ParentLine::withdrawAbandoned(TimePoint now)
{
    const auto abandoned = m_store.withdrawAbandoned(now - m_options.patience - 2 * m_options.longestCall, now,
                                                     now + m_options.longestSettling);
    if (!abandoned)
        m_log("outbox of " + m_parent.name + ": " + abandoned.error().line());
    else if (*abandoned > 0)
        m_log(std::to_string(*abandoned) + " registrations that were never acknowledged are withdrawn");
}

bool ParentLine::waitForOutbox(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t seen = m_wakes;
    return m_outboxGrew.wait_for(lock, stop, m_options.poll, [this, seen] { return m_wakes != seen; });
}

/// One call for one forward, and what came of it into the store.
void ParentLine::carryOut(ParentCalls &calls, const ClaimedForward &claimed, const std::stop_token &stop)
{
    const bool deletion = claimed.forward.state == ForwardState::deleting;
    const Result<void> outcome = deletion ? deleteAt(calls, claimed.eid, claimed.forward, stop)
                                          : registerAt(calls, claimed.eid, claimed.forward, stop);
    if (stop.stop_requested() && !outcome)
        return; // the next start tries again
    const ParentVerdict verdict = deletion ? verdictOnDeletion(outcome) : verdictOnRegistration(outcome);
    noteAnswer(verdict, outcome);
    const TimePoint now = m_clock.now();
    const ForwardOutcome result = deletion ? afterDeletion(claimed.forward, verdict, outcome, now)
                                           : afterRegistration(claimed.forward, verdict, outcome, now);
    const auto settled = m_store.settle(claimed, result,
                                        auditOf(claimed, m_parent.name, outcome, verdict == ParentVerdict::done, now));
    if (!settled)
        m_log("outbox of " + m_parent.name + ": " + settled.error().line());
    else if (verdict != ParentVerdict::done && claimed.forward.attempts == 1)
        m_log(m_parent.name + ": " + result.problem
              + (result.state == ForwardState::failed ? "" : "; tried again later"));
}

ForwardOutcome ParentLine::afterRegistration(const Forward &forward, ParentVerdict verdict, const Result<void> &outcome,
                                             TimePoint now) const
{
    ForwardOutcome result;
    result.deletionDue = now;
    if (verdict == ParentVerdict::done) {
        result.state = ForwardState::forwarded;
        return result;
    }
    result.state = verdict == ParentVerdict::refused ? ForwardState::failed : ForwardState::pending;
    result.nextTry = now + delayAfter(forward.attempts);
    result.problem = outcome.error().line();
    result.mayHappenUntil = forward.mayHappenUntil; // of an attempt before
    if (verdict == ParentVerdict::unknown) {
        result.deletionDue = now + m_options.settling;
        result.mayHappenUntil = now + m_options.longestSettling;
    }
    return result;
}

ForwardOutcome ParentLine::afterDeletion(const Forward &forward, ParentVerdict verdict, const Result<void> &outcome,
                                         TimePoint now) const
{
    ForwardOutcome result;
    result.state = ForwardState::deleting;
    result.nextTry = now + delayAfter(forward.attempts);
    if (verdict != ParentVerdict::done)
        result.problem = outcome.error().line();
    else if (!outcome && now < forward.mayHappenUntil) // it has nothing to delete, as yet
        result.nextTry = forward.mayHappenUntil;
    else
        result.state = ForwardState::gone;
    return result;
}

Result<void> ParentLine::registerAt(ParentCalls &calls, const rsp::Eid &eid, const Forward &forward,
                                    const std::stop_token &stop) const
{
    es::RegisterEventRequest request;
    request.header = {m_options.requester, callIdentifier(forward)};
    request.eid = eid.digits();
    request.rspServerAddress = m_options.ownAddress;
    request.eventId = forward.eventId;
    request.forwardingIndicator = m_parent.forwardsAgain;
    request.via = viaOf(forward);
    return calls.registerEvent(request, stop);
}

Result<void> ParentLine::deleteAt(ParentCalls &calls, const rsp::Eid &eid, const Forward &forward,
                                  const std::stop_token &stop) const
{
    return calls.deleteEvent({{m_options.requester, callIdentifier(forward)}, eid.digits(), forward.eventId}, stop);
}

std::chrono::milliseconds ParentLine::delayAfter(int attempts) const
{
    std::chrono::milliseconds delay = m_options.firstRetry;
    for (int i = 1; i < attempts && delay < m_options.longestRetry; ++i)
        delay *= 2;
    return std::min(delay, m_options.longestRetry);
}

} // namespace wb::smds
