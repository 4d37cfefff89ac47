// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/interop/served_lab.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/test.h"

#include <QJsonArray>
#include <QJsonObject>

#include <csignal>

using namespace wb::testing;

/// The whole way with real parts: a virtual eUICC in pcscd's virtual reader, the SM-DS as a process of its own, events
/// registered over ES12, discovered through PC/SC and HTTPS.
class ThroughPcscdTest : public QObject {
    Q_OBJECT

    Pcscd m_pcscd;
    ServedLab m_lab;
    Program m_plug;

    QStringList discoverArguments(const QStringList &more = {}) const
    {
        return QStringList{QStringLiteral("discover"),
                           QStringLiteral("--reader"),
                           QStringLiteral("Lab eUICC 00 00"),
                           QStringLiteral("--ci"),
                           m_lab.ci(),
                           QStringLiteral("--map"),
                           m_lab.es11Map()}
               + more;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_pcscd.start(), m_pcscd.problem());
        QVERIFY2(m_lab.start(), m_lab.problem());
        QVERIFY(m_plug.start(smdsPath(), {QStringLiteral("card"), QStringLiteral("plug"), QStringLiteral("--euicc"),
                                          m_lab.file("euicc-a")}));
        QVERIFY(!m_plug.waitForLine("plugged").isEmpty());
        for (int i = 1; i <= 3; ++i) {
            const Ended registered = m_lab.registerEvent(QStringLiteral("EV-%1").arg(i),
                                                         QStringLiteral("smdp%1.example.com").arg(i));
            QVERIFY2(registered.code == 0, registered.all());
        }
    }

    void theReaderIsListed()
    {
        const auto present = [] {
            const Ended list = smdsProgram(words("card list --json"));
            for (const QJsonValue reader : list.json()[QStringLiteral("readers")].toArray()) {
                if (reader[QStringLiteral("name")].toString() == QStringLiteral("Lab eUICC 00 00"))
                    return reader[QStringLiteral("present")].toBool();
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(present(), 20000);
        const Ended text = smdsProgram(words("card list"));
        QVERIFY2(text.out.contains("Lab eUICC 00 00: card, ATR 3B"), text.all());
        QVERIFY2(text.out.contains("Lab eUICC 00 01: no card"), text.all());
    }

    void theDoctorFindsTheIsdR()
    {
        const Ended text = smdsProgram(words("card doctor"));
        QVERIFY2(text.code == 0, text.all());
        QVERIFY2(text.out.contains("[fine] card-answers: "), text.all());
        QVERIFY2(text.out.contains("A0000005591010FFFFFFFF8900000100  standard (ISD-R)  9000"), text.all());
        const QJsonArray found =
            smdsProgram(words("card doctor --reader 00:00 --json")).json()[QStringLiteral("isdRs")].toArray();
        QCOMPARE(found.size(), 0); // no reader has that in its name
        const QJsonObject json = smdsProgram({QStringLiteral("card"), QStringLiteral("doctor"),
                                              QStringLiteral("--reader"), QStringLiteral("eUICC 00 00"),
                                              QStringLiteral("--json")})
                                     .json();
        QCOMPARE(json[QStringLiteral("blocked")].toBool(true), false);
        const QJsonObject isdR = json[QStringLiteral("isdRs")][0].toObject();
        QCOMPARE(isdR[QStringLiteral("reader")].toString(), QStringLiteral("Lab eUICC 00 00"));
        QCOMPARE(isdR[QStringLiteral("aid")].toString(), QStringLiteral("A0000005591010FFFFFFFF8900000100"));
        QCOMPARE(isdR[QStringLiteral("channel")].toInt(), 1);
        const Ended empty = smdsProgram({QStringLiteral("card"), QStringLiteral("doctor"), QStringLiteral("--reader"),
                                         QStringLiteral("Lab eUICC 00 01")});
        QCOMPARE(empty.code, 1);
        QVERIFY2(empty.out.startsWith("[blocks] no-card: "), empty.all());
    }

    void theEventsAreDiscoveredInOrder()
    {
        const Ended found = smdsProgram(discoverArguments({QStringLiteral("--json")}));
        QVERIFY2(found.code == 0, found.all());
        const QJsonArray entries = found.json()[QStringLiteral("entries")].toArray();
        QCOMPARE(entries.size(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(entries[i][QStringLiteral("eventId")].toString(), QStringLiteral("EV-%1").arg(i + 1));
            QCOMPARE(entries[i][QStringLiteral("rspServerAddress")].toString(),
                     QStringLiteral("smdp%1.example.com").arg(i + 1));
        }
        QCOMPARE(found.json()[QStringLiteral("eid")].toString(), QString::fromLatin1(labEid));
        QCOMPARE(found.json()[QStringLiteral("smds")][QStringLiteral("source")].toString(), QStringLiteral("card"));

        const Ended text = smdsProgram(discoverArguments());
        QVERIFY2(text.out.indexOf("EV-1  smdp1.example.com") < text.out.indexOf("EV-2  smdp2.example.com")
                     && text.out.contains("EV-3  smdp3.example.com"),
                 text.all());
    }

    void everyWayToTheIsdRWorks_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("basic channel") << words("--no-logical-channel");
        QTest::newRow("no terminal capability") << words("--no-terminal-capability");
        QTest::newRow("small blocks") << words("--block-size 32");
        QTest::newRow("exclusive") << words("--exclusive");
        QTest::newRow("T=1") << words("--protocol t1");
    }

    void everyWayToTheIsdRWorks()
    {
        QFETCH(QStringList, options);
        const Ended found = smdsProgram(discoverArguments(options));
        QVERIFY2(found.code == 0, found.all());
    }

    void aProtocolTheCardDoesNotHaveIsNamed()
    {
        const Ended refused = smdsProgram(discoverArguments(words("--protocol t0")));
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("T=0") && refused.err.contains("PC/SC"), refused.all());
    }

    void theCardTellsWhoItIs()
    {
        const Ended info = smdsProgram({QStringLiteral("card"), QStringLiteral("info"), QStringLiteral("--reader"),
                                        QStringLiteral("lab euicc 00 00"), QStringLiteral("--json")});
        QVERIFY2(info.code == 0, info.all());
        QCOMPARE(info.json()[QStringLiteral("eid")][QStringLiteral("digits")].toString(), QString::fromLatin1(labEid));
    }

    void foreignProgramsSeeTheCard()
    {
        const Ended scan = run(QStringLiteral("pcsc_scan"), words("-r"));
        QVERIFY2(scan.out.contains("Lab eUICC 00 00"), scan.all());
        const Ended atr = run(QStringLiteral("opensc-tool"), words("-r0 -a"));
        QVERIFY2(atr.out.toLower().contains("3b:9f"), atr.all());
        const Ended select = run(QStringLiteral("opensc-tool"),
                                 words("-r0 -s 00A4040010A0000005591010FFFFFFFF890000010000 -s 80E2910003BF2000"));
        QVERIFY2(select.out.count("SW1=0x90, SW2=0x00") >= 1 && select.out.contains("6F "), select.all());
    }

    void readersThatAreNotMeantAreNamed()
    {
        const Ended two = smdsProgram(words("card info --reader Lab"));
        QCOMPARE(two.code, 1);
        QVERIFY2(two.err.contains("2 readers have that in their names"), two.all());
        const Ended none = smdsProgram(words("card info --reader Omnikey"));
        QCOMPARE(none.code, 1);
        QVERIFY2(none.err.contains("'Lab eUICC 00 00'"), none.all());
        const Ended empty = smdsProgram({QStringLiteral("card"), QStringLiteral("info"), QStringLiteral("--reader"),
                                         QStringLiteral("Lab eUICC 00 01")});
        QCOMPARE(empty.code, 1);
        QVERIFY2(empty.err.contains("PC/SC"), empty.all());
    }

    void withoutTrustNothingIsTried()
    {
        const Ended untrusting = smdsProgram({QStringLiteral("discover"), QStringLiteral("--reader"),
                                              QStringLiteral("Lab eUICC 00 00"), QStringLiteral("--map"),
                                              m_lab.es11Map()});
        QCOMPARE(untrusting.code, 2);
        QVERIFY2(untrusting.err.contains("--ci FILE"), untrusting.all());
    }

    void everyProcessStopsWhenAsked()
    {
        m_plug.send(SIGTERM);
        QCOMPARE(m_plug.finish().code, 0);
        m_lab.server().send(SIGTERM);
        const Ended served = m_lab.server().finish();
        QVERIFY2(served.code == 0, served.all());
        QVERIFY2(served.err.contains("stopped"), served.all());
        QVERIFY2(!served.err.contains(labEid), "the log names an EID");
    }

    /// With the first plug gone, both slots are free.
    void allOfALabAtOnce()
    {
        const QString lab = m_lab.file(".");
        const Ended made = smdsProgram({QStringLiteral("euicc"), QStringLiteral("create"),
                                        QStringLiteral("consumer-2.6"), QStringLiteral("--lab"), lab});
        QVERIFY2(made.code == 0, made.all());
        Program plug;
        QVERIFY(plug.start(smdsPath(), {QStringLiteral("card"), QStringLiteral("plug"), QStringLiteral("--all"),
                                        QStringLiteral("--lab"), lab}));
        QVERIFY(!plug.waitForLine("plugged Lab eUICC A at port 35963").isEmpty());
        QVERIFY(!plug.waitForLine("plugged Consumer 2.6 at port 35964").isEmpty());
        const auto versionIn = [](const char *slot) {
            const Ended info = smdsProgram({QStringLiteral("card"), QStringLiteral("info"), QStringLiteral("--json"),
                                            QStringLiteral("--reader"), QString::fromLatin1(slot)});
            return info.json()[QStringLiteral("svn")].toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(versionIn("Lab eUICC 00 00"), QStringLiteral("2.5.0"), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(versionIn("Lab eUICC 00 01"), QStringLiteral("2.6.0"), 20000);
        plug.send(SIGTERM);
        QCOMPARE(plug.finish().code, 0);
    }
};

WB_TEST(ThroughPcscdTest);

#include "through_pcscd_test.moc"
