// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/trail_text.h"

#include "app/cli/certificate_text.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"

#include <algorithm>

namespace wb::cli {

namespace {

std::string whatCameOf(const lds::Hop &hop)
{
    using lds::HopEnd;
    switch (hop.end) {
    case HopEnd::download: return "download here with this EventID as MatchingID";
    case HopEnd::leadsOn:
        return "leads on to " + std::to_string(hop.next.size())
               + (hop.next.size() == 1 ? " Event Record" : " Event Records");
    case HopEnd::nothing: return "has no Event Record of this EventID";
    case HopEnd::roleUnknown: return "role unknown: " + hop.error->line();
    case HopEnd::failed: return hop.error->line();
    case HopEnd::loop: return "loop: asked for this EventID before on this trail";
    case HopEnd::tooDeep: return "not asked: the trail is too deep";
    case HopEnd::notContacted: return hop.error ? "not asked: " + hop.error->line() : "not asked";
    }
    return {};
}

std::string padded(std::string_view text, std::size_t width)
{
    std::string field(text);
    field.resize(std::max(width, field.size()), ' ');
    return field + "  ";
}

/// A hop in columns.
struct TrailLine {
    std::string eventId; ///< with two blanks a level before it
    std::string address;
    std::string kind;
    std::string whatCame;
};

void appendTrails(const std::vector<lds::Hop> &hops, std::vector<TrailLine> &lines)
{
    for (const lds::Hop &hop : hops) {
        lines.push_back({std::string(static_cast<std::size_t>(hop.depth) * 2, ' ') + hop.entry.eventId,
                         hop.entry.rspServerAddress, std::string(lds::serverKindOf(hop)), whatCameOf(hop)});
        appendTrails(hop.next, lines);
    }
}

QJsonObject objectOf(const lds::Hop &hop)
{
    QJsonObject object{{QStringLiteral("eventId"), qtText(hop.entry.eventId)},
                       {QStringLiteral("rspServerAddress"), qtText(hop.entry.rspServerAddress)},
                       {QStringLiteral("end"), qtText(lds::nameOf(hop.end))},
                       {QStringLiteral("next"), jsonOf(hop.next)}};
    if (const auto kind = lds::serverKindOf(hop); !kind.empty())
        object[QStringLiteral("server")] = qtText(kind);
    if (hop.transactionId)
        object[QStringLiteral("transactionId")] = qtText(hop.transactionId->text());
    if (hop.server)
        object[QStringLiteral("serverCertificate")] = jsonOf(*hop.server);
    if (hop.error)
        object[QStringLiteral("error")] = jsonOf(*hop.error);
    return object;
}

} // namespace

std::vector<std::string> trailLines(const std::vector<lds::Hop> &trails)
{
    std::vector<TrailLine> columns;
    appendTrails(trails, columns);
    std::size_t eventId = 0;
    std::size_t address = 0;
    std::size_t kind = 0;
    for (const TrailLine &line : columns) {
        eventId = std::max(eventId, line.eventId.size());
        address = std::max(address, line.address.size());
        kind = std::max(kind, line.kind.size());
    }
    std::vector<std::string> lines;
    lines.reserve(columns.size());
    for (const TrailLine &line : columns)
        lines.push_back(padded(line.eventId, eventId) + padded(line.address, address) + padded(line.kind, kind)
                        + line.whatCame);
    return lines;
}

QJsonObject jsonOf(const lds::ServerCheck &server)
{
    QJsonObject certificate = jsonOf(server.certificate);
    certificate[QStringLiteral("chain")] = jsonOf(server.chain);
    return certificate;
}

QJsonArray jsonOf(const std::vector<lds::Hop> &hops)
{
    QJsonArray array;
    for (const lds::Hop &hop : hops)
        array.append(objectOf(hop));
    return array;
}

QJsonArray downloadsAsJson(const std::vector<lds::Hop> &trails)
{
    QJsonArray array;
    for (const lds::Hop *hop : lds::downloadsIn(trails))
        array.append(QJsonObject{{QStringLiteral("rspServerAddress"), qtText(hop->entry.rspServerAddress)},
                                 {QStringLiteral("matchingId"), qtText(hop->entry.eventId)}});
    return array;
}

} // namespace wb::cli
