// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/results.h"
#include "tests/support/core/soak.h"
#include "tests/support/interop/served_cascade.h"
#include "tests/support/test.h"

#include <QRandomGenerator>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr int registrants = 4; ///< that work at once

/// What a registrant knows of one of its events.
enum class Known { registered, deleted, maybeRegistered, maybeDeleted };

/// SM-DP+s that register and delete without end, and remember what was acknowledged.
class Registrants {
public:
    explicit Registrants(const ServedCascade &cascade) : m_cascade(cascade)
    {
        for (int i = 0; i < registrants; ++i)
            m_threads.emplace_back([this, i](const std::stop_token &stop) { work(i, stop); });
    }

    void stop() { m_threads.clear(); }
    int acknowledged() const { return m_acknowledged; }
    std::map<std::string, Known> events() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_events;
    }

private:
    void work(int registrant, const std::stop_token &stop)
    {
        es::Es12Client smdp = m_cascade.smdp();
        const http::Address server = m_cascade.levels().back()->address();
        for (int number = 0; !stop.stop_requested(); ++number) {
            const std::string eventId = "EV-" + std::to_string(registrant) + "-" + std::to_string(number);
            const auto registered = smdp.registerEvent(server, m_cascade.registration(eventId), {});
            // An answer that says no is as certain as one that says yes; no answer is neither.
            if (!registered && registered.error().status)
                continue;
            note(eventId, registered ? Known::registered : Known::maybeRegistered);
            if (!registered || number % 2 != 0)
                continue;
            const auto deleted = smdp.deleteEvent(server, m_cascade.deletion(eventId), {});
            note(eventId, deleted ? Known::deleted : Known::maybeDeleted);
        }
    }

    void note(const std::string &eventId, Known known)
    {
        const std::scoped_lock lock(m_mutex);
        m_events[eventId] = known;
        if (known == Known::registered || known == Known::deleted)
            ++m_acknowledged;
    }

    const ServedCascade &m_cascade;
    mutable std::mutex m_mutex;
    std::map<std::string, Known> m_events;
    std::atomic<int> m_acknowledged = 0;
    std::vector<std::jthread> m_threads;
};

/// What is wrong below and above, when nobody works any more; nothing when every answer holds.
QString problemWith(const ServedCascade &cascade, const std::map<std::string, Known> &events)
{
    std::map<std::string, int> below;
    for (const smds::EventRecord &record : cascade.levels().back()->records())
        ++below[record.eventId];
    for (const auto &[eventId, known] : events) {
        const int there = below.contains(eventId) ? below.at(eventId) : 0;
        if (there > 1)
            return q(eventId) + QStringLiteral(" is there twice");
        if (known == Known::registered && there != 1)
            return q(eventId) + QStringLiteral(" was acknowledged and is gone");
        if (known == Known::deleted && there != 0)
            return q(eventId) + QStringLiteral(" was deleted and is there");
    }
    // Each event above is that of one below, and each below has one above.
    std::map<std::string, int> above;
    for (const smds::EventRecord &record : cascade.levels().front()->records()) {
        const auto meant = cascade.levels().back()->records(record.eventId);
        if (meant.size() != 1)
            return QStringLiteral("an orphan is left at the Root: ") + q(record.eventId);
        ++above[meant.front().eventId];
    }
    for (const auto &[eventId, count] : below) {
        if (!above.contains(eventId) || above.at(eventId) != count)
            return q(eventId) + QStringLiteral(" is below and not above");
    }
    return {};
}

} // namespace

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
