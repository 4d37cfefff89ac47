// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/administration_query.h"

#include "core/smds/administration_json.h"

#include <QUrlQuery>

#include <algorithm>
#include <charconv>

namespace wb::smds {

namespace {

Failure badParameter(const std::string &name, std::string reason)
{
    return fail(ErrorKind::malformed, Interface::administration, name, std::move(reason));
}

/// The values of parameters, and the first thing that is wrong with one.
class ParameterReader {
public:
    explicit ParameterReader(const Parameters &parameters) : m_parameters(parameters) {}

    std::string text(const char *name) const
    {
        const auto found = m_parameters.find(name);
        return found == m_parameters.end() ? std::string() : found->second;
    }

    bool has(const char *name) const { return m_parameters.contains(name); }

    std::int64_t number(const char *name, std::int64_t otherwise, std::int64_t least, std::int64_t most)
    {
        if (!has(name))
            return otherwise;
        const std::string value = text(name);
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (problem != std::errc() || end != value.data() + value.size() || number < least || number > most)
            note(name, "must be a number from " + std::to_string(least) + " to " + std::to_string(most));
        return number;
    }

    std::optional<TimePoint> time(const char *name)
    {
        if (!has(name))
            return {};
        const auto time = timeFromText(QString::fromStdString(text(name)));
        if (!time)
            note(name, "must be a time such as 2026-11-22T14:02:11Z");
        return time;
    }

    void note(const char *name, std::string reason)
    {
        if (!m_error)
            m_error = makeError(ErrorKind::malformed, Interface::administration, name, std::move(reason));
    }

    template <class Value>
    Result<Value> result(Value value) const
    {
        if (m_error)
            return fail(*m_error);
        return value;
    }

private:
    const Parameters &m_parameters;
    std::optional<Error> m_error;
};

void put(Parameters &parameters, const char *name, std::string value)
{
    if (!value.empty())
        parameters[name] = std::move(value);
}

bool isDigits(const std::string &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Result<Parameters> parametersOf(std::string_view target)
{
    Parameters parameters;
    const std::size_t mark = target.find('?');
    if (mark == std::string_view::npos)
        return parameters;
    const std::string_view encoded = target.substr(mark + 1);
    QUrlQuery query(
        QString::fromUtf8(encoded.data(), static_cast<qsizetype>(encoded.size())).replace(u'+', QStringLiteral("%20")));
    const auto items = query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        const std::string key = name.toStdString();
        if (key.empty())
            return badParameter("query", "has a parameter without a name");
        if (!parameters.emplace(key, value.toStdString()).second)
            return badParameter(key, "is given twice");
    }
    return parameters;
}

std::string queryText(const Parameters &parameters)
{
    const auto encoded = [](const std::string &value) {
        return QUrl::toPercentEncoding(QString::fromStdString(value)).toStdString();
    };
    std::string text;
    for (const auto &[name, value] : parameters)
        text += (text.empty() ? "?" : "&") + encoded(name) + "=" + encoded(value);
    return text;
}

Result<RecordQuery> recordQueryOf(const Parameters &parameters)
{
    ParameterReader reader(parameters);
    RecordQuery query;
    if (reader.has("eid")) {
        auto eid = rsp::Eid::fromText(reader.text("eid"));
        if (eid)
            query.eid = std::move(*eid);
        else
            reader.note("eid", eid.error().reason);
    }
    query.eidEnd = reader.text("eidEnd");
    if (!isDigits(query.eidEnd) || query.eidEnd.size() > rsp::Eid::length)
        reader.note("eidEnd", "must be digits, 32 at the most");
    query.eventId = reader.text("eventId");
    query.owner = reader.text("owner");
    query.rspServerAddress = reader.text("rspServerAddress");
    if (reader.has("state")) {
        const auto state = recordStateOf(reader.text("state"));
        if (!state)
            reader.note("state", "must be any, live, waiting, retrieved, unacknowledged or deleted");
        query.state = state.value_or(RecordState::live);
    }
    if (reader.has("forward")) {
        query.forward = forwardStateOf(reader.text("forward"));
        if (!query.forward)
            reader.note("forward", "must be pending, forwarded, failed, withdrawn, deleting or gone");
    }
    query.parent = reader.text("parent");
    query.from = reader.time("from");
    query.before = reader.time("before");
    const std::string order = reader.text("order");
    query.oldestFirst = order == "oldest";
    if (!order.empty() && order != "oldest" && order != "newest")
        reader.note("order", "must be newest or oldest");
    query.after = reader.number("after", 0, 1, std::numeric_limits<std::int64_t>::max());
    query.limit = static_cast<int>(reader.number("limit", query.limit, 1, largestPage));
    return reader.result(std::move(query));
}

Parameters parametersFor(const RecordQuery &query)
{
    const RecordQuery usual;
    Parameters parameters;
    if (query.eid)
        put(parameters, "eid", query.eid->digits());
    put(parameters, "eidEnd", query.eidEnd);
    put(parameters, "eventId", query.eventId);
    put(parameters, "owner", query.owner);
    put(parameters, "rspServerAddress", query.rspServerAddress);
    if (query.state != usual.state)
        put(parameters, "state", std::string(nameOf(query.state)));
    if (query.forward)
        put(parameters, "forward", std::string(nameOf(*query.forward)));
    put(parameters, "parent", query.parent);
    if (query.from)
        put(parameters, "from", toIso8601(*query.from));
    if (query.before)
        put(parameters, "before", toIso8601(*query.before));
    if (query.oldestFirst)
        put(parameters, "order", "oldest");
    if (query.after > 0)
        put(parameters, "after", std::to_string(query.after));
    if (query.limit != usual.limit)
        put(parameters, "limit", std::to_string(query.limit));
    return parameters;
}

Result<AuditQuery> auditQueryOf(const Parameters &parameters)
{
    ParameterReader reader(parameters);
    AuditQuery query;
    query.kind = reader.text("kind");
    query.outcome = reader.text("outcome");
    query.caller = reader.text("caller");
    query.eid = reader.text("eid");
    query.after = reader.text("after");
    query.limit = static_cast<int>(reader.number("limit", query.limit, 1, largestPage));
    return reader.result(std::move(query));
}

Parameters parametersFor(const AuditQuery &query)
{
    const AuditQuery usual;
    Parameters parameters;
    put(parameters, "kind", query.kind);
    put(parameters, "outcome", query.outcome);
    put(parameters, "caller", query.caller);
    put(parameters, "eid", query.eid);
    put(parameters, "after", query.after);
    if (query.limit != usual.limit)
        put(parameters, "limit", std::to_string(query.limit));
    return parameters;
}

Result<bool> flagOf(const Parameters &parameters, const char *name)
{
    const auto found = parameters.find(name);
    if (found == parameters.end() || found->second == "false")
        return false;
    if (found->second == "true")
        return true;
    return badParameter(name, "must be true or false");
}

Result<int> numberOf(const Parameters &parameters, const char *name, int otherwise, int most)
{
    ParameterReader reader(parameters);
    const auto number = static_cast<int>(reader.number(name, otherwise, 1, most));
    return reader.result(number);
}

} // namespace wb::smds
