// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/retention.h"

#include "core/base/rest.h"

namespace wb::smds {

RetentionTask::RetentionTask(const Retention &retention, EventStore &store, const Clock &clock,
                             std::function<void(std::string)> log, RetentionPace pace)
    : m_retention(retention),
      m_store(store),
      m_clock(clock),
      m_log(std::move(log)),
      m_pace(pace)
{
    if (retention != Retention())
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void RetentionTask::run(const std::stop_token &stop) const
{
    if (!restFor(m_pace.first, stop))
        return;
    do
        forgetWhatIsOld(stop);
    while (restFor(m_pace.interval, stop));
}

void RetentionTask::forgetWhatIsOld(const std::stop_token &stop) const
{
    const TimePoint now = m_clock.now();
    ForgetBefore before;
    if (m_retention.deletedDays > 0)
        before.deleted = now - std::chrono::days(m_retention.deletedDays);
    if (m_retention.auditDays > 0)
        before.audit = now - std::chrono::days(m_retention.auditDays);
    Forgotten all;
    bool more = true;
    while (more) {
        const auto forgotten = m_store.forget(before, m_pace.batch);
        if (!forgotten) {
            if (m_log)
                m_log("retention: " + forgotten.error().line());
            return;
        }
        all.records += forgotten->records;
        all.auditEntries += forgotten->auditEntries;
        more = (forgotten->records == m_pace.batch || forgotten->auditEntries == m_pace.batch)
               && restFor(m_pace.pause, stop);
    }
    if (m_log && (all.records > 0 || all.auditEntries > 0)) {
        m_log("retention: " + std::to_string(all.records) + " deleted records and " + std::to_string(all.auditEntries)
              + " audit entries are forgotten");
    }
}

} // namespace wb::smds
