// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/lab_controller.h"

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
    Q_EMIT changed();
}

} // namespace wb::lab
