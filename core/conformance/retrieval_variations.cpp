// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/forged_answer.h"
#include "core/conformance/variation.h"

namespace wb::conformance {

namespace {

constexpr unsigned needsBoth = needsEuicc | needsRegistrant;

using Entries = std::vector<es::EventEntry>;

es::EventEntry entryOf(const es::RegisterEventRequest &request)
{
    return {request.eventId, request.rspServerAddress};
}

/// Registers so many events, each with an address of its own. A reply without a value is the first refusal.
StatusReply registerSome(Stage &stage, std::size_t count, Entries &registered)
{
    StatusReply reply{"executed", {}, Nothing{}};
    for (std::size_t i = 1; i <= count && reply.value; ++i) {
        auto request = stage.registration(stage.newEventId());
        request.rspServerAddress = "testsmdpplus" + std::to_string(i) + ".example.com";
        reply = stage.registerEvent(request);
        registered.push_back(entryOf(request));
    }
    return reply;
}

/// Asks for everything, or with an empty MatchingID, when so many events are registered.
Variation pending(std::string_view name, std::size_t count, const std::optional<std::string> &matchingId)
{
    return {name, count > 0 ? needsBoth : unsigned(needsEuicc), [count, matchingId](Stage &stage) {
                Entries registered;
                const auto prepared = registerSome(stage, count, registered);
                if (!prepared.value)
                    return unprepared(prepared, "RegisterEvent");
                const auto reply = retrieve(stage, matchingId);
                return findingOf(reply, differs(reply, registered));
            }};
}

Finding oneOfSeveral(Stage &stage)
{
    Entries registered;
    const auto prepared = registerSome(stage, 3, registered);
    if (!prepared.value)
        return unprepared(prepared, "RegisterEvent");
    const auto reply = retrieve(stage, registered[1].eventId);
    return findingOf(reply, differs(reply, {registered[1]}));
}

Finding askedTwice(Stage &stage)
{
    Entries registered;
    const auto prepared = registerSome(stage, 2, registered);
    if (!prepared.value)
        return unprepared(prepared, "RegisterEvent");
    const auto first = retrieve(stage);
    if (!first.value)
        return unprepared(first, "AuthenticateClient");
    const auto reply = retrieve(stage);
    return findingOf(reply, differs(reply, registered));
}

Finding unknownEventId(Stage &stage)
{
    return findingOf(retrieve(stage, stage.newEventId()));
}

/// One event of ours and one of another eUICC.
StatusReply registerForAnother(Stage &stage, std::string &eventId)
{
    auto request = stage.registration(stage.newEventId());
    request.eid = newEid();
    eventId = request.eventId;
    return stage.registerEvent(request);
}

Finding eventOfAnotherEuicc(Stage &stage)
{
    std::string eventId;
    const auto prepared = registerForAnother(stage, eventId);
    return prepared.value ? findingOf(retrieve(stage, eventId)) : unprepared(prepared, "RegisterEvent");
}

Finding othersAreNotTold(Stage &stage)
{
    Entries registered;
    std::string eventId;
    const auto foreign = registerForAnother(stage, eventId);
    const auto own = registerSome(stage, 1, registered);
    if (!foreign.value || !own.value)
        return unprepared(foreign.value ? own : foreign, "RegisterEvent");
    const auto reply = retrieve(stage);
    return findingOf(reply, differs(reply, registered));
}

Finding twoRegistrants(Stage &stage)
{
    auto request = stage.registration(stage.newEventId());
    const auto first = stage.registerEvent(request);
    auto second = request;
    second.header.functionRequesterIdentifier = stage.target().otherRegistrant->leaf().oid();
    second.rspServerAddress = "testsmdpplus2.example.com";
    const auto other = stage.registerEvent(&*stage.target().otherRegistrant, second);
    if (!first.value || !other.value)
        return unprepared(first.value ? other : first, "RegisterEvent");
    const auto reply = retrieve(stage);
    return findingOf(reply, differs(reply, {entryOf(request), entryOf(second)}));
}

Finding afterDeletion(Stage &stage, bool withEventId)
{
    Entries registered;
    const auto prepared = registerSome(stage, 2, registered);
    if (!prepared.value)
        return unprepared(prepared, "RegisterEvent");
    const auto deleted = stage.deleteEvent(stage.deletion(registered[0].eventId));
    if (!deleted.value)
        return unprepared(deleted, "DeleteEvent");
    if (withEventId)
        return findingOf(retrieve(stage, registered[0].eventId));
    const auto reply = retrieve(stage);
    return findingOf(reply, differs(reply, {registered[1]}));
}

} // namespace

std::span<const Variation> retrievalVariations()
{
    static const std::vector<Variation> table = {
        pending("no event, MatchingID absent", 0, {}),
        pending("no event, MatchingID empty", 0, ""),
        pending("one event, MatchingID absent", 1, {}),
        pending("one event, MatchingID empty", 1, ""),
        pending("several events, in order", 4, {}),
        {"several events, one asked for", needsBoth, oneOfSeveral},
        {"asked twice", needsBoth, askedTwice},
        {"MatchingID unknown", needsEuicc, unknownEventId},
        {"MatchingID of another eUICC's event", needsBoth, eventOfAnotherEuicc},
        {"events of another eUICC", needsBoth, othersAreNotTold},
        {"one EventID from two registrants", needsBoth | needsOtherRegistrant, twoRegistrants},
        {"deleted event asked for", needsBoth, [](Stage &stage) { return afterDeletion(stage, true); }},
        {"everything asked for after a deletion", needsBoth, [](Stage &stage) { return afterDeletion(stage, false); }},
    };
    return table;
}

} // namespace wb::conformance
