// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/audit_stream.h"

#include "core/smds/administration_json.h"

#include <QJsonDocument>

namespace wb::smds {

namespace {

constexpr std::chrono::seconds longestSilence{15};
constexpr int mostAtOnce = 500;

std::string eventOf(const AuditLine &line)
{
    return "id: " + line.position + "\nevent: audit\ndata: "
           + QJsonDocument(toJson(line)).toJson(QJsonDocument::Compact).toStdString() + "\n\n";
}

} // namespace

Result<http::StreamSource> auditStreamFrom(EventReader &reader, AuditQuery query)
{
    if (query.after.empty()) {
        AuditQuery last;
        last.limit = 1;
        const auto newest = reader.newest(last);
        if (!newest)
            return fail(newest.error());
        query.after = newest->empty() ? beginningOfAudit : newest->back().position;
    }
    const auto goesOn = reader.hasEntry(query.after);
    if (!goesOn)
        return fail(goesOn.error());
    if (const auto good = reader.audit(query); !good)
        return fail(good.error());
    query.limit = mostAtOnce;

    using SteadyClock = std::chrono::steady_clock;
    // The position first, so that who is cut off before anything happens can go on as well; and where retention has removed the entry that
    // one goes on after, nobody knows how many after it.
    return [&reader, query = std::move(query), goesOn = *goesOn, begun = false,
            spoke = SteadyClock::time_point()]() mutable -> std::optional<Bytes> {
        std::string text;
        if (!std::exchange(begun, true))
            text = "id: " + query.after + "\nevent: " + (goesOn ? "position" : "gap") + "\ndata:\n\n";
        const auto lines = reader.audit(query);
        if (!lines)
            return std::nullopt;
        for (const AuditLine &line : *lines)
            text += eventOf(line);
        const auto now = SteadyClock::now();
        if (!lines->empty())
            query.after = lines->back().position;
        else if (text.empty() && now - spoke >= longestSilence)
            text = ": still here\n\n";
        if (!text.empty())
            spoke = now;
        return copyOf(viewOf(text));
    };
}

} // namespace wb::smds
