// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/har.h"

#include "core/base/hex.h"
#include "core/es/exchange_names.h"
#include "core/report/annotation.h"
#include "core/report/bytes_text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace wb::report {

namespace {

QString harText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The start line and the fields of a head.
struct Head {
    std::string startLine;
    QJsonArray fields;

    QString field(QLatin1StringView name) const
    {
        for (const QJsonValue &each : fields) {
            if (each[QStringLiteral("name")].toString().compare(name, Qt::CaseInsensitive) == 0)
                return each[QStringLiteral("value")].toString();
        }
        return {};
    }
};

Head headOf(ByteView octets)
{
    Head head;
    const QStringList lines = harText(textOf(octets)).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (i == 0)
            head.startLine = line.toStdString();
        else if (const qsizetype colon = line.indexOf(QLatin1Char(':')); colon > 0)
            head.fields.append(QJsonObject{{QStringLiteral("name"), line.left(colon)},
                                           {QStringLiteral("value"), line.mid(colon + 1).trimmed()}});
    }
    return head;
}

/// "HTTP/1.1" of either start line.
QString versionIn(const Head &head)
{
    const QString line = QString::fromStdString(head.startLine);
    const qsizetype at = line.indexOf(QLatin1String("HTTP/"));
    return at < 0 ? QStringLiteral("HTTP/1.1") : line.mid(at).section(QLatin1Char(' '), 0, 0);
}

bool isText(ByteView octets)
{
    return asn1::isUtf8(octets);
}

/// What the base64 members of a body say, as lines.
QString decodedText(ByteView body)
{
    Part part;
    part.bytes = copyOf(body);
    part.kind = guessKind(body);
    const View view = annotatePart(part);
    QString text;
    for (const ViewNode &node : view.nodes) {
        const bool opened = !node.children.empty()
                            && (node.kind == NodeKind::tlv || node.children.front().buffer != node.buffer);
        if (opened)
            text += treeText(view, node) + QLatin1Char('\n');
    }
    return text;
}

double milliseconds(capture::Duration duration)
{
    return static_cast<double>(duration.count()) / 1000.0;
}

QJsonObject requestJson(const capture::HttpExchange &http)
{
    const Head head = headOf(http.requestHead);
    QJsonObject request{{QStringLiteral("method"), harText(http.method)},
                        {QStringLiteral("url"), harText("https://" + http.address + http.target)},
                        {QStringLiteral("httpVersion"), versionIn(head)},
                        {QStringLiteral("cookies"), QJsonArray()},
                        {QStringLiteral("headers"), head.fields},
                        {QStringLiteral("queryString"), QJsonArray()},
                        {QStringLiteral("headersSize"), static_cast<qint64>(http.requestHead.size())},
                        {QStringLiteral("bodySize"), static_cast<qint64>(http.requestBody.size())}};
    if (!http.requestBody.empty()) {
        const bool readable = isText(http.requestBody);
        QJsonObject data{{QStringLiteral("mimeType"), head.field(QLatin1StringView("Content-Type"))},
                         {QStringLiteral("text"),
                          readable ? harText(textOf(http.requestBody)) : harText(toBase64(http.requestBody))}};
        if (!readable)
            data[QStringLiteral("_encoding")] = QStringLiteral("base64");
        request[QStringLiteral("postData")] = data;
    }
    return request;
}

QJsonObject responseJson(const capture::HttpExchange &http)
{
    const Head head = headOf(http.responseHead);
    const bool readable = isText(http.responseBody);
    QJsonObject content{
        {QStringLiteral("size"), static_cast<qint64>(http.responseBody.size())},
        {QStringLiteral("mimeType"), head.field(QLatin1StringView("Content-Type"))},
        {QStringLiteral("text"), readable ? harText(textOf(http.responseBody)) : harText(toBase64(http.responseBody))}};
    if (!readable)
        content[QStringLiteral("encoding")] = QStringLiteral("base64");
    return {{QStringLiteral("status"), http.status},
            {QStringLiteral("statusText"), QString::fromStdString(head.startLine).section(QLatin1Char(' '), 2)},
            {QStringLiteral("httpVersion"), versionIn(head)},
            {QStringLiteral("cookies"), QJsonArray()},
            {QStringLiteral("headers"), head.fields},
            {QStringLiteral("content"), content},
            {QStringLiteral("redirectURL"), QString()},
            {QStringLiteral("headersSize"), static_cast<qint64>(http.responseHead.size())},
            {QStringLiteral("bodySize"), static_cast<qint64>(http.responseBody.size())}};
}

