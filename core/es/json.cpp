// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/json.h"

#include "core/base/hex.h"
#include "core/es/json_members.h"
#include "core/es/json_text.h"

#include <QJsonDocument>

namespace wb::es {

namespace {

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonValue base64(ByteView bytes)
{
    return QString::fromStdString(toBase64(bytes));
}

Bytes serialised(const QJsonObject &object)
{
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return copyOf(viewOf({text.constData(), static_cast<std::size_t>(text.size())}));
}

QJsonObject statusObject(const FunctionStatus &status)
{
    QJsonObject execution{{QStringLiteral("status"), qt(nameOf(status.kind))}};
    if (status.status) {
        QJsonObject data{{QStringLiteral("subjectCode"), qt(status.status->subject)},
                         {QStringLiteral("reasonCode"), qt(status.status->reason)}};
        if (!status.status->subjectIdentifier.empty())
            data[QStringLiteral("subjectIdentifier")] = qt(status.status->subjectIdentifier);
        if (!status.status->message.empty())
            data[QStringLiteral("message")] = qt(status.status->message);
        execution[QStringLiteral("statusCodeData")] = data;
    }
    return {{QStringLiteral("functionExecutionStatus"), execution}};
}

constexpr std::string_view successHeader = R"({"functionExecutionStatus":{"status":"Executed-Success"}})";

std::optional<FunctionStatus::Kind> kindOf(const std::string &text)
{
    for (const auto kind : {FunctionStatus::Kind::executedSuccess, FunctionStatus::Kind::executedWithWarning,
                            FunctionStatus::Kind::failed, FunctionStatus::Kind::expired}) {
        if (text == nameOf(kind))
            return kind;
    }
    return {};
}

/// The header's status; the Error is set in `members` when it has none.
Result<FunctionStatus> statusIn(JsonMembers &members, Interface interface, const std::string &function)
{
    JsonMembers header = members.object("header");
    JsonMembers execution = header.object("functionExecutionStatus");
    const std::string text = execution.text("status");
    for (const JsonMembers *part : {&members, &header, &execution}) {
        if (part->error())
            return fail(*part->error());
    }
    const auto kind = kindOf(text);
    if (!kind)
        return fail(ErrorKind::malformed, interface, function, "status '" + text + "' is none that SGP.22 knows");
    FunctionStatus status{*kind, {}};
    if (execution.has("statusCodeData")) {
        JsonMembers data = execution.object("statusCodeData");
        StatusPair pair;
        pair.subject = data.text("subjectCode");
        pair.reason = data.text("reasonCode");
        if (data.has("subjectIdentifier"))
            pair.subjectIdentifier = data.text("subjectIdentifier");
        if (data.has("message"))
            pair.message = data.text("message");
        status.status = pair;
    }
    return status;
}

QJsonObject headerObject(const RequestHeader &header)
{
    return {{QStringLiteral("functionRequesterIdentifier"), qt(header.functionRequesterIdentifier)},
            {QStringLiteral("functionCallIdentifier"), qt(header.functionCallIdentifier)}};
}

RequestHeader requestHeader(JsonMembers &members)
{
    JsonMembers inner = members.object("header");
    RequestHeader header{inner.text("functionRequesterIdentifier"), inner.text("functionCallIdentifier")};
    members.adopt(inner);
    return header;
}

/// Opens a response and turns a failure status into the Error that callers act on.
Result<JsonMembers> openResponse(ByteView body, Interface interface, const std::string &function)
{
    auto members = JsonMembers::parse(body, JsonMembers::Sender::server, interface, function);
    if (!members)
        return members;
    auto status = statusIn(*members, interface, function);
    if (!status)
        return fail(std::move(status.error()));
    if (status->kind == FunctionStatus::Kind::failed || status->kind == FunctionStatus::Kind::expired) {
        Error error = makeError(ErrorKind::refused, interface, function,
                                "the server answered " + std::string(nameOf(status->kind)));
        error.status = status->status;
        if (error.status && !error.status->message.empty())
            error.reason += ": " + error.status->message;
        return fail(std::move(error));
    }
    return members;
}

} // namespace

std::string_view nameOf(FunctionStatus::Kind kind)
{
    switch (kind) {
    case FunctionStatus::Kind::executedSuccess: return "Executed-Success";
    case FunctionStatus::Kind::executedWithWarning: return "Executed-WithWarning";
    case FunctionStatus::Kind::failed: return "Failed";
    case FunctionStatus::Kind::expired: return "Expired";
    }
    return "";
}

Bytes toJson(const InitiateAuthenticationRequest &request)
{
    return serialised({{QStringLiteral("euiccChallenge"), base64(request.euiccChallenge)},
                       {QStringLiteral("euiccInfo1"), base64(request.euiccInfo1)},
                       {QStringLiteral("smdpAddress"), qt(request.smdpAddress)}});
}

Bytes toJson(const InitiateAuthenticationResponse &response)
{
    JsonText answer;
    answer.octets("euiccCiPKIdToBeUsed", response.euiccCiPKIdToBeUsed)
        .json("header", successHeader)
        .octets("serverCertificate", response.serverCertificate)
        .octets("serverSignature1", response.serverSignature1)
        .octets("serverSigned1", response.serverSigned1)
        .text("transactionId", response.transactionId.text());
    return answer.takeOctets();
}

Bytes toJson(const AuthenticateClientRequest &request)
{
    return serialised({{QStringLiteral("transactionId"), qt(request.transactionId.text())},
                       {QStringLiteral("authenticateServerResponse"), base64(request.authenticateServerResponse)}});
}

Bytes toJson(const AuthenticateClientResponseEs11 &response)
{
    std::string entries = "[";
    for (const EventEntry &entry : response.eventEntries) {
        JsonText object;
        object.text("eventId", entry.eventId).text("rspServerAddress", entry.rspServerAddress);
        entries += (entries.size() > 1 ? "," : "") + object.take();
    }
    JsonText answer;
    answer.json("eventEntries", entries + "]").json("header", successHeader);
    if (response.signedList) {
        answer.octets("smdsSignature2", response.signedList->smdsSignature2)
            .octets("smdsSigned2", response.signedList->smdsSigned2);
    }
    answer.text("transactionId", response.transactionId.text());
    return answer.takeOctets();
}

Bytes toJson(const CheckEventRequest &request)
{
    return serialised(
        {{QStringLiteral("ecId"), base64(request.ecId)}, {QStringLiteral("smdsAddress"), qt(request.smdsAddress)}});
}

Bytes toJson(const CheckEventResponse &response)
{
    JsonText answer;
    answer.json("header", successHeader).json("isPendingEvent", response.isPendingEvent ? "true" : "false");
    return answer.takeOctets();
}

Bytes toJson(const RegisterEventRequest &request)
{
    return serialised({{QStringLiteral("header"), headerObject(request.header)},
                       {QStringLiteral("eid"), qt(request.eid)},
                       {QStringLiteral("rspServerAddress"), qt(request.rspServerAddress)},
                       {QStringLiteral("eventId"), qt(request.eventId)},
                       {QStringLiteral("forwardingIndicator"), request.forwardingIndicator}});
}

Bytes toJson(const DeleteEventRequest &request)
{
    return serialised({{QStringLiteral("header"), headerObject(request.header)},
                       {QStringLiteral("eid"), qt(request.eid)},
                       {QStringLiteral("eventId"), qt(request.eventId)}});
}

Bytes toJson(const FunctionStatus &status)
{
    if (status == FunctionStatus{}) {
        JsonText answer;
        answer.json("header", successHeader);
        return answer.takeOctets();
    }
    return serialised({{QStringLiteral("header"), statusObject(status)}});
}

Result<InitiateAuthenticationRequest> initiateAuthenticationRequestFromJson(ByteView body)
{
    auto members = JsonMembers::parse(body, JsonMembers::Sender::client, Interface::es11, "InitiateAuthentication");
    if (!members)
        return fail(std::move(members.error()));
    InitiateAuthenticationRequest request;
    request.euiccChallenge = members->octets("euiccChallenge");
    request.euiccInfo1 = members->octets("euiccInfo1");
    request.smdpAddress = members->text("smdpAddress");
    if (members->error())
        return fail(*members->error());
    return request;
}

Result<AuthenticateClientRequest> authenticateClientRequestFromJson(ByteView body)
{
    auto members = JsonMembers::parse(body, JsonMembers::Sender::client, Interface::es11, "AuthenticateClient");
    if (!members)
        return fail(std::move(members.error()));
    AuthenticateClientRequest request;
    request.transactionId = members->transactionId();
    request.authenticateServerResponse = members->octets("authenticateServerResponse");
    if (members->error())
        return fail(*members->error());
    return request;
}

Result<CheckEventRequest> checkEventRequestFromJson(ByteView body)
{
    auto members = JsonMembers::parse(body, JsonMembers::Sender::client, Interface::es11, "CheckEvent");
    if (!members)
        return fail(std::move(members.error()));
    CheckEventRequest request;
    request.ecId = members->octets("ecId");
    request.smdsAddress = members->text("smdsAddress");
    if (members->error())
        return fail(*members->error());
    return request;
}

Result<RegisterEventRequest> registerEventRequestFromJson(ByteView body, Interface interface)
{
    auto members = JsonMembers::parse(body, JsonMembers::Sender::client, interface, "RegisterEvent");
    if (!members)
        return fail(std::move(members.error()));
    RegisterEventRequest request;
    request.header = requestHeader(*members);
    request.eid = members->text("eid");
    request.rspServerAddress = members->text("rspServerAddress");
    request.eventId = members->text("eventId");
    request.forwardingIndicator = members->boolean("forwardingIndicator");
    if (members->error())
        return fail(*members->error());
    return request;
}

Result<DeleteEventRequest> deleteEventRequestFromJson(ByteView body, Interface interface)
{
    auto members = JsonMembers::parse(body, JsonMembers::Sender::client, interface, "DeleteEvent");
    if (!members)
        return fail(std::move(members.error()));
    DeleteEventRequest request;
    request.header = requestHeader(*members);
    request.eid = members->text("eid");
    request.eventId = members->text("eventId");
    if (members->error())
        return fail(*members->error());
    return request;
}

Result<FunctionStatus> functionStatusFromJson(ByteView body)
{
    auto members = JsonMembers::parse(body, JsonMembers::Sender::server, Interface::none, "response header");
    if (!members)
        return fail(std::move(members.error()));
    return statusIn(*members, Interface::none, "response header");
}

Result<InitiateAuthenticationResponse> initiateAuthenticationResponseFromJson(ByteView body, Interface interface)
{
    auto members = openResponse(body, interface, "InitiateAuthentication");
    if (!members)
        return fail(std::move(members.error()));
    InitiateAuthenticationResponse response;
    response.transactionId = members->transactionId();
    response.serverSigned1 = members->octets("serverSigned1");
    response.serverSignature1 = members->octets("serverSignature1");
    response.euiccCiPKIdToBeUsed = members->octets("euiccCiPKIdToBeUsed");
    response.serverCertificate = members->octets("serverCertificate");
    if (members->error())
        return fail(*members->error());
    return response;
}

Result<AuthenticateClientResponseEs11> authenticateClientResponseEs11FromJson(ByteView body)
{
    auto members = openResponse(body, Interface::es11, "AuthenticateClient");
    if (!members)
        return fail(std::move(members.error()));
    AuthenticateClientResponseEs11 response;
    response.transactionId = members->transactionId();
    const QJsonArray entries = members->array("eventEntries");
    for (const QJsonValueConstRef value : entries) {
        JsonMembers entry = members->element(value, "eventEntries");
        response.eventEntries.push_back({entry.text("eventId"), entry.text("rspServerAddress")});
        members->adopt(entry);
    }
    if (members->has("smdsSigned2"))
        response.signedList = SignedEventList{members->octets("smdsSigned2"), members->octets("smdsSignature2")};
    if (members->error())
        return fail(*members->error());
    return response;
}

Result<CheckEventResponse> checkEventResponseFromJson(ByteView body)
{
    auto members = openResponse(body, Interface::es11, "CheckEvent");
    if (!members)
        return fail(std::move(members.error()));
    const CheckEventResponse response{members->boolean("isPendingEvent")};
    if (members->error())
        return fail(*members->error());
    return response;
}

Result<void> statusResponseFromJson(ByteView body, Interface interface, const std::string &function)
{
    auto members = openResponse(body, interface, function);
    if (!members)
        return fail(std::move(members.error()));
    return {};
}

} // namespace wb::es
