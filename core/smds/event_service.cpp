// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_service.h"

#include "core/es/json.h"
#include "core/http/address.h"
#include "core/rsp/event_checking.h"
#include "core/rsp/event_id.h"
#include "core/rsp/status_code.h"
#include "core/smds/ecid.h"

namespace wb::smds {

namespace {

/// A peer's text for a message or the audit: not longer than anything that makes sense.
std::string cut(std::string_view text)
{
    return std::string(text.substr(0, rsp::longestEventId));
}

Error refusal(Interface interface, const char *function, const StatusPair &status, std::string reason)
{
    Error error = makeError(ErrorKind::refused, interface, function, std::move(reason));
    error.status = status;
    error.status->message = error.reason;
    return error;
}

std::string statusText(const Error &error)
{
    const StatusPair pair = es::statusPairFor(error);
    return pair.subject + "/" + pair.reason;
}

/// What is wrong with the form of a registration; none when nothing is.
std::optional<Error> formError(const es::RegisterEventRequest &request, Interface interface)
{
    const auto refuse = [interface](const StatusPair &status, std::string reason) {
        return refusal(interface, "RegisterEvent", status, std::move(reason));
    };
    if (auto problem = rsp::eventIdProblem(request.eventId))
        return refuse(rsp::status::formatInvalid, std::move(*problem));
    const auto address = http::Address::parse(request.rspServerAddress);
    if (!address)
        return refuse(rsp::status::formatInvalid, "rspServerAddress: " + address.error().reason);
    return {};
}

AuditEntry auditFor(const char *function, const es::RequestHeader &header, const std::string &eid,
                    const es::Registrant &registrant, TimePoint now)
{
    AuditEntry audit;
    audit.time = now;
    audit.kind = function;
    audit.eid = cut(eid);
    audit.caller = registrant.oid;
    audit.call = cut(header.functionCallIdentifier);
    audit.outcome = es::nameOf(es::FunctionStatus::Kind::executedSuccess);
    return audit;
}

/// What every function of ES12 wants first: a caller with an OID, and an EID.
Result<rsp::Eid> eidOfCall(const char *function, const std::string &text, const es::Registrant &registrant)
{
    if (registrant.oid.empty()) {
        return fail(refusal(registrant.interface(), function, rsp::status::requesterNotAllowed,
                            "the caller's certificate names no registeredID"));
    }
    auto eid = rsp::Eid::fromText(text);
    if (!eid || text.size() != rsp::Eid::length) {
        return fail(refusal(registrant.interface(), function, rsp::status::eidInvalid,
                            "eid must be 32 decimal digits" + (eid ? std::string() : ": " + eid.error().reason)));
    }
    return std::move(*eid);
}

/// What a caller is told of why the store has not done it.
Error refusalOf(Error error, Interface interface, const char *function)
{
    switch (error.kind) {
    case ErrorKind::conflict:
        return refusal(interface, function, rsp::status::eventRecordInUse, std::move(error.reason));
    // The record is there and its registrant still waits: neither "in use" nor "unknown" would be the truth, and a child SM-DS would take
    // either for the end of the matter.
    case ErrorKind::busy: return refusal(interface, function, rsp::status::smdsInaccessible, std::move(error.reason));
    default: return error;
    }
}

/// Every event that ES12 of v2 can register is a download. Who wants other ones only has nothing waiting here.
bool wantsDownloads(const auth::AuthenticatedEuicc &euicc)
{
    return !euicc.operationType || euicc.operationType->has(rsp::OperationTypeBit::profileDownload);
}

/// Whether LPA and eUICC have both announced that they know what to do with it.
bool wantsSignedList(const auth::AuthenticatedEuicc &euicc)
{
    return euicc.deviceInfo.lpaRspCapability
           && euicc.deviceInfo.lpaRspCapability->has(rsp::LpaRspCapabilityBit::signedSmdsResponseV3Support)
           && euicc.euiccInfo2.rspCapability.has(rsp::RspCapabilityBit::signedSmdsResponseV3Support);
}

AuditEntry failedAudit(AuditEntry audit, const Error &error)
{
    audit.outcome = es::nameOf(es::FunctionStatus::Kind::failed);
    audit.status = statusText(error);
    audit.detail = error.reason;
    return audit;
}

/// Where the event went before its registrant was answered.
AuditEntry withParents(AuditEntry audit, const EventRecord &record)
{
    for (const Forward &forward : record.forwards)
        audit.detail += (audit.detail.empty() ? "" : "; ") + ("forwarded to " + forward.parent);
    return audit;
}

} // namespace

EventService::EventService(auth::Configuration authentication, EventStore &store, Forwarder &forwarder,
                           const Clock &clock, std::unique_ptr<auth::SessionStore> sessions,
                           const OperationSettings &settings)
    : m_authentication(std::move(authentication), clock, std::move(sessions)),
      m_store(store),
      m_forwarder(forwarder),
      m_clock(clock),
      m_settings(settings)
{
}

void EventService::reload(std::vector<auth::AuthCredential> credentials, pki::TrustAnchors cis)
{
    m_authentication.reload(std::move(credentials), std::move(cis));
}

Result<es::InitiateAuthenticationResponse>
EventService::initiateAuthentication(const es::InitiateAuthenticationRequest &request)
{
    auto answer = m_authentication.initiate(request);
    if (!answer) { // what succeeds is told by AuthenticateClient
        AuditEntry audit;
        audit.time = m_clock.now();
        audit.kind = "InitiateAuthentication";
        m_store.note(failedAudit(std::move(audit), answer.error()));
    }
    return answer;
}

Result<es::AuthenticateClientResponseEs11>
EventService::authenticateClient(const es::AuthenticateClientRequest &request)
{
    const TimePoint now = m_clock.now();
    AuditEntry audit;
    audit.time = now;
    audit.kind = "AuthenticateClient";
    audit.call = request.transactionId.text();
    audit.outcome = es::nameOf(es::FunctionStatus::Kind::executedSuccess);

    auto client = m_authentication.authenticate(request);
    if (!client) {
        m_store.note(failedAudit(std::move(audit), client.error()));
        return fail(std::move(client.error()));
    }
    audit.eid = client->eid.digits();
    audit.caller = client->eid.digits();

    auto events = m_store.waitingFor(client->eid, client->matchingId);
    if (!events) {
        m_store.note(failedAudit(std::move(audit), events.error()));
        return fail(std::move(events.error()));
    }
    if (m_settings.v3.operationTypeFilter && !wantsDownloads(*client))
        events->clear();
    if (client->matchingId && events->empty()) {
        Error error = refusal(Interface::es11, "AuthenticateClient", rsp::status::eventRecordUnknown,
                              "no Event Record of this EID has EventID '" + cut(*client->matchingId) + "'");
        m_store.note(failedAudit(std::move(audit), error));
        return fail(std::move(error));
    }

    es::AuthenticateClientResponseEs11 response;
    response.transactionId = client->transactionId;
    response.eid = audit.eid;
    std::vector<std::int64_t> retrieved;
    for (WaitingEvent &event : *events) {
        response.eventEntries.push_back({std::move(event.eventId), std::move(event.rspServerAddress)});
        retrieved.push_back(event.record);
    }
    if (m_settings.v3.signedEventList && wantsSignedList(*client)) {
        auto signedList = signedListFor(*client, response.eventEntries);
        if (!signedList) {
            m_store.note(failedAudit(std::move(audit), signedList.error()));
            return fail(std::move(signedList.error()));
        }
        response.signedList = std::move(*signedList);
    }
    audit.detail = std::to_string(retrieved.size()) + (retrieved.size() == 1 ? " Event Record" : " Event Records");
    m_store.noteRetrieved(std::move(retrieved), now, std::move(audit));
    return response;
}

Result<es::SignedEventList> EventService::signedListFor(const auth::AuthenticatedEuicc &euicc,
                                                        const std::vector<es::EventEntry> &entries) const
{
    rsp::SmdsSigned2 signed2;
    signed2.transactionId = euicc.transactionId;
    for (const es::EventEntry &entry : entries)
        signed2.eventList.eventEntries.push_back({entry.eventId, entry.rspServerAddress, {}, {}});
    const auto keys = m_authentication.keys();
    if (m_settings.v3.eventChecking && !keys.empty()
        && euicc.deviceInfo.lpaRspCapability->has(rsp::LpaRspCapabilityBit::eventCheckingSupport))
        signed2.eventList.ecId = ecidOf(euicc.eid, keys.front(), m_clock.now(), ecidLife());

    es::SignedEventList list{asn1::encode(signed2), {}};
    if (m_settings.v3.signedListUnderA1)
        list.smdsSigned2.front() = 0xA1;
    Bytes toSign = list.smdsSigned2;
    append(toSign, asn1::tlv(0x5F37, euicc.euiccSignature1));
    auto signature = m_authentication.signFor(euicc, toSign);
    if (!signature)
        return fail(std::move(signature.error()));
    list.smdsSignature2 = asn1::tlv(0x5F37, *signature);
    return list;
}

Result<es::CheckEventResponse> EventService::checkEvent(const es::CheckEventRequest &request)
{
    AuditEntry audit;
    audit.time = m_clock.now();
    audit.kind = "CheckEvent";
    audit.outcome = es::nameOf(es::FunctionStatus::Kind::executedSuccess);
    auto answer = pendingFor(request, audit);
    if (!answer)
        audit = failedAudit(std::move(audit), answer.error());
    m_store.note(std::move(audit));
    return answer;
}

Result<es::CheckEventResponse> EventService::pendingFor(const es::CheckEventRequest &request, AuditEntry &audit) const
{
    const auto refuse = [](const StatusPair &status, std::string reason) {
        return fail(refusal(Interface::es11, "CheckEvent", status, std::move(reason)));
    };
    if (!m_settings.v3.eventChecking)
        return refuse(rsp::status::eventCheckingUnsupported, "Event Checking is switched off here");
    if (!m_authentication.isOwnAddress(request.smdsAddress)) {
        return refuse(rsp::status::smdsAddressRefused,
                      "'" + cut(request.smdsAddress) + "' is not an address of this server");
    }
    if (request.ecId.size() < rsp::shortestEcid || request.ecId.size() > rsp::longestEcid) {
        return refuse(rsp::status::formatInvalid,
                      "ecId has " + std::to_string(request.ecId.size()) + " octets instead of 16 to 32");
    }
    const auto meaning = meaningOfEcid(request.ecId, m_authentication.keys(), m_clock.now(), ecidLife());
    if (!meaning)
        return refuse(rsp::status::ecidUnknown, "this server has not given out such an ECID");
    audit.eid = meaning->eid.digits();
    if (meaning->expired)
        return refuse(rsp::status::ecidExpired, "the ECID is too old; the next discovery brings another");
    const auto events = m_store.waitingFor(meaning->eid, {});
    if (!events)
        return fail(events.error());
    audit.detail = events->empty() ? "nothing waits" : "an event waits";
    return es::CheckEventResponse{!events->empty()};
}

void EventService::undecodable(std::string_view function, const Error &error)
{
    undecodable(function, error, {});
}

void EventService::undecodable(std::string_view function, const Error &error, const es::Registrant &registrant)
{
    AuditEntry audit;
    audit.time = m_clock.now();
    audit.kind = function;
    audit.caller = registrant.oid;
    audit = failedAudit(std::move(audit), error);
    audit.detail = cut(error.line());
    m_store.note(std::move(audit));
}

Result<void> EventService::registerEvent(const es::RegisterEventRequest &request, const es::Registrant &registrant)
{
    const TimePoint now = m_clock.now();
    AuditEntry audit = auditFor("RegisterEvent", request.header, request.eid, registrant, now);
    const auto refuse = [&](Error error) {
        m_store.note(failedAudit(audit, error));
        return fail(std::move(error));
    };

    auto eid = eidOfCall("RegisterEvent", request.eid, registrant);
    if (!eid)
        return refuse(std::move(eid.error()));
    if (auto error = formError(request, registrant.interface()))
        return refuse(std::move(*error));
    if (auto loop = m_forwarder.loopOf(request)) {
        return refuse(
            refusal(registrant.interface(), "RegisterEvent", rsp::status::smdsAddressRefused, std::move(*loop)));
    }
    if (request.forwardingIndicator && m_forwarder.parents().empty()) {
        return refuse(refusal(registrant.interface(), "RegisterEvent", rsp::status::smdsInaccessible,
                              "no parent SM-DS is configured to forward the event to"));
    }
    if (!eid->checkDigitsHold()) {
        audit.detail = "the check digits of the EID do not hold";
        if (m_settings.switches.refuseWrongCheckDigits)
            return refuse(refusal(registrant.interface(), "RegisterEvent", rsp::status::eidInvalid, audit.detail));
    }

    EventRecord record;
    record.eid = std::move(*eid);
    record.eventId = request.eventId;
    record.rspServerAddress = request.rspServerAddress;
    record.ownerOid = registrant.oid;
    record.ownerRole = registrant.role;
    record.forwarding = request.forwardingIndicator;
    record.registeredAt = now;
    if (record.forwarding)
        record.forwards = m_forwarder.newForwards(request, now);
    const bool waits = record.forwarding && !m_forwarder.options().answerAtOnce;
    auto stored = waits ? m_store.addUnacknowledged(std::move(record)) : m_store.add(std::move(record), audit);
    if (!stored)
        return refuse(refusalOf(std::move(stored.error()), registrant.interface(), "RegisterEvent"));
    if (waits)
        return registerAbove(std::move(*stored), audit);
    if (stored->forwarding)
        m_forwarder.wake();
    return {};
}

/// Takes a record that is stored to the parents, and acknowledges or withdraws it. Whatever comes of it is in the audit trail then.
Result<void> EventService::registerAbove(EventRecord record, const AuditEntry &audit)
{
    auto accepted = m_forwarder.registerAtParents(record);
    auto settled = accepted ? m_store.acknowledge(record, withParents(audit, record))
                            : m_store.withdraw(record, m_clock.now(), failedAudit(audit, accepted.error()));
    if (!accepted)
        m_forwarder.wake();
    if (settled)
        return accepted;
    // What cannot be written now is withdrawn as abandoned later.
    m_store.note(failedAudit(audit, settled.error()));
    return settled;
}

Result<void> EventService::deleteEvent(const es::DeleteEventRequest &request, const es::Registrant &registrant)
{
    const TimePoint now = m_clock.now();
    const AuditEntry audit = auditFor("DeleteEvent", request.header, request.eid, registrant, now);
    const auto refuse = [&](Error error) {
        m_store.note(failedAudit(audit, error));
        return fail(std::move(error));
    };

    const auto eid = eidOfCall("DeleteEvent", request.eid, registrant);
    if (!eid)
        return refuse(eid.error());
    auto removed = m_store.remove(*eid, request.eventId, registrant.oid, now, audit);
    if (removed) {
        m_forwarder.wake();
        return {};
    }
    if (removed.error().kind != ErrorKind::notFound)
        return refuse(refusalOf(std::move(removed.error()), registrant.interface(), "DeleteEvent"));
    // The same whether the record never was, is deleted, or is another registrant's: who asks learns nothing (SGP.21 SMDS11).
    return refuse(refusal(registrant.interface(), "DeleteEvent", rsp::status::eventRecordUnknown,
                          "you have no Event Record with EventID '" + cut(request.eventId) + "' for this EID"));
}

} // namespace wb::smds
