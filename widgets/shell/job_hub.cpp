// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/job_hub.h"

#include <algorithm>

namespace wb::shell {

void JobHub::watch(Jobs *jobs)
{
    connect(jobs, &Jobs::started, this, [this, jobs](JobId id, const QString &title) {
        if (title.isEmpty())
            return;
        m_running.push_back({jobs, id, title, {}, 0, 0});
        Q_EMIT changed();
    });
    connect(jobs, &Jobs::progressed, this, [this, jobs](JobId id, qint64 done, qint64 total, const QString &text) {
        for (Entry &entry : m_running) {
            if (entry.owner == jobs && entry.id == id) {
                entry.done = done;
                entry.total = total;
                entry.text = text;
                Q_EMIT changed();
            }
        }
    });
    connect(jobs, &Jobs::finished, this, [this, jobs](JobId id) { remove(jobs, id); });
    connect(jobs, &QObject::destroyed, this, [this] {
        const auto gone = std::remove_if(m_running.begin(), m_running.end(),
                                         [](const Entry &entry) { return !entry.owner; });
        if (gone == m_running.end())
            return;
        m_running.erase(gone, m_running.end());
        Q_EMIT changed();
    });
}

void JobHub::cancel(std::size_t index)
{
    if (index < m_running.size() && m_running[index].owner)
        m_running[index].owner->cancel(m_running[index].id);
}

void JobHub::remove(const QObject *owner, JobId id)
{
    const auto found = std::find_if(m_running.begin(), m_running.end(),
                                    [&](const Entry &entry) { return entry.owner == owner && entry.id == id; });
    if (found == m_running.end())
        return;
    m_running.erase(found);
    Q_EMIT changed();
}

} // namespace wb::shell
