// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/identifiers.h"

#include "core/report/annotation.h"
#include "core/rsp/eid.h"

#include <algorithm>

namespace wb::report {

namespace {

bool isNamed(const ViewNode &node, QLatin1StringView name)
{
    return node.name.compare(name, Qt::CaseInsensitive) == 0;
}

void addOnce(std::vector<std::string> &values, std::string value)
{
    if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(std::move(value));
}

/// A value as the tree shows it, without the quotes of a character string.
QString bareValue(const ViewNode &node)
{
    const QString &value = node.value;
    const bool quoted = value.size() >= 2 && value.startsWith(QLatin1Char('"')) && value.endsWith(QLatin1Char('"'));
    return quoted ? value.mid(1, value.size() - 2) : value;
}

void collect(const std::vector<ViewNode> &nodes, Identifiers &found)
{
    for (const ViewNode &node : nodes) {
        if (!node.children.empty()) {
            collect(node.children, found);
            continue;
        }
        if (node.shortened || node.value.isEmpty())
            continue;
        const QString value = bareValue(node);
        if (isNamed(node, QLatin1StringView("eventId")) || isNamed(node, QLatin1StringView("matchingId")))
            addOnce(found.eventIds, value.toStdString());
        else if (isNamed(node, QLatin1StringView("transactionId")))
            addOnce(found.transactionIds, value.simplified().remove(QLatin1Char(' ')).toUpper().toStdString());
        else if (value.size() >= static_cast<qsizetype>(rsp::Eid::length)) {
            // By its form, not its name: in CERT.EUICC it is the serialNumber of the subject.
            if (const Result<rsp::Eid> eid = rsp::Eid::fromText(value.toStdString()))
                addOnce(found.eids, eid->digits());
        }
    }
}

} // namespace

Identifiers identifiersOf(const capture::Exchange &exchange)
{
    std::vector<Part> parts = partsOf(exchange);
    std::erase_if(parts, [](const Part &part) {
        const bool body = part.group == PartGroup::request || part.group == PartGroup::response;
        return !body || part.kind == PartKind::httpHead;
    });
    Identifiers found;
    collect(annotateParts(parts).nodes, found);
    return found;
}

} // namespace wb::report
