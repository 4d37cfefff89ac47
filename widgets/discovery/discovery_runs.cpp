// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/discovery_runs.h"

namespace wb::discovery {

namespace {

/// What a subject of an Event Record carries. A value, so that it says the same when other events are listed.
struct FoundEvent {
    std::shared_ptr<const Run> run;
    es::EventEntry entry;
};

/// Every Event Record of a run with those its trails led to, an Alternative SM-DS's after its own.
void collectEntries(const std::vector<lds::Hop> &hops, std::vector<es::EventEntry> &entries)
{
    for (const lds::Hop &hop : hops) {
        entries.push_back(hop.entry);
        collectEntries(hop.next, entries);
    }
}

std::vector<es::EventEntry> entriesOf(const lds::DiscoveryOutcome &outcome)
{
    if (!outcome.following)
        return outcome.found->entries;
    std::vector<es::EventEntry> entries;
    collectEntries(outcome.following->trails, entries);
    return entries;
}

/// What a subject of a discovery carries.
using RunPayload = std::shared_ptr<const Run>;

} // namespace

void DiscoveryRuns::add(Run run)
{
    m_last = std::make_shared<const Run>(std::move(run));
    ++m_count;
    Q_EMIT added();
}

shell::Subject DiscoveryRuns::lastSubject() const
{
    if (!m_last)
        return {};
    return {shell::SubjectKind::discovery, QString::number(m_count), tr("Discovery"), RunPayload(m_last)};
}

shell::Subject DiscoveryRuns::subjectOf(const es::EventEntry &entry) const
{
    const QString eventId = QString::fromStdString(entry.eventId);
    return {shell::SubjectKind::eventId, eventId, eventId, FoundEvent{m_last, entry}};
}

const es::EventEntry *DiscoveryRuns::entryOfLast(const shell::Subject &subject) const
{
    const auto *event = std::any_cast<FoundEvent>(&subject.payload);
    return event != nullptr && event->run == m_last ? &event->entry : nullptr;
}

bool DiscoveryRuns::canInspect(const shell::Subject &subject) const
{
    if (subject.kind == shell::SubjectKind::discovery)
        return subject.payload.type() == typeid(RunPayload);
    return subject.kind == shell::SubjectKind::eventId && subject.payload.type() == typeid(FoundEvent);
}

shell::InspectorPage DiscoveryRuns::inspect(const shell::Subject &subject) const
{
    if (subject.kind == shell::SubjectKind::discovery)
        return pageOf(*std::any_cast<const RunPayload &>(subject.payload));
    const auto &event = std::any_cast<const FoundEvent &>(subject.payload);
    return pageOf(*event.run, event.entry);
}

QString DiscoveryRuns::unavailable() const
{
    return m_last && m_last->outcome.found ? QString() : tr("no discovery yet");
}

void DiscoveryRuns::find(const QString &text, int limit, std::function<void(shell::FindAnswer)> answer)
{
    // The digits of the eUICC that was asked for find all of its events: they are what a customer reads out.
    const QString digits = QString(text).remove(u' ');
    const auto &eid = m_last->outcome.found->eid;
    const bool ofThisEuicc = eid && !digits.isEmpty() && QString::fromStdString(eid->digits()).contains(digits);
    shell::FindAnswer found;
    for (const es::EventEntry &entry : entriesOf(m_last->outcome)) {
        const QString eventId = QString::fromStdString(entry.eventId);
        const QString address = QString::fromStdString(entry.rspServerAddress);
        if ((ofThisEuicc || eventId.contains(text, Qt::CaseInsensitive) || address.contains(text, Qt::CaseInsensitive))
            && static_cast<int>(found.hits.size()) < limit)
            found.hits.push_back({subjectOf(entry), address});
    }
    answer(std::move(found));
}

void DiscoveryRuns::open(const shell::Subject &subject)
{
    Q_EMIT showWanted(subject);
}

} // namespace wb::discovery
