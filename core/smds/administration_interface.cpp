// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/administration_interface.h"

#include "core/es/server.h"
#include "core/http/text.h"
#include "core/smds/administration_json.h"
#include "core/smds/audit_stream.h"
#include "core/smds/prometheus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <charconv>

/// Outside of any namespace, as Q_INIT_RESOURCE wants it: names the resources, so that the linker keeps them.
static void nameCoreResources()
{
    Q_INIT_RESOURCE(core);
}

namespace wb::smds {

namespace {

constexpr std::string_view jsonType = "application/json";
constexpr int usualHistory = 200;
constexpr int mostHistory = 5000;

http::Response carrying(int status, std::string_view type, Bytes body)
{
    return {status, {{"Content-Type", std::string(type)}, {"Cache-Control", "no-store"}}, std::move(body)};
}

http::Response carrying(int status, std::string_view type, const QJsonObject &object)
{
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return carrying(status, type, Bytes(text.begin(), text.end()));
}

http::Response json(const QJsonObject &object)
{
    return carrying(200, jsonType, object);
}

/// RFC 9457.
http::Response problem(int status, const char *title, const std::string &detail, const std::string &parameter = {})
{
    QJsonObject object{{QStringLiteral("title"), QString::fromLatin1(title)},
                       {QStringLiteral("status"), status},
                       {QStringLiteral("detail"), QString::fromStdString(detail)}};
    if (!parameter.empty())
        object[QStringLiteral("parameter")] = QString::fromStdString(parameter);
    return carrying(status, "application/problem+json", object);
}

http::Response problem(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::malformed:
    case ErrorKind::invalid: return problem(400, "Bad request", error.step + ": " + error.reason, error.step);
    case ErrorKind::notFound: return problem(404, "Not found", error.reason);
    case ErrorKind::conflict: return problem(409, "Conflict", error.reason);
    default: return problem(503, "The database cannot be used", error.line());
    }
}

/// The number in a path where its template has "{record}"; none when the two differ elsewhere.
std::optional<std::int64_t> matched(std::string_view path, std::string_view pattern)
{
    constexpr std::string_view variable = "{record}";
    const std::size_t begin = pattern.find(variable);
    if (begin == std::string_view::npos)
        return path == pattern ? std::optional<std::int64_t>(0) : std::nullopt;
    const std::string_view end = pattern.substr(begin + variable.size());
    if (path.size() <= begin + end.size() || path.substr(0, begin) != pattern.substr(0, begin) || !path.ends_with(end))
        return {};
    const std::string_view number = path.substr(begin, path.size() - begin - end.size());
    std::int64_t record = 0;
    const auto [rest, wrong] = std::from_chars(number.data(), number.data() + number.size(), record);
    if (wrong != std::errc() || rest != number.data() + number.size() || record < 1)
        return {};
    return record;
}

/// The JSON object of a request that has a body.
Result<QJsonObject> bodyOf(const http::Request &request)
{
    const auto type = request.header("Content-Type");
    if (!type || !http::equalIgnoringCase(http::trimmed(type->substr(0, type->find(';'))), jsonType)) {
        return fail(ErrorKind::malformed, Interface::administration, "Content-Type", "must be application/json");
    }
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray(reinterpret_cast<const char *>(request.body.data()), static_cast<qsizetype>(request.body.size())),
        &error);
    if (!document.isObject()) {
        return fail(ErrorKind::malformed, Interface::administration, "body",
                    "must be a JSON object"
                        + (error.error == QJsonParseError::NoError ? std::string()
                                                                   : ": at octet " + std::to_string(error.offset) + ", "
                                                                         + error.errorString().toStdString()));
    }
    return document.object();
}

/// Only the parameters and members that are known: what is misspelt must not be without effect.
std::optional<http::Response> unknownParameter(const Parameters &parameters, const std::vector<std::string> &known)
{
    for (const auto &[name, value] : parameters) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            return problem(400, "Bad request", "there is no parameter '" + name.substr(0, 60) + "' here",
                           name.substr(0, 60));
    }
    return {};
}

Result<Intervention> interventionOf(const AdministrationCall &call, bool withParent)
{
    const auto bad = [](const QString &member, const char *why) {
        return fail(ErrorKind::malformed, Interface::administration, member.left(60).toStdString(), why);
    };
    Intervention what;
    what.record = call.record;
    for (auto member = call.body.begin(); member != call.body.end(); ++member) {
        const bool isParent = withParent && member.key() == QStringLiteral("parent");
        if (!isParent && member.key() != QStringLiteral("reason"))
            return bad(member.key(), "is no member of this request");
        if (!member->isString())
            return bad(member.key(), "must be a string");
        (isParent ? what.parent : what.reason) = member->toString().toStdString();
    }
    return what;
}

