// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/events/server_sent_events.h"

#include <utility>

namespace wb::events {

namespace {

constexpr std::size_t largestEvent = 1024 * 1024;

} // namespace

Result<std::vector<ServerSentEvent>> EventStreamReader::feed(ByteView octets)
{
    std::vector<ServerSentEvent> events;
    for (const std::uint8_t octet : octets) {
        const bool belongsToLast = octet == '\n' && m_afterReturn;
        m_afterReturn = octet == '\r';
        if (belongsToLast)
            continue;
        if (octet == '\n' || octet == '\r') {
            takeLine(events);
            continue;
        }
        m_line += static_cast<char>(octet);
        if (m_line.size() + m_next.data.size() > largestEvent) {
            return fail(ErrorKind::malformed, Interface::http, "event stream",
                        "an event is larger than " + std::to_string(largestEvent) + " octets");
        }
    }
    return events;
}

/// A whole line: a field of the next event, a comment, or the empty one that ends it.
void EventStreamReader::takeLine(std::vector<ServerSentEvent> &events)
{
    const std::string line = std::exchange(m_line, {});
    if (line.empty()) {
        if (m_hasData) {
            if (m_next.event.empty())
                m_next.event = "message";
            events.push_back(m_next);
        }
        m_next.event.clear();
        m_next.data.clear();
        m_hasData = false;
        return;
    }
    const std::size_t colon = line.find(':');
    const std::string field = line.substr(0, colon);
    std::string value = colon == std::string::npos ? std::string() : line.substr(colon + 1);
    if (value.starts_with(' '))
        value.erase(0, 1);
    if (field == "data") {
        m_next.data += (m_hasData ? "\n" : "") + value;
        m_hasData = true;
    } else if (field == "event") {
        m_next.event = std::move(value);
    } else if (field == "id" && value.find('\0') == std::string::npos) {
        m_next.id = std::move(value);
    }
}

} // namespace wb::events
