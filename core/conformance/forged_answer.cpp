// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/forged_answer.h"

#include "core/asn1/decode.h"
#include "core/asn1/encode.h"
#include "core/es/es10.h"
#include "core/euicc/virtual_euicc.h"

#include <algorithm>

namespace wb::conformance {

namespace {

asn1::Received<rsp::CtxParams1> contextWith(const std::optional<std::string> &matchingId)
{
    rsp::CtxParamsForCommonAuthentication common;
    common.matchingId = matchingId;
    common.deviceInfo.tac = *rsp::Tac::fromText("35290611");
    return asn1::seal(rsp::CtxParams1{std::move(common)});
}

/// The records of this suite among those of a reply.
std::vector<es::EventEntry> ours(const es::AuthenticateClientResponseEs11 &events)
{
    std::vector<es::EventEntry> some;
    std::copy_if(events.eventEntries.begin(), events.eventEntries.end(), std::back_inserter(some),
                 [](const es::EventEntry &entry) { return entry.eventId.starts_with("CONF-"); });
    return some;
}

std::string textOf(const std::vector<es::EventEntry> &entries)
{
    std::string text;
    for (const es::EventEntry &entry : entries)
        text += (text.empty() ? "" : ", ") + entry.eventId + " at " + entry.rspServerAddress;
    return text.empty() ? "no entry" : text;
}

/// What went wrong on our side of the conversation, as a reply.
template <class T>
Reply<T> unable(const Error &error)
{
    return {"not sent", error.line(), {}};
}

/// The server's values as an LPA hands them to its eUICC.
Result<rsp::AuthenticateServerRequest> passedOn(const es::InitiateAuthenticationResponse &answer,
                                                const std::optional<std::string> &matchingId)
{
    Bytes whole;
    for (const Bytes *part :
         {&answer.serverSigned1, &answer.serverSignature1, &answer.euiccCiPKIdToBeUsed, &answer.serverCertificate})
        whole.insert(whole.end(), part->begin(), part->end());
    const Bytes context = contextWith(matchingId).bytes;
    whole.insert(whole.end(), context.begin(), context.end());
    return asn1::decode<rsp::AuthenticateServerRequest>(asn1::tlv(0xBF38, whole));
}

} // namespace

Result<es::AuthenticateClientRequest> ForgedAnswer::request() const
{
    if (instead)
        return es::AuthenticateClientRequest{transactionId, *instead};
    rsp::AuthenticateResponseOk ok;
    ok.euiccCertificate.whole = copyOf(credential->euicc.der());
    ok.eumCertificate.whole = copyOf(credential->eum.der());
    if (reissue && issuer != nullptr) {
        pki::IssueOptions eumOptions;
        eumOptions.defects = eumDefects;
        const auto eum = issuer->issueEum({}, eumOptions);
        if (!eum)
            return fail(eum.error());
        pki::IssueOptions euiccOptions;
        euiccOptions.defects = euiccDefects;
        euiccOptions.key = credential->key;
        const auto euicc = issuer->issueEuicc(*eum, eid.empty() ? credential->euicc.eid() : eid, euiccOptions);
        if (!euicc)
            return fail(euicc.error());
        ok.eumCertificate.whole = copyOf(eum->leaf().der());
        ok.euiccCertificate.whole = copyOf(euicc->leaf().der());
    }
    if (eumInstead)
        ok.eumCertificate.whole = *eumInstead;
    if (euiccInstead)
        ok.euiccCertificate.whole = *euiccInstead;
    ok.euiccSigned1 = asn1::seal(signed1);
    auto signature = pki::sign(credential->key, ok.euiccSigned1.bytes);
    if (!signature)
        return fail(std::move(signature.error()));
    ok.euiccSignature1 = signatureInstead ? *signatureInstead : *signature;
    return es::AuthenticateClientRequest{transactionId, asn1::encode(rsp::AuthenticateServerResponse{std::move(ok)})};
}

Reply<ForgedAnswer> openSession(Stage &stage, const std::optional<std::string> &matchingId)
{
    const auto reply = stage.initiate(stage.question());
    if (!reply.value)
        return {reply.word, reply.detail, {}};
    const auto server = asn1::decode<rsp::ServerSigned1>(reply.value->serverSigned1);
    if (!server)
        return {"malformed", "serverSigned1: " + server.error().reason, {}};
    ForgedAnswer answer;
    answer.transactionId = reply.value->transactionId;
    answer.signed1.transactionId = server->transactionId;
    answer.signed1.serverAddress = server->serverAddress;
    answer.signed1.serverChallenge = server->serverChallenge;
    answer.signed1.euiccInfo2 = stage.euicc().info;
    answer.signed1.euiccInfo2.verificationKeyIds = stage.euiccInfo1().verificationKeyIds;
    answer.signed1.euiccInfo2.signingKeyIds = stage.euiccInfo1().signingKeyIds;
    answer.signed1.ctxParams1 = contextWith(matchingId);
    answer.credential = &stage.credential();
    answer.issuer = stage.target().issuer ? &*stage.target().issuer : nullptr;
    return {reply.word, reply.detail, std::move(answer)};
}

EventsReply authenticate(Stage &stage, const ForgedAnswer &answer)
{
    const auto request = answer.request();
    return request ? stage.authenticate(*request) : unable<es::AuthenticateClientResponseEs11>(request.error());
}

EventsReply retrieve(Stage &stage, const std::optional<std::string> &matchingId, const Travel &travel)
{
    using Events = es::AuthenticateClientResponseEs11;
    euicc::VirtualEuicc euicc(stage.euicc());
    const auto challenge = es::getEuiccChallenge(euicc, {});
    if (!challenge)
        return unable<Events>(challenge.error());
    es::InitiateAuthenticationRequest question = stage.question();
    question.euiccChallenge.assign(challenge->begin(), challenge->end());
    const auto reply = stage.initiate(question);
    if (!reply.value)
        return {reply.word, reply.detail, {}};
    const auto request = passedOn(*reply.value, matchingId);
    if (!request)
        return {"malformed", request.error().line(), {}};
    const auto answer = es::authenticateServer(euicc, *request, {});
    if (!answer)
        return unable<Events>(answer.error());
    if (const auto *error = answer->value.error())
        return {"refused by the eUICC", std::string(asn1::nameOf(error->code)), {}};
    auto events = stage.authenticate({reply.value->transactionId, answer->bytes}, travel);
    if (events.value && events.value->transactionId != reply.value->transactionId)
        return {"malformed", "the answer has another TransactionID than the session", {}};
    return events;
}

std::string differs(const EventsReply &reply, const std::vector<es::EventEntry> &wanted)
{
    if (!reply.value)
        return {}; // the word says it
    const auto came = ours(*reply.value);
    return came == wanted ? std::string() : "wanted " + textOf(wanted) + "; came " + textOf(came);
}

} // namespace wb::conformance
