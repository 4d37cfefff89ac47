// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/stage.h"

#include "core/asn1/encode.h"
#include "core/base/hex.h"
#include "core/es/asn1_binding.h"
#include "core/es/paths.h"
#include "core/es/tls_trust.h"

#include <QJsonDocument>

#include <algorithm>

namespace wb::conformance {

namespace {

Bytes edited(const Bytes &json, const Edit &edit)
{
    QJsonObject object = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char *>(json.data()),
                                                            static_cast<qsizetype>(json.size())))
                             .object();
    edit(object);
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return {text.begin(), text.end()};
}

/// What the server says with its status, or what went wrong.
std::string detailOf(const Error &error)
{
    if (error.status && !error.status->message.empty())
        return error.status->message;
    return error.reason;
}

template <class T>
Reply<T> replyOf(Result<T> decoded)
{
    if (!decoded)
        return {wordFor(decoded.error()), detailOf(decoded.error()), {}};
    return {"executed", {}, std::move(*decoded)};
}

template <class T>
Reply<T> withoutValue(const Reply<Bytes> &answer)
{
    return {answer.word, answer.detail, {}};
}

/// "EventID X" and the like, not longer than a line.
std::string shortened(const std::string &text)
{
    constexpr std::size_t longest = 60;
    return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

} // namespace

std::string wordFor(const Error &error)
{
    if (error.functionError)
        return "error " + std::to_string(error.functionError->code);
    if (error.status)
        return error.status->subject + "/" + error.status->reason;
    switch (error.kind) {
    case ErrorKind::untrusted: return "untrusted";
    case ErrorKind::malformed: return "malformed";
    case ErrorKind::removed:
        return "tls refused"; // by the only thing that is refused so: a client certificate of TLS 1.3
    case ErrorKind::refused: return error.interface == Interface::tls || error.tlsAlert ? "tls refused" : "refused";
    case ErrorKind::cancelled: return "cancelled";
    default: return "no answer";
    }
}

Travel toPath(std::string path)
{
    Travel travel;
    travel.path = std::move(path);
    return travel;
}

Travel typed(std::string contentType)
{
    Travel travel;
    travel.contentType = std::move(contentType);
    return travel;
}

Travel withBody(std::string_view body)
{
    Travel travel;
    travel.body = copyOf(viewOf(body));
    return travel;
}

Travel withMethod(std::string method)
{
    Travel travel;
    travel.method = std::move(method);
    travel.body = Bytes();
    return travel;
}

Stage::Stage(const Target &target, es::Binding binding, const Clock &clock, std::stop_token stop)
    : m_target(target),
      m_binding(binding),
      m_clock(clock),
      m_stop(std::move(stop))
{
}

void Stage::note(const std::string &call, const std::string &word, const std::string &detail)
{
    m_sent.push_back(call + ": " + word + (detail.empty() ? std::string() : " (" + shortened(detail) + ")"));
}

void Stage::noteElsewhere(const std::string &where, const Stage &there)
{
    for (const std::string &each : there.sent()) {
        std::string call = where;
        call += ": ";
        call += each;
        const bool again = std::any_of(m_sent.begin(), m_sent.end(), [&](const auto &sent) { return sent == call; });
        if (!again)
            m_sent.push_back(call);
    }
}

Reply<Bytes> Stage::exchange(const http::ClientOptions &options, const http::Address &address, std::string_view path,
                             std::string_view contentType, Bytes body, const std::string &function,
                             const Travel &travel)
{
    http::Request request = es::functionCall(travel.path.empty() ? path : travel.path,
                                             travel.contentType.empty() ? contentType : travel.contentType, {});
    request.method = travel.method;
    request.body = std::move(body);
    if (travel.edit && contentType == es::jsonContentType)
        request.body = edited(request.body, travel.edit);
    if (travel.body)
        request.body = *travel.body;
    const Interface interface = function.starts_with("ES11")   ? Interface::es11
                                : function.starts_with("ES15") ? Interface::es15
                                                               : Interface::es12;
    http::Client client(options);
    auto response = client.send(address, request, {interface, function}, m_stop);
    if (!response)
        return {wordFor(response.error()), response.error().reason, {}};
    if (response->status != 200)
        return {"http " + std::to_string(response->status), {}, {}};
    return {"executed", {}, std::move(response->body)};
}

rsp::EuiccInfo1 Stage::euiccInfo1() const
{
    rsp::EuiccInfo1 info;
    info.svn = euicc().info.svn;
    info.verificationKeyIds = euicc().verificationKeyIds;
    for (const euicc::EuiccCredential &each : euicc().credentials) {
        if (each.eum.authorityKeyId())
            info.signingKeyIds.push_back({*each.eum.authorityKeyId()});
    }
    return info;
}

es::InitiateAuthenticationRequest Stage::question() const
{
    return {pki::randomBytes(16), asn1::encode(euiccInfo1()), m_target.es11.text()};
}

InitiateReply Stage::initiate(const es::InitiateAuthenticationRequest &request, const Travel &travel)
{
    const bool der = m_binding == es::Binding::asn1;
    const auto answer = exchange(m_target.lpa, m_target.es11, der ? es::asn1Path : es::initiateAuthenticationPath,
                                 der ? es::asn1ContentType : es::jsonContentType,
                                 der ? toAsn1(request) : toJson(request), "ES11.InitiateAuthentication", travel);
    auto reply = answer.value
                     ? replyOf(der ? es::initiateAuthenticationResponseFromAsn1(*answer.value, Interface::es11)
                                   : es::initiateAuthenticationResponseFromJson(*answer.value, Interface::es11))
                     : withoutValue<es::InitiateAuthenticationResponse>(answer);
    note("ES11.InitiateAuthentication " + shortened(request.smdpAddress), reply.word, reply.detail);
    return reply;
}

