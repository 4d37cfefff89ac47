// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/forwarder.h"

#include "core/base/hex.h"
#include "core/http/text.h"
#include "core/pki/key.h"
#include "core/rsp/status_code.h"
#include "core/smds/parent_line.h"

namespace wb::smds {

namespace {

constexpr std::size_t eventIdOctets = 16; ///< random ones: no other EventID2 is ever the same, and none can be guessed

/// The way of an event up to here and through this server, as the table keeps it: no address has a blank.
std::string wayThrough(const std::vector<std::string> &via, const std::string &ownAddress)
{
    std::string way;
    for (const std::string &address : via)
        way += address + " ";
    return way + ownAddress;
}

Error refusedUpward(const StatusPair &pair, std::string reason)
{
    Error error = makeError(ErrorKind::refused, Interface::es15, "RegisterEvent", std::move(reason));
    error.status = pair;
    error.status->message = error.reason;
    return error;
}

/// What a registrant is told of a parent's answer: not its own words, in which EventID2 may stand, which is for the SM-DSs and the device.
std::string wordsFor(const Error &error)
{
    if (error.kind == ErrorKind::cancelled)
        return "this SM-DS is being stopped; register again soon";
    return error.status ? "it answered " + error.status->subject + "/" + error.status->reason : error.line();
}

/// What becomes of a forward when the registration is withdrawn.
ForwardState stateWhenWithdrawn(ParentVerdict verdict)
{
    switch (verdict) {
    case ParentVerdict::refused: return ForwardState::failed;
    case ParentVerdict::unreachable: return ForwardState::withdrawn;
    case ParentVerdict::done:
    case ParentVerdict::unknown:
    case ParentVerdict::busy: break; // one that failed half-way may have kept it
    }
    return ForwardState::deleting;
}

} // namespace

Forwarder::Forwarder(std::vector<Parent> parents, ForwardingOptions options, EventStore &store, const Clock &clock,
                     Log log)
    : m_parents(std::move(parents)),
      m_options(std::move(options)),
      m_clock(clock)
{
    if (!log)
        log = [](const std::string &) {};
    for (const Parent &parent : m_parents)
        m_lines.push_back(std::make_unique<ParentLine>(parent, m_options, store, clock, log));
}

Forwarder::~Forwarder() = default;

std::optional<std::string> Forwarder::loopOf(const es::RegisterEventRequest &request) const
{
    const auto isOwn = [this](const std::string &address) {
        return http::isSameServer(address, m_options.ownAddress)
               || std::any_of(m_options.otherAddresses.begin(), m_options.otherAddresses.end(),
                              [&](const std::string &other) { return http::isSameServer(address, other); });
    };
    if (isOwn(request.rspServerAddress))
        return "rspServerAddress is this server: the event would lead a device in a circle";
    for (const std::string &passed : request.via) {
        if (isOwn(passed))
            return "the event has passed this server before: its parents lead in a circle";
    }
    if (!request.forwardingIndicator)
        return {};
    const auto from = http::Address::parse(request.rspServerAddress);
    for (const Parent &parent : m_parents) {
        if (from && *from == parent.address)
            return "the event would be forwarded to where it came from, " + parent.name;
    }
    if (request.via.size() + 1 >= m_options.mostHops) {
        return "the event has passed " + std::to_string(request.via.size()) + " SM-DSs before this one and may pass "
               + std::to_string(m_options.mostHops) + " at most";
    }
    return {};
}

std::vector<Forward> Forwarder::newForwards(const es::RegisterEventRequest &request, TimePoint now) const
{
    std::vector<Forward> forwards;
    for (const Parent &parent : m_parents) {
        Forward forward;
        forward.parent = parent.name;
        forward.eventId = toHex(pki::randomBytes(eventIdOctets));
        forward.via = wayThrough(request.via, m_options.ownAddress);
        forward.nextTry = now;
        if (!m_options.answerAtOnce) {
            forward.attempts = 1;
            forward.nextTry = TimePoint::max(); // nothing for the outbox before it is withdrawn
            forward.busyUntil = now + m_options.patience + m_options.longestCall;
        }
        forwards.push_back(std::move(forward));
    }
    return forwards;
}

Result<void> Forwarder::registerAtParents(EventRecord &record)
{
    std::vector<std::future<Result<void>>> calls;
    for (std::size_t i = 0; i < record.forwards.size(); ++i)
        calls.push_back(m_lines[i]->submit(record, record.forwards[i]));

    std::vector<ParentVerdict> verdicts;
    std::optional<Error> problem;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const Result<void> outcome = calls[i].get();
        const ParentVerdict verdict = verdictOnRegistration(outcome);
        verdicts.push_back(verdict);
        if (verdict == ParentVerdict::done)
            continue;
        record.forwards[i].problem = outcome.error().line();
        const bool answered = verdict == ParentVerdict::refused || verdict == ParentVerdict::busy;
        if (!problem || answered) {
            problem = refusedUpward(answered ? rsp::status::smdsExecutionError : rsp::status::smdsInaccessible,
                                    record.forwards[i].parent + ": " + wordsFor(outcome.error()));
        }
    }
    const TimePoint now = m_clock.now();
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        record.forwards[i].state = problem ? stateWhenWithdrawn(verdicts[i]) : ForwardState::forwarded;
        const bool mayStillHappen = verdicts[i] == ParentVerdict::unknown;
        record.forwards[i].nextTry = mayStillHappen ? now + m_options.settling : now;
        record.forwards[i].mayHappenUntil = mayStillHappen ? now + m_options.longestSettling : TimePoint();
    }
    if (problem)
        return fail(std::move(*problem));
    return {};
}

void Forwarder::reload(std::vector<Parent> parents)
{
    for (std::size_t i = 0; i < std::min(parents.size(), m_lines.size()); ++i)
        m_lines[i]->reconnect(std::move(parents[i].connect));
}

std::vector<ParentTrouble> Forwarder::troubles() const
{
    std::vector<ParentTrouble> troubles;
    for (const auto &line : m_lines) {
        if (auto trouble = line->trouble())
            troubles.push_back(std::move(*trouble));
    }
    return troubles;
}

void Forwarder::endWaiting()
{
    for (const auto &line : m_lines)
        line->endWaiting();
}

void Forwarder::wake()
{
    for (const auto &line : m_lines)
        line->wake();
}

} // namespace wb::smds
