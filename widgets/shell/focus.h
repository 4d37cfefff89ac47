// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/subject.h"

#include <QObject>

namespace wb::shell {

/// The EID or EventID that everything is about at the moment. Every panel filters or marks by it; one key clears it.
class Focus : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// An EID, EventID or TransactionID; anything else is ignored and false is returned.
    bool set(const Subject &subject);
    void clear() { set({}); }

    const Subject &subject() const { return m_subject; }
    bool isSet() const { return !m_subject.isNull(); }
    /// True when nothing is in focus, or this is: what a filter asks.
    bool admits(SubjectKind kind, const QString &key) const;

    static bool canHold(SubjectKind kind);

Q_SIGNALS:
    void changed(const wb::shell::Subject &subject);

private:
    Subject m_subject;
};

} // namespace wb::shell
