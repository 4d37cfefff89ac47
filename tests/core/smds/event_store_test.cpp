// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_store.h"
#include "core/store/migrations.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

#include <sys/stat.h>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *storedEid = "89049032123451234512345678901235";

smds::EventRecord recordOf(std::string eventId, std::string owner = "2.999.10")
{
    smds::EventRecord record;
    record.eid = must(rsp::Eid::fromText(storedEid));
    record.eventId = std::move(eventId);
    record.rspServerAddress = "testsmdpplus1.example.com";
    record.ownerOid = std::move(owner);
    record.ownerRole = "CERT.DP.TLS";
    return record;
}

} // namespace

/// The database of an SM-DS: what is acknowledged survives, and what cannot be kept is not acknowledged.
class EventStoreTest : public QObject {
    Q_OBJECT

    struct Ended {
        int code = -1;
        QByteArray said;
    };

    Ended storeWriter(const char *deed) const
    {
        QProcess process;
        process.start(QStringLiteral(WB_STORE_WRITER), {QString::fromLatin1(deed), q(m_file)});
        if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), process.readAll()};
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString();
    }

    void aRegistrationThatCannotBeWrittenIsNotAcknowledged()
    {
        const Ended full = storeWriter("until-full");
        QVERIFY2(full.code == 0 && !full.said.isEmpty(), full.said.constData());
        auto store = must(smds::EventStore::open(m_file));
        WB_VERIFY(store->add(recordOf("EV-after"), smds::AuditEntry{}));
        // Without a gap: everything up to the one that was refused, which is not there.
        const auto records = must(store->find(must(rsp::Eid::fromText(storedEid)), {}));
        QVERIFY(records.size() > 10);
        for (std::size_t i = 0; i + 1 < records.size(); ++i)
            WB_COMPARE(records[i].eventId, "EV-" + std::to_string(i));
        WB_COMPARE(records.back().eventId, "EV-after");
    }

    void aReadOnlyFileSaysSo()
    {
        {
            must(smds::EventStore::open(m_file));
        }
        const QByteArray folder = m_folder->path().toLocal8Bit();
        QCOMPARE(::chmod(folder.constData(), 0555), 0);
        QCOMPARE(::chmod(m_file.c_str(), 0444), 0);
        const Ended refused = storeWriter("as-nobody"); // root may write everything
        ::chmod(folder.constData(), 0755);
        QVERIFY2(refused.code == 0 && refused.said.contains(m_file.c_str()), refused.said.constData());
    }

    void aNewerDatabaseIsRefused_data() { onBoth(); }

    void aNewerDatabaseIsRefused()
    {
        {
            must(smds::EventStore::open(place()));
        }
        {
            const auto url = must(store::DatabaseUrl::parse(place()));
            auto writer = must(store::SqlThread::open(url, store::SqlThread::Mode::writing));
            WB_VERIFY(store::migrate(*writer, std::vector<store::Migration>{{99, {}}}));
        }
        const auto store = smds::EventStore::open(place());
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::unsupported);
    }

    void aConflictLeavesNothingBehind_data() { onBoth(); }

    void aConflictLeavesNothingBehind()
    {
        auto store = must(smds::EventStore::open(place()));
        const auto first = store->add(recordOf("EV-1"), smds::AuditEntry{});
        WB_VERIFY(first);
        QVERIFY(first->id > 0);
        const auto second = store->add(recordOf("EV-1"), smds::AuditEntry{});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::conflict);
        QCOMPARE(must(store->auditTail(10)).size(), std::size_t(1));
        WB_VERIFY(store->add(recordOf("EV-1", "2.999.12"), smds::AuditEntry{}));
    }

    void twoMayRegisterTheSameAtOnceOneWins_data() { onBoth(); }

    void twoMayRegisterTheSameAtOnceOneWins()
    {
        auto store = must(smds::EventStore::open(place()));
        for (int round = 0; round < 20; ++round) {
            std::atomic<int> won = 0;
            {
                std::vector<std::jthread> threads;
                for (int thread = 0; thread < 4; ++thread)
                    threads.emplace_back(
                        [&] { won += store->add(recordOf("EV-" + std::to_string(round)), {}) ? 1 : 0; });
            }
            QCOMPARE(won.load(), 1);
        }
    }

    void everythingComesBackAsItWas_data() { onBoth(); }

    void everythingComesBackAsItWas()
    {
        const TimePoint registered(std::chrono::milliseconds(4'102'444'800'123)); // beyond 32 bits
        auto store = must(smds::EventStore::open(place()));
        smds::EventRecord record = recordOf("EV \\ ' ? \xC3\xA4");
        record.registeredAt = registered;
        smds::Forward forward;
        forward.parent = "Root";
        forward.eventId = "E2";
        forward.nextTry = registered;
        record.forwards = {forward};
        smds::AuditEntry audit;
        audit.time = registered;
        audit.call = std::string("a\0b", 3); // PostgreSQL cannot keep U+0000
        const auto added = must(store->add(record, audit));
        must(store->add(recordOf("EV-2"), {}));

        const rsp::Eid eid = must(rsp::Eid::fromText(storedEid));
        const auto found = must(store->find(eid, "EV \\ ' ? \xC3\xA4"));
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].id, added.id);
        QCOMPARE(found[0].registeredAt, registered);
        QVERIFY(!found[0].firstRetrievedAt);
        QCOMPARE(must(store->find(eid, "E2")).at(0).id, added.id); // by the EventID it has at the parent
        WB_COMPARE(must(store->find(eid, {})).at(1).eventId, "EV-2");
        const auto waiting = must(store->waitingFor(eid, {}));
        QCOMPARE(waiting.size(), std::size_t(2));
        QCOMPARE(waiting[0].record, added.id);
        WB_COMPARE(waiting[0].eventId, "EV \\ ' ? \xC3\xA4");
        WB_COMPARE(waiting[0].rspServerAddress, record.rspServerAddress);
        QCOMPARE(must(store->waitingFor(eid, "E2")).at(0).record, added.id);
        WB_COMPARE(must(store->auditTail(2)).at(0).call, "a\xEF\xBF\xBD"
                                                         "b");

        const auto claimed = must(store->claimDue("Root", registered, registered + std::chrono::hours(1), 10));
        QCOMPARE(claimed.size(), std::size_t(1));
        QVERIFY(must(store->claimDue("Root", registered, registered + std::chrono::hours(1), 10)).empty());
        WB_VERIFY(store->settle(claimed[0], {smds::ForwardState::forwarded, registered, {}, {}, {}}, {}));
        QCOMPARE(must(store->outboxSize()), std::int64_t(0));

        store->noteRetrieved({added.id}, registered,
                             {registered, "AuthenticateClient", 0, storedEid, {}, {}, {}, {}, {}});
        QTRY_COMPARE(must(store->find(eid, "E2")).at(0).retrievals, std::int64_t(1));
        WB_VERIFY(store->remove(eid, "EV-2", "2.999.10", registered, {}));
        QCOMPARE(store->remove(eid, "EV-2", "2.999.10", registered, {}).error().kind, ErrorKind::notFound);
        QCOMPARE(must(store->find(eid, {})).size(), std::size_t(1));
        QCOMPARE(must(store->waitingFor(eid, {})).size(), std::size_t(1));
    }

    void cleanup()
    {
        m_folder.reset();
        m_url.clear();
    }

private:
    static void onBoth()
    {
        QTest::addColumn<bool>("postgresql");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    /// The database of this row.
    std::string place()
    {
        QFETCH(bool, postgresql);
        if (!postgresql)
            return m_file;
        if (m_url.empty())
            m_url = sharedPostgres().newDatabase();
        return m_url;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_url;
    std::string m_file;
};

WB_TEST(EventStoreTest);
#include "event_store_test.moc"
