// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QStringList>

namespace wb::testing {

/// Holds a JSON value against a schema of an OpenAPI description: type, properties, required, additionalProperties, items, enum, pattern, minimum and
/// $ref within the description. Each deviation with its place; none when it fits. A keyword that is not known here is a deviation too, so that nothing
/// is looked over.
QStringList deviations(const QJsonObject &description, const QJsonObject &schema, const QJsonValue &value,
                       const QString &place = QStringLiteral("$"));

} // namespace wb::testing
