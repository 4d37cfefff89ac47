// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/retention.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <mutex>

using namespace wb;
using namespace wb::testing;
using namespace wb::smds;

/// What is old is forgotten, and nothing else, on both databases.
class RetentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oldDeletedRecordsGo_data() { onBothStores(); }

    void oldDeletedRecordsGo()
    {
        open();
        add("live");
        add("old");
        const auto waiting = add("waiting", ForwardState::pending);
        const auto done = add("done", ForwardState::pending);
        remove("old");
        remove("waiting");
        remove("done");
        settle(done); // its parent has deleted it; the other's has not
        m_clock.advance(std::chrono::hours(24));
        const auto recent = add("recent");
        remove("recent");
        m_clock.advance(std::chrono::hours(1));

        QCOMPARE(must(m_store->forget({m_clock.now() - std::chrono::hours(48), {}}, 100)).records, 0);
        QCOMPARE(must(m_store->forget({m_clock.now() - std::chrono::hours(12), {}}, 1)).records, 1);
        const Forgotten rest = must(m_store->forget({m_clock.now() - std::chrono::hours(12), {}}, 100));
        QCOMPARE(rest.records, 1);
        QCOMPARE(rest.auditEntries, 0);
        QVERIFY(must(m_store->forwardsOf(done.id)).empty());
        QCOMPARE(must(m_store->forwardsOf(waiting.id)).size(), std::size_t(1));
        QCOMPARE(must(m_store->find(m_eid, "live")).size(), std::size_t(1));
        // The memory of EventIDs outlives the records.
        const auto again = m_store->add(record("old"), {});
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::conflict);
        QVERIFY(add("after").id > recent.id); // and numbers are not given twice
    }

    void oldAuditEntriesGo_data() { onBothStores(); }

    void oldAuditEntriesGo()
    {
        open();
        for (int i = 0; i < 5; ++i)
            note("old " + std::to_string(i));
        m_clock.advance(std::chrono::hours(24));
        note("new");
        QTRY_COMPARE(must(m_store->auditTail(100)).size(), std::size_t(6)); // written behind
        const TimePoint before = m_clock.now() - std::chrono::hours(1);
        QCOMPARE(must(m_store->forget({{}, before}, 2)).auditEntries, 2);
        WB_COMPARE(must(m_store->auditTail(100)).front().detail, "old 2");
        QCOMPARE(must(m_store->forget({{}, before}, 100)).auditEntries, 3);
        QCOMPARE(must(m_store->forget({{}, before}, 100)).auditEntries, 0);
        const auto left = must(m_store->auditTail(100));
        QCOMPARE(left.size(), std::size_t(1));
        WB_COMPARE(left.front().detail, "new");
    }

    void theTaskDoesItInSmallSteps_data() { onBothStores(); }

    void theTaskDoesItInSmallSteps()
    {
        open();
        for (int i = 0; i < 7; ++i) {
            add("EV-" + std::to_string(i));
            remove("EV-" + std::to_string(i));
        }
        m_clock.advance(std::chrono::days(31));
        note("new");
        QTRY_COMPARE(must(m_store->auditTail(100)).size(), std::size_t(15));
        std::mutex mutex;
        std::vector<std::string> lines;
        const auto lineCount = [&] {
            const std::scoped_lock lock(mutex);
            return lines.size();
        };
        RetentionPace pace;
        pace.first = pace.pause = std::chrono::milliseconds(1);
        pace.batch = 3;
        const RetentionTask task(
            {30, 30}, *m_store, m_clock,
            [&](const std::string &line) {
                const std::scoped_lock lock(mutex);
                lines.push_back(line);
            },
            pace);
        QTRY_COMPARE(lineCount(), std::size_t(1));
        WB_COMPARE(lines.front(), "retention: 7 deleted records and 14 audit entries are forgotten");
        QCOMPARE(must(m_store->auditTail(100)).size(), std::size_t(1));
    }

    void withoutSettingsNothingIsForgotten()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = must(EventStore::open(m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString()));
        add("EV");
        remove("EV");
        m_clock.advance(std::chrono::days(10'000));
        const Forgotten nothing = must(m_store->forget({}, 100));
        QCOMPARE(nothing.records + nothing.auditEntries, 0);
        QCOMPARE(must(m_store->auditTail(100)).size(), std::size_t(2));
    }

    void cleanup()
    {
        m_store.reset();
        m_folder.reset();
    }

private:
    static void onBothStores()
    {
        QTest::addColumn<bool>("postgresql");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    void open()
    {
        QFETCH(bool, postgresql);
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = must(EventStore::open(postgresql ? sharedPostgres().newDatabase()
                                                   : m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString()));
    }

    EventRecord record(const std::string &eventId) const
    {
        EventRecord made;
        made.eid = m_eid;
        made.eventId = eventId;
        made.rspServerAddress = "testsmdpplus1.example.com";
        made.ownerOid = "2.999.10";
        made.ownerRole = "CERT.DP.TLS";
        made.registeredAt = m_clock.now();
        return made;
    }

    AuditEntry audit(const std::string &detail) const
    {
        AuditEntry entry;
        entry.time = m_clock.now();
        entry.kind = "RegisterEvent";
        entry.detail = detail;
        return entry;
    }

    EventRecord add(const std::string &eventId, std::optional<ForwardState> forward = {})
    {
        EventRecord made = record(eventId);
        if (forward) {
            made.forwarding = true;
            Forward upward;
            upward.parent = "Root";
            upward.eventId = "up-" + eventId;
            upward.state = *forward;
            upward.attempts = 1;
            upward.nextTry = m_clock.now();
            made.forwards.push_back(upward);
        }
        return must(m_store->add(made, audit("added")));
    }

    void remove(const std::string &eventId)
    {
        const auto removed = m_store->remove(m_eid, eventId, "2.999.10", m_clock.now(), audit("removed"));
        if (!removed)
            qFatal("%s", removed.error().line().c_str());
    }

    void settle(const EventRecord &deleted)
    {
        const auto claimed = must(
            m_store->claimDue("Root", m_clock.now(), m_clock.now() + std::chrono::minutes(1), 10));
        for (const ClaimedForward &each : claimed) {
            if (each.forward.record != deleted.id)
                continue;
            const auto settled = m_store->settle(each, {ForwardState::gone, m_clock.now(), {}, {}, {}},
                                                 audit("settled"));
            if (!settled)
                qFatal("%s", settled.error().line().c_str());
        }
    }

    void note(const std::string &detail) { m_store->note(audit(detail)); }

    ManualClock m_clock{TimePoint(std::chrono::hours(24 * 365 * 55))};
    const rsp::Eid m_eid = must(rsp::Eid::fromText("89049032123451234512345678901235"));
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EventStore> m_store;
};

WB_TEST(RetentionTest);
#include "retention_test.moc"
