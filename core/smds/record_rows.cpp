// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/record_rows.h"

#include "core/smds/rows.h"

#include <QSqlError>
#include <QSqlQuery>

namespace wb::smds {

namespace {

std::optional<TimePoint> optionalTimeOfRow(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(timeOfRow(value));
}

Result<EventRecord> recordOfRow(const QSqlQuery &query)
{
    auto eid = rsp::Eid::fromText(query.value(11).toString().toStdString());
    if (!eid)
        return fail(std::move(eid.error()));
    EventRecord record;
    record.id = query.value(0).toLongLong();
    record.eid = std::move(*eid);
    record.eventId = query.value(1).toString().toStdString();
    record.rspServerAddress = query.value(2).toString().toStdString();
    record.ownerOid = query.value(3).toString().toStdString();
    record.ownerRole = query.value(4).toString().toStdString();
    record.forwarding = query.value(5).toBool();
    record.acknowledged = query.value(6).toBool();
    record.registeredAt = timeOfRow(query.value(7));
    record.firstRetrievedAt = optionalTimeOfRow(query.value(8));
    record.lastRetrievedAt = optionalTimeOfRow(query.value(9));
    record.retrievals = query.value(10).toLongLong();
    record.deletedAt = optionalTimeOfRow(query.value(12));
    return record;
}

} // namespace

Result<std::vector<EventRecord>> recordsOf(QSqlQuery &query)
{
    std::vector<EventRecord> records;
    while (query.next()) {
        auto record = recordOfRow(query);
        if (!record)
            return fail(std::move(record.error()));
        records.push_back(std::move(*record));
    }
    if (query.lastError().isValid())
        return fail(rowError("find", query));
    return records;
}

} // namespace wb::smds
