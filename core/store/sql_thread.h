// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class QSqlDatabase;

namespace wb::store {

/// One database connection with the thread it belongs to. A QSqlDatabase may only be used where it was made, so callers
/// hand in what is to be done and wait for the outcome.
class SqlThread {
public:
    enum class Mode {
        reading,
        writing, ///< what waits is done in one transaction: one sync to disk for all of it
    };

    /// A piece of work: does its statements and keeps its own outcome. False takes back what it wrote.
    using Work = std::function<bool(QSqlDatabase &)>;

    /// Opens a SQLite file or makes it. Error: store, io, with the file and the driver's words.
    static Result<std::unique_ptr<SqlThread>> open(const std::string &file, Mode mode);

    /// Finishes what was handed in, then closes.
    ~SqlThread();

    /// Runs work on the connection's thread and returns when it is done and, in writing mode, on disk. Error: store, io
    /// when the transaction could not be committed; nothing of the work is kept then, and it may not have been done at all.
    Result<void> run(Work work);

    /// Hands work in and does not wait for it: for counters that may lag behind. Waits for room when far too much is waiting.
    void post(Work work);

private:
    struct Task {
        Work work;
        std::shared_ptr<std::promise<Result<void>>> done; ///< null when nobody waits
    };

    explicit SqlThread(Mode mode) : m_mode(mode) {}
    void loop(const std::string &file, std::promise<Result<void>> opened);
    std::vector<Task> nextGroup();
    void runGroup(QSqlDatabase &database, std::vector<Task> &group) const;

    Mode m_mode;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_room;
    std::deque<Task> m_waiting;
    bool m_closing = false;
    std::thread m_thread;
};

} // namespace wb::store
