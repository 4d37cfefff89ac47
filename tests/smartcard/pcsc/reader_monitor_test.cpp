// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/lease.h"
#include "smartcard/vcard/virtual_card.h"
#include "smartcard/vpcd/plug.h"
#include "tests/smartcard/pcsc/snapshot_log.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::pcsc;
using wb::testing::Pcscd;
using wb::testing::ScriptedEuicc;
using wb::testing::SnapshotLog;

class ReaderMonitorTest : public QObject {
    Q_OBJECT

    ScriptedEuicc m_euicc;

private Q_SLOTS:
    void withoutPcscdTheServiceIsNotRunning()
    {
        SnapshotLog log;
        const ReaderMonitor monitor(log.observer());
        QTRY_COMPARE(log.size(), std::size_t(1));
        QVERIFY(!log.last().serviceRunning);
        QCOMPARE(log.last().serviceError->scard.value_or(0), 0x8010001DU);
        QVERIFY(log.last().readers.empty());
    }

    void cardsAreSeenComingAndGoing()
    {
        Pcscd pcscd;
        QVERIFY2(pcscd.start({{"Lesegerät", 35963}}), pcscd.problem());
        SnapshotLog log;
        const ReaderMonitor monitor(log.observer());
        QTRY_COMPARE(log.last().readers.size(), std::size_t(2));
        QVERIFY(log.last().serviceRunning);
        QCOMPARE(log.reader(0).name, std::string("Lesegerät 00 00"));
        QCOMPARE(log.reader(1).name, std::string("Lesegerät 00 01"));
        QVERIFY(!log.reader(0).present && log.reader(0).atr.empty());

        vcard::VirtualCard card(m_euicc);
        for (int round = 0; round < 2; ++round) {
            {
                const vpcd::Plug plug(card, {});
                QTRY_VERIFY(log.reader(0).present);
                QCOMPARE(log.reader(0).atr, card.atr());
                QVERIFY(!log.reader(0).mute);
                QVERIFY(!log.reader(1).present);
            }
            QTRY_VERIFY(!log.reader(0).present);
            QVERIFY(log.reader(0).atr.empty());
        }
        QVERIFY(!log.hasRepetition());
    }

    void usersOfACardAreSeen()
    {
        Pcscd pcscd;
        QVERIFY2(pcscd.start(), pcscd.problem());
        SnapshotLog log;
        const ReaderMonitor monitor(log.observer());
        vcard::VirtualCard card(m_euicc);
        const vpcd::Plug plug(card, {});
        QTRY_VERIFY(log.reader(0).present);
        for (const ShareMode share : {ShareMode::shared, ShareMode::exclusive}) {
            LeaseOptions options;
            options.share = share;
            {
                const auto lease = Lease::take("Lab eUICC 00 00", options, {});
                QVERIFY(lease.has_value());
                if (share == ShareMode::shared)
                    QTRY_VERIFY(log.reader(0).inUse);
                else
                    QTRY_VERIFY(log.reader(0).exclusive);
            }
            QTRY_VERIFY(!log.reader(0).inUse && !log.reader(0).exclusive);
        }
    }

    void aRestartOfPcscdIsSurvived_data()
    {
        QTest::addColumn<bool>("crash");
        QTest::newRow("killed") << true;
        QTest::newRow("stopped") << false;
    }

    void aRestartOfPcscdIsSurvived()
    {
        QFETCH(bool, crash);
        Pcscd pcscd;
        QVERIFY2(pcscd.start({{"Lab A", 35963}}), pcscd.problem());
        SnapshotLog log;
        const ReaderMonitor monitor(log.observer());
        vcard::VirtualCard card(m_euicc);
        const vpcd::Plug plug(card, {"127.0.0.1", 35963});
        QTRY_VERIFY(log.reader("Lab A 00 00").present);

        if (crash)
            pcscd.kill();
        else
            pcscd.stop();
        QTRY_VERIFY(!log.last().serviceRunning);
        QVERIFY(log.last().serviceError.has_value());
        QVERIFY(log.last().readers.empty());

        QVERIFY2(pcscd.start({{"Lab A", 35963}, {"Lab B", 35979}}), pcscd.problem());
        QTRY_COMPARE(log.last().readers.size(), std::size_t(4));
        QVERIFY(log.last().serviceRunning && !log.last().serviceError);
        QTRY_VERIFY_WITH_TIMEOUT(log.reader("Lab A 00 00").present, 10000); // the card came back by itself

        QVERIFY(!log.reader("Lab B 00 00").present);
        vcard::VirtualCard other(m_euicc);
        const vpcd::Plug second(other, {"127.0.0.1", 35979});
        QTRY_VERIFY(log.reader("Lab B 00 00").present);
    }

    void itEndsAtOnce()
    {
        Pcscd pcscd;
        QVERIFY2(pcscd.start(), pcscd.problem());
        for (int i = 0; i < 20; ++i) { // in every phase of its start, too
            SnapshotLog log;
            const ReaderMonitor monitor(log.observer());
            if (i % 2 == 0)
                QTRY_VERIFY(log.size() > 0);
        }
    }
};

WB_TEST(ReaderMonitorTest);

#include "reader_monitor_test.moc"
