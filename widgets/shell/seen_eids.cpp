// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/seen_eids.h"

#include <algorithm>

namespace wb::shell {

void SeenEids::note(const rsp::Eid &eid, const QString &where)
{
    const auto found = std::find(m_eids.begin(), m_eids.end(), eid);
    if (found == m_eids.end()) {
        m_eids.push_back(eid);
        m_places.push_back({where});
        return;
    }
    QStringList &places = m_places[static_cast<std::size_t>(found - m_eids.begin())];
    if (!places.contains(where))
        places.append(where);
}

QStringList SeenEids::placesOf(const rsp::Eid &eid) const
{
    const auto found = std::find(m_eids.begin(), m_eids.end(), eid);
    return found == m_eids.end() ? QStringList() : m_places[static_cast<std::size_t>(found - m_eids.begin())];
}

} // namespace wb::shell