http::Response concerned(const Result<int> &count)
{
    return count ? json({{QStringLiteral("forwards"), *count}}) : problem(count.error());
}

template <class Items>
QJsonArray arrayOf(const Items &items)
{
    QJsonArray array;
    for (const auto &item : items)
        array.append(toJson(item));
    return array;
}

} // namespace

std::span<const AdministrationInterface::Route> AdministrationInterface::routes()
{
    using Self = AdministrationInterface;
    constexpr auto viewer = AdministratorRole::viewer;
    constexpr auto operate = AdministratorRole::operate;
    static const std::vector<Route> table = {
        {"GET",
         "/admin/v1/records",
         viewer,
         {"eid", "eidEnd", "eventId", "owner", "rspServerAddress", "state", "forward", "parent", "from", "before",
          "order", "after", "limit", "count"},
         &Self::records},
        {"GET", "/admin/v1/records/{record}", viewer, {"history"}, &Self::record},
        {"POST", "/admin/v1/records/{record}/retry", operate, {}, &Self::retry},
        {"POST", "/admin/v1/records/{record}/withdraw", operate, {}, &Self::withdraw},
        {"POST", "/admin/v1/records/{record}/delete", operate, {}, &Self::remove},
        {"GET",
         "/admin/v1/audit",
         viewer,
         {"kind", "outcome", "caller", "eid", "after", "newest", "limit"},
         &Self::audit},
        {"GET", "/admin/v1/audit/stream", viewer, {"kind", "outcome", "caller", "eid", "after"}, &Self::auditStream},
        {"GET", "/admin/v1/statistics", viewer, {"records"}, &Self::statistics},
        {"GET", "/admin/v1/health", viewer, {}, &Self::health},
        {"GET", "/admin/v1/configuration", viewer, {}, &Self::configuration},
        {"GET", "/admin/v1/openapi.json", viewer, {}, &Self::description},
        {"GET", "/metrics", viewer, {}, &Self::metrics},
    };
    return table;
}

AdministrationInterface::AdministrationInterface(const Administration &administration, Enrolled enrolled)
    : m_administration(administration),
      m_enrolled(std::move(enrolled))
{
    nameCoreResources();
}

http::Response AdministrationInterface::serve(const http::Request &request) const
{
    const auto enrolled = m_enrolled->get();
    const Administrator *administrator = enrolled->of(request.peerChain);
    if (administrator == nullptr) // the handshake has refused everybody else
        return problem(403, "Forbidden", "the certificate is not enrolled with the administration interface");
    http::Response response = answer(request, *administrator);
    response.subject.caller = administrator->name;
    return response;
}

http::Response AdministrationInterface::answer(const http::Request &request, const Administrator &administrator) const
{
    const std::string path = request.target.substr(0, request.target.find('?'));
    std::string methods;
    for (const Route &route : routes()) {
        const auto record = matched(path, route.path);
        if (!record)
            continue;
        if (request.method != route.method) {
            methods += (methods.empty() ? "" : ", ") + std::string(route.method);
            continue;
        }
        if (route.role == AdministratorRole::operate && administrator.role != AdministratorRole::operate) {
            return problem(403, "Forbidden",
                           administrator.name + " is enrolled as viewer; only an operator may do this");
        }
        AdministrationCall call{administrator, request, *record, {}, {}};
        auto parameters = parametersOf(request.target);
        if (!parameters)
            return problem(parameters.error());
        if (auto unknown = unknownParameter(*parameters, route.parameters))
            return std::move(*unknown);
        call.parameters = std::move(*parameters);
        if (request.method == "POST") {
            auto body = bodyOf(request);
            if (!body)
                return problem(body.error());
            call.body = std::move(*body);
        }
        return (this->*route.answer)(call);
    }
    if (methods.empty())
        return problem(404, "Not found", "there is nothing at " + path.substr(0, 200));
    http::Response response = problem(405, "Method not allowed", "only " + methods + " can be used here");
    response.headers.push_back({"Allow", methods});
    return response;
}

