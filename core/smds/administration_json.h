// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/smds/configuration.h"
#include "core/smds/server_state.h"

#include <QJsonObject>

/// The values of the administration interface as JSON, both ways. resources/openapi/administration.json describes them. Members that have
/// no value are left out. Errors of reading: administration, malformed, with the member as step.
namespace wb::smds {

QJsonObject toJson(const EventRecord &record);
Result<EventRecord> recordFromJson(const QJsonObject &object);

QJsonObject toJson(const AuditLine &line);
Result<AuditLine> auditLineFromJson(const QJsonObject &object);

QJsonObject toJson(const Statistics &statistics);
Result<Statistics> statisticsFromJson(const QJsonObject &object);

QJsonObject toJson(const std::vector<HealthCheck> &checks);
Result<std::vector<HealthCheck>> healthFromJson(const QJsonObject &object);

/// "2026-11-22T14:02:11.381Z", and whatever else RFC 3339 allows. None for another text.
std::optional<TimePoint> timeFromText(const QString &text);

} // namespace wb::smds
