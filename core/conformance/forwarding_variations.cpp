// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/rest.h"
#include "core/conformance/forged_answer.h"
#include "core/conformance/variation.h"

#include <algorithm>

namespace wb::conformance {

namespace {

constexpr unsigned needsAll = needsEuicc | needsRegistrant | needsParent;

/// An SM-DS may answer first and forward afterwards.
constexpr std::chrono::seconds patience{15};
constexpr std::chrono::milliseconds pause{200};

/// What waits for our eUICC at the parent SM-DS, under the address of the one that is tested: its EventIDs.
EventsReply atParent(Stage &stage)
{
    Target above = stage.target();
    above.es11 = *above.parentEs11;
    Stage there(above, stage.binding(), stage.clock(), stage.stop());
    EventsReply reply = retrieve(there);
    stage.noteElsewhere("at the parent", there);
    if (reply.value) {
        std::erase_if(reply.value->eventEntries, [&](const es::EventEntry &entry) {
            return !http::isSameServer(entry.rspServerAddress, stage.target().es11.text());
        });
    }
    return reply;
}

bool holds(const EventsReply &reply, const std::string &eventId)
{
    const auto &entries = reply.value->eventEntries;
    return std::any_of(entries.begin(), entries.end(), [&](const auto &entry) { return entry.eventId == eventId; });
}

/// The same, once it is as wanted; or as it is in the end.
template <class Wanted>
EventsReply atParentOnce(Stage &stage, const Wanted &wanted)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    EventsReply reply = atParent(stage);
    while (reply.value && !wanted(reply) && std::chrono::steady_clock::now() < end && restFor(pause, stage.stop()))
        reply = atParent(stage);
    return reply;
}

/// An event that is registered to be forwarded, and the EventID it has at the parent.
struct Forwarded {
    es::RegisterEventRequest request;
    StatusReply reply;
    std::string eventId2; ///< empty where there is a problem, or a refusal
    std::string problem;
};

std::string parentProblem(const EventsReply &reply)
{
    return "AuthenticateClient at the parent was answered " + reply.word
           + (reply.detail.empty() ? std::string() : ": " + reply.detail);
}

Forwarded forward(Stage &stage)
{
    Forwarded forwarded;
    forwarded.request = stage.registration(stage.newEventId());
    forwarded.request.forwardingIndicator = true;
    const EventsReply before = atParent(stage); // an earlier row's deletion may be on its way
    forwarded.reply = stage.registerEvent(forwarded.request);
    if (!before.value)
        forwarded.problem = parentProblem(before);
    if (!forwarded.reply.value || !before.value)
        return forwarded;
    const auto arrived = [&](const EventsReply &reply) {
        for (const es::EventEntry &entry : reply.value->eventEntries) {
            if (!holds(before, entry.eventId))
                forwarded.eventId2 = entry.eventId;
        }
        return !forwarded.eventId2.empty();
    };
    const auto above = atParentOnce(stage, arrived);
    if (!above.value)
        forwarded.problem = parentProblem(above);
    else if (forwarded.eventId2.empty())
        forwarded.problem = "after " + std::to_string(patience.count()) + " s the parent has no event that leads to "
                            + stage.target().es11.text();
    else if (forwarded.eventId2 == forwarded.request.eventId)
        forwarded.problem = "the parent was given EventID1, not an EventID of its own";
    return forwarded;
}

Finding reachesTheParent(Stage &stage)
{
    const Forwarded forwarded = forward(stage);
    return findingOf(forwarded.reply, forwarded.problem);
}

Finding leadsBack(Stage &stage)
{
    const Forwarded forwarded = forward(stage);
    if (!forwarded.reply.value || !forwarded.problem.empty())
        return findingOf(forwarded.reply, forwarded.problem);
    const auto reply = retrieve(stage, forwarded.eventId2);
    return findingOf(reply, differs(reply, {{forwarded.request.eventId, forwarded.request.rspServerAddress}}));
}

Finding deletionRunsUpward(Stage &stage)
{
    const Forwarded forwarded = forward(stage);
    if (!forwarded.reply.value || !forwarded.problem.empty())
        return findingOf(forwarded.reply, forwarded.problem);
    const auto reply = stage.deleteEvent(stage.deletion(forwarded.request.eventId));
    if (!reply.value)
        return findingOf(reply);
    const auto above = atParentOnce(stage, [&](const EventsReply &there) { return !holds(there, forwarded.eventId2); });
    if (!above.value)
        return findingOf(reply, parentProblem(above));
    return findingOf(reply, holds(above, forwarded.eventId2)
                                ? "the event is still at the parent after " + std::to_string(patience.count()) + " s"
                                : std::string());
}

} // namespace

std::span<const Variation> forwardingVariations()
{
    static const std::vector<Variation> table = {
        {"event forwarded to the parent", needsAll, reachesTheParent},
        {"EventID2 asked for", needsAll, leadsBack},
        {"deletion of a forwarded event", needsAll, deletionRunsUpward},
    };
    return table;
}

} // namespace wb::conformance
