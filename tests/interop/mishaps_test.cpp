// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/interop/cutting_proxy.h"
#include "tests/support/interop/served_lab.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/test.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <csignal>

using namespace wb::testing;

/// Parts that go away in the middle: each gives a clear error, and nothing hangs.
class MishapsTest : public QObject {
    Q_OBJECT

    Pcscd m_pcscd;
    ServedLab m_lab;
    std::unique_ptr<Program> m_plug;

    bool plug()
    {
        m_plug = std::make_unique<Program>();
        return m_plug->start(smdsPath(), {QStringLiteral("card"), QStringLiteral("plug"), QStringLiteral("--euicc"),
                                          m_lab.file("euicc-a")})
               && !m_plug->waitForLine("plugged").isEmpty();
    }

    static bool cardIsPresent()
    {
        const Ended list = smdsProgram(words("card list --json"));
        for (const QJsonValue reader : list.json()[QStringLiteral("readers")].toArray()) {
            if (reader[QStringLiteral("present")].toBool())
                return true;
        }
        return false;
    }

    QStringList discoverAt(const QString &map) const
    {
        return {QStringLiteral("discover"),
                QStringLiteral("--reader"),
                QStringLiteral("Lab eUICC 00 00"),
                QStringLiteral("--ci"),
                m_lab.ci(),
                QStringLiteral("--map"),
                map,
                QStringLiteral("--json")};
    }

    static QJsonObject errorOf(const Ended &ended) { return ended.json()[QStringLiteral("error")].toObject(); }

