// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/focus.h"

namespace wb::shell {

bool Focus::canHold(SubjectKind kind)
{
    return kind == SubjectKind::eid || kind == SubjectKind::eventId || kind == SubjectKind::transactionId;
}

bool Focus::set(const Subject &subject)
{
    if (!subject.isNull() && !canHold(subject.kind))
        return false;
    if (m_subject == subject)
        return true;
    m_subject = subject;
    Q_EMIT changed(m_subject);
    return true;
}

bool Focus::admits(SubjectKind kind, const QString &key) const
{
    return !isSet() || (m_subject.kind == kind && m_subject.key == key);
}

} // namespace wb::shell
