// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/events/administration_client.h"

#include "core/base/rest.h"
#include "core/events/server_sent_events.h"
#include "core/smds/administration_json.h"
#include "core/smds/administration_query.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace wb::events {

namespace {

constexpr const char *base = "/admin/v1/";
constexpr std::chrono::milliseconds firstPause{500};
constexpr std::chrono::milliseconds longestPause{10'000};

QJsonDocument documentOf(const http::Response &response)
{
    return QJsonDocument::fromJson(
        QByteArray(reinterpret_cast<const char *>(response.body.data()), static_cast<qsizetype>(response.body.size())));
}

Failure noAnswer(const char *what, std::string reason)
{
    return fail(ErrorKind::malformed, Interface::administration, what, std::move(reason));
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 403: return ErrorKind::refused;
    case 404: return ErrorKind::notFound;
    case 409: return ErrorKind::conflict;
    case 429:
    case 503: return ErrorKind::busy;
    default: return ErrorKind::malformed;
    }
}

/// An answer that is not 200, in the server's own words where it has some.
Error refusalOf(const http::Response &response, const char *what)
{
    const QJsonObject problem = documentOf(response).object();
    const std::string detail = problem.value(QLatin1String("detail")).toString().left(500).toStdString();
    if (detail.empty()) {
        return makeError(ErrorKind::malformed, Interface::administration, what,
                         "the server answered HTTP " + std::to_string(response.status)
                             + ", and not in the way of an SM-DS administration interface");
    }
    return makeError(kindOfStatus(response.status), Interface::administration, what, detail);
}

/// The handshake lets in nobody whose certificate is not enrolled: its alert is about that, whoever issued it.
Error withEnrolment(Error error, const char *what)
{
    // An alert of our own means that the server is not trusted here.
    if (error.kind != ErrorKind::refused || !error.tlsAlert || !http::isAboutCertificate(*error.tlsAlert))
        return error;
    return makeError(ErrorKind::refused, Interface::administration, what,
                     "the server does not accept the client certificate (TLS alert " + std::to_string(*error.tlsAlert)
                         + ", " + std::string(http::alertName(*error.tlsAlert))
                         + "): it is not enrolled there, no longer, or not valid now");
}

template <class Value, class Read>
Result<std::vector<Value>> listIn(const QJsonObject &object, const char *member, Read read)
{
    std::vector<Value> list;
    const QJsonArray array = object.value(QLatin1String(member)).toArray();
    for (const auto &value : array) {
        auto item = read(value.toObject());
        if (!item)
            return fail(std::move(item.error()));
        list.push_back(std::move(*item));
    }
    return list;
}

} // namespace

AdministrationClient::AdministrationClient(http::ClientOptions options, http::Address server)
    : m_client(std::move(options)),
      m_server(std::move(server))
{
}

Result<QJsonObject> AdministrationClient::send(const http::Request &request, const char *what, std::stop_token stop)
{
    auto response = m_client.send(m_server, request, {Interface::administration, std::string("Administration.") + what},
                                  std::move(stop));
    if (!response)
        return fail(withEnrolment(std::move(response.error()), what));
    const QJsonDocument document = documentOf(*response);
    const bool isHealth = response->status == 503 && document.object().contains(QLatin1String("checks"));
    if (response->status != 200 && !isHealth)
        return fail(refusalOf(*response, what));
    if (!document.isObject())
        return noAnswer(what, "the answer is no JSON object");
    return document.object();
}

Result<QJsonObject> AdministrationClient::get(const std::string &path, const char *what, std::stop_token stop)
{
    http::Request request;
    request.method = "GET";
    request.target = base + path;
    return send(request, what, std::move(stop));
}

Result<QJsonObject> AdministrationClient::post(const std::string &path, const char *what,
                                               const smds::Intervention &body, std::stop_token stop)
{
    QJsonObject object{{QStringLiteral("reason"), QString::fromStdString(body.reason)}};
    if (!body.parent.empty())
        object[QStringLiteral("parent")] = QString::fromStdString(body.parent);
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    http::Request request;
    request.target = std::string(base) + "records/" + std::to_string(body.record) + "/" + path;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = Bytes(text.begin(), text.end());
    return send(request, what, std::move(stop));
}

Result<RecordList> AdministrationClient::records(const smds::RecordQuery &query, bool count, std::stop_token stop)
{
    smds::Parameters parameters = smds::parametersFor(query);
    if (count)
        parameters["count"] = "true";
    const auto object = get("records" + smds::queryText(parameters), "records", std::move(stop));
    if (!object)
        return fail(object.error());
    auto records = listIn<smds::EventRecord>(*object, "records", smds::recordFromJson);
    if (!records)
        return fail(std::move(records.error()));
    RecordList list{{std::move(*records), {}}, {}};
    if (object->contains(QLatin1String("after")))
        list.page.after = object->value(QLatin1String("after")).toInteger();
    if (object->contains(QLatin1String("count")))
        list.count = object->value(QLatin1String("count")).toInteger();
    return list;
}

