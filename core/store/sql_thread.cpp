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

/// Work that may wait without anybody waiting for it; bounds memory when the disk does not keep up.
constexpr std::size_t mostPosted = 20'000;

Error storeError(const char *step, std::string reason)
{
    return makeError(ErrorKind::io, Interface::store, step, std::move(reason));
}

QString newConnectionName()
{
    static std::atomic<int> next = 0;
    return QStringLiteral("store-%1").arg(next++);
}

/// SQLite's own words, without those that Qt puts around them.
std::string wordsOf(const QSqlError &error)
{
    return (error.databaseText().isEmpty() ? error.text() : error.databaseText()).toStdString();
}

/// Runs a statement; what went wrong, nothing when it went well.
std::optional<std::string> problemWith(QSqlDatabase &database, const char *statement)
{
    QSqlQuery query(database);
    if (query.exec(QString::fromLatin1(statement)))
        return {};
    return wordsOf(query.lastError());
}

/// Whether the file can be a database at all, asked before anything is changed in it.
bool isDatabase(QSqlDatabase &database)
{
    static const QString notADatabase = QStringLiteral("26"); // SQLITE_NOTADB
    QSqlQuery query(database);
    return query.exec(QStringLiteral("PRAGMA schema_version")) || query.lastError().nativeErrorCode() != notADatabase;
}

/// Switches to the write-ahead log. Where that cannot be, SQLite stays with the old journal and says so in a row only.
std::optional<std::string> problemWithLog(QSqlDatabase &database)
{
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA journal_mode=WAL")) || !query.next())
        return wordsOf(query.lastError());
    const QString mode = query.value(0).toString();
    if (mode == QStringLiteral("wal"))
        return {};
    return "no write-ahead log is possible there, only '" + mode.toStdString() + "'";
}

Result<void> openFile(QSqlDatabase &database, const std::string &file, SqlThread::Mode mode)
{
    database.setDatabaseName(QString::fromStdString(file));
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    if (!database.open())
        return fail(storeError("open", file + ": " + wordsOf(database.lastError())));
    if (!isDatabase(database)) {
        return fail(ErrorKind::malformed, Interface::store, "open",
                    file + ": the file is no SQLite database and was left as it is");
    }
    // Write-ahead log and full synchronous: what is acknowledged is on disk, and readers never wait for the writer.
    auto problem = problemWithLog(database);
    if (!problem)
        problem = problemWith(database, "PRAGMA synchronous=FULL");
    if (!problem)
        problem = problemWith(database, "PRAGMA foreign_keys=ON");
    if (!problem && mode == SqlThread::Mode::reading)
        problem = problemWith(database, "PRAGMA query_only=ON");
    if (problem)
        return fail(storeError("open", file + ": " + *problem));
    return {};
}

/// Runs one work between savepoints. A problem means that the transaction around it is gone: SQLite takes back all of it when
/// the disk is full or cannot be written.
std::optional<std::string> problemWithWork(QSqlDatabase &database, const SqlThread::Work &work)
{
    if (auto problem = problemWith(database, "SAVEPOINT work"))
        return problem;
    const bool keep = work(database);
    if ((keep || !problemWith(database, "ROLLBACK TO work")) && !problemWith(database, "RELEASE work"))
        return {};
    return "the database took back the whole transaction, as it does when the disk is full or cannot be written";
}

} // namespace

Result<std::unique_ptr<SqlThread>> SqlThread::open(const std::string &file, Mode mode)
{
    std::unique_ptr<SqlThread> self(new SqlThread(mode));
    std::promise<Result<void>> opened;
    auto outcome = opened.get_future();
    self->m_thread = std::thread(
        [thread = self.get(), file, promise = std::move(opened)]() mutable { thread->loop(file, std::move(promise)); });
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
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [&] { return m_waiting.size() < mostPosted; });
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
            std::vector<Task> group = nextGroup();
            if (group.empty())
                break;
            runGroup(database, group);
        }
    }
    QSqlDatabase::removeDatabase(name);
}

/// Waits for work and takes it; nothing when the thread is to end and everything is done.
std::vector<SqlThread::Task> SqlThread::nextGroup()
{
    std::vector<Task> group;
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [&] { return m_closing || !m_waiting.empty(); });
    while (!m_waiting.empty() && group.size() < largestGroup) {
        group.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    m_room.notify_all();
    return group;
}

void SqlThread::runGroup(QSqlDatabase &database, std::vector<Task> &group) const
{
    const char *step = "begin";
    std::optional<std::string> problem;
    if (m_mode == Mode::reading) {
        for (Task &task : group)
            task.work(database);
    } else {
        problem = problemWith(database, "BEGIN IMMEDIATE");
        for (auto task = group.begin(); !problem && task != group.end(); ++task) {
            step = "write";
            problem = problemWithWork(database, task->work);
        }
        if (!problem) {
            step = "commit";
            problem = problemWith(database, "COMMIT");
        }
        if (problem)
            problemWith(database, "ROLLBACK"); // its own failure says only that the transaction is gone already
    }
    const Result<void> outcome = problem ? Result<void>(fail(storeError(step, *problem))) : Result<void>();
    for (Task &task : group) {
        if (task.done)
            task.done->set_value(outcome);
    }
}

} // namespace wb::store
