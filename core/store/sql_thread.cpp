// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/sql_thread.h"

#include "core/store/connection.h"
#include "core/store/statement.h"

#include <algorithm>

namespace wb::store {

namespace {

/// Work done in one transaction at the most; bounds how long the first of a group waits for the last.
constexpr std::size_t largestGroup = 512;

/// Work that may wait without anybody waiting for it; bounds memory when the disk does not keep up.
constexpr std::size_t mostPosted = 20'000;

/// How long posted work may wait for company. A commit costs as much as the statements of twenty calls, so work that nobody
/// waits for is worth gathering; what a crash loses of it is bounded by this.
constexpr std::chrono::milliseconds longestLag{100};

/// How often a transaction that collides with others is run at the most.
constexpr int mostRuns = 6;

/// What kept a transaction from being committed.
struct Problem {
    const char *step;
    std::string words;
};

/// Runs one work between savepoints. A problem means that the transaction around it is gone: SQLite takes back all of it when
/// the disk is full or cannot be written, PostgreSQL when its connection is lost.
std::optional<std::string> problemWithWork(QSqlDatabase &database, const SqlThread::Work &work)
{
    if (auto problem = problemWith(database, "SAVEPOINT work"))
        return problem;
    const bool keep = work(database);
    if (!keep && collisionOfThisThread())
        return "it collides with what others write at the same time";
    if ((keep || !problemWith(database, "ROLLBACK TO work")) && !problemWith(database, "RELEASE work"))
        return {};
    return "the database took back the whole transaction, as it does when the disk is full, cannot be written or is "
           "lost";
}

/// Whether a group's works can fail each for itself, or only all of them together. Savepoints around every work cost as much
/// as its statements do, and hardly any fails; so it is tried without them first.
enum class Failing { together, apart };

/// Runs all works in one transaction.
template <class Tasks>
std::optional<Problem> problemWithTransaction(QSqlDatabase &database, const Tasks &group, Failing failing)
{
    const bool postgresql = dialectOf(database) == Dialect::postgresql;
    std::optional<Problem> problem;
    if (auto words = problemWith(database, postgresql ? "BEGIN" : "BEGIN IMMEDIATE"))
        return Problem{"begin", std::move(*words)};
    for (const auto &task : group) {
        if (failing == Failing::apart) {
            if (auto words = problemWithWork(database, task.work))
                problem = {"write", std::move(*words)};
        } else if (!task.work(database)) {
            problem = {"write", "a work has failed"};
        }
        if (problem)
            break;
    }
    if (!problem) {
        if (auto words = problemWith(database, "COMMIT"))
            problem = {"commit", std::move(*words)};
    }
    if (problem)
        problemWith(database, "ROLLBACK"); // its own failure says only that the transaction is gone already
    return problem;
}

/// Runs all works and commits, again when that can help.
template <class Tasks>
Result<void> writeGroup(Connection &connection, const Tasks &group)
{
    Failing failing = Failing::together;
    for (int run = 1;; ++run) {
        if (auto open = connection.ensureOpen(); !open)
            return open;
        collisionOfThisThread() = false;
        auto problem = problemWithTransaction(connection.database(), group, failing);
        if (!problem)
            return {};
        if (failing == Failing::together && problem->step == std::string_view("write") && connection.isOpen()
            && !collisionOfThisThread()) {
            failing = Failing::apart;
            continue;
        }
        // A server that was restarted is noticed by the first statement, and nothing has been done yet.
        const bool lostBefore = !connection.isOpen() && problem->step == std::string_view("begin");
        if (run >= mostRuns || !(collisionOfThisThread() || lostBefore)) {
            if (!connection.isOpen())
                problem->words = connection.url().text() + ": " + problem->words;
            return fail(ErrorKind::io, Interface::store, problem->step, std::move(problem->words));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds((1 << run) - 2)); // 0, 2, 6, 14, 30: the others get done
    }
}

} // namespace

Result<std::unique_ptr<SqlThread>> SqlThread::open(const std::string &file, Mode mode)
{
    return open(DatabaseUrl(std::filesystem::path(file)), mode);
}

Result<std::unique_ptr<SqlThread>> SqlThread::open(const DatabaseUrl &url, Mode mode)
{
    std::unique_ptr<SqlThread> self(new SqlThread(mode));
    std::promise<Result<void>> opened;
    auto outcome = opened.get_future();
    self->m_thread = std::thread(
        [thread = self.get(), url, promise = std::move(opened)]() mutable { thread->loop(url, std::move(promise)); });
    auto result = outcome.get();
    if (!result)
        return fail(std::move(result.error()));
    return self;
}

SqlThread::~SqlThread()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> SqlThread::run(Work work)
{
    auto done = std::make_shared<std::promise<Result<void>>>();
    auto outcome = done->get_future();
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back({std::move(work), std::move(done)});
        ++m_awaited;
    }
    m_wake.notify_one();
    return outcome.get();
}

void SqlThread::post(Work work)
{
    bool wake = false; // not for each one: the thread sleeps until the first is due, or a group is full
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [&] { return m_waiting.size() < mostPosted; });
        if (m_waiting.empty())
            m_due = std::chrono::steady_clock::now() + longestLag;
        m_waiting.push_back({std::move(work), nullptr});
        wake = m_waiting.size() == 1 || m_waiting.size() == largestGroup;
    }
    if (wake)
        m_wake.notify_one();
}

void SqlThread::loop(const DatabaseUrl &url, std::promise<Result<void>> opened)
{
    Connection connection(url, m_mode == Mode::reading ? Connection::Mode::reading : Connection::Mode::writing);
    auto result = connection.open();
    const bool usable = result.has_value();
    opened.set_value(std::move(result));
    while (usable) {
        std::vector<Task> group = nextGroup();
        if (group.empty())
            break;
        runGroup(connection, group);
    }
}

/// Waits for work and takes it; nothing when the thread is to end and everything is done.
std::vector<SqlThread::Task> SqlThread::nextGroup()
{
    std::vector<Task> group;
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [&] { return m_closing || !m_waiting.empty(); });
    m_wake.wait_until(lock, m_due, [&] { return m_closing || m_awaited > 0 || m_waiting.size() >= largestGroup; });
    while (!m_waiting.empty() && group.size() < largestGroup) {
        if (m_waiting.front().done)
            --m_awaited;
        group.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    m_room.notify_all();
    return group;
}

void SqlThread::runGroup(Connection &connection, std::vector<Task> &group) const
{
    Result<void> outcome;
    if (m_mode == Mode::writing) {
        outcome = writeGroup(connection, group);
    } else {
        outcome = connection.ensureOpen();
        if (outcome) {
            for (Task &task : group)
                task.work(connection.database());
        }
    }
    for (Task &task : group) {
        if (task.done)
            task.done->set_value(outcome);
    }
}

} // namespace wb::store
