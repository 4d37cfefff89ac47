// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/record_text.h"

#include <algorithm>

namespace wb::cli {

namespace {

std::string column(std::string_view text, std::size_t width)
{
    std::string field(text);
    field.resize(std::max(width, field.size()), ' ');
    return field + "  ";
}

std::string stateText(const smds::EventRecord &record)
{
    if (record.deletedAt)
        return "deleted " + toIso8601(*record.deletedAt);
    if (!record.acknowledged)
        return "not acknowledged yet";
    if (record.retrievals == 0)
        return "waiting";
    return "retrieved " + std::to_string(record.retrievals) + (record.retrievals == 1 ? " time" : " times")
           + (record.lastRetrievedAt ? ", last " + toIso8601(*record.lastRetrievedAt) : "");
}

std::string forwardText(const smds::Forward &forward)
{
    std::string text = "at " + forward.parent + " as " + forward.eventId + ": "
                       + std::string(smds::nameOf(forward.state));
    const bool open = forward.state == smds::ForwardState::pending || forward.state == smds::ForwardState::deleting;
    if (open && forward.nextTry < TimePoint::max())
        text += ", next try " + toIso8601(forward.nextTry);
    if (forward.attempts > 1)
        text += ", " + std::to_string(forward.attempts) + " attempts";
    return forward.problem.empty() ? text : text + ": " + forward.problem;
}

} // namespace

std::string recordText(const smds::EventRecord &record)
{
    std::string text = column(std::to_string(record.id), 6) + column(toIso8601(record.registeredAt), 24)
                       + column(record.eid.digits(), 32) + column(record.eventId, 16)
                       + column(record.rspServerAddress, 28) + column(record.ownerOid, 12) + stateText(record);
    if (!record.eid.checkDigitsHold())
        text += "; the check digits of the EID do not hold";
    for (const smds::Forward &forward : record.forwards)
        text += "\n        " + forwardText(forward);
    return text;
}

std::string auditText(const smds::AuditLine &line)
{
    const smds::AuditEntry &entry = line.entry;
    std::string text = column(toIso8601(entry.time), 24) + column(entry.kind, 22) + column(entry.caller, 32)
                       + column(entry.outcome, 16);
    std::vector<std::string> more;
    if (!entry.status.empty())
        more.push_back(entry.status);
    if (entry.record != 0)
        more.push_back("record " + std::to_string(entry.record));
    if (!entry.eid.empty() && entry.eid != entry.caller)
        more.push_back(entry.eid);
    if (!entry.detail.empty())
        more.push_back(entry.detail);
    for (std::size_t i = 0; i < more.size(); ++i)
        text += (i == 0 ? "" : ", ") + more[i];
    // What somebody gave as a reason may have lines.
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

void hideSecretsOf(const smds::AuditLine &line, Console &console)
{
    constexpr std::string_view before = "EventID '";
    const std::string &text = line.entry.detail;
    for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
        at += before.size();
        console.hide(text.substr(at, text.find('\'', at) - at));
    }
}

void hideSecretsOf(const smds::EventRecord &record, Console &console)
{
    console.hide(record.eventId);
    for (const smds::Forward &forward : record.forwards)
        console.hide(forward.eventId);
}

} // namespace wb::cli
