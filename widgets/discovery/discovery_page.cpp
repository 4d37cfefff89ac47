// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/discovery_page.h"

#include "core/base/hex.h"
#include "core/http/placeholder_address.h"
#include "widgets/discovery/hop_words.h"
#include "widgets/shell/error_words.h"
#include "widgets/shell/times.h"

#include <QCoreApplication>

namespace wb::discovery {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(wb::discovery::DiscoveryPage)
};

QString text(std::string_view value)
{
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

/// Certificates are given to the second; the day is what matters.
QString dayOf(TimePoint time)
{
    return text(toIso8601(time)).left(10);
}

shell::Meaning meaningOf(const pki::RuleVerdict &verdict)
{
    switch (verdict.verdict) {
    case pki::Verdict::holds: return shell::Meaning::ok;
    case pki::Verdict::broken: return verdict.advisory ? shell::Meaning::warning : shell::Meaning::error;
    case pki::Verdict::notApplicable: break;
    }
    return shell::Meaning::plain;
}

bool wasStopped(const std::optional<Error> &error)
{
    return error && error->kind == ErrorKind::cancelled;
}

shell::InspectorSection stepSection(const Run &run)
{
    shell::InspectorSection section{Words::tr("Steps"), {}};
    for (const lds::StepReport &step : run.steps) {
        section.rows.push_back({.label = text(lds::nameOf(step.step, step.asked)),
                                .value = shell::Times::duration(step.duration),
                                .meaning = wasStopped(step.error)  ? shell::Meaning::plain
                                           : step.error            ? shell::Meaning::error
                                           : step.findings.empty() ? shell::Meaning::ok
                                                                   : shell::Meaning::warning});
    }
    return section;
}

/// What the server showed, whether or not it was believed; null when it did not come to that.
const lds::ServerCheck *serverOf(const Run &run)
{
    for (const lds::StepReport &step : run.steps) {
        if (step.server)
            return &*step.server;
    }
    return nullptr;
}

shell::InspectorSection serverSection(const lds::ServerCheck &server)
{
    const pki::Certificate &certificate = server.certificate;
    shell::InspectorSection section{Words::tr("Server"), {}};
    section.rows.push_back({.label = Words::tr("Certificate"), .value = text(pki::roleNameOf(certificate))});
    section.rows.push_back({.label = Words::tr("Subject"), .value = text(certificate.subject().text())});
    section.rows.push_back({.label = Words::tr("OID"), .value = text(certificate.oid()), .fixed = true});
    section.rows.push_back({.label = Words::tr("Valid until"), .value = dayOf(certificate.notAfter())});
    section.rows.push_back(
        {.label = Words::tr("Chain"),
         .value = server.chain.ok() ? Words::tr("every rule holds") : text(server.chain.firstBroken()->line()),
         .meaning = server.chain.ok() ? shell::Meaning::ok : shell::Meaning::warning});
    return section;
}

/// A hop, and the server whose answer it stood in.
struct FoundHop {
    const lds::Hop *hop;
    const std::string *foundAt;
};

std::optional<FoundHop> hopOf(const std::vector<lds::Hop> &hops, const es::EventEntry &entry,
                              const std::string &foundAt)
{
    for (const lds::Hop &hop : hops) {
        if (hop.entry == entry)
            return FoundHop{&hop, &foundAt};
        if (const auto below = hopOf(hop.next, entry, hop.entry.rspServerAddress))
            return below;
    }
    return {};
}

/// A row for each server from this hop on.
void addTrail(const lds::Hop &hop, shell::InspectorSection &section)
{
    const QString server = serverWord(hop);
    section.rows.push_back(
        {.label = text(hop.entry.rspServerAddress),
         .value = server.isEmpty() ? outcomeWords(hop) : server + QStringLiteral(": ") + outcomeWords(hop),
         .meaning = outcomeMeaning(hop)});
    for (const lds::Hop &next : hop.next)
        addTrail(next, section);
}

/// What is known of the server of an Event Record once it was followed.
void addHop(const lds::Hop &hop, shell::InspectorPage &page)
{
    if (hop.error && hop.error->kind != ErrorKind::cancelled)
        page.problems.push_back(shell::errorText(*hop.error));
    shell::InspectorSection trail{Words::tr("Where it leads"), {}};
    addTrail(hop, trail);
    page.sections.push_back(std::move(trail));
    if (hop.server) {
        page.sections.push_back(serverSection(*hop.server));
        page.tree = rulesOf(hop.server->chain);
        page.raw = copyOf(hop.server->certificate.der());
    }
}

} // namespace

