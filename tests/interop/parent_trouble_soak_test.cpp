// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/soak.h"
#include "tests/support/interop/registrants.h"
#include "tests/support/interop/troubled_way.h"
#include "tests/support/test.h"

#include <QRandomGenerator>

using namespace wb;
using namespace wb::testing;

namespace {

using Mood = TroubledWay::Mood;

/// Changes the mood of a way now and then, until it ends: every second time for the better, so that there is something to lose.
class Weather {
public:
    Weather(TroubledWay &way, std::vector<Mood> bad, std::chrono::milliseconds longest)
        : m_thread([this, &way, bad = std::move(bad), longest](const std::stop_token &stop) {
              QRandomGenerator chance(20261123);
              for (bool fair = true; !stop.stop_requested(); fair = !fair) {
                  const auto which = static_cast<std::size_t>(chance.bounded(static_cast<int>(bad.size())));
                  way.setMood(fair ? Mood::well : bad[which]);
                  std::unique_lock lock(m_mutex);
                  m_ended.wait_for(lock, stop, std::chrono::milliseconds(chance.bounded(50, int(longest.count()))),
                                   [] { return false; });
              }
              way.setMood(Mood::well);
          })
    {
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_ended;
    std::jthread m_thread;
};

} // namespace

/// A cascade at full load whose parent is cut off, silent, slow, answers garbage and is killed, while the server below is killed too:
/// what was acknowledged holds, nothing is done by halves, and every entry of the outbox has its effect upward exactly once.
class ParentTroubleSoakTest : public QObject {
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
        std::unique_ptr<TroubledWay> way;
        cascade.setWay([&way](const ServedSmds &parent, const ServedSmds &child) {
            way = std::make_unique<TroubledWay>(parent, child);
            return way->endpoint();
        });
        QByteArray problem = cascade.start();
        QVERIFY2(problem.isEmpty(), problem.constData());
        Registrants registrantsAtWork(cascade);
        {
            // Short in every test run: what fails often is tried again late, and the end waits for it.
            const Weather weather(*way, {Mood::cutOff, Mood::silent, Mood::deaf, Mood::slow, Mood::garbage},
                                  std::chrono::milliseconds(soakRounds(400, 2'000)));
            QRandomGenerator moments(20261123);
            for (int round = 0; round < soakRounds(3, 60); ++round) {
                const int enough = registrantsAtWork.acknowledged() + moments.bounded(1, 60);
                QTRY_VERIFY_WITH_TIMEOUT(registrantsAtWork.acknowledged() > enough, 120'000);
                ServedSmds &victim = moments.bounded(2) == 0 ? cascade.root() : cascade.bottom();
                victim.kill();
                problem = victim.start();
                QVERIFY2(problem.isEmpty(), problem.constData());
            }
            QTRY_VERIFY_WITH_TIMEOUT(way->troubled() > 0, 60'000);
        }
        registrantsAtWork.stop();
        QTRY_COMPARE_WITH_TIMEOUT(cascade.bottom().outboxSize(), std::int64_t(0), 700'000);
        QCOMPARE(problemWith(cascade, registrantsAtWork.events()), QString());
        qInfo("%d calls acknowledged, %d without an answer, %d of the parent's troubled",
              registrantsAtWork.acknowledged(), registrantsAtWork.unanswered(), way->troubled());
    }
};

WB_TEST(ParentTroubleSoakTest);

#include "parent_trouble_soak_test.moc"