Result<smds::RecordStory> AdministrationClient::story(std::int64_t record, int mostHistory, std::stop_token stop)
{
    const auto object = get("records/" + std::to_string(record) + "?history=" + std::to_string(mostHistory), "record",
                            std::move(stop));
    if (!object)
        return fail(object.error());
    auto read = smds::recordFromJson(*object);
    if (!read)
        return fail(std::move(read.error()));
    auto history = listIn<smds::AuditLine>(*object, "history", smds::auditLineFromJson);
    if (!history)
        return fail(std::move(history.error()));
    return smds::RecordStory{std::move(*read), std::move(*history)};
}

Result<std::vector<smds::AuditLine>> AdministrationClient::entries(const std::string &path, std::stop_token stop)
{
    const auto object = get(path, "audit", std::move(stop));
    if (!object)
        return fail(object.error());
    return listIn<smds::AuditLine>(*object, "entries", smds::auditLineFromJson);
}

Result<std::vector<smds::AuditLine>> AdministrationClient::audit(const smds::AuditQuery &query, std::stop_token stop)
{
    return entries("audit" + smds::queryText(smds::parametersFor(query)), std::move(stop));
}

Result<std::vector<smds::AuditLine>> AdministrationClient::newest(const smds::AuditQuery &query, std::stop_token stop)
{
    smds::Parameters parameters = smds::parametersFor(query);
    parameters["newest"] = "true";
    return entries("audit" + smds::queryText(parameters), std::move(stop));
}

Result<smds::Statistics> AdministrationClient::statistics(bool countRecords, std::stop_token stop)
{
    const auto object = get(countRecords ? "statistics?records=true" : "statistics", "statistics", std::move(stop));
    if (!object)
        return fail(object.error());
    return smds::statisticsFromJson(*object);
}

Result<std::vector<smds::HealthCheck>> AdministrationClient::health(std::stop_token stop)
{
    const auto object = get("health", "health", std::move(stop));
    if (!object)
        return fail(object.error());
    return smds::healthFromJson(*object);
}

Result<QJsonObject> AdministrationClient::configuration(std::stop_token stop)
{
    return get("configuration", "configuration", std::move(stop));
}

Result<int> AdministrationClient::retry(const smds::Intervention &what, std::stop_token stop)
{
    return post("retry", "retry", what, std::move(stop)).map([](const QJsonObject &object) {
        return object.value(QLatin1String("forwards")).toInt();
    });
}

Result<int> AdministrationClient::withdraw(const smds::Intervention &what, std::stop_token stop)
{
    return post("withdraw", "withdraw", what, std::move(stop)).map([](const QJsonObject &object) {
        return object.value(QLatin1String("forwards")).toInt();
    });
}

Result<void> AdministrationClient::remove(const smds::Intervention &what, std::stop_token stop)
{
    const auto removed = post("delete", "delete", what, std::move(stop));
    return removed ? Result<void>() : Result<void>(fail(removed.error()));
}

Result<void> AdministrationClient::follow(smds::AuditQuery query, const OnLine &onLine,
                                          const OnInterruption &onInterruption, std::stop_token stop)
{
    bool wasConnected = false;
    bool enough = false;
    std::string gap; // the last that was told
    std::chrono::milliseconds pause = firstPause;
    while (!stop.stop_requested() && !enough) {
        http::Request request;
        request.method = "GET";
        request.target = std::string(base) + "audit/stream" + smds::queryText(smds::parametersFor(query));
        request.headers = {{"Accept", "text/event-stream"}};
        EventStreamReader reader;
        std::optional<Error> broken;
        const auto onBody = [&](ByteView octets) {
            wasConnected = true;
            pause = firstPause;
            auto events = reader.feed(octets);
            if (!events) {
                broken = std::move(events.error());
                return false;
            }
            for (const ServerSentEvent &event : *events) {
                if (event.event == "gap" && std::exchange(gap, event.id) != event.id) {
                    onInterruption(makeError(ErrorKind::notFound, Interface::administration, "follow",
                                             "entries after position " + event.id
                                                 + " may be missing: the server's retention has been there"));
                }
                query.after = event.id;
                if (event.event != "audit")
                    continue;
                auto line = smds::auditLineFromJson(
                    QJsonDocument::fromJson(QByteArray::fromStdString(event.data)).object());
                if (!line) {
                    broken = std::move(line.error());
                    return false;
                }
                enough = !onLine(*line);
                if (enough)
                    return false;
            }
            return !stop.stop_requested();
        };
        auto response = m_client.listen(m_server, request, {Interface::administration, "Administration.follow"}, onBody,
                                        stop);
        if (broken)
            return fail(std::move(*broken));
        if (response && response->status != 200)
            return fail(refusalOf(*response, "follow"));
        if (enough || stop.stop_requested())
            break;
        const bool isRefused = !response && response.error().kind == ErrorKind::refused;
        if (isRefused || (!response && !wasConnected))
            return fail(withEnrolment(std::move(response.error()), "follow"));
        onInterruption(response
                           ? makeError(ErrorKind::removed, Interface::http, "follow", "the server ended the stream")
                           : response.error());
        restFor(pause, stop);
        pause = std::min(pause * 2, longestPause);
    }
    return {};
}

} // namespace wb::events
