// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "smartcard/vcard/virtual_card.h"
#include "smartcard/vpcd/plug.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

#include <QFile>
#include <QTemporaryDir>

#include <atomic>

using namespace wb;
using wb::testing::ChildProcess;
using wb::testing::Pcscd;
using wb::testing::ScriptedEuicc;

/// Programs that were not made by us see the virtual eUICC as a card in a reader.
class ForeignProgramsTest : public QObject {
    Q_OBJECT

    Pcscd m_pcscd;
    ScriptedEuicc m_euicc;
    vcard::VirtualCard m_card{m_euicc};
    std::atomic<bool> m_inserted = false;
    std::unique_ptr<vpcd::Plug> m_plug;

    QTemporaryDir m_folder;

    std::string outputFile() const { return m_folder.filePath(QStringLiteral("output")).toStdString(); }

    QString output() const
    {
        QFile file(QString::fromStdString(outputFile()));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    QString run(std::vector<std::string> command)
    {
        ChildProcess program;
        if (!program.start(std::move(command), outputFile()) || !program.waitForEnd(std::chrono::seconds(20)))
            return QStringLiteral("does not end");
        return output();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_pcscd.start(), m_pcscd.problem());
        m_plug = std::make_unique<vpcd::Plug>(m_card, vpcd::PlugAddress(), [this](const vpcd::PlugState &state) {
            m_inserted = state.kind == vpcd::PlugState::Kind::connected;
        });
        QTRY_VERIFY(m_inserted);
        const QString atr = QString::fromStdString(toHex(m_card.atr())).toLower();
        QTRY_VERIFY(run({"opensc-tool", "-r0", "-a"}).remove(QLatin1Char(':')).contains(atr));
    }

    void cleanupTestCase() { m_plug.reset(); }

    void pcscScanSeesTheCard()
    {
        QVERIFY(run({"pcsc_scan", "-r"}).contains(QStringLiteral("Lab eUICC 00 00")));

        ChildProcess scan;
        QVERIFY(scan.start({"pcsc_scan", "-c", "-n"}, outputFile()));
        const QString atr = QString::fromStdString(toSpacedHex(m_card.atr()));
        const bool found = QTest::qWaitFor([&] { return output().contains(atr); }, 10000);
        scan.kill();
        const QString seen = output();
        QVERIFY2(found, qPrintable(seen));
        QVERIFY2(seen.contains(QStringLiteral("Card inserted")), qPrintable(seen));
    }

    void openscToolSelectsTheIsdR()
    {
        const QString answer = run(
            {"opensc-tool", "-r0", "-s", "00A4040010A0000005591010FFFFFFFF890000010000", "-s", "80E2910003BF2E0000"});
        QVERIFY2(answer.count(QStringLiteral("SW1=0x90, SW2=0x00")) == 2, qPrintable(answer));
        QVERIFY2(answer.contains(QStringLiteral("E0 05 82 03 02 05")), qPrintable(answer));
        QVERIFY2(answer.contains(QStringLiteral("BF 2E 12 80 10 00 01 02 03 04")), qPrintable(answer));
    }

    void openscToolIsRefusedWhatIsNotThere()
    {
        const QString answer = run({"opensc-tool", "-r0", "-s", "00A4040007A000000087100200"});
        QVERIFY2(answer.contains(QStringLiteral("SW1=0x6A, SW2=0x82")), qPrintable(answer));
    }
};

WB_TEST(ForeignProgramsTest);

#include "foreign_programs_test.moc"
