// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_reader.h"

#include "core/smds/audit_rows.h"
#include "core/smds/eid_end.h"
#include "core/smds/forward_rows.h"
#include "core/smds/record_rows.h"
#include "core/smds/rows.h"
#include "core/store/answer.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <algorithm>

namespace wb::smds {

namespace {

/// A statement in the making: its text and the values for its question marks.
struct Search {
    std::string text;
    std::vector<QVariant> values;

    void also(const std::string &condition, std::initializer_list<QVariant> with = {})
    {
        text += (text.empty() ? "WHERE " : " AND ") + condition;
        values.insert(values.end(), with.begin(), with.end());
    }
};

void alsoState(Search &search, RecordState state)
{
    switch (state) {
    case RecordState::any: return;
    case RecordState::live: return search.also("deleted_at IS NULL");
    case RecordState::waiting: return search.also("deleted_at IS NULL AND retrievals = 0");
    case RecordState::retrieved: return search.also("deleted_at IS NULL AND retrievals > 0");
    case RecordState::unacknowledged: return search.also("deleted_at IS NULL AND acknowledged = 0");
    case RecordState::deleted: return search.also("deleted_at IS NOT NULL");
    }
}

/// Digits from the end: those the index holds as a range of its texts, the others by looking at what it finds.
void alsoEidEnd(Search &search, const std::string &digits)
{
    const std::size_t indexed = std::min<std::size_t>(digits.size(), eidEndDigits);
    const std::string backwards(digits.rbegin(), digits.rbegin() + static_cast<std::ptrdiff_t>(indexed));
    const auto filledUp = [&](char with) { return rowText(backwards + std::string(eidEndDigits - indexed, with)); };
    search.also("(" EID_END_BACKWARDS ") BETWEEN ? AND ?", {filledUp('0'), filledUp('9')});
    if (digits.size() > indexed)
        search.also("eid LIKE ?", {rowText("%" + digits)});
}

/// A pattern that finds the text anywhere, whatever signs are in it.
std::string patternFor(const std::string &text)
{
    std::string pattern = "%";
    for (const char c : QString::fromStdString(text).toLower().toStdString()) {
        if (c == '%' || c == '_' || c == '!')
            pattern += '!';
        pattern += c;
    }
    return pattern + "%";
}

void alsoForward(Search &search, const RecordQuery &query)
{
    if (!query.forward && query.parent.empty())
        return;
    std::string inner = "id IN (SELECT record FROM forward WHERE ";
    std::vector<QVariant> values;
    if (query.forward) {
        inner += "state = ?";
        values.emplace_back(stateText(*query.forward));
    }
    if (!query.parent.empty()) {
        inner += values.empty() ? "parent = ?" : " AND parent = ?";
        values.emplace_back(rowText(query.parent));
    }
    search.also(inner + ")");
    search.values.insert(search.values.end(), values.begin(), values.end());
}

Search searchFor(const RecordQuery &query)
{
    Search search;
    if (query.eid)
        search.also("eid = ?", {rowText(query.eid->digits())});
    if (!query.eidEnd.empty())
        alsoEidEnd(search, query.eidEnd);
    if (!query.eventId.empty()) {
        search.also("(event_id = ? OR id IN (SELECT record FROM forward WHERE event_id = ?))",
                    {rowText(query.eventId), rowText(query.eventId)});
    }
    if (!query.owner.empty())
        search.also("owner_oid = ?", {rowText(query.owner)});
    if (!query.rspServerAddress.empty())
        search.also("lower(rsp_server_address) LIKE ? ESCAPE '!'", {rowText(patternFor(query.rspServerAddress))});
    alsoState(search, query.state);
    alsoForward(search, query);
    if (query.from)
        search.also("registered_at >= ?", {rowTime(*query.from)});
    if (query.before)
        search.also("registered_at < ?", {rowTime(*query.before)});
    return search;
}

/// Fills in the forwards of all records with one statement.
Result<void> addForwards(QSqlDatabase &database, std::vector<EventRecord> &records)
{
    if (records.empty())
        return {};
    std::string statement = std::string("SELECT ") + forwardColumns + " FROM forward WHERE record IN (";
    std::vector<QVariant> values;
    for (const EventRecord &record : records) {
        statement += values.empty() ? "?" : ", ?";
        values.emplace_back(qint64(record.id));
    }
    QSqlQuery query(database);
    if (!store::runBound(query, statement + ") ORDER BY id", values))
        return fail(rowError("find", query));
    while (query.next()) {
        Forward forward = forwardOf(query);
        const auto record = std::find_if(records.begin(), records.end(),
                                         [&](const EventRecord &each) { return each.id == forward.record; });
        if (record != records.end())
            record->forwards.push_back(std::move(forward));
    }
    return {};
}

/// Runs a search for records and adds their forwards.
Result<std::vector<EventRecord>> findRecords(QSqlDatabase &database, const Search &search, const std::string &end)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!store::runBound(query, selectRecords + search.text + end, search.values))
        return fail(rowError("find", query));
    auto records = recordsOf(query);
    if (!records)
        return records;
    if (auto added = addForwards(database, *records); !added)
        return fail(std::move(added.error()));
    return records;
}

