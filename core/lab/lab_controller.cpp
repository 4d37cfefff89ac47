// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/lab_controller.h"

#include <algorithm>

namespace wb::lab {

/// What a start comes home with. The description is there as soon as it could be read.
struct LabController::Started {
    std::optional<Lab> lab;
    std::unique_ptr<RunningLab> running;
    std::optional<Error> error;
};

LabController::LabController(JobPool &pool, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_pool(pool),
      m_clock(clock)
{
    connect(&m_watch, &QFileSystemWatcher::directoryChanged, this, &LabController::lookForEuiccs);
}

LabController::~LabController() = default;

void LabController::start(const std::filesystem::path &folder)
{
    m_folder = folder;
    m_state = State::starting;
    Q_EMIT changed();
    m_jobs.start<Started>(
        m_pool, "lab", tr("Starting the lab"),
        [folder, &clock = m_clock](JobContext &context) {
            Started started;
            std::error_code problem;
            if (!std::filesystem::exists(folder / "lab.toml", problem)) {
                auto made = createLab(folder, clock);
                if (!made) {
                    started.error = std::move(made.error());
                    return started;
                }
            }
            auto lab = openLab(folder);
            if (!lab) {
                started.error = std::move(lab.error());
                return started;
            }
            started.lab = *lab;
            auto running = RunningLab::start(
                std::move(*lab), clock,
                [&context](const std::string &text) {
                    context.progress(0, 0, QString::fromStdString(text));
                    qInfo("lab: %s", text.c_str());
                },
                context.stop);
            if (running)
                started.running = std::move(*running);
            else
                started.error = std::move(running.error());
            return started;
        },
        [this](Started started) { take(std::move(started)); });
}

void LabController::take(Started started)
{
    m_lab = std::move(started.lab);
    m_running = std::move(started.running);
    m_error = std::move(started.error);
    if (m_running)
        m_state = State::running;
    else
        m_state = m_error && m_error->kind == ErrorKind::busy ? State::runningElsewhere : State::failed;
    if (m_lab && m_watch.directories().isEmpty())
        m_watch.addPath(QString::fromStdString(m_folder.string()));
    Q_EMIT changed();
}

/// The description is written anew with each eUICC that is made; one that cannot be read, because it is just being written, is read again
/// with the next change.
void LabController::lookForEuiccs()
{
    m_jobs.start<Result<Lab>>(
        m_pool, "euiccs", tr("Looking for new eUICCs"), [folder = m_folder](JobContext &) { return openLab(folder); },
        [this](Result<Lab> lab) {
            if (!lab || !m_lab)
                return;
            std::vector<euicc::Identity> made;
            for (const euicc::Identity &each : lab->euiccs) {
                const auto isIt = [&](const euicc::Identity &known) { return known.eid == each.eid; };
                if (std::none_of(m_lab->euiccs.begin(), m_lab->euiccs.end(), isIt))
                    made.push_back(each);
            }
            m_lab->euiccs = std::move(lab->euiccs);
            for (const euicc::Identity &identity : made)
                Q_EMIT euiccMade(identity);
        });
}

} // namespace wb::lab
