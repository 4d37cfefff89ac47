// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/capture_file.h"
#include "core/capture/recorder.h"

#include <QLockFile>

#include <mutex>

namespace wb::capture {

/// Keeps what a session records on disk while it runs, so that a crash costs one exchange at most. The file goes away with the session; one
/// that is left behind belongs to a program that did not come to its end.
class SessionKeeper {
public:
    /// Begins a file in the folder, which is made when missing and belongs to its owner alone, and writes each exchange of the recorder to it.
    /// Error: file, io.
    static Result<std::unique_ptr<SessionKeeper>> begin(const std::filesystem::path &folder, Recorder &recorder,
                                                        const Clock &clock);
    ~SessionKeeper();

    const std::filesystem::path &file() const { return m_file; }

    /// Why nothing is kept any more, a full disk for one; none while all is well. Any thread.
    std::optional<Error> problem() const;

    /// Files of sessions that ended without taking theirs away, latest first; those that are still written to are none of them.
    static std::vector<std::filesystem::path> leftBehind(const std::filesystem::path &folder);

    /// Takes a file that was left behind away, with its lock.
    static void forget(const std::filesystem::path &file);

private:
    SessionKeeper(std::filesystem::path file, std::unique_ptr<QLockFile> lock, CaptureWriter writer,
                  Recorder &recorder);
    void keep(const Exchange &exchange);

    std::filesystem::path m_file;
    std::unique_ptr<QLockFile> m_lock;
    CaptureWriter m_writer;
    Recorder &m_recorder;
    mutable std::mutex m_mutex;
    std::optional<Error> m_problem;
};

} // namespace wb::capture