QJsonObject entryJson(const capture::Exchange &exchange, const capture::HttpExchange &http)
{
    const capture::HttpPhases &phases = http.phases;
    const double receive = milliseconds(phases.body);
    const QJsonObject timings{{QStringLiteral("dns"), milliseconds(phases.resolve)},
                              {QStringLiteral("connect"), milliseconds(phases.connect + phases.handshake)},
                              {QStringLiteral("ssl"), milliseconds(phases.handshake)}, // part of connect
                              {QStringLiteral("send"), milliseconds(phases.write)},
                              {QStringLiteral("wait"), milliseconds(phases.firstByte)},
                              {QStringLiteral("receive"), receive}};
    const double total = milliseconds(phases.resolve + phases.connect + phases.handshake + phases.write
                                      + phases.firstByte + phases.body);
    QJsonObject entry{{QStringLiteral("startedDateTime"), harText(toIso8601(exchange.start))},
                      {QStringLiteral("time"), total},
                      {QStringLiteral("request"), requestJson(http)},
                      {QStringLiteral("response"), responseJson(http)},
                      {QStringLiteral("cache"), QJsonObject()},
                      {QStringLiteral("timings"), timings},
                      {QStringLiteral("comment"), harText(exchange.what + ": " + exchange.status)}};
    if (const auto colon = http.peer.rfind(':'); colon != std::string::npos)
        entry[QStringLiteral("serverIPAddress")] = harText(std::string_view(http.peer).substr(0, colon));
    if (!http.tls.version.empty())
        entry[QStringLiteral("_tls")] = QJsonObject{{QStringLiteral("version"), harText(http.tls.version)},
                                                    {QStringLiteral("cipher"), harText(http.tls.cipher)},
                                                    {QStringLiteral("serverName"), harText(http.tls.serverName)},
                                                    {QStringLiteral("verification"), harText(http.tls.verification)}};
    const QString asked = decodedText(http.requestBody);
    const QString answered = decodedText(http.responseBody);
    if (!asked.isEmpty() || !answered.isEmpty())
        entry[QStringLiteral("_asn1")] = QJsonObject{{QStringLiteral("request"), asked},
                                                     {QStringLiteral("response"), answered}};
    return entry;
}

Bytes headFrom(const QString &startLine, const QJsonArray &fields)
{
    QString head = startLine + QStringLiteral("\r\n");
    for (const QJsonValue &field : fields)
        head += field[QStringLiteral("name")].toString() + QStringLiteral(": ")
                + field[QStringLiteral("value")].toString() + QStringLiteral("\r\n");
    head += QStringLiteral("\r\n");
    return copyOf(viewOf(head.toStdString()));
}

Bytes bodyFrom(const QJsonValue &content, QLatin1StringView encoding)
{
    const std::string text = content[QStringLiteral("text")].toString().toStdString();
    if (content[encoding].toString() == QLatin1String("base64"))
        return fromBase64(text).value_or(Bytes());
    return copyOf(viewOf(text));
}

capture::Duration durationFrom(const QJsonValue &value)
{
    const double milliseconds = value.toDouble();
    return capture::Duration(milliseconds > 0 && milliseconds < 1e9 ? static_cast<std::int64_t>(milliseconds * 1000)
                                                                    : 0);
}

