// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/jobs.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace wb::shell {

/// The running jobs of all owners, for the status bar.
class JobHub : public QObject {
    Q_OBJECT

public:
    struct Entry {
        QPointer<Jobs> owner;
        JobId id = 0;
        QString title;
        QString text; ///< what it says it is doing
        qint64 done = 0;
        qint64 total = 0; ///< 0: unknown
    };

    using QObject::QObject;

    /// From now on the owner's titled jobs are shown. Jobs without a title stay private.
    void watch(Jobs *jobs);

    const std::vector<Entry> &running() const { return m_running; } ///< oldest first
    void cancel(std::size_t index);

Q_SIGNALS:
    void changed();

private:
    void remove(const QObject *owner, JobId id);

    std::vector<Entry> m_running;
};

} // namespace wb::shell
