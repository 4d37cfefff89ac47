// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/soak.h"
#include "tests/support/interop/registrants.h"
#include "tests/support/test.h"

#include <QRandomGenerator>

using namespace wb;
using namespace wb::testing;

/// A cascade at full load whose servers are killed with -9 at random moments: every acknowledged call holds, nothing is done by
/// halves, and every entry of the outbox has its effect upward exactly once.
class CascadeKillSoakTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasAcknowledgedHolds_data()
    {
        QTest::addColumn<bool>("answerAtOnce");
        QTest::addColumn<bool>("onPostgres");
        QTest::newRow("SQLite, answered after the parents") << false << false;
        QTest::newRow("SQLite, answered at once") << true << false;
        // A server may be shared, so what a killed process was at work on is nobody's only after minutes: at full length only.
        if (soakRounds(0, 1) > 0) {
            QTest::newRow("PostgreSQL, answered after the parents") << false << true;
            QTest::newRow("PostgreSQL, answered at once") << true << true;
        }
    }

    void whatWasAcknowledgedHolds()
    {
        QFETCH(bool, answerAtOnce);
        QFETCH(bool, onPostgres);
        ServedCascade cascade(2, answerAtOnce, onPostgres);
        QByteArray problem = cascade.start();
        QVERIFY2(problem.isEmpty(), problem.constData());
        Registrants registrantsAtWork(cascade);

        QRandomGenerator moments(20261123);
        for (int round = 0; round < soakRounds(4, 60); ++round) {
            const int enough = registrantsAtWork.acknowledged() + moments.bounded(1, 120);
            QTRY_VERIFY_WITH_TIMEOUT(registrantsAtWork.acknowledged() > enough, 120'000);
            ServedSmds &victim = moments.bounded(3) == 0 ? cascade.root() : cascade.bottom();
            victim.kill();
            problem = victim.start();
            QVERIFY2(problem.isEmpty(), problem.constData());
        }
        registrantsAtWork.stop();
        // The back-off of what failed often is what one waits for here.
        QTRY_COMPARE_WITH_TIMEOUT(cascade.bottom().outboxSize(), std::int64_t(0), 400'000);
        QCOMPARE(problemWith(cascade, registrantsAtWork.events()), QString());
        QVERIFY(registrantsAtWork.acknowledged() > 0);
    }
};

WB_TEST(CascadeKillSoakTest);

#include "cascade_kill_soak_test.moc"
