// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/interop/registrants.h"

#include "tests/support/core/results.h"

namespace wb::testing {

namespace {

constexpr int registrants = 4; ///< that work at once

/// Each event above is that of one below, and each below has one above.
QString problemBetween(const ServedSmds &above, const ServedSmds &below)
{
    std::map<std::string, int> forwarded;
    for (const smds::EventRecord &record : above.records()) {
        const auto meant = below.records(record.eventId);
        if (meant.size() != 1)
            return QStringLiteral("an orphan is left at ") + q(above.address().text() + ": " + record.eventId);
        ++forwarded[meant.front().eventId];
    }
    for (const smds::EventRecord &record : below.records()) {
        if (const auto found = forwarded.find(record.eventId); found == forwarded.end() || found->second != 1)
            return q(record.eventId + " is at " + below.address().text() + " and not once above it");
    }
    return {};
}

} // namespace

Registrants::Registrants(const ServedCascade &cascade) : m_cascade(cascade)
{
    for (int i = 0; i < registrants; ++i)
        m_threads.emplace_back([this, i](const std::stop_token &stop) { work(i, stop); });
}

std::map<std::string, Known> Registrants::events() const
{
    const std::scoped_lock lock(m_mutex);
    return m_events;
}

void Registrants::work(int registrant, const std::stop_token &stop)
{
    es::Es12Client smdp = m_cascade.smdp();
    const http::Address server = m_cascade.levels().back()->address();
    for (int number = 0; !stop.stop_requested(); ++number) {
        const std::string eventId = "EV-" + std::to_string(registrant) + "-" + std::to_string(number);
        const auto registered = smdp.registerEvent(server, m_cascade.registration(eventId), {});
        // An answer that says no is as certain as one that says yes; no answer is neither.
        if (!registered && registered.error().status) {
            note(eventId, Known::refused);
            continue;
        }
        note(eventId, registered ? Known::registered : Known::maybeRegistered);
        if (!registered || number % 2 != 0)
            continue;
        const auto deleted = smdp.deleteEvent(server, m_cascade.deletion(eventId), {});
        note(eventId, deleted ? Known::deleted : Known::maybeDeleted);
    }
}

void Registrants::note(const std::string &eventId, Known known)
{
    const std::scoped_lock lock(m_mutex);
    m_events[eventId] = known;
    if (known == Known::registered || known == Known::deleted)
        ++m_acknowledged;
    else if (known != Known::refused)
        ++m_unanswered;
}

QString problemWith(const ServedCascade &cascade, const std::map<std::string, Known> &events)
{
    std::map<std::string, int> below;
    for (const smds::EventRecord &record : cascade.levels().back()->records())
        ++below[record.eventId];
    for (const auto &[eventId, known] : events) {
        const int there = below.contains(eventId) ? below.at(eventId) : 0;
        if (there > 1)
            return q(eventId) + QStringLiteral(" is there twice");
        if (known == Known::registered && there != 1)
            return q(eventId) + QStringLiteral(" was acknowledged and is gone");
        if (known == Known::deleted && there != 0)
            return q(eventId) + QStringLiteral(" was deleted and is there");
        if (known == Known::refused && there != 0)
            return q(eventId) + QStringLiteral(" was refused and is there");
    }
    for (std::size_t level = 1; level < cascade.levels().size(); ++level) {
        const QString problem = problemBetween(*cascade.levels()[level - 1], *cascade.levels()[level]);
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace wb::testing
