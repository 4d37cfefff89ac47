// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/event_store.h"
#include "core/smds/parent.h"

#include <chrono>

namespace wb::smds {

class ParentLine;

/// How events are forwarded.
struct ForwardingOptions {
    std::vector<std::string> otherAddresses; ///< further ones of this server, where events must not lead back to either
    std::string ownAddress;    ///< the ES11 address parents are told: devices come back to it with EventID2
    std::string requester;     ///< functionRequesterIdentifier of the calls upward; the own OID by custom
    bool answerAtOnce = false; ///< true: the registrant is answered before the parents are asked
    std::size_t mostHops = 3;  ///< SM-DSs an event may pass, this one included; SGP.22 knows two levels, more are ours

    std::chrono::milliseconds firstRetry{1'000}; ///< after the first failure; doubled after each
    std::chrono::milliseconds longestRetry{300'000};
    std::chrono::milliseconds poll{1'000};      ///< how often the outbox is looked into unasked
    std::chrono::milliseconds patience{20'000}; ///< how long a registration waits for a free thread
    /// How long one call may last, with time to spare: longer than the timeouts of the calls together.
    std::chrono::milliseconds longestCall{90'000};
    /// How long after a call without an answer its effect is first undone: the parent may still be at work on it.
    std::chrono::milliseconds settling{3'000};
    /// How long at the most it may be at work on it: until then "there is no such event" is no answer to believe.
    std::chrono::milliseconds longestSettling{90'000};
    unsigned threads = 4;   ///< a parent, for registrations whose registrant waits
    std::size_t queue = 64; ///< a parent, of such registrations; more are answered 8.9/5.1
};

/// Takes events to the parent SM-DSs and out of them again (ES15, SGP.22 section 3.6.1.2): at once, while the registrant waits, or from
/// the outbox in the store, which survives a restart. Each parent has threads of its own, so a slow one holds up no other. Safe from
/// several threads.
class Forwarder {
public:
    using Log = std::function<void(std::string)>;

    Forwarder(std::vector<Parent> parents, ForwardingOptions options, EventStore &store, const Clock &clock, Log log);

    /// Cancels the calls that run, then waits for the threads. What the outbox holds stays there.
    ~Forwarder();

    const ForwardingOptions &options() const { return m_options; }
    const std::vector<Parent> &parents() const { return m_parents; }

    /// Why an event must not be forwarded: it has been here, it would go back where it came from, or it has passed too many
    /// servers. None when it may.
    std::optional<std::string> loopOf(const es::RegisterEventRequest &request) const;

    /// The forwards of a new record, one a parent, each with an EventID2 of 128 random bits. In the mode in which the registrant waits
    /// they are claimed already.
    std::vector<Forward> newForwards(const es::RegisterEventRequest &request, TimePoint now) const;

    /// Registers a record at every parent while the registrant waits, and writes into its forwards what came of it: forwarded
    /// everywhere, or what is left to do when the registration is withdrawn. Error: refused with 8.9/4.2 when a parent said
    /// no, with 8.9/5.1 when one could not be asked.
    Result<void> registerAtParents(EventRecord &record);

    /// Parents that did not answer at their last call.
    std::vector<ParentTrouble> troubles() const;

    /// There is something new in the outbox.
    void wake();

    /// Calls from now on go as these say, who are the same parents in the same order with other certificates. Calls that run finish
    /// as they began.
    void reload(std::vector<Parent> parents);

    /// Nobody waits for a parent any more: registrations under way and new ones end at once, as if the parent could not be asked.
    /// The first step of a stop; the outbox goes on.
    void endWaiting();

private:
    std::vector<Parent> m_parents;
    ForwardingOptions m_options;
    const Clock &m_clock;
    std::vector<std::unique_ptr<ParentLine>> m_lines; ///< one a parent, in the order of m_parents
};

} // namespace wb::smds
