// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bench.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace wb::bench {

namespace {

constexpr const char *insideVariable = "WB_BENCH_INSIDE";
constexpr int patience = 600'000;

} // namespace

Result<Measured> measureInOwnPcscd(const std::string &id, const std::function<Result<Measured>()> &inside)
{
    if (qEnvironmentVariableIsSet(insideVariable))
        return inside();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(insideVariable), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    QStringList arguments{QCoreApplication::applicationFilePath(), QStringLiteral("--json"),
                          QString::fromStdString(id)};
    if (shortRun())
        arguments << QStringLiteral("--short");
    process.start(QStringLiteral(WB_SOURCE_DIR "/tests/support/in-own-pcscd"), arguments);
    process.waitForFinished(patience);
    const QByteArray out = process.readAllStandardOutput();
    const QJsonObject row = QJsonDocument::fromJson(out).object();
    if (process.exitCode() != 0 || !row.contains(QStringLiteral("value")))
        return fail(ErrorKind::internal, Interface::none, id,
                    QByteArray(out + process.readAllStandardError()).trimmed().toStdString());
    Measured measured(row[QStringLiteral("value")].toDouble());
    const QJsonObject details = row[QStringLiteral("details")].toObject();
    for (auto detail = details.begin(); detail != details.end(); ++detail)
        measured.details.push_back({detail.key().toStdString(), detail.value().toDouble()});
    return measured;
}

} // namespace wb::bench
