// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bench.h"

#include <QProcess>
#include <QTemporaryDir>

#include <chrono>

namespace {

using namespace wb;

constexpr int startRounds = 15;
constexpr int patience = 60'000;

/// Seconds from starting a program until it says that it has painted; 0 when it never does.
double secondsToPaint(const QString &program, const QStringList &arguments, const QString &home)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("HOME"), home);
    for (const char *variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(variable), home);
    process.setProcessEnvironment(environment);
    const auto begin = std::chrono::steady_clock::now();
    process.start(program, arguments);
    QByteArray said;
    while (!said.contains("painted") && process.waitForReadyRead(patience))
        said += process.readAllStandardOutput();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    process.waitForFinished(patience);
    return said.contains("painted") ? took.count() : 0;
}

Result<bench::Measured> measureStartPaint()
{
    const QTemporaryDir home;
    const QString workbench = QStringLiteral(WB_WORKBENCH_BINARY);
    const QString empty = QStringLiteral(WB_EMPTY_WINDOW_BINARY);
    const QStringList arguments{QStringLiteral("--until-painted")};
    if (secondsToPaint(workbench, arguments, home.path()) <= 0 || secondsToPaint(empty, {}, home.path()) <= 0)
        return fail(ErrorKind::internal, Interface::none, "start-paint", "a program did not say that it has painted");
    return bench::medianRatio(
        startRounds, [&] { return secondsToPaint(workbench, arguments, home.path()); },
        [&] { return secondsToPaint(empty, {}, home.path()); });
}

WB_BENCH("start-paint", "start of the window to first paint / the same of an empty QMainWindow", "ratio",
         bench::atMost(4.0), measureStartPaint);

} // namespace
