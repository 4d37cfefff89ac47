// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QProcess>
#include <QTemporaryFile>

#include <chrono>
#include <memory>

namespace wb::testing {

/// What a program that ended left behind.
struct Ended {
    int code = -1; ///< -1: it did not end in time, or a signal ended it
    QByteArray out;
    QByteArray err;

    /// The result as one JSON object; empty when it is none.
    QJsonObject json() const;
    QByteArray all() const { return "code " + QByteArray::number(code) + "\n" + out + "\n" + err; }
};

/// A program that runs beside the test; it is killed with this object.
class Program {
public:
    Program() = default;
    ~Program();

    bool start(const QString &program, const QStringList &arguments, const QByteArray &in = {});

    /// Waits for a line of the standard output that begins so, and returns it; empty when it does not come.
    QByteArray waitForLine(const QByteArray &beginning, std::chrono::seconds patience = std::chrono::seconds(20));
    /// The same for text anywhere on the standard error.
    bool waitForError(const QByteArray &text, std::chrono::seconds patience = std::chrono::seconds(20));

    void send(int signal);

    /// Waits for its end.
    Ended finish(std::chrono::seconds patience = std::chrono::seconds(60));

private:
    void collect(int milliseconds);

    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
    QTemporaryFile m_errors;
};

/// Runs a program to its end.
Ended run(const QString &program, const QStringList &arguments, const QByteArray &in = {});

/// Runs the `smds` that was built with the tests.
Ended smdsProgram(const QStringList &arguments);
QString smdsPath();

/// The words of a line, for arguments without blanks in them.
QStringList words(const char *line);

} // namespace wb::testing
