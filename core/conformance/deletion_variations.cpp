// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/forged_answer.h"
#include "core/conformance/variation.h"
#include "core/es/paths.h"

namespace wb::conformance {

namespace {

/// An event is registered, and a deletion that is not quite its own is asked for. The event is there afterwards.
Variation spoiledDeletion(std::string_view name, void (*spoil)(es::DeleteEventRequest &))
{
    return {name, needsRegistrant, [spoil](Stage &stage) {
                const auto request = stage.registration(stage.newEventId());
                const auto prepared = stage.registerEvent(request);
                if (!prepared.value)
                    return unprepared(prepared, "RegisterEvent");
                auto deletion = stage.deletion(request.eventId);
                deletion.eid = request.eid;
                spoil(deletion);
                return findingOf(stage.deleteEvent(deletion));
            }};
}

Variation editedDeletion(std::string_view name, void (*edit)(QJsonObject &))
{
    return {name, needsRegistrant, [edit](Stage &stage) {
                Travel travel;
                travel.edit = edit;
                auto deletion = stage.deletion(stage.newEventId());
                return findingOf(stage.deleteEvent(deletion, travel));
            }};
}

/// Registered by one caller, deleted by another.
Finding byForeigner(Stage &stage, const pki::Credential *owner, const pki::Credential *foreigner)
{
    auto request = stage.registration(stage.newEventId());
    request.header.functionRequesterIdentifier = owner->leaf().oid();
    const auto prepared = stage.registerEvent(owner, request);
    if (!prepared.value)
        return unprepared(prepared, "RegisterEvent");
    es::DeleteEventRequest deletion{request.header, request.eid, request.eventId};
    deletion.header.functionRequesterIdentifier = foreigner->leaf().oid();
    const auto reply = stage.deleteEvent(foreigner, deletion);
    const auto events = retrieve(stage);
    if (!events.value)
        return unprepared(events, "AuthenticateClient");
    return findingOf(reply, differs(events, {{request.eventId, request.rspServerAddress}}));
}

/// Who claims another's OID in the header is still who the certificate says.
Finding underForeignName(Stage &stage)
{
    const auto request = stage.registration(stage.newEventId());
    const auto prepared = stage.registerEvent(request);
    if (!prepared.value)
        return unprepared(prepared, "RegisterEvent");
    return findingOf(
        stage.deleteEvent(&*stage.target().otherRegistrant, {request.header, request.eid, request.eventId}));
}

Finding registeredAndDeleted(Stage &stage, const pki::Credential *caller)
{
    auto kept = stage.registration(stage.newEventId());
    auto gone = stage.registration(stage.newEventId());
    kept.header.functionRequesterIdentifier = gone.header.functionRequesterIdentifier = caller->leaf().oid();
    const auto first = stage.registerEvent(caller, kept);
    const auto second = stage.registerEvent(caller, gone);
    if (!first.value || !second.value)
        return unprepared(first.value ? second : first, "RegisterEvent");
    const auto reply = stage.deleteEvent(caller, {gone.header, gone.eid, gone.eventId});
    if (!reply.value)
        return findingOf(reply);
    const auto events = retrieve(stage);
    return findingOf(reply, events.value ? differs(events, {{kept.eventId, kept.rspServerAddress}})
                                         : "AuthenticateClient was answered " + events.word);
}

Finding deletedTwice(Stage &stage, const pki::Credential *caller)
{
    auto request = stage.registration(stage.newEventId());
    request.header.functionRequesterIdentifier = caller->leaf().oid();
    const es::DeleteEventRequest deletion{request.header, request.eid, request.eventId};
    const auto prepared = stage.registerEvent(caller, request);
    if (!prepared.value)
        return unprepared(prepared, "RegisterEvent");
    const auto first = stage.deleteEvent(caller, deletion);
    return first.value ? findingOf(stage.deleteEvent(caller, deletion)) : unprepared(first, "DeleteEvent");
}

const pki::Credential *smdp(Stage &stage)
{
    return &*stage.target().registrant;
}

const pki::Credential *otherSmdp(Stage &stage)
{
    return &*stage.target().otherRegistrant;
}

const pki::Credential *smds(Stage &stage)
{
    return &*stage.target().smds;
}

} // namespace

// clang-format off
std::span<const Variation> deletionVariations()
{
    static const std::vector<Variation> table = {
        {"deletion of one of two", needsRegistrant | needsEuicc, [](Stage &s) { return registeredAndDeleted(s, smdp(s)); }},
        {"event deleted twice", needsRegistrant, [](Stage &s) { return deletedTwice(s, smdp(s)); }},
        {"deletion of an unknown EventID", needsRegistrant, [](Stage &s) { return findingOf(s.deleteEvent(s.deletion(s.newEventId()))); }},
        {"deletion by a foreigner", needsRegistrant | needsOtherRegistrant | needsEuicc, [](Stage &s) { return byForeigner(s, smdp(s), otherSmdp(s)); }},
        {"deletion by a foreigner under the owner's name", needsRegistrant | needsOtherRegistrant, underForeignName},
        {"deletion of an SM-DP+'s event by an SM-DS", needsRegistrant | needsSmds | needsEuicc, [](Stage &s) { return byForeigner(s, smdp(s), smds(s)); }},
        {"deletion of an SM-DS's event by an SM-DP+", needsRegistrant | needsSmds | needsEuicc, [](Stage &s) { return byForeigner(s, smds(s), smdp(s)); }},
        {"deletion by an SM-DS of one of two", needsRegistrant | needsSmds | needsEuicc, [](Stage &s) { return registeredAndDeleted(s, smds(s)); }},
        {"event deleted twice by an SM-DS", needsRegistrant | needsSmds, [](Stage &s) { return deletedTwice(s, smds(s)); }},
        spoiledDeletion("deletion for another EID", [](es::DeleteEventRequest &r) { r.eid = newEid(); }),
        spoiledDeletion("deletion with an EID of 31 digits", [](es::DeleteEventRequest &r) { r.eid.pop_back(); }),
        spoiledDeletion("deletion with an EID that has a letter", [](es::DeleteEventRequest &r) { r.eid.back() = 'A'; }),
        editedDeletion("deletion without header", [](QJsonObject &o) { o.remove(QStringLiteral("header")); }),
        editedDeletion("deletion without eid", [](QJsonObject &o) { o.remove(QStringLiteral("eid")); }),
        editedDeletion("deletion without eventId", [](QJsonObject &o) { o.remove(QStringLiteral("eventId")); }),
    };
    return table;
}
// clang-format on

} // namespace wb::conformance
