// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/json.h"

#include "core/base/hex.h"
#include "core/rsp/status_code.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

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

/// Writes an object member by member. For the answers of ES11: building a QJsonObject of base64 text takes as long as a
/// fifth of a signature. Names are ours and need no escaping.
class ObjectText {
public:
    ObjectText() { m_text.reserve(4096); }

    ObjectText &text(std::string_view name, std::string_view value)
    {
        begin(name);
        m_text += '"';
        for (const char character : value)
            addEscaped(character);
        m_text += '"';
        return *this;
    }

    ObjectText &octets(std::string_view name, ByteView value) { return json(name, '"' + toBase64(value) + '"'); }

    /// A value that is JSON already.
    ObjectText &json(std::string_view name, std::string_view value)
    {
        begin(name);
        m_text += value;
        return *this;
    }

    std::string take()
    {
        m_text += m_text.empty() ? "{}" : "}";
        return std::move(m_text);
    }

private:
    void begin(std::string_view name)
    {
        m_text += m_text.empty() ? '{' : ',';
        m_text += '"';
        m_text += name;
        m_text += "\":";
    }

    void addEscaped(char character)
    {
        if (character == '"' || character == '\\') {
            m_text += '\\';
            m_text += character;
        } else if (static_cast<unsigned char>(character) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(character));
            m_text += code;
        } else {
            m_text += character;
        }
    }

    std::string m_text;
};

constexpr std::string_view successHeader = R"({"functionExecutionStatus":{"status":"Executed-Success"}})";

Bytes octetsOf(ObjectText &answer)
{
    return copyOf(viewOf(answer.take()));
}

/// Whose object it is: what is wrong with a request is answered, what is wrong with a response is told.
enum class Sender { client, server };

/// Reads members of one object; the first problem stays.
class Members {
public:
    Members(Sender sender, Interface interface, std::string function)
        : m_sender(sender),
          m_interface(interface),
          m_function(std::move(function))
    {
    }

    static Result<Members> parse(ByteView body, Sender sender, Interface interface, std::string function)
    {
        QJsonParseError problem;
        const auto text = QByteArray::fromRawData(reinterpret_cast<const char *>(body.data()),
                                                  static_cast<qsizetype>(body.size()));
        const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
        if (!document.isObject()) {
            Error error = makeError(ErrorKind::malformed, interface, std::move(function),
                                    document.isNull() ? "the body is no JSON: " + problem.errorString().toStdString()
                                                      : "the body is JSON but no object");
            error.offset = static_cast<std::size_t>(problem.offset);
            return fail(std::move(error));
        }
        Members members(sender, interface, std::move(function));
        members.m_object = document.object();
        return members;
    }

    bool has(std::string_view name) const { return !find(name).isUndefined(); }

    std::string text(std::string_view name)
    {
        const QJsonValue value = required(name);
        if (!value.isString())
            note(name, "is not a string");
        return value.toString().toStdString();
    }

    Bytes octets(std::string_view name)
    {
        auto decoded = fromBase64(text(name));
        if (!decoded) {
            note(name, "is not base64: " + decoded.error().reason);
            return {};
        }
        if (decoded->empty())
            note(name, "is empty");
        return std::move(*decoded);
    }

    rsp::TransactionId transactionId()
    {
        auto id = rsp::TransactionId::fromText(text("transactionId"));
        if (!id) {
            note("transactionId", id.error().reason);
            return {};
        }
        return std::move(*id);
    }

    bool boolean(std::string_view name)
    {
        const QJsonValue value = required(name);
        if (!value.isBool())
            note(name, "is not true or false");
        return value.toBool();
    }

    QJsonArray array(std::string_view name)
    {
        const QJsonValue value = required(name);
        if (!value.isArray())
            note(name, "is not an array");
        return value.toArray();
    }

    Members object(std::string_view name)
    {
        Members inner(m_sender, m_interface, m_function);
        const QJsonValue value = required(name);
        if (!value.isObject())
            note(name, "is not an object");
        inner.m_object = value.toObject();
        return inner;
    }

    Members element(const QJsonValue &value, std::string_view listName)
    {
        if (!value.isObject())
            note(listName, "holds something that is not an object");
        Members inner(m_sender, m_interface, m_function);
        inner.m_object = value.toObject();
        return inner;
    }

    /// Takes over what went wrong in an inner object.
    void adopt(const Members &inner)
    {
        if (!m_error && inner.m_error)
            m_error = inner.m_error;
    }