Result<capture::Exchange> exchangeFrom(const QJsonObject &entry)
{
    const QJsonObject request = entry[QStringLiteral("request")].toObject();
    const QJsonObject response = entry[QStringLiteral("response")].toObject();
    const QUrl url(request[QStringLiteral("url")].toString());
    if (!url.isValid() || url.host().isEmpty())
        return fail(ErrorKind::malformed, Interface::file, "HAR", "an entry has no URL");
    capture::HttpExchange http;
    http.method = request[QStringLiteral("method")].toString().toStdString();
    http.address = url.host().toStdString();
    if (url.port() > 0)
        http.address += ":" + std::to_string(url.port());
    http.target = url.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority).toStdString();
    const auto version = [](const QJsonObject &message) {
        const QString text = message[QStringLiteral("httpVersion")].toString();
        return text.isEmpty() ? QStringLiteral("HTTP/1.1") : text;
    };
    http.requestHead = headFrom(QString::fromStdString(http.method + " " + http.target + " ") + version(request),
                                request[QStringLiteral("headers")].toArray());
    http.requestBody = bodyFrom(request[QStringLiteral("postData")], QLatin1StringView("_encoding"));
    http.status = response[QStringLiteral("status")].toInt();
    if (http.status != 0) {
        http.responseHead = headFrom(version(response) + QLatin1Char(' ') + QString::number(http.status)
                                         + QLatin1Char(' ') + response[QStringLiteral("statusText")].toString(),
                                     response[QStringLiteral("headers")].toArray());
        http.responseBody = bodyFrom(response[QStringLiteral("content")], QLatin1StringView("encoding"));
    }
    const QJsonObject timings = entry[QStringLiteral("timings")].toObject();
    http.phases.resolve = durationFrom(timings[QStringLiteral("dns")]);
    http.phases.handshake = durationFrom(timings[QStringLiteral("ssl")]);
    http.phases.connect = std::max(capture::Duration(),
                                   durationFrom(timings[QStringLiteral("connect")]) - http.phases.handshake);
    http.phases.write = durationFrom(timings[QStringLiteral("send")]);
    http.phases.firstByte = durationFrom(timings[QStringLiteral("wait")]);
    http.phases.body = durationFrom(timings[QStringLiteral("receive")]);
    http.peer = entry[QStringLiteral("serverIPAddress")].toString().toStdString();

    capture::Exchange exchange;
    exchange.start = TimePoint(std::chrono::milliseconds(
        QDateTime::fromString(entry[QStringLiteral("startedDateTime")].toString(), Qt::ISODateWithMs)
            .toMSecsSinceEpoch()));
    exchange.duration = durationFrom(entry[QStringLiteral("time")]);
    exchange.from = "LPA";
    exchange.to = http.address;
    exchange.what = http.method + " " + http.target;
    exchange.status = http.status == 0 ? "no answer" : "HTTP " + std::to_string(http.status);
    exchange.detail = std::move(http);
    es::nameCall(exchange, Interface::es9plus);
    return exchange;
}

} // namespace

Bytes toHar(const capture::CaptureHeader &header, std::span<const capture::ExchangePtr> exchanges)
{
    QJsonArray entries;
    for (const capture::ExchangePtr &exchange : exchanges) {
        if (const capture::HttpExchange *http = exchange->http())
            entries.append(entryJson(*exchange, *http));
    }
    const QJsonObject log{
        {QStringLiteral("version"), QStringLiteral("1.2")},
        {QStringLiteral("creator"), QJsonObject{{QStringLiteral("name"), harText(header.createdBy)},
                                                {QStringLiteral("version"), QStringLiteral(WB_VERSION)}}},
        {QStringLiteral("entries"), entries}};
    const QByteArray text = QJsonDocument(QJsonObject{{QStringLiteral("log"), log}}).toJson(QJsonDocument::Indented);
    return {text.begin(), text.end()};
}

Result<capture::OpenedCapture> fromHar(ByteView text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray(reinterpret_cast<const char *>(text.data()), static_cast<qsizetype>(text.size())), &problem);
    if (problem.error != QJsonParseError::NoError) {
        Error error = makeError(ErrorKind::malformed, Interface::file, "HAR", problem.errorString().toStdString());
        error.offset = static_cast<std::size_t>(problem.offset);
        return fail(std::move(error));
    }
    const QJsonValue entries = document[QStringLiteral("log")][QStringLiteral("entries")];
    if (!entries.isArray())
        return fail(ErrorKind::malformed, Interface::file, "HAR", "there is no array log.entries");
    capture::OpenedCapture capture;
    capture.header.createdBy =
        document[QStringLiteral("log")][QStringLiteral("creator")][QStringLiteral("name")].toString().toStdString();
    std::uint64_t number = 0;
    for (const QJsonValue &entry : entries.toArray()) {
        ++number;
        auto exchange = exchangeFrom(entry.toObject());
        if (!exchange) {
            capture.damages.push_back(
                {0, 0, "entry " + std::to_string(number) + ": " + exchange.error().reason, number + 1, 1});
            continue;
        }
        exchange->number = number;
        capture.exchanges.push_back(std::make_shared<const capture::Exchange>(std::move(*exchange)));
    }
    return capture;
}

} // namespace wb::report
