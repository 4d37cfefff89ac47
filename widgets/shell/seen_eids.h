// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/eid.h"

#include <QStringList>

#include <vector>

namespace wb::shell {

/// The EIDs that this program has met since it started, and where: candidates for one that was mistyped.
class SeenEids {
public:
    /// @p where is shown to people: "Card: Lab eUICC A". An EID may be noted again; a place is kept once.
    void note(const rsp::Eid &eid, const QString &where);

    const std::vector<rsp::Eid> &all() const { return m_eids; }

    /// Where the EID was met, the first time first; empty for one that was not.
    QStringList placesOf(const rsp::Eid &eid) const;

private:
    std::vector<rsp::Eid> m_eids;
    std::vector<QStringList> m_places; ///< one each
};

} // namespace wb::shell
