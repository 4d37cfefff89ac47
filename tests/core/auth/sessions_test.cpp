// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/auth/sessions.h"
#include "tests/support/test.h"

#include <thread>

using namespace wb;
using namespace wb::auth;
using std::chrono::minutes;

namespace {

rsp::TransactionId idOf(std::uint8_t number)
{
    return {Bytes(16, number)};
}

Session sessionOf(std::uint8_t number, const Clock &clock)
{
    Session session;
    session.transactionId = idOf(number);
    session.started = clock.now();
    return session;
}

} // namespace

/// What a server remembers between the two functions of ES11.
class SessionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSessionIsTakenOnce()
    {
        Sessions sessions(m_clock, {10, minutes(5)});
        QVERIFY(*sessions.add(sessionOf(1, m_clock)));
        QVERIFY(!*sessions.add(sessionOf(1, m_clock)));
        QVERIFY(!*sessions.take(idOf(2)));
        QVERIFY(*sessions.take(idOf(1)));
        QVERIFY(!*sessions.take(idOf(1)));
        QVERIFY(*sessions.add(sessionOf(1, m_clock))); // its TransactionID is free again
    }

    void aSessionEndsByTime()
    {
        Sessions sessions(m_clock, {10, minutes(5)});
        sessions.add(sessionOf(1, m_clock));
        sessions.add(sessionOf(2, m_clock));
        m_clock.advance(minutes(5) - std::chrono::milliseconds(1));
        QVERIFY(*sessions.take(idOf(1)));
        m_clock.advance(std::chrono::milliseconds(1));
        QVERIFY(!*sessions.take(idOf(2)));
    }

    void oldSessionsMakeRoom()
    {
        Sessions sessions(m_clock, {10, minutes(5)});
        sessions.add(sessionOf(1, m_clock));
        m_clock.advance(minutes(6));
        sessions.add(sessionOf(2, m_clock));
        QCOMPARE(*sessions.size(), std::size_t(1));
    }

    void theOldestGoesWhenThereAreTooMany()
    {
        Sessions sessions(m_clock, {3, minutes(5)});
        for (std::uint8_t number = 1; number <= 3; ++number)
            sessions.add(sessionOf(number, m_clock));
        QVERIFY(*sessions.take(idOf(2)));
        sessions.add(sessionOf(4, m_clock)); // the one taken has left room
        QCOMPARE(*sessions.size(), std::size_t(3));
        sessions.add(sessionOf(5, m_clock));
        QCOMPARE(*sessions.size(), std::size_t(3));
        QVERIFY(!*sessions.take(idOf(1)));
        QVERIFY(*sessions.take(idOf(3)));
    }

    /// Who floods the server drives out its own sessions only.
    void oneOriginDoesNotDriveOutTheOthers()
    {
        Sessions sessions(m_clock, {6, minutes(5), 3});
        Session own = sessionOf(1, m_clock);
        own.origin = "192.0.2.1";
        sessions.add(own);
        for (std::uint8_t number = 10; number < 110; ++number) {
            Session flooding = sessionOf(number, m_clock);
            flooding.origin = "192.0.2.66";
            sessions.add(flooding);
        }
        QCOMPARE(*sessions.size(), std::size_t(4));
        QVERIFY(!*sessions.take(idOf(106)));
        QVERIFY(*sessions.take(idOf(107)));
        QVERIFY(*sessions.take(idOf(109)));
        QVERIFY(*sessions.take(idOf(1)));
    }

    /// A clock that is set back must not make a session immortal once it is set right again.
    void aClockSetBackIsSurvived()
    {
        Sessions sessions(m_clock, {10, minutes(5)});
        sessions.add(sessionOf(1, m_clock));
        m_clock.advance(-minutes(60));
        sessions.add(sessionOf(2, m_clock));
        QVERIFY(*sessions.take(idOf(1)));
        m_clock.advance(minutes(60));
        QVERIFY(!*sessions.take(idOf(2)));
    }

    void manyThreadsShareIt()
    {
        Sessions sessions(m_clock, {1000, minutes(5)});
        std::atomic<int> taken = 0;
        {
            std::vector<std::jthread> threads;
            for (std::uint8_t thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&, thread] {
                    for (std::uint8_t number = 0; number < 50; ++number) {
                        sessions.add(sessionOf(static_cast<std::uint8_t>(thread * 50 + number), m_clock));
                        // Everybody tries to take the session of the next one; each goes to one taker only.
                        taken += *sessions.take(idOf(static_cast<std::uint8_t>((thread + 1) % 4 * 50 + number))) ? 1
                                                                                                                 : 0;
                    }
                });
            }
        }
        QCOMPARE(*sessions.size() + static_cast<std::size_t>(taken.load()), std::size_t(200));
    }

private:
    ManualClock m_clock{TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1))};
};

WB_TEST(SessionsTest);
#include "sessions_test.moc"
