// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/jobs.h"
#include "core/capture/recorder.h"
#include "core/report/capture_export.h"

namespace wb::report {

/// Opens and saves captures for a window, beside what is being recorded. Lives in the window's thread.
class CaptureController : public QObject {
    Q_OBJECT

public:
    /// An opened file.
    struct Opened {
        std::filesystem::path file;
        capture::CaptureHeader header;
        std::vector<capture::Damage> damages;
        std::unique_ptr<capture::Recorder> exchanges; ///< numbered from 1, whatever is missing
        std::size_t cardExchanges = 0;                ///< how many of them a card answered
    };

    /// Tables of pseudonyms are kept in a folder beneath @p folder.
    CaptureController(capture::Recorder &session, JobPool &pool, const Clock &clock, std::filesystem::path folder,
                      QObject *parent = nullptr);

    /// Reads a file of any form we know; then opened() is it.
    void open(const std::filesystem::path &file);
    void close();

    /// Null: what is being recorded is shown.
    const Opened *opened() const { return m_opened.get(); }

    /// What is shown: of the opened file, else of this session.
    capture::Recorder &shown() const { return m_opened ? *m_opened->exchanges : m_session; }

    /// Writes these exchanges; exported() or failed() tells the end.
    void write(std::vector<capture::ExchangePtr> exchanges, const std::filesystem::path &file, CaptureForm form,
               bool redact);

    Jobs &jobs() { return m_jobs; }

Q_SIGNALS:
    /// A file was opened, or closed.
    void openedChanged();
    void exported(const std::filesystem::path &file, const wb::report::ExportOutcome &outcome);
    void failed(const wb::Error &error);

private:
    capture::Recorder &m_session;
    JobPool &m_pool;
    const Clock &m_clock;
    std::filesystem::path m_tables;
    std::unique_ptr<Opened> m_opened;
    Jobs m_jobs; // last: ends before what its jobs deliver to
};

} // namespace wb::report