EventsReply Stage::authenticate(const es::AuthenticateClientRequest &request, const Travel &travel)
{
    const bool der = m_binding == es::Binding::asn1;
    const auto answer = exchange(m_target.lpa, m_target.es11, der ? es::asn1Path : es::authenticateClientPath,
                                 der ? es::asn1ContentType : es::jsonContentType,
                                 der ? toAsn1(request) : toJson(request), "ES11.AuthenticateClient", travel);
    auto reply = answer.value ? replyOf(der ? es::authenticateClientResponseEs11FromAsn1(*answer.value)
                                            : es::authenticateClientResponseEs11FromJson(*answer.value))
                              : withoutValue<es::AuthenticateClientResponseEs11>(answer);
    std::string detail = reply.detail;
    if (reply.value) {
        for (const es::EventEntry &entry : reply.value->eventEntries)
            detail += (detail.empty() ? "" : ", ") + entry.eventId;
    }
    note("ES11.AuthenticateClient " + request.transactionId.text(), reply.word, detail);
    return reply;
}

std::string Stage::newEventId() const
{
    return "CONF-" + toHex(pki::randomBytes(12));
}

es::RegisterEventRequest Stage::registration(std::string eventId) const
{
    es::RegisterEventRequest request;
    request.header = {std::string(m_target.registrant->leaf().oid()), toHex(pki::randomBytes(8))};
    request.eid = m_target.euicc ? euicc().eid.digits() : newEid();
    request.rspServerAddress = "testsmdpplus1.example.com";
    request.eventId = std::move(eventId);
    return request;
}

es::DeleteEventRequest Stage::deletion(std::string eventId) const
{
    es::RegisterEventRequest like = registration(std::move(eventId));
    return {std::move(like.header), std::move(like.eid), std::move(like.eventId)};
}

StatusReply Stage::callEs12(const pki::Credential *caller, const std::string &function, std::string_view name,
                            Bytes body, const std::string &eventId, const Travel &travel)
{
    http::ClientOptions options = m_target.server;
    options.credential.reset();
    if (caller != nullptr) {
        options.credential = es::tlsCredential(caller->chain, caller->key);
        options.credential->anyCurve = true; // a row may be about that
    }
    const bool fromSmds = caller != nullptr && pki::roleOf(caller->leaf()) == pki::Role::dsTls;
    const std::string full = (fromSmds ? "ES15." : "ES12.") + function;
    const std::string folder = fromSmds ? m_target.es15Folder : std::string(es::es12Folder);
    const auto answer = exchange(options, m_target.es12, folder + std::string(name), es::jsonContentType,
                                 std::move(body), full, travel);
    auto reply = withoutValue<Nothing>(answer);
    if (answer.value) {
        const Interface interface = fromSmds ? Interface::es15 : Interface::es12;
        if (auto status = es::statusResponseFromJson(*answer.value, interface, function))
            reply.value.emplace();
        else
            reply = {wordFor(status.error()), detailOf(status.error()), {}};
    }
    note(full + " " + shortened(eventId), reply.word, reply.detail);
    return reply;
}

StatusReply Stage::registerEvent(const es::RegisterEventRequest &request, const Travel &travel)
{
    return registerEvent(&*m_target.registrant, request, travel);
}

StatusReply Stage::registerEvent(const pki::Credential *caller, const es::RegisterEventRequest &request,
                                 const Travel &travel)
{
    auto reply = callEs12(caller, "RegisterEvent", es::registerEventName, toJson(request), request.eventId, travel);
    // A server that is silent may have registered it all the same.
    if (reply.value || reply.word == "no answer" || reply.word == "cancelled" || reply.word == "malformed")
        m_left.push_back({caller, {request.header, request.eid, request.eventId}});
    return reply;
}

StatusReply Stage::deleteEvent(const es::DeleteEventRequest &request, const Travel &travel)
{
    return deleteEvent(&*m_target.registrant, request, travel);
}

StatusReply Stage::deleteEvent(const pki::Credential *caller, const es::DeleteEventRequest &request,
                               const Travel &travel)
{
    auto reply = callEs12(caller, "DeleteEvent", es::deleteEventName, toJson(request), request.eventId, travel);
    if (reply.value) {
        std::erase_if(m_left, [&](const Left &left) {
            return left.caller == caller && left.deletion.eid == request.eid
                   && left.deletion.eventId == request.eventId;
        });
    }
    return reply;
}

std::string Stage::clearUp()
{
    m_stop = {}; // what was registered is deleted even when somebody asked to stop
    std::string problem;
    const std::vector<Left> left = std::move(m_left);
    m_left.clear();
    for (const Left &each : left) {
        const auto reply = deleteEvent(each.caller, each.deletion);
        if (!reply.value && reply.word != "8.9.5/3.9")
            problem += (problem.empty() ? "" : "; ")
                       + ("EventID " + shortened(each.deletion.eventId) + " is left behind: DeleteEvent was answered "
                          + reply.word);
    }
    return problem;
}

} // namespace wb::conformance
