// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/doctor.h"
#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QJsonArray>

using namespace wb;
using wb::testing::Outcome;
using wb::testing::runSmds;

/// `smds card doctor` where no smart card service is to be reached; with one: tests/interop.
class CardDoctorTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place;

private Q_SLOTS:
    void initTestCase() { qputenv("PCSCLITE_CSOCK_NAME", m_place.filePath(QStringLiteral("no.comm")).toUtf8()); }
    void cleanupTestCase() { qunsetenv("PCSCLITE_CSOCK_NAME"); }

    void itSaysWhatIsInTheWay()
    {
        for (const Outcome &outcome :
             {runSmds({"card", "doctor"}), runSmds({"card", "doctor", "--reader", "any", "--no-cards"})}) {
            QCOMPARE(outcome.code, int(cli::exitFailed));
            for (const char *part :
                 {"[blocks] pcscd-", "/no.comm is not there", "SCARD_E_NO_SERVICE", "\n  $ ", "\n  = "})
                QVERIFY2(holds(outcome.out, part), outcome.all().c_str());
        }
    }

    void asJson()
    {
        const Outcome outcome = runSmds({"card", "doctor", "--json"});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        const QJsonObject json = outcome.json();
        QCOMPARE(json[QStringLiteral("blocked")].toBool(), true);
        const QJsonObject finding = json[QStringLiteral("findings")][0].toObject();
        QCOMPARE(finding[QStringLiteral("severity")].toString(), QStringLiteral("blocks"));
        for (const char *member : {"name", "what", "cause", "remedy", "command", "check"})
            QVERIFY2(!finding[QLatin1String(member)].toString().isEmpty(), member);
        QVERIFY(!finding[QStringLiteral("evidence")].toArray().isEmpty());
        QVERIFY(json[QStringLiteral("isdRs")].isArray());
    }

    void whoMeetsSuchATroubleIsSentToIt()
    {
        const Outcome list = runSmds({"card", "list"});
        QCOMPARE(list.code, int(cli::exitFailed));
        QVERIFY2(holds(list.err, "`smds card doctor` looks closer."), list.all().c_str());
        QVERIFY(!holds(runSmds({"card", "info", "--euicc", "/nowhere"}).err, "doctor"));
    }

    void everythingItKnowsIsListed()
    {
        const Outcome outcome = runSmds({"card", "doctor", "--markdown"});
        QCOMPARE(outcome.code, int(cli::exitOk));
        WB_COMPARE(outcome.out, pcsc::findingTable());
    }

    void wrongAidsAreRefused()
    {
        QCOMPARE(runSmds({"card", "doctor", "--aid", "A0"}).code, int(cli::exitUsage));
        QCOMPARE(runSmds({"card", "doctor", "--aid", "no hex"}).code, int(cli::exitUsage));
    }
};

WB_TEST(CardDoctorTest);

#include "card_doctor_test.moc"