/// What the work finds, on that thread. There is nothing to take back when it fails.
template <class Work>
auto on(store::SqlThread &thread, Work work)
{
    return store::answerOf(
        [&thread](const store::SqlThread::Work &each) {
            return thread.run([&each](QSqlDatabase &database) {
                each(database);
                return true;
            });
        },
        work);
}

} // namespace

EventReader::EventReader(std::unique_ptr<store::SqlThread> pages, std::unique_ptr<store::SqlThread> counts)
    : m_pages(std::move(pages)),
      m_counts(std::move(counts))
{
}

Result<std::unique_ptr<EventReader>> EventReader::open(const store::DatabaseUrl &url)
{
    auto pages = store::SqlThread::open(url, store::SqlThread::Mode::reading);
    if (!pages)
        return fail(std::move(pages.error()));
    auto counts = store::SqlThread::open(url, store::SqlThread::Mode::reading);
    if (!counts)
        return fail(std::move(counts.error()));
    return std::unique_ptr<EventReader>(new EventReader(std::move(*pages), std::move(*counts)));
}

Result<RecordPage> EventReader::records(const RecordQuery &query)
{
    Search search = searchFor(query);
    if (query.after > 0)
        search.also(query.oldestFirst ? "id > ?" : "id < ?", {qint64(query.after)});
    const std::string end = std::string(" ORDER BY id") + (query.oldestFirst ? "" : " DESC") + " LIMIT "
                            + std::to_string(query.limit);
    auto found = on(*m_pages, [&](QSqlDatabase &database) { return findRecords(database, search, end); });
    if (!found)
        return fail(std::move(found.error()));
    RecordPage page;
    page.records = std::move(*found);
    if (page.records.size() == static_cast<std::size_t>(query.limit) && query.limit > 0)
        page.after = page.records.back().id;
    return page;
}

Result<std::int64_t> EventReader::count(const RecordQuery &query)
{
    const Search search = searchFor(query);
    return on(*m_counts, [&](QSqlDatabase &database) -> Result<std::int64_t> {
        QSqlQuery counting(database);
        if (!store::runBound(counting, "SELECT count(*) FROM event_record " + search.text, search.values)
            || !counting.next())
            return fail(rowError("count", counting));
        return counting.value(0).toLongLong();
    });
}

Result<EventRecord> EventReader::record(std::int64_t id)
{
    Search search;
    search.also("id = ?", {qint64(id)});
    auto records = on(*m_pages, [&](QSqlDatabase &database) { return findRecords(database, search, {}); });
    if (!records)
        return fail(std::move(records.error()));
    if (records->empty()) {
        return fail(ErrorKind::notFound, Interface::store, "find",
                    "there is no Event Record with the number " + std::to_string(id));
    }
    return std::move(records->front());
}

