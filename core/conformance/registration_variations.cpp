// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/forged_answer.h"
#include "core/conformance/variation.h"
#include "core/es/paths.h"

namespace wb::conformance {

namespace {

using Request = es::RegisterEventRequest;

const pki::Credential *smdsOf(Stage &stage)
{
    return &*stage.target().smds;
}

Request asSmds(Stage &stage, Request request)
{
    request.header.functionRequesterIdentifier = smdsOf(stage)->leaf().oid();
    return request;
}

/// One registration, changed beforehand.
Variation changed(std::string_view name, void (*change)(Request &))
{
    return {name, needsRegistrant, [change](Stage &stage) {
                Request request = stage.registration(stage.newEventId());
                change(request);
                return findingOf(stage.registerEvent(request));
            }};
}

Variation editedRegistration(std::string_view name, void (*edit)(QJsonObject &))
{
    return {name, needsRegistrant, [edit](Stage &stage) {
                Travel travel;
                travel.edit = edit;
                return findingOf(stage.registerEvent(stage.registration(stage.newEventId()), travel));
            }};
}

Variation travellingRegistration(std::string_view name, Travel travel)
{
    return {name, needsRegistrant, [travel = std::move(travel)](Stage &stage) {
                return findingOf(stage.registerEvent(stage.registration(stage.newEventId()), travel));
            }};
}

/// The same registration again, after something has been done to the request or the record.
Variation again(std::string_view name, void (*before)(Stage &, Request &), unsigned needs = needsRegistrant)
{
    return {name, needs, [before](Stage &stage) {
                Request request = stage.registration(stage.newEventId());
                const auto first = stage.registerEvent(request);
                if (!first.value)
                    return unprepared(first, "RegisterEvent");
                before(stage, request);
                return findingOf(stage.registerEvent(request));
            }};
}

Finding byAnotherRegistrant(Stage &stage)
{
    Request request = stage.registration(stage.newEventId());
    const auto first = stage.registerEvent(request);
    if (!first.value)
        return unprepared(first, "RegisterEvent");
    request.header.functionRequesterIdentifier = stage.target().otherRegistrant->leaf().oid();
    return findingOf(stage.registerEvent(&*stage.target().otherRegistrant, request));
}

/// What the registrant said of the address is what the device is told.
Finding addressWithPort(Stage &stage)
{
    Request request = stage.registration(stage.newEventId());
    request.rspServerAddress = "testsmdpplus1.example.com:8443";
    const auto reply = stage.registerEvent(request);
    if (!reply.value)
        return findingOf(reply);
    const auto events = retrieve(stage);
    if (!events.value)
        return unprepared(events, "AuthenticateClient");
    return findingOf(reply, differs(events, {{request.eventId, request.rspServerAddress}}));
}

/// A good answer is one the device can see at once.
Finding seenAtOnce(Stage &stage, const pki::Credential *caller, const Request &request)
{
    const auto reply = stage.registerEvent(caller, request);
    if (!reply.value)
        return findingOf(reply);
    const auto events = retrieve(stage);
    return findingOf(reply, events.value ? differs(events, {{request.eventId, request.rspServerAddress}})
                                         : "AuthenticateClient was answered " + events.word);
}

Finding refusedAndNotStored(Stage &stage)
{
    Request request = stage.registration(stage.newEventId());
    request.rspServerAddress = "no address/at all";
    const auto reply = stage.registerEvent(request);
    const auto events = retrieve(stage);
    return findingOf(reply, reply.value ? std::string() : differs(events, {}));
}

Finding underPathsOfEs12(Stage &stage)
{
    Travel travel;
    travel.path = std::string(es::es12Folder) + std::string(es::registerEventName);
    return findingOf(stage.registerEvent(smdsOf(stage), asSmds(stage, stage.registration(stage.newEventId())), travel));
}

Finding twiceOverEs15(Stage &stage)
{
    const Request request = asSmds(stage, stage.registration(stage.newEventId()));
    const auto first = stage.registerEvent(smdsOf(stage), request);
    if (!first.value)
        return unprepared(first, "RegisterEvent");
    return findingOf(stage.registerEvent(smdsOf(stage), request));
}

/// A Root aggregates what several servers register, in the order it came.
Finding severalAtTheRoot(Stage &stage)
{
    const Request direct = stage.registration(stage.newEventId());
    Request forwarded = asSmds(stage, stage.registration(stage.newEventId()));
    forwarded.rspServerAddress = "testsmds1.example.com";
    const auto first = stage.registerEvent(smdsOf(stage), forwarded);
    const auto second = stage.registerEvent(direct);
    if (!first.value || !second.value)
        return unprepared(first.value ? second : first, "RegisterEvent");
    const auto events = retrieve(stage);
    return findingOf(events, differs(events, {{forwarded.eventId, forwarded.rspServerAddress},
                                              {direct.eventId, direct.rspServerAddress}}));
}

/// "header.functionCallIdentifier" and its neighbour.
void removeFromHeader(QJsonObject &object, const QString &member)
{
    QJsonObject header = object[QStringLiteral("header")].toObject();
    header.remove(member);
    object[QStringLiteral("header")] = header;
}

} // namespace

// clang-format off
std::span<const Variation> registrationVariations()
{
    static const std::vector<Variation> table = {
        {"registration", needsRegistrant | needsEuicc, [](Stage &stage) { return seenAtOnce(stage, &*stage.target().registrant, stage.registration(stage.newEventId())); }},
        again("EventID registered twice", [](Stage &, Request &) {}),
        again("EventID registered for another EID", [](Stage &, Request &r) { r.eid = newEid(); }),
        again("EventID registered with another address", [](Stage &, Request &r) { r.rspServerAddress = "testsmdpplus2.example.com"; }),
        again("EventID registered again after its deletion", [](Stage &stage, Request &r) { static_cast<void>(stage.deleteEvent({r.header, r.eid, r.eventId})); }),
        {"EventID of another registrant", needsRegistrant | needsOtherRegistrant, byAnotherRegistrant},
        {"address with a port", needsRegistrant | needsEuicc, addressWithPort},
        {"refused registration leaves nothing", needsRegistrant | needsEuicc, refusedAndNotStored},
        changed("EID of 31 digits", [](Request &r) { r.eid.pop_back(); }),
        changed("EID of 33 digits", [](Request &r) { r.eid += '0'; }),
        changed("EID with a letter", [](Request &r) { r.eid.back() = 'A'; }),
        changed("EID is empty", [](Request &r) { r.eid.clear(); }),
        changed("EID with wrong check digits", [](Request &r) { r.eid.back() = r.eid.back() == '9' ? '0' : static_cast<char>(r.eid.back() + 1); }),
        changed("EventID is empty", [](Request &r) { r.eventId.clear(); }),
        changed("EventID of ten thousand characters", [](Request &r) { r.eventId.assign(10'000, 'A'); }),
        changed("EventID with a control character", [](Request &r) { r.eventId[4] = '\x07'; }),
        changed("address is empty", [](Request &r) { r.rspServerAddress.clear(); }),
        changed("address is a URL", [](Request &r) { r.rspServerAddress = "https://testsmdpplus1.example.com/gsma"; }),
        changed("ForwardingIndicator set", [](Request &r) { r.forwardingIndicator = true; }),
        editedRegistration("header missing", [](QJsonObject &o) { o.remove(QStringLiteral("header")); }),
        editedRegistration("functionRequesterIdentifier missing", [](QJsonObject &o) { removeFromHeader(o, QStringLiteral("functionRequesterIdentifier")); }),
        editedRegistration("functionCallIdentifier missing", [](QJsonObject &o) { removeFromHeader(o, QStringLiteral("functionCallIdentifier")); }),
        editedRegistration("eid missing", [](QJsonObject &o) { o.remove(QStringLiteral("eid")); }),
        editedRegistration("eventId missing", [](QJsonObject &o) { o.remove(QStringLiteral("eventId")); }),
        editedRegistration("rspServerAddress missing", [](QJsonObject &o) { o.remove(QStringLiteral("rspServerAddress")); }),
        editedRegistration("forwardingIndicator missing", [](QJsonObject &o) { o.remove(QStringLiteral("forwardingIndicator")); }),
        editedRegistration("forwardingIndicator is a text", [](QJsonObject &o) { o[QStringLiteral("forwardingIndicator")] = QStringLiteral("true"); }),
        editedRegistration("registration with members nobody knows", [](QJsonObject &o) { o[QStringLiteral("conformance")] = QStringLiteral("of nobody"); }),
        travellingRegistration("registration that is no JSON", withBody("this is no JSON")),
        travellingRegistration("registration with GET", withMethod("GET")),
        travellingRegistration("SM-DP+ on the path of ES15", toPath(std::string(es::es15Folder) + std::string(es::registerEventName))),
        travellingRegistration("path of no function of ES12", toPath(std::string(es::es12Folder) + "listEvents")),
        {"registration by an SM-DS", needsSmds | needsRegistrant | needsEuicc, [](Stage &stage) { return seenAtOnce(stage, smdsOf(stage), asSmds(stage, stage.registration(stage.newEventId()))); }},
        {"registration by an SM-DS under the paths of ES12", needsSmds | needsRegistrant, underPathsOfEs12},
        {"EventID registered twice by an SM-DS", needsSmds | needsRegistrant, twiceOverEs15},
        {"events of an SM-DS and an SM-DP+ together", needsSmds | needsRegistrant | needsEuicc, severalAtTheRoot},
    };
    return table;
}
// clang-format on

} // namespace wb::conformance
