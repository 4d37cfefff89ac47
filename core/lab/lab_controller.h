// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/jobs.h"
#include "core/lab/running_lab.h"

#include <QFileSystemWatcher>

namespace wb::lab {

/// Brings the user's lab up for a window: makes it when there is none, starts it, and says how it stands.
class LabController : public QObject {
    Q_OBJECT

public:
    enum class State { notStarted, starting, running, runningElsewhere, failed };

    LabController(JobPool &pool, const Clock &clock, QObject *parent = nullptr);
    ~LabController() override;

    /// Makes the lab in the folder if there is none, and starts it.
    void start(const std::filesystem::path &folder);

    /// Tries the folder of the last start() once more, when that failed or another program had the lab.
    void startAgain() { start(m_folder); }

    State state() const { return m_state; }
    const std::optional<Error> &error() const { return m_error; }

    /// The running lab; null in every other state.
    const RunningLab *running() const { return m_running.get(); }

    /// The lab's description; also there when another program runs it.
    const Lab *lab() const { return m_lab ? &*m_lab : nullptr; }
    Jobs &jobs() { return m_jobs; }

Q_SIGNALS:
    void changed();
    /// Somebody has made an eUICC for the lab since it was brought up.
    void euiccMade(const wb::euicc::Identity &identity);

private:
    struct Started;
    void take(Started started);
    void lookForEuiccs();

    JobPool &m_pool;
    const Clock &m_clock;
    std::filesystem::path m_folder;
    State m_state = State::notStarted;
    std::optional<Error> m_error;
    std::optional<Lab> m_lab;
    std::unique_ptr<RunningLab> m_running;
    QFileSystemWatcher m_watch; ///< of the lab's folder, once it is known how the lab stands
    Jobs m_jobs;                // last: ends before what its jobs deliver to
};

} // namespace wb::lab
