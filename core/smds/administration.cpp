// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/administration.h"

#include "core/es/json.h"

namespace wb::smds {

namespace {

constexpr std::size_t longestReason = 500;

/// After so many attempts in vain somebody should look.
constexpr int manyAttempts = 5;

Result<AuditEntry> auditFor(const char *kind, const Intervention &what, const std::string &administrator, TimePoint now)
{
    if (what.reason.empty() || what.reason.size() > longestReason) {
        return fail(ErrorKind::invalid, Interface::administration, "reason",
                    what.reason.empty() ? "a reason must be given; it goes into the audit trail"
                                        : "the reason is longer than " + std::to_string(longestReason) + " octets");
    }
    AuditEntry entry;
    entry.time = now;
    entry.kind = kind;
    entry.caller = administrator;
    entry.outcome = es::nameOf(es::FunctionStatus::Kind::executedSuccess);
    entry.detail = what.reason + (what.parent.empty() ? "" : " (parent " + what.parent + ")");
    return entry;
}

HealthCheck databaseCheck(const Result<std::vector<ForwardCount>> &counts)
{
    if (counts)
        return {"database", HealthCheck::State::good, {}};
    return {"database", HealthCheck::State::failed, counts.error().line()};
}

HealthCheck forwardingCheck(const std::vector<ForwardCount> &counts, const std::vector<ParentTrouble> &troubles)
{
    HealthCheck check{"forwarding", HealthCheck::State::good, {}};
    const auto say = [&](const std::string &what) {
        check.state = HealthCheck::State::poor;
        check.detail += (check.detail.empty() ? "" : "; ") + what;
    };
    const auto add = [&](const ForwardCount &count, const char *what) {
        say(std::to_string(count.count) + what + count.parent);
    };
    for (const ParentTrouble &trouble : troubles)
        say(trouble.parent + " has not answered since " + toIso8601(trouble.since) + " (" + trouble.problem + ")");
    for (const ForwardCount &count : counts) {
        const bool open = count.state == ForwardState::pending || count.state == ForwardState::deleting;
        if (count.state == ForwardState::failed)
            add(count, " refused by ");
        else if (open && count.mostAttempts >= manyAttempts)
            add(count, " waiting for ");
    }
    return check;
}

HealthCheck findingsCheck(const Result<std::vector<std::string>> &findings)
{
    HealthCheck check{"configuration", HealthCheck::State::good, {}};
    if (!findings) {
        check.state = HealthCheck::State::poor;
        check.detail = findings.error().line();
        return check;
    }
    for (const std::string &finding : *findings) {
        check.state = HealthCheck::State::poor;
        check.detail += (check.detail.empty() ? "" : "; ") + finding;
    }
    return check;
}

} // namespace

Administration::Administration(Parts parts) : m_parts(std::move(parts)), m_startedAt(m_parts.clock.now()) {}

Result<RecordStory> Administration::story(std::int64_t record, int mostHistory) const
{
    auto found = m_parts.reader.record(record);
    if (!found)
        return fail(std::move(found.error()));
    auto history = m_parts.reader.history(*found, mostHistory);
    if (!history)
        return fail(std::move(history.error()));
    return RecordStory{std::move(*found), std::move(*history)};
}

Result<Statistics> Administration::statistics(bool countRecords) const
{
    auto forwards = m_parts.reader.forwardCounts();
    if (!forwards)
        return fail(std::move(forwards.error()));
    Statistics statistics{m_startedAt,          m_parts.clock.now(), m_parts.meter.counts(),
                          std::move(*forwards), m_parts.listeners(), {}};
    if (countRecords) {
        auto counts = m_parts.reader.recordCounts();
        if (!counts)
            return fail(std::move(counts.error()));
        statistics.records = *counts;
    }
    return statistics;
}

std::vector<HealthCheck> Administration::health() const
{
    const auto forwards = m_parts.reader.forwardCounts();
    std::vector<HealthCheck> checks{databaseCheck(forwards)};
    if (forwards)
        checks.push_back(forwardingCheck(*forwards, m_parts.forwarder.troubles()));
    checks.push_back(findings());
    return checks;
}

HealthCheck Administration::findings() const
{
    constexpr std::chrono::seconds lately{5};
    const TimePoint now = m_parts.clock.now();
    const std::scoped_lock lock(m_findingsMutex);
    if (now - m_findingsAt >= lately || now < m_findingsAt) {
        m_findings = findingsCheck(m_parts.findings());
        m_findingsAt = now;
    }
    return m_findings;
}

Result<int> Administration::retry(const Intervention &what, const std::string &administrator) const
{
    const TimePoint now = m_parts.clock.now();
    auto audit = auditFor("AdministratorRetry", what, administrator, now);
    if (!audit)
        return fail(std::move(audit.error()));
    auto count = m_parts.store.retryForwards(what.record, what.parent, now, std::move(*audit));
    m_parts.forwarder.wake();
    return count;
}

Result<int> Administration::withdraw(const Intervention &what, const std::string &administrator) const
{
    const TimePoint now = m_parts.clock.now();
    auto audit = auditFor("AdministratorWithdraw", what, administrator, now);
    if (!audit)
        return fail(std::move(audit.error()));
    auto count = m_parts.store.withdrawForwards(what.record, what.parent, now, std::move(*audit));
    m_parts.forwarder.wake();
    return count;
}

Result<void> Administration::remove(const Intervention &what, const std::string &administrator) const
{
    const TimePoint now = m_parts.clock.now();
    auto audit = auditFor("AdministratorDelete", what, administrator, now);
    if (!audit)
        return fail(std::move(audit.error()));
    auto removed = m_parts.store.removeRecord(what.record, now, std::move(*audit));
    m_parts.forwarder.wake();
    return removed;
}

} // namespace wb::smds