    /// A discovery that waits for the answer to InitiateAuthentication, because the server sleeps.
    bool startWaiting(Program &discovery)
    {
        m_lab.server().send(SIGSTOP);
        QStringList arguments = discoverAt(m_lab.es11Map());
        arguments.removeLast(); // steps are printed as they happen, so that we see where it is
        return discovery.start(smdsPath(), arguments) && discovery.waitForError("ok      ES10b.GetEUICCChallenge");
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_pcscd.start(), m_pcscd.problem());
        QVERIFY2(m_lab.start(), m_lab.problem());
        QVERIFY(plug());
        QTRY_VERIFY_WITH_TIMEOUT(cardIsPresent(), 20000);
        QCOMPARE(m_lab.registerEvent(QStringLiteral("EV-1")).code, 0);
    }

    void aServerThatEndsInItsAnswer()
    {
        const quint16 port = m_lab.es11().section(QLatin1Char(':'), 1).toUShort();
        std::size_t whole = 0;
        {
            const CuttingProxy untouched(port);
            const Ended found = smdsProgram(
                discoverAt(QStringLiteral("testrootsmds.example.com=127.0.0.1:%1").arg(untouched.port())));
            QVERIFY2(found.code == 0, found.all());
            whole = untouched.passed();
        }
        // A hundred octets before the end is inside the last answer; the process dies there.
        const CuttingProxy cut(port, whole - 100, [this] { m_lab.server().send(SIGKILL); });
        const Ended failed = smdsProgram(
            discoverAt(QStringLiteral("testrootsmds.example.com=127.0.0.1:%1").arg(cut.port())));
        QCOMPARE(failed.code, 1);
        QCOMPARE(errorOf(failed)[QStringLiteral("kind")].toString(), QStringLiteral("removed"));
        QVERIFY2(failed.err.contains("\nDo:  "), failed.all());

        m_lab.server().finish(); // killed, and now gone
        const Ended dead = smdsProgram(discoverAt(m_lab.es11Map()));
        QCOMPARE(dead.code, 1);
        QCOMPARE(errorOf(dead)[QStringLiteral("kind")].toString(), QStringLiteral("unreachable"));

        QVERIFY2(m_lab.serve(), m_lab.problem()); // what was acknowledged before is still there
        const Ended again = smdsProgram(discoverAt(m_lab.es11Map()));
        QVERIFY2(again.code == 0, again.all());
        QCOMPARE(again.json()[QStringLiteral("entries")].toArray().size(), 1);
    }

    /// The registration is on disk and its answer is lost: nobody may say that it was not registered.
    void aRegistrationWithoutAnAnswer()
    {
        const quint16 port = m_lab.es12().section(QLatin1Char(':'), 1).toUShort();
        const auto registered = [&](const QString &eventId, quint16 at) {
            return smdsProgram(
                {QStringLiteral("register"), QStringLiteral("--lab"), m_lab.folder(), QStringLiteral("--map"),
                 QStringLiteral("testrootsmds.example.com=127.0.0.1:%1").arg(at), QStringLiteral("--eid"),
                 QString::fromLatin1(labEid), QStringLiteral("--event-id"), eventId, QStringLiteral("--address"),
                 QStringLiteral("smdp.example.com"), QStringLiteral("--json")});
        };
        std::size_t whole = 0;
        {
            const CuttingProxy untouched(port);
            QCOMPARE(registered(QStringLiteral("EV-HEARD"), untouched.port()).code, 0);
            whole = untouched.passed();
        }
        const CuttingProxy cut(port, whole - 150);
        const Ended unheard = registered(QStringLiteral("EV-UNHEARD"), cut.port());
        QCOMPARE(unheard.code, 1);
        QVERIFY2(unheard.json()[QStringLiteral("registered")].isNull(), unheard.all());
        const Ended found = smdsProgram(discoverAt(m_lab.es11Map()));
        QVERIFY2(found.out.contains("EV-UNHEARD"), found.all());
    }

    void aServerThatIsSilent()
    {
        m_lab.server().send(SIGSTOP);
        const Ended failed = smdsProgram(discoverAt(m_lab.es11Map())
                                         << QStringLiteral("--timeout") << QStringLiteral("0.3"));
        m_lab.server().send(SIGCONT);
        QCOMPARE(failed.code, 1);
        QCOMPARE(errorOf(failed)[QStringLiteral("kind")].toString(), QStringLiteral("timedOut"));
    }

    void aDiscoveryThatIsInterrupted()
    {
        Program discovery;
        QVERIFY(startWaiting(discovery));
        QElapsedTimer waited;
        waited.start();
        discovery.send(SIGINT);
        const Ended stopped = discovery.finish();
        m_lab.server().send(SIGCONT);
        QCOMPARE(stopped.code, 130);
        QVERIFY2(stopped.err.endsWith("Stopped.\n"), stopped.all());
        QVERIFY(waited.elapsed() < 5000);
    }

    void aCardThatIsPulled()
    {
        Program discovery;
        QVERIFY(startWaiting(discovery));
        m_plug->send(SIGTERM);
        QCOMPARE(m_plug->finish().code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(!cardIsPresent(), 20000);
        m_lab.server().send(SIGCONT);
        const Ended failed = discovery.finish();
        QCOMPARE(failed.code, 1);
        QVERIFY2(failed.err.contains("failed  ES10b.AuthenticateServer"), failed.all());
        QVERIFY2(failed.err.contains("\nDo:  "), failed.all());

        const Ended empty = smdsProgram(discoverAt(m_lab.es11Map()));
        QCOMPARE(empty.code, 1);
        QVERIFY2(errorOf(empty)[QStringLiteral("interface")].toString() == QStringLiteral("PC/SC"), empty.all());
        QVERIFY(plug());
        QTRY_VERIFY_WITH_TIMEOUT(cardIsPresent(), 20000);
        QCOMPARE(smdsProgram(discoverAt(m_lab.es11Map())).code, 0);
    }

    void aServiceThatIsRestarted()
    {
        Program discovery;
        QVERIFY(startWaiting(discovery));
        m_pcscd.stop();
        const Ended none = smdsProgram(words("card list --json"));
        QCOMPARE(none.code, 1);
        QCOMPARE(errorOf(none)[QStringLiteral("scard")].toString(), QStringLiteral("8010001D"));
        QVERIFY2(m_pcscd.start(), m_pcscd.problem());
        m_lab.server().send(SIGCONT);
        const Ended failed = discovery.finish();
        QCOMPARE(failed.code, 1);
        QVERIFY2(failed.err.contains("failed  ES10b.AuthenticateServer"), failed.all());

        QTRY_VERIFY_WITH_TIMEOUT(cardIsPresent(), 30000); // the plug inserts its card again by itself
        const Ended again = smdsProgram(discoverAt(m_lab.es11Map()));
        QVERIFY2(again.code == 0, again.all());
    }

    void resultsThatCannotBeWritten()
    {
        const Ended full = run(QStringLiteral("bash"),
                               {QStringLiteral("-c"), QStringLiteral("\"$1\" lab show \"$2\" > /dev/full"),
                                QStringLiteral("bash"), smdsPath(), m_lab.folder()});
        QCOMPARE(full.code, 1);
        QVERIFY2(full.err.contains("No space left on device"), full.all());
    }

    void aReaderOfResultsThatGoesAway()
    {
        QFile rows(m_lab.file("rows.csv"));
        QVERIFY(rows.open(QIODevice::WriteOnly));
        constexpr int count = 400;
        for (int i = 0; i < count; ++i)
            rows.write(QByteArray(labEid) + ",EV-PIPE-" + QByteArray::number(i) + ",smdp.example.com\n");
        rows.close();
        const Ended piped = run(QStringLiteral("bash"),
                                {QStringLiteral("-c"), QStringLiteral("\"$@\" | head -n 1; exit ${PIPESTATUS[0]}"),
                                 QStringLiteral("bash"), smdsPath(), QStringLiteral("register"),
                                 QStringLiteral("--lab"), m_lab.folder(), QStringLiteral("--map"), m_lab.es12Map(),
                                 QStringLiteral("--file"), rows.fileName()});
        QCOMPARE(piped.code, 141);
        QCOMPARE(piped.out, QByteArray("line 1: EV-PIPE-0 registered\n"));
        QVERIFY2(piped.err.contains(" of 400 registered, "), piped.all());
        const Ended found = smdsProgram(discoverAt(m_lab.es11Map()));
        QVERIFY(found.json()[QStringLiteral("entries")].toArray().size() < count); // it stopped when nobody read on
    }
};

WB_TEST(MishapsTest);

#include "mishaps_test.moc"
