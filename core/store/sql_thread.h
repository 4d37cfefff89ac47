// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/store/database_url.h"

#include <chrono>
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

class Connection;

/// One database connection with the thread it belongs to. A QSqlDatabase may only be used where it was made, so callers
/// hand in what is to be done and wait for the outcome.
class SqlThread {
public:
    enum class Mode {
        reading,
        writing, ///< what waits is done in one transaction: one sync to disk for all of it
    };

    /// A piece of work: does its statements and keeps its own outcome. False takes back what it wrote.
    ///
    /// A transaction in which one work fails is run again, each work then failing for itself; so is, on PostgreSQL, one that
    /// collides with another (a deadlock, a serialization failure). So a work may be called more than once: it must begin anew each time and assign its outcome instead of
    /// adding to it. Statements go through runBound(), which tells collisions from other failures.
    using Work = std::function<bool(QSqlDatabase &)>;

    /// Opens a database; a SQLite file is made when it is not there. Error: store, io or (a server) unreachable, with place and driver's
    /// words; malformed for a file that is no database; unsupported when the driver is not installed.
    static Result<std::unique_ptr<SqlThread>> open(const DatabaseUrl &url, Mode mode);

    /// The same for a SQLite file.
    static Result<std::unique_ptr<SqlThread>> open(const std::string &file, Mode mode);

    /// Finishes what was handed in, then closes.
    ~SqlThread();

    /// Runs work on the connection's thread and returns when it is done and, in writing mode, on disk. Error: store, io
    /// when the transaction could not be committed; nothing of the work is kept then, and it may not have been done at all.
    /// Only when a PostgreSQL server is lost in the very moment of the commit, it may have been kept.
    ///
    /// A lost connection fails what was under way; what comes next connects again. While the server is away, works fail at
    /// once with its name and the reason.
    Result<void> run(Work work);

    /// Hands work in and does not wait for it: for counters that may lag behind. It is done, in its turn, within a tenth of a second or
    /// with the next work that somebody waits for. Waits for room when far too much is waiting.
    void post(Work work);

private:
    struct Task {
        Work work;
        std::shared_ptr<std::promise<Result<void>>> done; ///< null when nobody waits
    };

    explicit SqlThread(Mode mode) : m_mode(mode) {}
    void loop(const DatabaseUrl &url, std::promise<Result<void>> opened);
    std::vector<Task> nextGroup();
    void runGroup(Connection &connection, std::vector<Task> &group) const;

    Mode m_mode;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_room;
    std::deque<Task> m_waiting;
    std::size_t m_awaited = 0;                     ///< of those waiting, the ones somebody waits for
    std::chrono::steady_clock::time_point m_due{}; ///< when posted work is done at the latest
    bool m_closing = false;
    std::thread m_thread;
};

} // namespace wb::store
