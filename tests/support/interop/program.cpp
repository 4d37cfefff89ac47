// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/interop/program.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>

namespace wb::testing {

QJsonObject Ended::json() const
{
    return QJsonDocument::fromJson(out).object();
}

Program::~Program()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

bool Program::start(const QString &program, const QStringList &arguments, const QByteArray &in)
{
    // A file, not a pipe: a server must not wait with its log until somebody reads it.
    if (!m_errors.open())
        return false;
    m_process.setStandardErrorFile(m_errors.fileName());
    m_process.start(program, arguments);
    if (!m_process.waitForStarted())
        return false;
    m_process.write(in);
    m_process.closeWriteChannel();
    return true;
}

QByteArray Program::waitForLine(const QByteArray &beginning, std::chrono::seconds patience)
{
    QElapsedTimer waited;
    waited.start();
    for (;;) {
        for (const QByteArray &line : m_out.split('\n')) {
            if (line.startsWith(beginning) && m_out.contains(QByteArray(line + '\n')))
                return line;
        }
        if (waited.hasExpired(std::chrono::milliseconds(patience).count()) || m_process.state() == QProcess::NotRunning)
            return {};
        collect(100);
    }
}

bool Program::waitForError(const QByteArray &text, std::chrono::seconds patience)
{
    QElapsedTimer waited;
    waited.start();
    while (!m_err.contains(text)) {
        if (waited.hasExpired(std::chrono::milliseconds(patience).count()) || m_process.state() == QProcess::NotRunning)
            return false;
        collect(100);
    }
    return true;
}

void Program::send(int signal)
{
    if (m_process.state() == QProcess::Running) // without a process the signal would go to the test's own group
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
}

Ended Program::finish(std::chrono::seconds patience)
{
    const bool ended = m_process.state() == QProcess::NotRunning
                       || m_process.waitForFinished(static_cast<int>(std::chrono::milliseconds(patience).count()));
    collect(0);
    const bool regular = ended && m_process.exitStatus() == QProcess::NormalExit;
    return {regular ? m_process.exitCode() : -1, m_out, m_err};
}

void Program::collect(int milliseconds)
{
    if (milliseconds > 0)
        m_process.waitForReadyRead(milliseconds);
    m_out += m_process.readAllStandardOutput();
    m_err += m_errors.readAll();
}

Ended run(const QString &program, const QStringList &arguments, const QByteArray &in)
{
    Program running;
    if (!running.start(program, arguments, in))
        return {-1, {}, "cannot be started: " + program.toUtf8()};
    return running.finish();
}

QString smdsPath()
{
    return QStringLiteral(WB_SMDS_BINARY);
}

Ended smdsProgram(const QStringList &arguments)
{
    return run(smdsPath(), arguments);
}

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace wb::testing
