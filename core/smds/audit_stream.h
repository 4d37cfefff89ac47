// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/message.h"
#include "core/smds/event_reader.h"

namespace wb::smds {

/// The audit trail as server-sent events (HTML standard, section 9.2) for as long as it is asked: after query.after, or from now on when that is
/// empty. Each event has its position as id, so that a client that was cut off goes on with Last-Event-ID. A comment is sent now and then, so that both
/// ends notice when the other is gone. `reader` outlives it. Errors: those of EventReader::audit().
Result<http::StreamSource> auditStreamFrom(EventReader &reader, AuditQuery query);

} // namespace wb::smds
