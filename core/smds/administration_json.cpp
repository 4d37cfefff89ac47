// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/administration_json.h"

#include <QDateTime>
#include <QJsonArray>

#include <cmath>

namespace wb::smds {

namespace {

QString text(std::string_view value)
{
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

QString time(TimePoint value)
{
    return text(toIso8601(value));
}

void put(QJsonObject &object, const char *member, const std::string &value)
{
    if (!value.empty())
        object[QLatin1String(member)] = text(value);
}

void put(QJsonObject &object, const char *member, const std::optional<TimePoint> &value)
{
    if (value)
        object[QLatin1String(member)] = time(*value);
}

/// Reads members and keeps the first thing that is wrong.
class Members {
public:
    explicit Members(const QJsonObject &object) : m_object(object) {}

    std::string text(const char *member)
    {
        const QJsonValue value = find(member);
        if (!value.isString())
            note(member, "must be a string");
        return value.toString().toStdString();
    }
    std::string textOr(const char *member) { return has(member) ? text(member) : std::string(); }

    std::int64_t number(const char *member)
    {
        const QJsonValue value = find(member);
        if (!value.isDouble())
            note(member, "must be a number");
        return value.toInteger();
    }

    bool flag(const char *member)
    {
        const QJsonValue value = find(member);
        if (!value.isBool())
            note(member, "must be true or false");
        return value.toBool();
    }

    TimePoint time(const char *member)
    {
        const auto value = timeFromText(find(member).toString());
        if (!value)
            note(member, "must be a time such as 2026-11-22T14:02:11.381Z");
        return value.value_or(TimePoint());
    }
    std::optional<TimePoint> timeIfThere(const char *member)
    {
        return has(member) ? std::optional(time(member)) : std::nullopt;
    }

    QJsonObject object(const char *member)
    {
        const QJsonValue value = find(member);
        if (!value.isObject())
            note(member, "must be an object");
        return value.toObject();
    }

    QJsonArray array(const char *member)
    {
        const QJsonValue value = find(member);
        if (!value.isArray())
            note(member, "must be an array");
        return value.toArray();
    }

    bool has(const char *member) const { return m_object.contains(QLatin1String(member)); }

    void note(const char *member, const char *what)
    {
        if (!m_error)
            m_error = makeError(ErrorKind::malformed, Interface::administration, member, what);
    }
    void note(Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }

    template <class Value>
    Result<Value> result(Value value) const
    {
        if (m_error)
            return fail(*m_error);
        return value;
    }

private:
    QJsonValue find(const char *member) const { return m_object.value(QLatin1String(member)); }

    const QJsonObject &m_object;
    std::optional<Error> m_error;
};

std::string_view stateOf(const EventRecord &record)
{
    if (record.deletedAt)
        return nameOf(RecordState::deleted);
    if (!record.acknowledged)
        return nameOf(RecordState::unacknowledged);
    return nameOf(record.retrievals > 0 ? RecordState::retrieved : RecordState::waiting);
}

QJsonObject forwardJson(const Forward &forward)
{
    QJsonObject object{{QStringLiteral("parent"), text(forward.parent)},
                       {QStringLiteral("eventId"), text(forward.eventId)},
                       {QStringLiteral("state"), text(nameOf(forward.state))},
                       {QStringLiteral("attempts"), forward.attempts}};
    const bool hasNextTry = forward.state == ForwardState::pending || forward.state == ForwardState::deleting;
    if (hasNextTry && forward.nextTry < TimePoint::max())
        object[QStringLiteral("nextTry")] = time(forward.nextTry);
    put(object, "problem", forward.problem);
    return object;
}

Result<Forward> forwardFromJson(const QJsonObject &object)
{
    Members members(object);
    Forward forward;
    forward.parent = members.text("parent");
    forward.eventId = members.text("eventId");
    const auto state = forwardStateOf(members.text("state"));
    if (!state)
        members.note("state", "is no state of a forward");
    forward.state = state.value_or(ForwardState::pending);
    forward.attempts = static_cast<int>(members.number("attempts"));
    forward.nextTry = members.timeIfThere("nextTry").value_or(TimePoint::max());
    forward.problem = members.textOr("problem");
    return members.result(std::move(forward));
}

QJsonObject callJson(const CallCount &count)
{
    const double average = count.calls == 0
                               ? 0
                               : static_cast<double>(count.total.count()) / 1000.0 / static_cast<double>(count.calls);
    return {{QStringLiteral("function"), text(count.function)},
            {QStringLiteral("outcome"), text(count.outcome)},
            {QStringLiteral("calls"), static_cast<qint64>(count.calls)},
            {QStringLiteral("averageMilliseconds"), average}};
}

/// Each object of an array, read by `read`.
template <class Read>
auto listOf(Members &members, const char *member, Read read)
{
    std::vector<typename decltype(read(QJsonObject()))::value_type> list;
    const QJsonArray array = members.array(member);
    for (const QJsonValue &value : array) {
        auto item = read(value.toObject());
        if (item)
            list.push_back(std::move(*item));
        else
            members.note(std::move(item.error()));
    }
    return list;
}

} // namespace

std::optional<TimePoint> timeFromText(const QString &text)
{
    const QDateTime value = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!value.isValid())
        return {};
    return TimePoint(std::chrono::milliseconds(value.toMSecsSinceEpoch()));
}

QJsonObject toJson(const EventRecord &record)
{
    QJsonObject object{{QStringLiteral("id"), qint64(record.id)},
                       {QStringLiteral("eid"), text(record.eid.digits())},
                       {QStringLiteral("eidCheckDigitsHold"), record.eid.checkDigitsHold()},
                       {QStringLiteral("eventId"), text(record.eventId)},
                       {QStringLiteral("rspServerAddress"), text(record.rspServerAddress)},
                       {QStringLiteral("ownerOid"), text(record.ownerOid)},
                       {QStringLiteral("ownerRole"), text(record.ownerRole)},
                       {QStringLiteral("forwardingIndicator"), record.forwarding},
                       {QStringLiteral("state"), text(stateOf(record))},
                       {QStringLiteral("registeredAt"), time(record.registeredAt)},
                       {QStringLiteral("retrievals"), qint64(record.retrievals)}};
    put(object, "firstRetrievedAt", record.firstRetrievedAt);
    put(object, "lastRetrievedAt", record.lastRetrievedAt);
    put(object, "deletedAt", record.deletedAt);
    QJsonArray forwards;
    for (const Forward &forward : record.forwards)
        forwards.append(forwardJson(forward));
    object[QStringLiteral("forwards")] = forwards;
    return object;
}

Result<EventRecord> recordFromJson(const QJsonObject &object)
{
    Members members(object);
    EventRecord record;
    record.id = members.number("id");
    auto eid = rsp::Eid::fromText(members.text("eid"));
    if (eid)
        record.eid = std::move(*eid);
    else
        members.note("eid", "is no EID");
    record.eventId = members.text("eventId");
    record.rspServerAddress = members.text("rspServerAddress");
    record.ownerOid = members.text("ownerOid");
    record.ownerRole = members.text("ownerRole");
    record.forwarding = members.flag("forwardingIndicator");
    record.acknowledged = members.text("state") != nameOf(RecordState::unacknowledged);
    record.registeredAt = members.time("registeredAt");
    record.retrievals = members.number("retrievals");
    record.firstRetrievedAt = members.timeIfThere("firstRetrievedAt");
    record.lastRetrievedAt = members.timeIfThere("lastRetrievedAt");
    record.deletedAt = members.timeIfThere("deletedAt");
    record.forwards = listOf(members, "forwards", forwardFromJson);
    return members.result(std::move(record));
}

QJsonObject toJson(const AuditLine &line)
{
    const AuditEntry &entry = line.entry;
    QJsonObject object{{QStringLiteral("position"), text(line.position)},
                       {QStringLiteral("time"), time(entry.time)},
                       {QStringLiteral("kind"), text(entry.kind)},
                       {QStringLiteral("outcome"), text(entry.outcome)}};
    if (entry.record != 0)
        object[QStringLiteral("record")] = qint64(entry.record);
    put(object, "eid", entry.eid);
    put(object, "caller", entry.caller);
    put(object, "call", entry.call);
    put(object, "status", entry.status);
    put(object, "detail", entry.detail);
    return object;
}

Result<AuditLine> auditLineFromJson(const QJsonObject &object)
{
    Members members(object);
    AuditLine line;
    line.position = members.text("position");
    line.entry.time = members.time("time");
    line.entry.kind = members.text("kind");
    line.entry.outcome = members.text("outcome");
    line.entry.record = members.has("record") ? members.number("record") : 0;
    line.entry.eid = members.textOr("eid");
    line.entry.caller = members.textOr("caller");
    line.entry.call = members.textOr("call");
    line.entry.status = members.textOr("status");
    line.entry.detail = members.textOr("detail");
    return members.result(std::move(line));
}

namespace {

QJsonObject listenerJson(const ListenerState &state)
{
    QJsonObject object{{QStringLiteral("listener"), text(state.listener)}};
    for (const NamedCounter &counter : namedCounters())
        object[QLatin1String(counter.name)] = qint64(state.counters.*counter.value);
    QJsonArray answers;
    for (std::size_t hundreds = 1; hundreds < state.counters.answers.size(); ++hundreds)
        answers.append(qint64(state.counters.answers[hundreds]));
    object[QStringLiteral("answers")] = answers;
    return object;
}

Result<ListenerState> listenerFromJson(const QJsonObject &object)
{
    Members members(object);
    ListenerState state;
    state.listener = members.text("listener");
    for (const NamedCounter &counter : namedCounters())
        state.counters.*counter.value = static_cast<std::uint64_t>(members.number(counter.name));
    const QJsonArray answers = members.array("answers");
    for (std::size_t hundreds = 1; hundreds < state.counters.answers.size(); ++hundreds) {
        state.counters.answers[hundreds] = static_cast<std::uint64_t>(
            answers.at(static_cast<qsizetype>(hundreds) - 1).toInteger());
    }
    return members.result(std::move(state));
}

} // namespace

QJsonObject toJson(const Statistics &statistics)
{
    QJsonArray calls;
    for (const CallCount &count : statistics.calls)
        calls.append(callJson(count));
    QJsonArray forwards;
    for (const ForwardCount &count : statistics.forwards) {
        forwards.append(QJsonObject{{QStringLiteral("parent"), text(count.parent)},
                                    {QStringLiteral("state"), text(nameOf(count.state))},
                                    {QStringLiteral("count"), qint64(count.count)},
                                    {QStringLiteral("mostAttempts"), count.mostAttempts}});
    }
    QJsonArray listeners;
    for (const ListenerState &state : statistics.listeners)
        listeners.append(listenerJson(state));
    QJsonObject object{{QStringLiteral("startedAt"), time(statistics.startedAt)},
                       {QStringLiteral("now"), time(statistics.now)},
                       {QStringLiteral("calls"), calls},
                       {QStringLiteral("forwards"), forwards},
                       {QStringLiteral("listeners"), listeners}};
    if (statistics.records) {
        object[QStringLiteral("records")] = QJsonObject{
            {QStringLiteral("live"), qint64(statistics.records->live)},
            {QStringLiteral("waiting"), qint64(statistics.records->waiting)},
            {QStringLiteral("unacknowledged"), qint64(statistics.records->unacknowledged)},
            {QStringLiteral("deleted"), qint64(statistics.records->deleted)}};
    }
    return object;
}

Result<Statistics> statisticsFromJson(const QJsonObject &object)
{
    Members members(object);
    Statistics statistics;
    statistics.startedAt = members.time("startedAt");
    statistics.now = members.time("now");
    statistics.calls = listOf(members, "calls", [](const QJsonObject &call) -> Result<CallCount> {
        Members of(call);
        CallCount count;
        count.function = of.text("function");
        count.outcome = of.text("outcome");
        count.calls = static_cast<std::uint64_t>(of.number("calls"));
        const double average = call.value(QLatin1String("averageMilliseconds")).toDouble();
        count.total = std::chrono::microseconds(std::llround(average * 1000.0 * static_cast<double>(count.calls)));
        return of.result(std::move(count));
    });
    statistics.forwards = listOf(members, "forwards", [](const QJsonObject &forward) -> Result<ForwardCount> {
        Members of(forward);
        ForwardCount count;
        count.parent = of.text("parent");
        count.state = forwardStateOf(of.text("state")).value_or(ForwardState::pending);
        count.count = of.number("count");
        count.mostAttempts = static_cast<int>(of.number("mostAttempts"));
        return of.result(std::move(count));
    });
    statistics.listeners = listOf(members, "listeners", &listenerFromJson);
    if (members.has("records")) {
        const QJsonObject records = members.object("records");
        Members of(records);
        statistics.records = RecordCounts{of.number("live"), of.number("waiting"), of.number("unacknowledged"),
                                          of.number("deleted")};
    }
    return members.result(std::move(statistics));
}

QJsonObject toJson(const std::vector<HealthCheck> &checks)
{
    QJsonArray array;
    for (const HealthCheck &check : checks) {
        QJsonObject object{{QStringLiteral("name"), text(check.name)},
                           {QStringLiteral("state"), text(nameOf(check.state))}};
        put(object, "detail", check.detail);
        array.append(object);
    }
    return {{QStringLiteral("state"), text(nameOf(worstOf(checks)))}, {QStringLiteral("checks"), array}};
}

Result<std::vector<HealthCheck>> healthFromJson(const QJsonObject &object)
{
    Members members(object);
    auto checks = listOf(members, "checks", [](const QJsonObject &check) -> Result<HealthCheck> {
        Members of(check);
        const std::string state = of.text("state");
        HealthCheck health{of.text("name"), HealthCheck::State::failed, of.textOr("detail")};
        for (const HealthCheck::State each : {HealthCheck::State::good, HealthCheck::State::poor}) {
            if (state == nameOf(each))
                health.state = each;
        }
        return of.result(std::move(health));
    });
    return members.result(std::move(checks));
}

} // namespace wb::smds
