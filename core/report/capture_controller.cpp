// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/capture_controller.h"

#include <algorithm>

namespace wb::report {

CaptureController::CaptureController(capture::Recorder &session, JobPool &pool, const Clock &clock,
                                     std::filesystem::path folder, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_pool(pool),
      m_clock(clock),
      m_tables(std::move(folder) / "pseudonyms")
{
}

void CaptureController::open(const std::filesystem::path &file)
{
    const QString name = QString::fromStdString(file.filename().string());
    m_jobs.start<Result<capture::OpenedCapture>>(
        m_pool, "open", tr("Opening %1").arg(name), [file](JobContext &) { return importedFile(file); },
        [this, file](Result<capture::OpenedCapture> read) {
            if (!read) {
                Q_EMIT failed(read.error());
                return;
            }
            auto opened = std::make_unique<Opened>();
            opened->file = file;
            opened->header = std::move(read->header);
            opened->damages = std::move(read->damages);
            opened->exchanges = std::make_unique<capture::Recorder>();
            for (const capture::ExchangePtr &exchange : read->exchanges) {
                opened->cardExchanges += exchange->apdu() != nullptr ? 1 : 0;
                opened->exchanges->record(*exchange);
            }
            const std::unique_ptr<Opened> before = std::exchange(m_opened, std::move(opened));
            Q_EMIT openedChanged(); // who shows the one before lets go of it now
        });
}

void CaptureController::close()
{
    m_jobs.discard("open");
    if (!m_opened)
        return;
    const std::unique_ptr<Opened> before = std::move(m_opened);
    Q_EMIT openedChanged();
}

void CaptureController::write(std::vector<capture::ExchangePtr> exchanges, const std::filesystem::path &file,
                              CaptureForm form, bool redact)
{
    const ExportChoice choice{file, form, redact, m_tables};
    const QString name = QString::fromStdString(file.filename().string());
    m_jobs.start<Result<ExportOutcome>>(
        m_pool, nullptr, tr("Writing %1").arg(name),
        [exchanges = std::move(exchanges), choice, now = m_clock.now()](JobContext &job) {
            return exportCapture(exchanges, choice, now, job.stop);
        },
        [this, file](const Result<ExportOutcome> &written) {
            if (written)
                Q_EMIT exported(file, *written);
            else
                Q_EMIT failed(written.error());
        });
}

} // namespace wb::report