Result<std::vector<AuditLine>> EventReader::history(const EventRecord &record, int limit)
{
    // Two searches, each with its index, instead of one that joins them by OR.
    constexpr const char *aboutIt = "record = ?";
    constexpr const char *retrievals = "eid = ? AND kind = 'AuthenticateClient' AND record IS NULL AND time >= ?"
                                       " AND time <= ?";
    const qint64 end = record.deletedAt ? rowTime(*record.deletedAt) : std::numeric_limits<qint64>::max();
    auto lines = on(*m_pages, [&](QSqlDatabase &database) -> Result<std::vector<AuditLine>> {
        auto about = newestAudit(database, aboutIt, {qint64(record.id)}, limit);
        if (!about)
            return fail(std::move(about.error()));
        auto seen = newestAudit(database, retrievals, {rowText(record.eid.digits()), rowTime(record.registeredAt), end},
                                limit);
        if (!seen)
            return fail(std::move(seen.error()));
        about->insert(about->end(), seen->begin(), seen->end());
        return about;
    });
    if (!lines)
        return lines;
    std::stable_sort(lines->begin(), lines->end(),
                     [](const AuditLine &left, const AuditLine &right) { return left.entry.time < right.entry.time; });
    if (lines->size() > static_cast<std::size_t>(limit))
        lines->erase(lines->begin(), lines->end() - limit);
    return lines;
}

Result<std::vector<AuditLine>> EventReader::audit(const AuditQuery &query)
{
    return on(*m_pages, [&](QSqlDatabase &database) { return auditAfter(database, query); });
}

Result<bool> EventReader::hasEntry(const std::string &position)
{
    return on(*m_pages, [&](QSqlDatabase &database) { return isInAudit(database, position); });
}

Result<std::vector<AuditLine>> EventReader::newest(AuditQuery query)
{
    const AuditCondition condition = auditConditionOf(query);
    return on(*m_pages, [&](QSqlDatabase &database) {
        return newestAudit(database, condition.text, condition.values, query.limit);
    });
}

Result<RecordCounts> EventReader::recordCounts()
{
    return on(*m_counts, [&](QSqlDatabase &database) -> Result<RecordCounts> {
        QSqlQuery query(database);
        if (!runBound(query,
                      "SELECT count(*), sum(CASE WHEN deleted_at IS NULL THEN 1 ELSE 0 END),"
                      " sum(CASE WHEN deleted_at IS NULL AND retrievals = 0 THEN 1 ELSE 0 END),"
                      " sum(CASE WHEN deleted_at IS NULL AND acknowledged = 0 THEN 1 ELSE 0 END) FROM event_record",
                      {})
            || !query.next())
            return fail(rowError("count", query));
        RecordCounts counts;
        counts.live = query.value(1).toLongLong();
        counts.deleted = query.value(0).toLongLong() - counts.live;
        counts.waiting = query.value(2).toLongLong();
        counts.unacknowledged = query.value(3).toLongLong();
        return counts;
    });
}

Result<std::vector<ForwardCount>> EventReader::forwardCounts()
{
    return on(*m_counts, [&](QSqlDatabase &database) -> Result<std::vector<ForwardCount>> {
        QSqlQuery query(database);
        if (!runBound(query,
                      "SELECT parent, state, count(*), max(attempts) FROM forward GROUP BY parent, state"
                      " ORDER BY parent, state",
                      {}))
            return fail(rowError("count", query));
        std::vector<ForwardCount> counts;
        while (query.next()) {
            counts.push_back({query.value(0).toString().toStdString(),
                              forwardStateOf(query.value(1).toString().toStdString()).value_or(ForwardState::pending),
                              query.value(2).toLongLong(), query.value(3).toInt()});
        }
        return counts;
    });
}

} // namespace wb::smds
