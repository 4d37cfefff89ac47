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
        QTest::addColumn<std::size_t>("levels");
        QTest::addColumn<bool>("answerAtOnce");
        QTest::addColumn<bool>("onPostgres");
        QTest::newRow("SQLite, answered after the parents") << std::size_t(2) << false << false;
        QTest::newRow("SQLite, answered at once") << std::size_t(2) << true << false;
        // At full length only: a server may be shared, so what a killed process was at work on is nobody's only after minutes, and the
        // lowest of three servers believes the middle one only when it has settled.
        if (soakRounds(0, 1) > 0) {
            QTest::newRow("PostgreSQL, answered after the parents") << std::size_t(2) << false << true;
            QTest::newRow("PostgreSQL, answered at once") << std::size_t(2) << true << true;
            QTest::newRow("three levels, answered after the parents") << std::size_t(3) << false << false;
            QTest::newRow("three levels, answered at once") << std::size_t(3) << true << false;
        }
    }

    void whatWasAcknowledgedHolds()
    {
        QFETCH(std::size_t, levels);
        QFETCH(bool, answerAtOnce);
        QFETCH(bool, onPostgres);
        ServedCascade cascade(levels, answerAtOnce, onPostgres);
        QByteArray problem = cascade.start();
        QVERIFY2(problem.isEmpty(), problem.constData());
        Registrants registrantsAtWork(cascade);

        QRandomGenerator moments(20261123);
        for (int round = 0; round < soakRounds(4, 60); ++round) {
            const int enough = registrantsAtWork.acknowledged() + moments.bounded(1, 120);
            QTRY_VERIFY_WITH_TIMEOUT(registrantsAtWork.acknowledged() > enough, 120'000);
            // The lowest most often: it has the most to do.
            const auto chosen = static_cast<std::size_t>(moments.bounded(int(levels) + 1));
            ServedSmds &victim = *cascade.levels()[std::min(chosen, levels - 1)];
            victim.kill();
            problem = victim.start();
            QVERIFY2(problem.isEmpty(), problem.constData());
        }
        registrantsAtWork.stop();
        // The back-off of what failed often is what one waits for here.
        QTRY_COMPARE_WITH_TIMEOUT(cascade.outboxSize(), std::int64_t(0), 400'000);
        QCOMPARE(problemWith(cascade, registrantsAtWork.events()), QString());
        QVERIFY(registrantsAtWork.acknowledged() > 0);
    }
};

WB_TEST(CascadeKillSoakTest);

#include "cascade_kill_soak_test.moc"
