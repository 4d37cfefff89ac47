// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/postgres.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <memory>

#include <unistd.h>

namespace wb::testing {

namespace {

/// A program of the newest server installed: Debian keeps each version in a folder of its own.
QString program(const char *name)
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QString newest;
    int highest = 0;
    for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString path = versions.filePath(version + QStringLiteral("/bin/") + QLatin1String(name));
        if (version.toInt() > highest && QFile::exists(path)) {
            highest = version.toInt();
            newest = path;
        }
    }
    if (newest.isEmpty())
        qFatal("a test cannot be prepared: no PostgreSQL server is installed (Debian: postgresql)");
    return newest;
}

/// A command in the name of somebody whom PostgreSQL accepts; it ends with this program.
QStringList unprivileged(const QStringList &command)
{
    QStringList prefix{QStringLiteral("setpriv"), QStringLiteral("--pdeathsig"), QStringLiteral("QUIT")};
    if (::getuid() == 0)
        prefix << QStringLiteral("--reuid=nobody") << QStringLiteral("--regid=nogroup")
               << QStringLiteral("--clear-groups");
    return prefix + command;
}

void runToEnd(QStringList command)
{
    QProcess process;
    process.setWorkingDirectory(QStringLiteral("/"));
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QString first = command.takeFirst();
    process.start(first, command);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("a test cannot be prepared: %s: %s",
               qPrintable(first + QLatin1Char(' ') + command.join(QLatin1Char(' '))), process.readAll().constData());
}

std::unique_ptr<PostgresServer> &sharedServer()
{
    static std::unique_ptr<PostgresServer> server;
    return server;
}

} // namespace

PostgresServer::PostgresServer()
    : m_folder(QStringLiteral("/tmp/wb-postgres-XXXXXX")) // the path of a socket is a short one
{
    if (::getuid() == 0)
        runToEnd({QStringLiteral("chown"), QStringLiteral("nobody:nogroup"), m_folder.path()});
    runToEnd(
        unprivileged({program("initdb"), QStringLiteral("--pgdata"), m_folder.filePath(QStringLiteral("data")),
                      QStringLiteral("--username=smds"), QStringLiteral("--auth=trust"),
                      QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C"), QStringLiteral("--no-sync")}));
    start();
}

PostgresServer::~PostgresServer()
{
    if (m_server.state() != QProcess::NotRunning)
        stopAtOnce();
}

QByteArray PostgresServer::dump(const std::string &url) const
{
    QProcess process;
    process.start(program("pg_dump"), {QStringLiteral("--dbname"), QString::fromStdString(url)});
    process.waitForFinished();
    if (process.exitCode() != 0)
        qFatal("pg_dump failed: %s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

void PostgresServer::start()
{
    const QString data = m_folder.filePath(QStringLiteral("data"));
    const QString state = data + QStringLiteral("/postmaster.pid");
    m_server.setWorkingDirectory(QStringLiteral("/"));
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setStandardOutputFile(m_folder.filePath(QStringLiteral("log")), QIODevice::Append);
    QStringList command = unprivileged({program("postgres"), QStringLiteral("-D"), data, QStringLiteral("-k"),
                                        m_folder.path(), QStringLiteral("-c"), QStringLiteral("listen_addresses="),
                                        QStringLiteral("-c"), QStringLiteral("max_connections=50")});
    const QString first = command.takeFirst();
    m_server.start(first, command);
    const bool ready = m_server.waitForStarted()
                       && QTest::qWaitFor(
                           [&] {
                               QFile file(state);
                               return file.open(QIODevice::ReadOnly) && file.readAll().contains("ready");
                           },
                           60'000);
    if (!ready) {
        QFile log(m_folder.filePath(QStringLiteral("log")));
        const bool opened = log.open(QIODevice::ReadOnly);
        qFatal("a test cannot be prepared: PostgreSQL does not start: %s", opened ? log.readAll().constData() : "");
    }
}

void PostgresServer::stopAtOnce()
{
    ::kill(static_cast<pid_t>(m_server.processId()), SIGQUIT);
    if (!m_server.waitForFinished(60'000))
        m_server.kill();
}

std::string PostgresServer::newDatabase()
{
    const QString name = QStringLiteral("smds%1").arg(++m_databases);
    runToEnd({program("createdb"), QStringLiteral("--host"), m_folder.path(), QStringLiteral("--username=smds"), name});
    return "postgresql://smds@/" + name.toStdString() + "?host=" + m_folder.path().toStdString();
}

PostgresServer &sharedPostgres()
{
    auto &server = sharedServer();
    if (!server) {
        server = std::make_unique<PostgresServer>();
        // Ended while Qt is still there, not with the other static objects.
        qAddPostRoutine([] { sharedServer().reset(); });
    }
    return *server;
}

} // namespace wb::testing
