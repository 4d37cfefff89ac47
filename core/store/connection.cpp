// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/connection.h"

#include "core/store/statement.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>

namespace wb::store {

namespace {

constexpr std::chrono::milliseconds shortestPause{100};
constexpr std::chrono::milliseconds longestPause{5000};

Failure openError(const DatabaseUrl &url, const std::string &reason)
{
    return fail(ErrorKind::io, Interface::store, "open", url.text() + ": " + reason);
}

/// Makes the file where there is none: EIDs and EventIDs are its owner's business, and SQLite gives its other files the rights of this
/// one. A file that is there is not touched: closing any descriptor of it would drop SQLite's locks in this process.
void makePrivate(const std::filesystem::path &file)
{
    if (file.string().starts_with(':')) // SQLite's ":memory:" is none
        return;
    const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_CLOEXEC | O_RDWR, S_IRUSR | S_IWUSR);
    if (made >= 0)
        ::close(made);
}

/// Qt keeps a list of all connections, behind a lock of its own. With ours around it, threads do not compete for that one, and
/// ThreadSanitizer, which does not see into Qt, sees that they do not.
std::mutex &listOfConnections()
{
    static std::mutex mutex;
    return mutex;
}

QString newConnectionName()
{
    static std::atomic<int> next = 0;
    return QStringLiteral("store-%1").arg(next++);
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

/// The parameters as Qt's driver takes them: libpq's form, with semicolons for blanks between them.
QString connectOptions(const DatabaseUrl &url)
{
    auto parameters = url.parameters;
    parameters.emplace("connect_timeout", "5");
    parameters.emplace("tcp_user_timeout", "10000"); // a server that has vanished is noticed
    parameters.emplace("application_name", "smds");
    QStringList options;
    for (const auto &[name, value] : parameters) {
        QString quoted = QString::fromStdString(value);
        quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('\''), QStringLiteral("\\'"));
        options << QString::fromStdString(name) + QStringLiteral("='") + quoted + QLatin1Char('\'');
    }
    return options.join(QLatin1Char(';'));
}

} // namespace

std::optional<std::string> problemWith(QSqlDatabase &database, const char *statement)
{
    Query query(database);
    return runBound(query, statement, {}) ? std::nullopt : std::optional(wordsOf(query.lastError()));
}

Connection::Connection(DatabaseUrl url, Mode mode) : m_url(std::move(url)), m_mode(mode), m_name(newConnectionName()) {}

Connection::~Connection()
{
    m_statements.reset();
    const std::scoped_lock lock(listOfConnections());
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Connection::open()
{
    const QString driver = m_url.dialect == Dialect::postgresql ? QStringLiteral("QPSQL") : QStringLiteral("QSQLITE");
    std::unique_lock lock(listOfConnections());
    if (!QSqlDatabase::isDriverAvailable(driver)) {
        return fail(ErrorKind::unsupported, Interface::store, "open",
                    "Qt's database driver " + driver.toStdString()
                        + " is not installed (Debian: libqt6sql6-psql, libqt6sql6-sqlite)");
    }
    m_database = QSqlDatabase::addDatabase(driver, m_name);
    lock.unlock();
    m_statements.emplace(m_database);
    return m_url.dialect == Dialect::postgresql ? openServer() : openFile();
}

Result<void> Connection::openFile()
{
    if (m_mode == Mode::writing)
        makePrivate(m_url.file);
    m_database.setDatabaseName(QString::fromStdString(m_url.file.string()));
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    if (!m_database.open())
        return openError(m_url, wordsOf(m_database.lastError()));
    if (!isDatabase(m_database)) {
        return fail(ErrorKind::malformed, Interface::store, "open",
                    m_url.text() + ": the file is no SQLite database and was left as it is");
    }
    // Write-ahead log and full synchronous: what is acknowledged is on disk, and readers never wait for the writer.
    auto problem = problemWithLog(m_database);
    if (!problem)
        problem = problemWith(m_database, "PRAGMA synchronous=FULL");
    if (!problem)
        problem = problemWith(m_database, "PRAGMA foreign_keys=ON");
    if (!problem && m_mode == Mode::reading)
        problem = problemWith(m_database, "PRAGMA query_only=ON");
    // Records are asked for and registered all over two indexes. With room for their upper pages few are read for each, and
    // with a longer log (16 MB) the lower ones are written back less often.
    if (!problem)
        problem = problemWith(m_database, "PRAGMA cache_size=-65536");
    if (!problem && m_mode == Mode::writing)
        problem = problemWith(m_database, "PRAGMA wal_autocheckpoint=4000");
    if (problem)
        return openError(m_url, *problem);
    return {};
}

Result<void> Connection::openServer()
{
    m_database.setDatabaseName(QString::fromStdString(m_url.database));
    m_database.setHostName(QString::fromStdString(m_url.host));
    m_database.setUserName(QString::fromStdString(m_url.user));
    m_database.setPassword(QString::fromStdString(m_url.password));
    if (m_url.port != 0)
        m_database.setPort(m_url.port);
    m_database.setConnectOptions(connectOptions(m_url));
    if (!m_database.open()) {
        return fail(ErrorKind::unreachable, Interface::store, "open",
                    m_url.text() + ": " + wordsOf(m_database.lastError()));
    }
    // Whatever the server's settings say: what is acknowledged is on its disk.
    auto problem = problemWith(m_database, "SET synchronous_commit = on");
    if (!problem) // notices would go to stderr past the log
        problem = problemWith(m_database, "SET client_min_messages = error");
    if (!problem && m_mode == Mode::reading)
        problem = problemWith(m_database, "SET default_transaction_read_only = on");
    if (problem)
        return openError(m_url, *problem);
    return {};
}

Result<void> Connection::ensureOpen()
{
    if (m_database.isOpen())
        return {};
    if (m_lost && Steady::now() < m_nextAttempt)
        return fail(*m_lost);
    m_statements->clear();
    m_database.close();
    auto opened = m_url.dialect == Dialect::postgresql ? openServer() : openFile();
    if (opened) {
        m_lost.reset();
        m_pause = {};
        return {};
    }
    m_lost = opened.error();
    m_pause = std::clamp(m_pause * 2, shortestPause, longestPause);
    m_nextAttempt = Steady::now() + m_pause;
    return opened;
}

} // namespace wb::store
