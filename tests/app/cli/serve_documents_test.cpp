// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/smds/operation_settings.h"
#include "tests/app/cli/command.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <set>

using namespace wb;
using namespace wb::testing;

namespace {

std::string textOfSource(const char *path)
{
    return must(readFile(std::filesystem::path(WB_SOURCE_DIR) / path));
}

} // namespace

/// What goes with `smds serve`: its one page of documentation and its systemd unit.
class ServeDocumentsTest : public QObject {
    Q_OBJECT

    /// Every key the reader of the configuration file takes: the literals of its onlyKnown() lists, and those of the tables.
    static std::set<QString> knownKeys()
    {
        std::set<QString> keys;
        const QString source = QString::fromStdString(textOfSource("core/smds/configuration.cpp"));
        static const QRegularExpression list(QStringLiteral("onlyKnown\\([^{]*\\{([^}]*)\\}"));
        static const QRegularExpression literal(QStringLiteral("\"([a-z0-9-]+)\""));
        for (auto lists = list.globalMatch(source); lists.hasNext();) {
            const QString names = lists.next().captured(1);
            for (auto each = literal.globalMatch(names); each.hasNext();)
                keys.insert(each.next().captured(1));
        }
        const auto add = [&keys](const auto &settings) {
            for (const auto &setting : settings)
                keys.insert(QString::fromLatin1(setting.key));
        };
        add(smds::limitSettings());
        add(smds::switchSettings());
        add(smds::labSettings());
        add(smds::retentionSettings());
        return keys;
    }

private Q_SLOTS:
    void everySettingIsDocumented()
    {
        const QString page = QString::fromStdString(textOfSource("docs/serve.md"));
        const auto keys = knownKeys();
        QVERIFY(keys.size() > 45);
        QVERIFY(keys.count(QStringLiteral("most-hops")) == 1 && keys.count(QStringLiteral("idle-seconds")) == 1);
        for (const QString &key : keys) {
            const QRegularExpression named(QStringLiteral("`\\[{0,2}(administration\\.)?%1\\]{0,2}`").arg(key));
            QVERIFY2(named.match(page).hasMatch(), qPrintable(key + QStringLiteral(" is not in docs/serve.md")));
        }
    }

    /// The defaults of the limits stand in the page as they are in the program.
    void theDefaultsAreThoseOfTheProgram()
    {
        const QString page = QString::fromStdString(textOfSource("docs/serve.md"));
        for (const auto &setting : smds::limitSettings()) {
            const auto begin = page.indexOf(QStringLiteral("`%1`").arg(QLatin1String(setting.key)));
            const QString row = page.mid(begin, page.indexOf(QLatin1Char('\n'), begin) - begin);
            const QString value = QStringLiteral("`%1`").arg(smds::Limits().*setting.value);
            QVERIFY2(row.contains(value), qPrintable(row + QStringLiteral(" lacks ") + value));
        }
    }

    void everyOptionIsDocumented()
    {
        const QString page = QString::fromStdString(textOfSource("docs/serve.md"));
        const Outcome help = runSmds({"serve", "--help"});
        static const QRegularExpression option(QStringLiteral("--([a-z-]+)"));
        for (auto each = option.globalMatch(QString::fromStdString(help.out)); each.hasNext();) {
            const QString name = each.next().captured(0);
            if (name != QStringLiteral("--help") && name != QStringLiteral("--json")
                && name != QStringLiteral("--mask"))
                QVERIFY2(page.contains(name), qPrintable(name));
        }
    }

    void theUnitIsSound()
    {
        QString unit = QString::fromStdString(textOfSource("resources/systemd/smds.service.in"));
        for (const char *line : {"ExecReload=/bin/kill -HUP $MAINPID", "NoNewPrivileges=yes", "ProtectSystem=strict",
                                 "StateDirectory=smds", "User=smds",
                                 "ExecStart=@CMAKE_INSTALL_FULL_BINDIR@/smds serve --config /etc/smds/smds.toml"})
            QVERIFY2(unit.contains(QLatin1String(line)), line);
        // A container need not have systemd; then the lines above are all that is looked at.
        const QString analyze = QStandardPaths::findExecutable(QStringLiteral("systemd-analyze"));
        if (analyze.isEmpty())
            return;
        const QFileInfo program(QStringLiteral(WB_SMDS_BINARY));
        unit.replace(QStringLiteral("@CMAKE_INSTALL_FULL_BINDIR@"), program.absolutePath());
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("smds.service"));
        WB_VERIFY(writeFile(file.toStdString(), unit.toStdString()));
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(analyze, {QStringLiteral("verify"), QStringLiteral("--man=no"), file});
        QVERIFY(process.waitForFinished());
        const QByteArray said = process.readAll();
        QVERIFY2(!said.contains("smds.service"), said); // it may complain of other units of the machine
        QVERIFY2(process.exitCode() == 0 || !said.contains("smds"), said);
    }
};

WB_TEST(ServeDocumentsTest);

#include "serve_documents_test.moc"
