// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace wb::events {

/// One event of a stream (HTML standard, section 9.2.6).
struct ServerSentEvent {
    std::string id;    ///< the last id the stream has told, of this event or an earlier one
    std::string event; ///< "message" when it names none
    std::string data;  ///< its data lines with line feeds between
};

/// Makes events out of octets, however they are cut into pieces.
class EventStreamReader {
public:
    /// The events these octets complete. Error: http, malformed, step "event stream", when an event is larger than a mebibyte.
    Result<std::vector<ServerSentEvent>> feed(ByteView octets);

private:
    void takeLine(std::vector<ServerSentEvent> &events);

    std::string m_line;
    bool m_afterReturn = false; ///< a line feed now belongs to the line end before
    bool m_hasData = false;
    ServerSentEvent m_next;
};

} // namespace wb::events
