// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/exchange_json.h"

#include "core/base/hex.h"
#include "core/capture/file_records.h"

#include <QDateTime>
#include <QJsonArray>

namespace wb::report {

namespace {

QString textJson(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void putText(QJsonObject &object, const char *name, std::string_view text)
{
    if (!text.empty())
        object[QLatin1String(name)] = textJson(text);
}

QString hexJson(ByteView octets)
{
    return textJson(toHex(octets));
}

QString base64Json(ByteView octets)
{
    return textJson(toBase64(octets));
}

QJsonArray rulesJson(const std::vector<capture::RuleVerdict> &rules)
{
    QJsonArray array;
    for (const capture::RuleVerdict &rule : rules)
        array.append(QJsonObject{{QStringLiteral("text"), textJson(rule.text)},
                                 {QStringLiteral("outcome"), textJson(capture::nameOf(rule.outcome))}});
    return array;
}

QJsonObject apduJson(const capture::ApduExchange &apdu)
{
    QJsonArray blocks;
    for (const capture::ApduBlock &block : apdu.blocks)
        blocks.append(QJsonObject{{QStringLiteral("command"), hexJson(block.command)},
                                  {QStringLiteral("response"), hexJson(block.response)},
                                  {QStringLiteral("start"), textJson(toIso8601(block.start))},
                                  {QStringLiteral("durationUs"), static_cast<qint64>(block.duration.count())},
                                  {QStringLiteral("generated"), block.generated}});
    QJsonObject object{
        {QStringLiteral("reader"), textJson(apdu.reader)},  {QStringLiteral("channel"), apdu.channel},
        {QStringLiteral("request"), hexJson(apdu.request)}, {QStringLiteral("response"), hexJson(apdu.response)},
        {QStringLiteral("statusWord"), apdu.statusWord},    {QStringLiteral("blocks"), blocks}};
    if (!apdu.atr.empty())
        object[QStringLiteral("atr")] = hexJson(apdu.atr);
    return object;
}

QJsonObject tlsJson(const capture::TlsDetails &tls)
{
    QJsonArray chain;
    for (const Bytes &certificate : tls.peerChain)
        chain.append(base64Json(certificate));
    QJsonObject object{{QStringLiteral("peerChain"), chain},
                       {QStringLiteral("alertFromPeer"), tls.alertFromPeer},
                       {QStringLiteral("rules"), rulesJson(tls.rules)}};
    putText(object, "version", tls.version);
    putText(object, "cipher", tls.cipher);
    putText(object, "group", tls.group);
    putText(object, "serverName", tls.serverName);
    putText(object, "verification", tls.verification);
    if (tls.alert)
        object[QStringLiteral("alert")] = *tls.alert;
    return object;
}

struct Phase {
    const char *name;
    capture::Duration capture::HttpPhases::*member;
};

constexpr Phase jsonPhases[]{
    {"resolveUs", &capture::HttpPhases::resolve},     {"connectUs", &capture::HttpPhases::connect},
    {"handshakeUs", &capture::HttpPhases::handshake}, {"writeUs", &capture::HttpPhases::write},
    {"firstByteUs", &capture::HttpPhases::firstByte}, {"bodyUs", &capture::HttpPhases::body},
};

QJsonObject httpJson(const capture::HttpExchange &http)
{
    QJsonObject object{{QStringLiteral("method"), textJson(http.method)},
                       {QStringLiteral("address"), textJson(http.address)},
                       {QStringLiteral("target"), textJson(http.target)},
                       {QStringLiteral("peer"), textJson(http.peer)},
                       {QStringLiteral("requestHead"), base64Json(http.requestHead)},
                       {QStringLiteral("requestBody"), base64Json(http.requestBody)},
                       {QStringLiteral("status"), http.status},
                       {QStringLiteral("responseHead"), base64Json(http.responseHead)},
                       {QStringLiteral("responseBody"), base64Json(http.responseBody)},
                       {QStringLiteral("reusedConnection"), http.reusedConnection},
                       {QStringLiteral("tls"), tlsJson(http.tls)}};
    QJsonObject times;
    for (const Phase &phase : jsonPhases)
        times[QLatin1String(phase.name)] = static_cast<qint64>((http.phases.*phase.member).count());
    object[QStringLiteral("phases")] = times;
    return object;
}

/// Reads members and remembers the first that cannot be read.
class Members {
public:
    explicit Members(const QJsonObject &object) : m_object(object) {}

    std::string text(const char *name) { return m_object.value(QLatin1String(name)).toString().toStdString(); }
    qint64 number(const char *name) { return m_object.value(QLatin1String(name)).toInteger(); }
    bool flag(const char *name) { return m_object.value(QLatin1String(name)).toBool(); }
    Bytes hex(const char *name) { return octets(name, fromHex(text(name))); }
    Bytes base64(const char *name) { return octets(name, fromBase64(text(name))); }
    TimePoint time(const char *name)
    {
        const QString text = m_object.value(QLatin1String(name)).toString();
        const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (!time.isValid())
            note(name, "is no time");
        return TimePoint(std::chrono::milliseconds(time.isValid() ? time.toMSecsSinceEpoch() : 0));
    }
    capture::Duration duration(const char *name) { return capture::Duration(number(name)); }
    template <class T>
    std::optional<T> optional(const char *name)
    {
        const QJsonValue value = m_object.value(QLatin1String(name));
        return value.isDouble() ? std::optional(static_cast<T>(value.toInteger())) : std::nullopt;
    }
    QJsonObject object(const char *name) { return m_object.value(QLatin1String(name)).toObject(); }
    QJsonArray array(const char *name) { return m_object.value(QLatin1String(name)).toArray(); }

    void note(const std::string &name, const std::string &reason)
    {
        if (!m_error)
            m_error = makeError(ErrorKind::malformed, Interface::file, name, reason);
    }
    void note(Members &inner)
    {
        if (!m_error)
            m_error = std::move(inner.m_error);
    }
    std::optional<Error> &error() { return m_error; }

private:
    Bytes octets(const char *name, Result<Bytes> read)
    {
        if (read)
            return std::move(*read);
        note(name, read.error().reason);
        return {};
    }

    QJsonObject m_object;
    std::optional<Error> m_error;
};

std::uint32_t hexNumber(const std::string &text)
{
    return static_cast<std::uint32_t>(QString::fromStdString(text).toUInt(nullptr, 16));
}

Error errorFrom(Members members)
{
    Error error = makeError(errorKindNamed(members.text("kind")), interfaceNamed(members.text("interface")),
                            members.text("step"), members.text("reason"));
    if (Members status(members.object("status")); !status.text("subjectCode").empty())
        error.status = StatusPair{status.text("subjectCode"), status.text("reasonCode"),
                                  status.text("subjectIdentifier"), status.text("message")};
    if (Members function(members.object("functionError")); !function.text("function").empty())
        error.functionError = FunctionError{function.text("function"), static_cast<int>(function.number("code"))};
    if (const std::string word = members.text("statusWord"); !word.empty())
        error.statusWord = static_cast<std::uint16_t>(hexNumber(word));
    if (const std::string code = members.text("scard"); !code.empty())
        error.scard = hexNumber(code);
    error.httpStatus = members.optional<int>("httpStatus");
    error.tlsAlert = members.optional<int>("tlsAlert");
    error.offset = members.optional<std::size_t>("offset");
    return error;
}

std::vector<capture::RuleVerdict> rulesFrom(const QJsonArray &array)
{
    std::vector<capture::RuleVerdict> rules;
    for (const QJsonValue &value : array) {
        Members rule(value.toObject());
        rules.push_back({rule.text("text"), capture::outcomeNamed(rule.text("outcome"))});
    }
    return rules;
}

capture::ApduExchange apduFrom(Members &members)
{
    capture::ApduExchange apdu;
    apdu.reader = members.text("reader");
    apdu.channel = static_cast<int>(members.number("channel"));
    apdu.request = members.hex("request");
    apdu.response = members.hex("response");
    apdu.statusWord = static_cast<std::uint16_t>(members.number("statusWord"));
    apdu.atr = members.hex("atr");
    for (const QJsonValue &value : members.array("blocks")) {
        Members block(value.toObject());
        apdu.blocks.push_back({block.hex("command"), block.hex("response"), block.time("start"),
                               block.duration("durationUs"), block.flag("generated")});
        members.note(block);
    }
    return apdu;
}

capture::HttpExchange httpFrom(Members &members)
{
    capture::HttpExchange http;
    http.method = members.text("method");
    http.address = members.text("address");
    http.target = members.text("target");
    http.peer = members.text("peer");
    http.requestHead = members.base64("requestHead");
    http.requestBody = members.base64("requestBody");
    http.status = static_cast<int>(members.number("status"));
    http.responseHead = members.base64("responseHead");
    http.responseBody = members.base64("responseBody");
    http.reusedConnection = members.flag("reusedConnection");
    Members times(members.object("phases"));
    for (const Phase &phase : jsonPhases)
        http.phases.*phase.member = times.duration(phase.name);
    Members tls(members.object("tls"));
    http.tls.version = tls.text("version");
    http.tls.cipher = tls.text("cipher");
    http.tls.group = tls.text("group");
    http.tls.serverName = tls.text("serverName");
    http.tls.verification = tls.text("verification");
    http.tls.alert = tls.optional<int>("alert");
    http.tls.alertFromPeer = tls.flag("alertFromPeer");
    http.tls.rules = rulesFrom(tls.array("rules"));
    for (const QJsonValue &value : tls.array("peerChain")) {
        Members certificate(QJsonObject{{QStringLiteral("peerChain"), value}});
        http.tls.peerChain.push_back(certificate.base64("peerChain"));
        members.note(certificate);
    }
    return http;
}

} // namespace

QJsonObject errorJson(const Error &error)
{
    QJsonObject object{{QStringLiteral("kind"), textJson(nameOf(error.kind))}};
    putText(object, "interface", wb::nameOf(error.interface));
    putText(object, "step", error.step);
    putText(object, "reason", error.reason);
    if (error.status) {
        QJsonObject status{{QStringLiteral("subjectCode"), textJson(error.status->subject)},
                           {QStringLiteral("reasonCode"), textJson(error.status->reason)}};
        putText(status, "subjectIdentifier", error.status->subjectIdentifier);
        putText(status, "message", error.status->message);
        object[QStringLiteral("status")] = status;
    }
    if (error.functionError) {
        object[QStringLiteral("functionError")] = QJsonObject{
            {QStringLiteral("function"), textJson(error.functionError->function)},
            {QStringLiteral("code"), error.functionError->code}};
    }
    if (error.statusWord)
        object[QStringLiteral("statusWord")] =
            QString::number(*error.statusWord, 16).toUpper().rightJustified(4, QLatin1Char('0'));
    if (error.scard)
        object[QStringLiteral("scard")] =
            QString::number(*error.scard, 16).toUpper().rightJustified(8, QLatin1Char('0'));
    if (error.httpStatus)
        object[QStringLiteral("httpStatus")] = *error.httpStatus;
    if (error.tlsAlert)
        object[QStringLiteral("tlsAlert")] = *error.tlsAlert;
    if (error.offset)
        object[QStringLiteral("offset")] = static_cast<qint64>(*error.offset);
    return object;
}

QJsonObject exchangeJson(const capture::Exchange &exchange)
{
    QJsonObject object{{QStringLiteral("number"), static_cast<qint64>(exchange.number)},
                       {QStringLiteral("start"), textJson(toIso8601(exchange.start))},
                       {QStringLiteral("durationUs"), static_cast<qint64>(exchange.duration.count())},
                       {QStringLiteral("interface"), textJson(wb::nameOf(exchange.interface))},
                       {QStringLiteral("from"), textJson(exchange.from)},
                       {QStringLiteral("to"), textJson(exchange.to)},
                       {QStringLiteral("what"), textJson(exchange.what)},
                       {QStringLiteral("status"), textJson(exchange.status)}};
    if (exchange.error)
        object[QStringLiteral("error")] = errorJson(*exchange.error);
    QJsonObject subject;
    putText(subject, "eid", exchange.subject.eid);
    putText(subject, "eventId", exchange.subject.eventId);
    putText(subject, "caller", exchange.subject.caller);
    if (!subject.isEmpty())
        object[QStringLiteral("subject")] = subject;
    if (!exchange.verdicts.empty())
        object[QStringLiteral("verdicts")] = rulesJson(exchange.verdicts);
    if (const capture::ApduExchange *apdu = exchange.apdu())
        object[QStringLiteral("apdu")] = apduJson(*apdu);
    else
        object[QStringLiteral("https")] = httpJson(*exchange.http());
    return object;
}

Result<capture::Exchange> exchangeFromJson(const QJsonObject &object)
{
    Members members(object);
    capture::Exchange exchange;
    exchange.number = static_cast<std::uint64_t>(members.number("number"));
    exchange.start = members.time("start");
    exchange.duration = members.duration("durationUs");
    exchange.interface = interfaceNamed(members.text("interface"));
    exchange.from = members.text("from");
    exchange.to = members.text("to");
    exchange.what = members.text("what");
    exchange.status = members.text("status");
    if (object.contains(QStringLiteral("error")))
        exchange.error = errorFrom(Members(members.object("error")));
    Members subject(members.object("subject"));
    exchange.subject = {subject.text("eid"), subject.text("eventId"), subject.text("caller")};
    exchange.verdicts = rulesFrom(members.array("verdicts"));
    if (object.contains(QStringLiteral("apdu"))) {
        Members apdu(members.object("apdu"));
        exchange.detail = apduFrom(apdu);
        members.note(apdu);
    } else if (object.contains(QStringLiteral("https"))) {
        Members http(members.object("https"));
        exchange.detail = httpFrom(http);
        members.note(http);
    } else {
        members.note("exchange", "has neither \"apdu\" nor \"https\"");
    }
    if (members.error())
        return fail(std::move(*members.error()));
    return exchange;
}

} // namespace wb::report
