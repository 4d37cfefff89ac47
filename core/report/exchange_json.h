// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/capture/exchange.h"

#include <QJsonObject>

namespace wb::report {

/// An error with every code it carries, as JSON lines and the command line write it.
QJsonObject errorJson(const Error &error);

/// A whole exchange as docs/capture.schema.json describes it: octets in hexadecimal, bodies in base64, times in UTC.
QJsonObject exchangeJson(const capture::Exchange &exchange);

/// The exchange in such an object. Members that are not known are passed over. Error: malformed, with the name of the member.
Result<capture::Exchange> exchangeFromJson(const QJsonObject &object);

} // namespace wb::report