std::vector<shell::InspectorNode> rulesOf(const pki::ChainReport &report)
{
    std::vector<shell::InspectorNode> nodes;
    for (const pki::RuleVerdict &verdict : report.verdicts) {
        const QString certificate = QString::fromStdString(verdict.certificate);
        if (nodes.empty() || nodes.back().name != certificate)
            nodes.push_back({certificate, {}, shell::Meaning::plain, {}});
        nodes.back().children.push_back(
            {text(pki::nameOf(verdict.rule)),
             text(pki::nameOf(verdict.verdict)) + QStringLiteral(": ") + QString::fromStdString(verdict.reason),
             meaningOf(verdict),
             {}});
    }
    return nodes;
}

shell::InspectorPage pageOf(const Run &run)
{
    shell::InspectorPage page;
    page.title = Words::tr("Discovery at %1")
                     .arg(run.outcome.address.empty() ? Words::tr("no server") : text(run.outcome.address));
    page.subtitle = Words::tr("by %1").arg(run.card);
    page.icon = shell::Icon::discovery;
    if (wasStopped(run.outcome.error))
        page.subtitle += QStringLiteral(", ") + Words::tr("stopped before it had an answer");
    else if (run.outcome.error)
        page.problems.push_back(shell::errorText(*run.outcome.error));
    if (const auto &found = run.outcome.found) {
        shell::InspectorSection result{Words::tr("Result"), {}};
        if (!run.eventId.isEmpty())
            result.rows.push_back({.label = Words::tr("Asked for EventID"),
                                   .value = run.eventId,
                                   .fixed = true,
                                   .secret = shell::SubjectKind::eventId});
        result.rows.push_back({.label = Words::tr("Event Records"), .value = QString::number(found->entries.size())});
        if (found->eid)
            result.rows.push_back({.label = Words::tr("EID"),
                                   .value = text(found->eid->digits()),
                                   .fixed = true,
                                   .secret = shell::SubjectKind::eid});
        result.rows.push_back({.label = Words::tr("TransactionID"),
                               .value = text(found->transactionId.text()),
                               .fixed = true,
                               .secret = shell::SubjectKind::transactionId});
        page.sections.push_back(std::move(result));
    }
    if (run.outcome.following && !run.outcome.following->trails.empty()) {
        shell::InspectorSection trails{Words::tr("Where the Event Records lead"), {}};
        for (const lds::Hop &trail : run.outcome.following->trails)
            addTrail(trail, trails);
        page.sections.push_back(std::move(trails));
    }
    if (const lds::ServerCheck *server = serverOf(run)) {
        page.sections.push_back(serverSection(*server));
        page.tree = rulesOf(server->chain);
        page.raw = copyOf(server->certificate.der());
    }
    page.sections.push_back(stepSection(run));
    return page;
}

shell::InspectorPage pageOf(const Run &run, const es::EventEntry &entry)
{
    shell::InspectorPage page;
    page.icon = shell::Icon::events;
    const auto &following = run.outcome.following;
    const auto hop = following ? hopOf(following->trails, entry, run.outcome.address) : std::nullopt;
    const std::string &foundAt = hop ? *hop->foundAt : run.outcome.address;
    page.subtitle = Words::tr("Event Record at %1").arg(text(foundAt));
    shell::InspectorSection section{{}, {}};
    section.rows.push_back({.label = Words::tr("EventID"),
                            .value = text(entry.eventId),
                            .fixed = true,
                            .secret = shell::SubjectKind::eventId,
                            .tip = Words::tr("To be used as MatchingID at the RSP Server address")});
    section.rows.push_back(
        {.label = Words::tr("RSP Server address"), .value = text(entry.rspServerAddress), .fixed = true});
    section.rows.push_back({.label = Words::tr("Found at"), .value = text(foundAt), .fixed = true});
    if (run.outcome.found && run.outcome.found->eid)
        section.rows.push_back({.label = Words::tr("For EID"),
                                .value = text(run.outcome.found->eid->digits()),
                                .fixed = true,
                                .secret = shell::SubjectKind::eid});
    page.sections.push_back(std::move(section));
    if (hop)
        addHop(*hop->hop, page);
    return page;
}

QStringList reasonsForNothing(const Run &run)
{
    QStringList reasons;
    const auto &found = run.outcome.found;
    if (!found)
        return reasons;
    if (http::isPlaceholderAddress(run.outcome.address))
        reasons << Words::tr("%1 is a name of test material: outside a lab no event ever waits there.")
                       .arg(text(run.outcome.address));
    if (found->eid && !found->eid->checkDigitsHold())
        reasons << Words::tr(
            "The check digits of the EID do not hold: the event may be registered for the EID without the slip.");
    reasons << Words::tr(
        "The SM-DS knows this eUICC by the EID of its certificate; an event for another EID is not shown.");
    reasons << Words::tr("An event that was registered at an Alternative SM-DS and not forwarded is only found there.");
    reasons << Words::tr("After a download the SM-DP+ deletes the event.");
    return reasons;
}

} // namespace wb::discovery
