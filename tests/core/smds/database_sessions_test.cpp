// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/database_sessions.h"
#include "core/smds/event_service.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace wb;
using namespace wb::testing;
using smds::DatabaseSessions;

namespace {

/// One process of an SM-DS: what `smds serve` makes of a database, without the listeners.
struct SharingProcess {
    SharingProcess(const Cast &cast, const store::DatabaseUrl &url)
        : store(must(smds::EventStore::open(url))),
          forwarder(std::vector<smds::Parent>(), smds::ForwardingOptions(), *store, cast.clock, nullptr),
          service(cast.serverConfiguration(), *store, forwarder, cast.clock,
                  must(DatabaseSessions::open(url, cast.clock, auth::SessionLimits())))
    {
    }

    std::unique_ptr<smds::EventStore> store;
    smds::Forwarder forwarder;
    smds::EventService service;
};

auth::Session sessionNumber(std::uint8_t number, const Clock &clock)
{
    auth::Session session;
    session.transactionId = {Bytes(16, number)};
    session.serverChallenge.fill(static_cast<std::uint8_t>(255 - number));
    session.serverAddress = "smds.example.com";
    session.svn = {{2, 3, number}};
    session.ciKeyId = {Bytes{0, 1, 0xFF, number}};
    session.started = clock.now();
    return session;
}

} // namespace

/// Sessions that any process finishes, on both databases.
class DatabaseSessionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSessionIsTakenOnce_data() { onBothStores(); }

    void aSessionIsTakenOnce()
    {
        const auto url = freshPlace();
        const auto one = sessionsAt(url);
        const auto other = sessionsAt(url);
        const auto session = sessionNumber(7, m_cast.clock);
        QVERIFY(must(one->add(session)));
        QVERIFY(!must(other->add(session)));
        QVERIFY(!must(other->take({Bytes(16, 8)})));
        const auto taken = must(other->take(session.transactionId));
        QVERIFY(taken);
        QCOMPARE(taken->transactionId.octets, session.transactionId.octets);
        QVERIFY(taken->serverChallenge == session.serverChallenge);
        WB_COMPARE(taken->serverAddress, session.serverAddress);
        QVERIFY(taken->svn == session.svn);
        QCOMPARE(taken->ciKeyId.octets, session.ciKeyId.octets);
        QCOMPARE(taken->started, session.started);
        QVERIFY(!must(one->take(session.transactionId)));
    }

    void oldOnesAndTooManyGo_data() { onBothStores(); }

    void oldOnesAndTooManyGo()
    {
        const auto sessions = sessionsAt(freshPlace(), {3, std::chrono::minutes(5)});
        must(sessions->add(sessionNumber(1, m_cast.clock)));
        m_cast.clock.advance(std::chrono::minutes(5));
        QVERIFY(!must(sessions->take({Bytes(16, 1)})));
        must(sessions->add(sessionNumber(2, m_cast.clock)));
        m_cast.clock.advance(std::chrono::minutes(6));
        for (std::uint8_t number = 3; number <= 6; ++number) {
            must(sessions->add(sessionNumber(number, m_cast.clock)));
            m_cast.clock.advance(std::chrono::seconds(1));
        }
        QCOMPARE(must(sessions->size()), std::size_t(3));
        QVERIFY(!must(sessions->take({Bytes(16, 3)})));
        QVERIFY(must(sessions->take({Bytes(16, 4)})));
    }

    void oneOriginDoesNotDriveOutTheOthers_data() { onBothStores(); }

    void oneOriginDoesNotDriveOutTheOthers()
    {
        const auto sessions = sessionsAt(freshPlace(), {6, std::chrono::minutes(5), 3});
        auto own = sessionNumber(1, m_cast.clock);
        own.origin = "192.0.2.1";
        must(sessions->add(own));
        for (std::uint8_t number = 10; number < 40; ++number) {
            m_cast.clock.advance(std::chrono::milliseconds(1));
            auto flooding = sessionNumber(number, m_cast.clock);
            flooding.origin = "192.0.2.66";
            must(sessions->add(flooding));
        }
        QCOMPARE(must(sessions->size()), std::size_t(4));
        QVERIFY(must(sessions->take({Bytes(16, 1)})));
        QVERIFY(must(sessions->take({Bytes(16, 39)})));
        QVERIFY(!must(sessions->take({Bytes(16, 36)})));
    }

    /// Two processes want the same session at the same time: one gets it.
    void oneOfManyTakesIt()
    {
        const auto url = must(store::DatabaseUrl::parse(sharedPostgres().newDatabase()));
        must(smds::EventStore::open(url));
        const auto one = sessionsAt(url);
        const auto other = sessionsAt(url);
        for (std::uint8_t number = 0; number < 50; ++number) {
            must(one->add(sessionNumber(number, m_cast.clock)));
            std::atomic<int> taken = 0;
            {
                std::jthread beside([&] { taken += must(other->take({Bytes(16, number)})) ? 1 : 0; });
                taken += must(one->take({Bytes(16, number)})) ? 1 : 0;
            }
            QCOMPARE(taken.load(), 1);
        }
    }

    /// A load balancer sends the two requests of each authentication to different processes.
    void anAuthenticationIsSplitOverTwoProcesses()
    {
        const auto url = must(store::DatabaseUrl::parse(sharedPostgres().newDatabase()));
        SharingProcess one(m_cast, url);
        SharingProcess other(m_cast, url);
        const es::Registrant smdp{"2.999.10", "CERT.DP.TLS"};
        WB_VERIFY(one.service.registerEvent(
            {{"2.999.10", "call-1"}, castEid, "testsmdpplus1.example.com", "EV-1", false, {}}, smdp));
        for (int round = 0; round < 6; ++round) {
            SharingProcess &first = round % 2 == 0 ? one : other;
            SharingProcess &second = round % 2 == 0 ? other : one;
            const auto question = must(first.service.initiateAuthentication(questionOf(m_euicc)));
            const auto answer = answerOf(m_euicc, question, {});
            const auto found = second.service.authenticateClient(answer);
            WB_VERIFY(found);
            QCOMPARE(found->eventEntries.size(), std::size_t(1));
            WB_COMPARE(found->eventEntries[0].eventId, "EV-1");
            QCOMPARE(pairOf(first.service.authenticateClient(answer)), QStringLiteral("8.10.1/3.9")); // replayed
        }
    }

    void cleanup() { m_folder.reset(); }

private:
    static void onBothStores()
    {
        QTest::addColumn<bool>("postgresql");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    /// A new database of this row's kind, with its tables.
    store::DatabaseUrl freshPlace()
    {
        QFETCH(bool, postgresql);
        m_folder = std::make_unique<QTemporaryDir>();
        const auto url = must(
            store::DatabaseUrl::parse(postgresql ? sharedPostgres().newDatabase()
                                                 : m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString()));
        must(smds::EventStore::open(url));
        return url;
    }

    std::unique_ptr<DatabaseSessions> sessionsAt(const store::DatabaseUrl &url, auth::SessionLimits limits = {})
    {
        return must(DatabaseSessions::open(url, m_cast.clock, limits));
    }

    Cast m_cast;
    euicc::VirtualEuicc m_euicc{m_cast.euiccIdentity()};
    std::unique_ptr<QTemporaryDir> m_folder;
};

WB_TEST(DatabaseSessionsTest);
#include "database_sessions_test.moc"
