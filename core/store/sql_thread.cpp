// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/sql_thread.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>

namespace wb::store {

namespace {

/// Work done in one transaction at the most; bounds how long the first of a group waits for the last.
constexpr std::size_t largestGroup = 512;

Error sqlError(const char *step, const QSqlError &cause)
{
    return makeError(ErrorKind::io, Interface::store, step, cause.text().toStdString());
}

QString newConnectionName()
{
    static std::atomic<int> next = 0;
    return QStringLiteral("store-%1").arg(next++);
}

bool execute(QSqlDatabase &database, const char *statement)
{
    QSqlQuery query(database);
    return query.exec(QString::fromLatin1(statement));
}

Result<void> openFile(QSqlDatabase &database, const std::string &file, SqlThread::Mode mode)
{
    database.setDatabaseName(QString::fromStdString(file));
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    if (!database.open())
        return fail(sqlError("open", database.lastError()));
    // Write-ahead log and full synchronous: what is acknowledged is on disk, and readers never wait for the writer.
    for (const char *pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"}) {
        if (!execute(database, pragma))
            return fail(sqlError("open", database.lastError()));
    }
    if (mode == SqlThread::Mode::reading && !execute(database, "PRAGMA query_only=ON"))
        return fail(sqlError("open", database.lastError()));
    return {};
}

} // namespace

Result<std::unique_ptr<SqlThread>> SqlThread::open(const std::string &file, Mode mode)
{
    std::unique_ptr<SqlThread> self(new SqlThread(mode));
    std::promise<Result<void>> opened;
    auto outcome = opened.get_future();
    self->m_thread = std::thread([thread = self.get(), file, promise = std::move(opened)]() mutable {
        thread->loop(file, std::move(promise));
    });
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
    }
    m_wake.notify_one();
    return outcome.get();
}

void SqlThread::post(Work work)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back({std::move(work), nullptr});
    }
    m_wake.notify_one();
}

void SqlThread::loop(const std::string &file, std::promise<Result<void>> opened)
{
    const QString name = newConnectionName();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        auto result = openFile(database, file, m_mode);
        const bool usable = result.has_value();
        opened.set_value(std::move(result));
        while (usable) {
            std::vector<Task> group;
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait(lock, [&] { return m_closing || !m_waiting.empty(); });
                if (m_waiting.empty())
                    break;
                const auto count = static_cast<std::ptrdiff_t>(std::min(m_waiting.size(), largestGroup));
                group.assign(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(m_waiting.begin() + count));
                m_waiting.erase(m_waiting.begin(), m_waiting.begin() + count);
            }
            runGroup(database, group);
        }
    }
    QSqlDatabase::removeDatabase(name);
}

void SqlThread::runGroup(QSqlDatabase &database, std::vector<Task> &group) const
{
    Result<void> outcome;
    const bool writing = m_mode == Mode::writing;
    if (writing && !execute(database, "BEGIN IMMEDIATE"))
        outcome = fail(sqlError("begin", database.lastError()));
    if (outcome) {
        for (Task &task : group) {
            if (writing)
                execute(database, "SAVEPOINT work");
            const bool keep = task.work(database);
            if (writing && !keep)
                execute(database, "ROLLBACK TO work");
            if (writing)
                execute(database, "RELEASE work");
        }
        if (writing && !execute(database, "COMMIT")) {
            outcome = fail(sqlError("commit", database.lastError()));
            execute(database, "ROLLBACK");
        }
    }
    for (Task &task : group) {
        if (task.done)
            task.done->set_value(outcome);
    }
}

} // namespace wb::store
