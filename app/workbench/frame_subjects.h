// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/inspector.h"
#include "widgets/shell/problems.h"
#include "widgets/shell/seen_eids.h"

namespace wb::workbench {

/// The subject that stands for a problem, to be shown in the inspector.
shell::Subject subjectOf(const shell::Problem &problem);
/// The subject that stands for the program: version, licence, libraries.
shell::Subject aboutSubject();

/// Describes the two of them, and EIDs.
class FrameSubjects final : public shell::InspectorProvider {
public:
    FrameSubjects(const shell::Problems &problems, const shell::SeenEids &seen) : m_problems(problems), m_seen(seen) {}

    bool canInspect(const shell::Subject &subject) const override;
    shell::InspectorPage inspect(const shell::Subject &subject) const override;

private:
    const shell::Problems &m_problems;
    const shell::SeenEids &m_seen;
};

} // namespace wb::workbench