http::Response AdministrationInterface::records(const AdministrationCall &call) const
{
    const auto query = recordQueryOf(call.parameters);
    if (!query)
        return problem(query.error());
    const auto counted = flagOf(call.parameters, "count");
    if (!counted)
        return problem(counted.error());
    const auto page = m_administration.reader().records(*query);
    if (!page)
        return problem(page.error());
    QJsonObject object{{QStringLiteral("records"), arrayOf(page->records)}};
    if (page->after)
        object[QStringLiteral("after")] = qint64(*page->after);
    if (*counted) {
        const auto count = m_administration.reader().count(*query);
        if (!count)
            return problem(count.error());
        object[QStringLiteral("count")] = qint64(*count);
    }
    return json(object);
}

http::Response AdministrationInterface::record(const AdministrationCall &call) const
{
    const auto most = numberOf(call.parameters, "history", usualHistory, mostHistory);
    if (!most)
        return problem(most.error());
    const auto story = m_administration.story(call.record, *most);
    if (!story)
        return problem(story.error());
    QJsonObject object = toJson(story->record);
    object[QStringLiteral("history")] = arrayOf(story->history);
    return json(object);
}

http::Response AdministrationInterface::retry(const AdministrationCall &call) const
{
    const auto what = interventionOf(call, true);
    return what ? concerned(m_administration.retry(*what, call.administrator.name)) : problem(what.error());
}

http::Response AdministrationInterface::withdraw(const AdministrationCall &call) const
{
    const auto what = interventionOf(call, true);
    return what ? concerned(m_administration.withdraw(*what, call.administrator.name)) : problem(what.error());
}

http::Response AdministrationInterface::remove(const AdministrationCall &call) const
{
    const auto what = interventionOf(call, false);
    if (!what)
        return problem(what.error());
    const auto removed = m_administration.remove(*what, call.administrator.name);
    return removed ? json({}) : problem(removed.error());
}

http::Response AdministrationInterface::audit(const AdministrationCall &call) const
{
    const auto query = auditQueryOf(call.parameters);
    if (!query)
        return problem(query.error());
    const auto newest = flagOf(call.parameters, "newest");
    if (!newest)
        return problem(newest.error());
    EventReader &reader = m_administration.reader();
    const auto lines = *newest ? reader.newest(*query) : reader.audit(*query);
    if (!lines)
        return problem(lines.error());
    QJsonObject object{{QStringLiteral("entries"), arrayOf(*lines)}};
    if (!lines->empty())
        object[QStringLiteral("after")] = QString::fromStdString(lines->back().position);
    return json(object);
}

http::Response AdministrationInterface::auditStream(const AdministrationCall &call) const
{
    auto query = auditQueryOf(call.parameters);
    if (!query)
        return problem(query.error());
    if (const auto last = call.request.header("Last-Event-ID"))
        query->after = std::string(*last);
    auto source = auditStreamFrom(m_administration.reader(), std::move(*query));
    if (!source)
        return problem(source.error());
    http::Response response = carrying(200, "text/event-stream", Bytes());
    // Who follows the trail may be shut out meanwhile.
    response.stream = [enrolled = m_enrolled, chain = call.request.peerChain,
                       next = std::move(*source)]() mutable -> std::optional<Bytes> {
        return enrolled->get()->of(chain) == nullptr ? std::nullopt : next();
    };
    return response;
}

http::Response AdministrationInterface::statistics(const AdministrationCall &call) const
{
    const auto counted = flagOf(call.parameters, "records");
    if (!counted)
        return problem(counted.error());
    const auto statistics = m_administration.statistics(*counted);
    return statistics ? json(toJson(*statistics)) : problem(statistics.error());
}

http::Response AdministrationInterface::health(const AdministrationCall &) const
{
    const std::vector<HealthCheck> checks = m_administration.health();
    // A load balancer looks at the status alone.
    return carrying(worstOf(checks) == HealthCheck::State::failed ? 503 : 200, jsonType, toJson(checks));
}

http::Response AdministrationInterface::configuration(const AdministrationCall &) const
{
    return json(shownConfiguration(m_administration.configuration()));
}

http::Response AdministrationInterface::description(const AdministrationCall &) const
{
    QFile file(QStringLiteral(":/openapi/administration.json"));
    if (!file.open(QIODevice::ReadOnly))
        return problem(404, "Not found", "the description is not part of this program");
    const QByteArray text = file.readAll();
    return carrying(200, jsonType, Bytes(text.begin(), text.end()));
}

http::Response AdministrationInterface::metrics(const AdministrationCall &) const
{
    const auto statistics = m_administration.statistics(false);
    if (!statistics)
        return problem(statistics.error());
    const std::string text = prometheusText(*statistics);
    return carrying(200, "text/plain; version=0.0.4; charset=utf-8", copyOf(viewOf(text)));
}

} // namespace wb::smds
