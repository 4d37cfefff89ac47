// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "smartcard/card/card_euicc.h"
#include "smartcard/pcsc/lease.h"
#include "smartcard/vcard/virtual_card.h"
#include "smartcard/vpcd/plug.h"
#include "tests/smartcard/pcsc/snapshot_log.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/core/soak.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::pcsc;
using namespace wb::testing;

/// A pcscd that ends again and again, by a crash or by an administrator, under a monitor that stays.
class RestartSoakTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readerAndCardComeBackEachTime()
    {
        const Cast cast;
        euicc::VirtualEuicc euicc(cast.euiccIdentity());
        vcard::VirtualCard card(euicc);
        const PcscdReader reader;
        Pcscd pcscd;
        SnapshotLog log;
        const ReaderMonitor monitor(log.observer());
        const vpcd::Plug plug(card, {"127.0.0.1", reader.port}); // waits for pcscd, and again for the next
        for (int round = 0; round < soakRounds(2, 150); ++round) {
            QVERIFY2(pcscd.start({reader}), pcscd.problem());
            QTRY_VERIFY_WITH_TIMEOUT(log.reader(reader.slot(0)).present, 10000);
            readChallenge(reader.slot(0));
            if (QTest::currentTestFailed())
                return;
            if (round % 2 == 0)
                pcscd.kill();
            else
                pcscd.stop();
            QTRY_VERIFY(!log.last().serviceRunning);
            QVERIFY(log.last().readers.empty());
        }
        QVERIFY(!log.hasRepetition());
    }

private:
    static void readChallenge(const std::string &reader)
    {
        const auto lease = Lease::take(reader, {}, {});
        WB_VERIFY(lease);
        const auto session = card::Session::open(**lease, {}, nullptr, {});
        WB_VERIFY(session);
        card::CardEuicc euicc(**session);
        WB_VERIFY(es::getEuiccChallenge(euicc, {}));
    }
};

WB_TEST(RestartSoakTest);

#include "restart_soak_test.moc"
