// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/operation_settings.h"

#include "core/base/toml_reader.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <fstream>

using namespace wb;
using namespace wb::testing;
using namespace wb::smds;

/// The tables [limits], [switches], [lab] and [retention].
class OperationSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutTablesAllIsAsUsual()
    {
        QVERIFY(must(read("")) == OperationSettings());
        WB_COMPARE(operationSettingsText({}), "");
    }

    void limitsAreOnAndSwitchesOffUnlessToldOtherwise()
    {
        const http::ServerLimits limits = Limits().forListener();
        QVERIFY(limits.requestsPerAddress.isLimited());
        QVERIFY(limits.requestsPerCertificate.isLimited());
        QVERIFY(limits.handshakesPerAddress.isLimited());
        QVERIFY(limits.connectionsPerAddress > 0 && limits.connectionsPerAddress < limits.maxConnections);
        QVERIFY(Limits().forSessions().perOrigin > 0);
        for (const auto &setting : switchSettings())
            QVERIFY2(!(Switches().*setting.value), setting.key);
        for (const auto &setting : labSettings())
            QVERIFY2(!(Switches().*setting.value), setting.key);
        for (const auto &setting : retentionSettings())
            QVERIFY2(Retention().*setting.value == 0, setting.key);
    }

    /// Each number and each flag stands in its own place.
    void everySettingIsReadAndWritten()
    {
        OperationSettings settings;
        std::int64_t number = 2'000;
        for (const auto &setting : limitSettings())
            settings.limits.*setting.value = number++; // lies within every range
        for (const auto &setting : retentionSettings())
            settings.retention.*setting.value = number++;
        for (const auto &setting : switchSettings())
            settings.switches.*setting.value = true;
        for (const auto &setting : labSettings())
            settings.switches.*setting.value = true;
        for (const auto &setting : v3Settings())
            settings.v3.*setting.value = !(settings.v3.*setting.value);
        const auto outcome = read(operationSettingsText(settings));
        WB_VERIFY(outcome);
        QVERIFY(*outcome == settings);
        QVERIFY(outcome->switches.combinedPort && outcome->switches.es11PathAlias);

        const http::ServerLimits limits = outcome->limits.forListener();
        QCOMPARE(limits.requestsPerAddress.perSecond, 2000.0);
        QCOMPARE(limits.requestsPerAddress.burst, 2001.0);
        QCOMPARE(limits.requestsPerCertificate.burst, 2003.0);
        QCOMPARE(limits.handshakesPerAddress.perSecond, 2004.0);
        QCOMPARE(limits.idle, std::chrono::milliseconds(2'014'000));
        QCOMPARE(outcome->limits.forSessions().perOrigin, std::size_t(2016));
    }

    void whatMakesNoSenseIsTold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char *text, const char *word) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(word);
        };
        row("[limits]\nrequest-per-second = 1", "'request-per-second' is no setting of this table");
        row("[limits]\nrequest-burst = 0", "from 1 to 1000000");
        row("[limits]\nconnections = -1", "from 1 to 1000000");
        row("[limits]\nidle-seconds = \"60\"", "must be a number");
        row("[limits]\nidle-seconds = 1.5", "must be a number");
        row("limits = 7", "must be a table");
        row("[switches]\nreuse-event-ids = 1", "must be true or false");
        row("[switches]\ncombined-port = true", "'combined-port' is no setting of this table");
        row("[lab]\ncombined = true", "'combined' is no setting of this table");
        row("[retention]\naudit-days = 40000", "from 0 to 36500");
    }

    void whatMakesNoSenseIsTold()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, word);
        const auto outcome = read(text.toStdString());
        QVERIFY(!outcome);
        QVERIFY2(q(outcome.error().line()).contains(QString::fromUtf8(word)), outcome.error().line().c_str());
        QVERIFY2(q(outcome.error().line()).contains(QStringLiteral("line ")), outcome.error().line().c_str());
    }

private:
    Result<OperationSettings> read(const std::string &text)
    {
        const std::filesystem::path file = m_folder.filePath(QStringLiteral("smds.toml")).toStdString();
        std::ofstream(file) << text;
        auto reader = must(TomlReader::open(file));
        OperationSettings settings = operationSettingsIn(reader);
        if (reader.error())
            return fail(*reader.error());
        return settings;
    }

    QTemporaryDir m_folder;
};

WB_TEST(OperationSettingsTest);
#include "operation_settings_test.moc"
