// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/problems.h"

#include <algorithm>

namespace wb::shell {

void Problems::report(Problem problem)
{
    const auto same = std::find_if(m_all.begin(), m_all.end(),
                                   [&](const Problem &other) { return other.id == problem.id; });
    if (same == m_all.end())
        m_all.push_back(std::move(problem));
    else
        *same = std::move(problem);
    Q_EMIT changed();
}

void Problems::resolve(const QString &id)
{
    const auto gone = std::remove_if(m_all.begin(), m_all.end(),
                                     [&](const Problem &problem) { return problem.id == id; });
    if (gone == m_all.end())
        return;
    m_all.erase(gone, m_all.end());
    Q_EMIT changed();
}

void Problems::next()
{
    if (m_all.empty())
        return;
    if (m_next >= m_all.size())
        m_next = 0;
    const Problem problem = m_all[m_next++]; // a copy: revealing may resolve it
    if (problem.reveal)
        problem.reveal();
    Q_EMIT revealed(problem);
}

} // namespace wb::shell
