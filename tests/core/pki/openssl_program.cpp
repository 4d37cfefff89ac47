// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/pki/openssl_program.h"

#include "core/pki/pem.h"

#include <QFile>
#include <QProcess>

namespace wb::pki::fixtures {

OpensslProgram::Answer OpensslProgram::run(const QStringList &arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished(30'000))
        return {false, QStringLiteral("openssl did not run: ") + process.errorString()};
    return {process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
            QString::fromUtf8(process.readAll())};
}

OpensslProgram::Answer OpensslProgram::verify(const Certificate &ci, const Certificate &certificate,
                                              const QStringList &options) const
{
    return run(QStringList{QStringLiteral("verify"), QStringLiteral("-no-CApath"), QStringLiteral("-no-CAstore"),
                           QStringLiteral("-CAfile"), file(QStringLiteral("ci.pem"), ci)}
               + options + QStringList{file(QStringLiteral("certificate.pem"), certificate)});
}

OpensslProgram::Answer OpensslProgram::print(const Certificate &certificate) const
{
    return run({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-text"), QStringLiteral("-in"),
                file(QStringLiteral("certificate.pem"), certificate)});
}

QString OpensslProgram::file(const QString &name, const Certificate &certificate) const
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    const std::string pem = toPem(certificate);
    if (!file.open(QIODevice::WriteOnly) || file.write(pem.data(), static_cast<qint64>(pem.size())) < 0)
        return {};
    return path;
}

} // namespace wb::pki::fixtures