    const std::optional<Error> &error() const { return m_error; }

private:
    QJsonValue find(std::string_view name) const
    {
        const QString key = qt(name);
        const auto exact = m_object.constFind(key);
        if (exact != m_object.constEnd())
            return *exact;
        for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member) {
            if (member.key().compare(key, Qt::CaseInsensitive) == 0)
                return *member;
        }
        return QJsonValue(QJsonValue::Undefined);
    }

    QJsonValue required(std::string_view name)
    {
        QJsonValue value = find(name);
        if (value.isUndefined())
            noteMissing(name);
        return value;
    }

    void note(std::string_view name, std::string reason)
    {
        if (!m_error)
            m_error = makeError(ErrorKind::malformed, m_interface, m_function + " " + std::string(name),
                                std::move(reason));
    }

    void noteMissing(std::string_view name)
    {
        if (m_error)
            return;
        note(name, "is missing");
        if (m_sender == Sender::client) {
            m_error->status = rsp::status::mandatoryElementMissing;
            m_error->status->message = m_error->step + " " + m_error->reason;
        }
    }

    Sender m_sender;
    Interface m_interface;
    std::string m_function;
    QJsonObject m_object;
    std::optional<Error> m_error;
};

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
Result<FunctionStatus> statusIn(Members &members, Interface interface, const std::string &function)
{
    Members header = members.object("header");
    Members execution = header.object("functionExecutionStatus");
    const std::string text = execution.text("status");
    for (const Members *part : {&members, &header, &execution}) {
        if (part->error())
            return fail(*part->error());
    }
    const auto kind = kindOf(text);
    if (!kind)
        return fail(ErrorKind::malformed, interface, function, "status '" + text + "' is none that SGP.22 knows");
    FunctionStatus status{*kind, {}};
    if (execution.has("statusCodeData")) {
        Members data = execution.object("statusCodeData");
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

RequestHeader requestHeader(Members &members)
{
    Members inner = members.object("header");
    RequestHeader header{inner.text("functionRequesterIdentifier"), inner.text("functionCallIdentifier")};
    members.adopt(inner);
    return header;
}

/// Opens a response and turns a failure status into the Error that callers act on.
Result<Members> openResponse(ByteView body, Interface interface, const std::string &function)
{
    auto members = Members::parse(body, Sender::server, interface, function);
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
    ObjectText answer;
    answer.octets("euiccCiPKIdToBeUsed", response.euiccCiPKIdToBeUsed)
        .json("header", successHeader)
        .octets("serverCertificate", response.serverCertificate)
        .octets("serverSignature1", response.serverSignature1)
        .octets("serverSigned1", response.serverSigned1)
        .text("transactionId", response.transactionId.text());
    return octetsOf(answer);
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
        ObjectText object;
        object.text("eventId", entry.eventId).text("rspServerAddress", entry.rspServerAddress);
        entries += (entries.size() > 1 ? "," : "") + object.take();
    }
    ObjectText answer;
    answer.json("eventEntries", entries + "]").json("header", successHeader);
    if (response.signedList) {
        answer.octets("smdsSignature2", response.signedList->smdsSignature2)
            .octets("smdsSigned2", response.signedList->smdsSigned2);
    }
    answer.text("transactionId", response.transactionId.text());
    return octetsOf(answer);
}

Bytes toJson(const CheckEventRequest &request)
{
    return serialised(
        {{QStringLiteral("ecId"), base64(request.ecId)}, {QStringLiteral("smdsAddress"), qt(request.smdsAddress)}});
}

Bytes toJson(const CheckEventResponse &response)
{
    ObjectText answer;
    answer.json("header", successHeader).json("isPendingEvent", response.isPendingEvent ? "true" : "false");
    return octetsOf(answer);
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
        ObjectText answer;
        answer.json("header", successHeader);
        return octetsOf(answer);
    }
    return serialised({{QStringLiteral("header"), statusObject(status)}});
}

Result<InitiateAuthenticationRequest> initiateAuthenticationRequestFromJson(ByteView body)
{
    auto members = Members::parse(body, Sender::client, Interface::es11, "InitiateAuthentication");
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
    auto members = Members::parse(body, Sender::client, Interface::es11, "AuthenticateClient");
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
    auto members = Members::parse(body, Sender::client, Interface::es11, "CheckEvent");
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
    auto members = Members::parse(body, Sender::client, interface, "RegisterEvent");
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
    auto members = Members::parse(body, Sender::client, interface, "DeleteEvent");
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
    auto members = Members::parse(body, Sender::server, Interface::none, "response header");
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
        Members entry = members->element(value, "eventEntries");
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
