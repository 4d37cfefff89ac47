// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_service.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/core/scripted_parent.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <atomic>

using namespace wb;
using namespace wb::testing;
using smds::ForwardState;
using Fault = ScriptedParent::Fault;

namespace {

const es::Registrant forwardingSmdp{"2.999.10", "CERT.DP.TLS"};
constexpr const char *smdpAddress = "testsmdpplus1.example.com";

es::RegisterEventRequest toForward(std::string eventId = "EV-1")
{
    return {{"2.999.10", "call-1"}, castEid, smdpAddress, std::move(eventId), true, {}};
}

/// What the parent does to the first call of a registration whose registrant waits, and what is left of it.
struct WaitingRow {
    const char *name;
    Fault fault;
    const char *answer;
    bool reachesParent; ///< at first
    ForwardState inTheEnd;
};

const WaitingRow waitingRows[] = {
    {"accepted", Fault::none, "ok", true, ForwardState::forwarded},
    {"nobody there", Fault::unreachable, "8.9/5.1", false, ForwardState::withdrawn},
    {"done and silent", Fault::silent, "8.9/5.1", true, ForwardState::gone},
    {"not done and silent", Fault::deaf, "8.9/5.1", false, ForwardState::gone},
    {"done, answer garbage", Fault::garbage, "8.9/5.1", true, ForwardState::gone},
    {"refused", Fault::refused, "8.9/4.2", false, ForwardState::failed},
    {"failed there", Fault::busy, "8.9/4.2", false, ForwardState::gone},
};

/// What the parent does to the first calls from the outbox; the rest go well.
struct OutboxRow {
    const char *name;
    std::initializer_list<Fault> faults;
    ForwardState inTheEnd;
};

const OutboxRow outboxRows[] = {
    {"well", {}, ForwardState::forwarded},
    {"nobody there for a while", {Fault::unreachable, Fault::unreachable}, ForwardState::forwarded},
    {"done and silent", {Fault::silent}, ForwardState::forwarded},
    {"not done and silent", {Fault::deaf, Fault::deaf}, ForwardState::forwarded},
    {"done, answers garbage", {Fault::garbage}, ForwardState::forwarded},
    {"busy for a while", {Fault::busy, Fault::busy, Fault::busy}, ForwardState::forwarded},
    {"refused", {Fault::refused}, ForwardState::failed},
};

/// What an Alternative SM-DS tells a device: the table of docs/protocol-notes.md, cell by cell. "EV-1" stands for {EventID1, SM-DP+
/// address}, an empty text for no entry.
struct AnswerRow {
    const char *name;
    const char *withoutMatchingId; ///< and with an empty one
    const char *withEventId1;
    const char *withEventId2;
};

const AnswerRow answerRows[] = {
    {"not forwarded", "EV-1", "EV-1", "8.9.5/3.9"}, // there is no EventID2 yet
    {"forward pending", "EV-1", "EV-1", "EV-1"},    {"forwarded", "EV-1", "EV-1", "EV-1"},
    {"forward failed", "EV-1", "EV-1", "EV-1"},     {"deleted here, still at the parent", "", "8.9.5/3.9", "8.9.5/3.9"},
};

} // namespace

/// How an SM-DS takes events to its parents and out of them again (SGP.22 section 3.6.1.2).
class ForwardingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_parent = std::make_unique<ScriptedParent>();
        m_other = std::make_unique<ScriptedParent>();
    }

    void cleanup() { stop(); }

    void theRegistrantWaits_data() { rowNumbers(waitingRows); }

    /// All went well upward, or nothing is left: the EventID is free and no orphan stays at the parent.
    void theRegistrantWaits()
    {
        QFETCH(int, row);
        const WaitingRow &expected = waitingRows[row];
        start(false);
        m_parent->meet({expected.fault});
        const auto outcome = m_service->registerEvent(toForward(), forwardingSmdp);
        QCOMPARE(pairOf(outcome), QLatin1String(expected.answer));
        const bool accepted = outcome.has_value();
        QCOMPARE(accepted, expected.inTheEnd == ForwardState::forwarded);
        QTRY_COMPARE((passTime(), forward(1).state), expected.inTheEnd);
        QCOMPARE(m_parent->registrations(), expected.reachesParent ? 1 : 0);
        QCOMPARE(m_parent->events().size(), std::size_t(accepted ? 1 : 0));
        QCOMPARE(entriesFor({}), accepted ? QStringLiteral("EV-1") : QString());
        if (accepted)
            return;
        const auto trail = must(m_store->auditTail(20));
        QVERIFY(std::any_of(trail.begin(), trail.end(), [&](const smds::AuditEntry &entry) {
            return entry.kind == "RegisterEvent" && entry.outcome == "Failed" && entry.status == expected.answer;
        }));
        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp));
        QCOMPARE(m_parent->events().size(), std::size_t(1));
    }

    void whatIsSentUpward()
    {
        start(false);
        es::RegisterEventRequest request = toForward();
        request.via = {"lower.example.com"};
        WB_VERIFY(m_service->registerEvent(request, {"2.999.15.2", "CERT.DS.TLS"}));
        const auto events = m_parent->events();
        QCOMPARE(events.size(), std::size_t(1));
        const auto &[eventId2, sent] = *events.begin();
        QCOMPARE(eventId2.size(), std::size_t(32));
        QVERIFY(eventId2 != "EV-1");
        WB_COMPARE(sent.eid, castEid);
        WB_COMPARE(sent.rspServerAddress, castAddress);
        WB_COMPARE(sent.header.functionRequesterIdentifier, "2.999.15");
        QVERIFY(!sent.header.functionCallIdentifier.empty());
        QVERIFY(!sent.forwardingIndicator);
        QCOMPARE(sent.via, (std::vector<std::string>{"lower.example.com", castAddress}));
        QCOMPARE(entriesFor(eventId2), QStringLiteral("EV-1"));
    }

    void whatADeviceIsTold_data() { rowNumbers(answerRows); }

    void whatADeviceIsTold()
    {
        QFETCH(int, row);
        const AnswerRow &expected = answerRows[row];
        const QByteArray state = expected.name;
        m_parent->alwaysMeet(state == "forward pending"  ? Fault::unreachable
                             : state == "forward failed" ? Fault::refused
                                                         : Fault::none);
        start(true);
        auto request = toForward();
        request.forwardingIndicator = state != "not forwarded";
        WB_VERIFY(m_service->registerEvent(request, forwardingSmdp));
        if (state == "forward failed")
            QTRY_COMPARE(forward(1).state, ForwardState::failed);
        if (state == "forwarded" || state.startsWith("deleted"))
            QTRY_COMPARE(forward(1).state, ForwardState::forwarded);
        const std::string eventId2 = request.forwardingIndicator ? forward(1).eventId : "none";
        if (state.startsWith("deleted")) {
            m_parent->alwaysMeet(Fault::unreachable);
            WB_VERIFY(m_service->deleteEvent(deletion(), forwardingSmdp));
            QCOMPARE(m_parent->events().size(), std::size_t(1));
        }
        QCOMPARE(entriesFor({}), QLatin1String(expected.withoutMatchingId));
        QCOMPARE(entriesFor(""), QLatin1String(expected.withoutMatchingId));
        QCOMPARE(entriesFor("EV-1"), QLatin1String(expected.withEventId1));
        QCOMPARE(entriesFor(eventId2), QLatin1String(expected.withEventId2));
    }

    void theOutboxBringsItThere_data() { rowNumbers(outboxRows); }

    /// Answered at once, and brought to the parent exactly once whatever happens on the way.
    void theOutboxBringsItThere()
    {
        QFETCH(int, row);
        const OutboxRow &expected = outboxRows[row];
        m_parent->meet(expected.faults);
        start(true);
        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp));
        QTRY_COMPARE((passTime(), forward(1).state), expected.inTheEnd);
        QCOMPARE(m_parent->events().size(), std::size_t(expected.inTheEnd == ForwardState::forwarded ? 1 : 0));
        QVERIFY(m_parent->registrations() <= 1);
        QCOMPARE(entriesFor({}), QStringLiteral("EV-1")); // it is here, whatever the parent says
        QCOMPARE(forward(1).problem.empty(), expected.inTheEnd == ForwardState::forwarded);
    }

    void theDeletionRunsUpward_data() { rowNumbers(outboxRows); }

    void theDeletionRunsUpward()
    {
        QFETCH(int, row);
        start(false);
        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp));
        m_parent->meet(outboxRows[row].faults);
        WB_VERIFY(m_service->deleteEvent(deletion(), forwardingSmdp));
        QCOMPARE(entriesFor({}), QString()); // at once, whether the parent knows or not
        QTRY_COMPARE((passTime(), forward(1).state), ForwardState::gone);
        QCOMPARE(m_parent->events().size(), std::size_t(0));
        QCOMPARE(m_parent->deletions(), 1);
    }

    /// Each further attempt waits twice as long.
    void attemptsBecomeRarer()
    {
        m_parent->alwaysMeet(Fault::unreachable);
        start(true);
        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp));
        QTRY_COMPARE(forward(1).attempts, 1);
        const TimePoint first = m_cast.clock.now();
        QTRY_VERIFY(forward(1).nextTry == first + std::chrono::seconds(1));
        for (int attempt = 2; attempt <= 12; ++attempt) {
            m_cast.clock.set(forward(1).nextTry);
            QTRY_COMPARE(forward(1).attempts, attempt);
            const auto delay = std::min(std::chrono::seconds(1 << (attempt - 1)), std::chrono::seconds(300));
            QTRY_VERIFY(forward(1).nextTry == m_cast.clock.now() + delay);
        }
    }

    /// Deleted before the parent was ever asked: it never is.
    void aDeletionOvertakesAForwardThatNeverStarted()
    {
        m_parent->alwaysMeet(Fault::held);
        start(true);
        for (int i = 1; i <= 20; ++i) // more than the threads claim at once
            WB_VERIFY(m_service->registerEvent(toForward("EV-" + std::to_string(i)), forwardingSmdp));
        QTRY_VERIFY(m_parent->waiting() > 0);
        WB_VERIFY(m_service->deleteEvent(deletion("EV-20"), forwardingSmdp));
        QCOMPARE(forward(20).state, ForwardState::withdrawn);
        m_parent->release();
        QTRY_COMPARE((passTime(), m_parent->registrations()), 19);
        QTRY_COMPARE(must(m_store->outboxSize()), std::int64_t(0));
    }

    /// Deleted while the registration is on its way upward: the deletion waits for it, and then leaves nothing.
    void aDeletionWaitsForTheForwardOnItsWay()
    {
        m_parent->meet({Fault::held});
        start(true);
        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp));
        QTRY_COMPARE(m_parent->waiting(), 1);
        WB_VERIFY(m_service->deleteEvent(deletion(), forwardingSmdp));
        QCOMPARE(forward(1).state, ForwardState::deleting);
        QCOMPARE(m_parent->calls(), 1);
        m_parent->release();
        QTRY_COMPARE((passTime(), forward(1).state), ForwardState::gone);
        QCOMPARE(m_parent->registrations(), 1);
        QCOMPARE(m_parent->deletions(), 1);
        QCOMPARE(m_parent->events().size(), std::size_t(0));
    }

    /// What is not acknowledged may still come or go: neither "unknown" nor "in use", which a child SM-DS would take for the end of it.
    void whatIsNotAcknowledgedIsUndecided()
    {
        m_parent->meet({Fault::held});
        start(false);
        std::jthread registering([&] { static_cast<void>(m_service->registerEvent(toForward(), forwardingSmdp)); });
        QTRY_COMPARE(m_parent->waiting(), 1);
        QCOMPARE(pairOf(m_service->deleteEvent(deletion(), forwardingSmdp)), QStringLiteral("8.9/5.1"));
        QCOMPARE(pairOf(m_service->registerEvent(toForward(), forwardingSmdp)), QStringLiteral("8.9/5.1"));
        const es::Registrant another{"2.999.11", "CERT.DP.TLS"};
        QCOMPARE(pairOf(m_service->deleteEvent(deletion(), another)), QStringLiteral("8.9.5/3.9"));
        m_parent->release();
        registering.join();
        QCOMPARE(pairOf(m_service->registerEvent(toForward(), forwardingSmdp)), QStringLiteral("8.9.5/3.3"));
        WB_VERIFY(m_service->deleteEvent(deletion(), forwardingSmdp));
    }

    void aLateParentLeavesNoOrphan_data()
    {
        QTest::addColumn<bool>("answerAtOnce");
        QTest::newRow("answered after the parents") << false;
        QTest::newRow("answered at once") << true;
    }

    /// The parent carries out a registration long after nobody waits for it any more, and after it was asked to delete the event.
    void aLateParentLeavesNoOrphan()
    {
        QFETCH(bool, answerAtOnce);
        m_parent->meet({Fault::late});
        start(answerAtOnce);
        const auto outcome = m_service->registerEvent(toForward(), forwardingSmdp);
        QCOMPARE(outcome.has_value(), answerAtOnce);
        if (answerAtOnce) {
            QTRY_COMPARE(forward(1).attempts, 1);
            QTRY_VERIFY(forward(1).mayHappenUntil > m_cast.clock.now());
            WB_VERIFY(m_service->deleteEvent(deletion(), forwardingSmdp));
        }
        m_cast.clock.advance(std::chrono::seconds(10));
        QTRY_COMPARE(m_parent->calls(), 2); // "there is no such event"
        QTRY_COMPARE(forward(1).nextTry, forward(1).mayHappenUntil);
        QCOMPARE(forward(1).state, ForwardState::deleting);
        m_parent->release();
        QCOMPARE(m_parent->events().size(), std::size_t(1));
        QTRY_COMPARE((passTime(), forward(1).state), ForwardState::gone);
        QCOMPARE(m_parent->events().size(), std::size_t(0));
    }

    /// Refused at the second attempt, when the first one had got through unheard.
    void aRefusalDoesNotHideAnAttemptBeforeIt()
    {
        m_parent->meet({Fault::silent, Fault::refused});
        start(true);
        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp));
        QTRY_COMPARE((passTime(), forward(1).state), ForwardState::failed);
        QCOMPARE(m_parent->events().size(), std::size_t(1));
        WB_VERIFY(m_service->deleteEvent(deletion(), forwardingSmdp));
        QTRY_COMPARE((passTime(), forward(1).state), ForwardState::gone);
        QCOMPARE(m_parent->events().size(), std::size_t(0));
    }

    /// TLS that ends while the answer is awaited says nothing about what has become of the request.
    void onlyWhatCameBeforeTheRequestIsSafe()
    {
        const auto verdictOn = [](Interface interface, const char *step) {
            return smds::verdictOnRegistration(fail(ErrorKind::refused, interface, step, "an alert"));
        };
        QVERIFY(verdictOn(Interface::tls, http::handshakeStep) == smds::ParentVerdict::unreachable);
        QVERIFY(verdictOn(Interface::http, "connect") == smds::ParentVerdict::unreachable);
        QVERIFY(verdictOn(Interface::tls, "first byte") == smds::ParentVerdict::unknown);
        QVERIFY(verdictOn(Interface::http, "write") == smds::ParentVerdict::unknown);
    }

    /// Its registrant has been answered and registers the EventID again before the first one's end is written.
    void aWithdrawalThatComesLateFreesNothing()
    {
        start(false);
        auto record = must(m_store->addUnacknowledged(recordOnItsWay()));
        const TimePoint now = m_cast.clock.now();
        QCOMPARE(must(m_store->withdrawAbandoned(now, now, now)), 1);
        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp));
        record.forwards[0].state = ForwardState::deleting;
        WB_VERIFY(m_store->withdraw(record, now, {}));
        QCOMPARE(pairOf(m_service->registerEvent(toForward(), forwardingSmdp)), QStringLiteral("8.9.5/3.3"));
    }

    /// Killed while the registrant waited: after the restart the registration never was, here and above.
    void aRestartWithdrawsWhatWasNotAcknowledged()
    {
        start(false);
        m_parent->meet({Fault::silent});
        auto record = recordOnItsWay();
        must(m_store->addUnacknowledged(record));
        start(false); // what a start does with what it finds
        const TimePoint now = m_cast.clock.now();
        must(m_store->withdrawAbandoned(now, now, now + std::chrono::seconds(90)));
        QTRY_COMPARE((passTime(), forward(1).state), ForwardState::gone);
        QCOMPARE(entriesFor({}), QString());
        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp)); // and its EventID is free
    }

    /// A full outbox is emptied by the next start.
    void theOutboxSurvivesARestart()
    {
        m_parent->alwaysMeet(Fault::unreachable);
        start(true);
        for (int i = 0; i < 25; ++i)
            WB_VERIFY(m_service->registerEvent(toForward("EV-" + std::to_string(i)), forwardingSmdp));
        QTRY_VERIFY(m_parent->calls() > 0);
        stop();
        m_parent->alwaysMeet(Fault::none);
        start(true);
        WB_VERIFY(m_store->releaseClaims(m_cast.clock.now()));
        QTRY_COMPARE((passTime(), m_parent->registrations()), 25);
        QTRY_COMPARE(must(m_store->outboxSize()), std::int64_t(0));
    }

    void everyParentMustAccept()
    {
        start(false, true);
        m_other->meet({Fault::refused});
        QCOMPARE(pairOf(m_service->registerEvent(toForward(), forwardingSmdp)), QStringLiteral("8.9/4.2"));
        QTRY_COMPARE((passTime(), m_parent->events().size()), std::size_t(0));
        QCOMPARE(m_parent->registrations(), 1); // it had accepted, and was asked to forget
        QCOMPARE(entriesFor({}), QString());

        WB_VERIFY(m_service->registerEvent(toForward(), forwardingSmdp));
        QCOMPARE(m_parent->events().size(), std::size_t(1));
        QCOMPARE(m_other->events().size(), std::size_t(1));
        QVERIFY(m_parent->events().begin()->first != m_other->events().begin()->first); // an EventID2 each
    }

    /// Two threads and a queue of two: of five registrations at once one at least finds no room.
    void tooManyWaitingAreRefused()
    {
        constexpr int atOnce = 5;
        m_parent->alwaysMeet(Fault::held);
        start(false);
        std::atomic<int> accepted = 0;
        std::atomic<int> refused = 0;
        std::vector<std::jthread> registering;
        for (int i = 0; i < atOnce; ++i) {
            registering.emplace_back([&, i] {
                const auto outcome = m_service->registerEvent(toForward("EV-" + std::to_string(i)), forwardingSmdp);
                if (outcome)
                    ++accepted;
                else if (pairOf(outcome) == QLatin1String("8.9/5.1"))
                    ++refused;
            });
        }
        QTRY_VERIFY(refused > 0);
        m_parent->release();
        registering.clear();
        QCOMPARE(accepted + refused, atOnce);
        QVERIFY(accepted >= 2);
        QCOMPARE(m_parent->registrations(), accepted.load());
    }

    void circlesAreRefused()
    {
        start(false);
        auto request = toForward();
        request.rspServerAddress = "TestRootSMDS.example.com"; // this server's own
        QCOMPARE(pairOf(m_service->registerEvent(request, forwardingSmdp)), QStringLiteral("8.9.1/3.8"));
        request = toForward();
        request.rspServerAddress = "parent.example.com:8444";
        QCOMPARE(pairOf(m_service->registerEvent(request, forwardingSmdp)), QStringLiteral("8.9.1/3.8"));
        request = toForward();
        request.via = {castAddress, "other.example.com"};
        QCOMPARE(pairOf(m_service->registerEvent(request, forwardingSmdp)), QStringLiteral("8.9.1/3.8"));
        request.via = {"one.example.com", "two.example.com"};
        QCOMPARE(pairOf(m_service->registerEvent(request, forwardingSmdp)), QStringLiteral("8.9.1/3.8"));
        request.forwardingIndicator = false; // the last one of the three
        WB_VERIFY(m_service->registerEvent(request, forwardingSmdp));
        QCOMPARE(m_parent->calls(), 0);
    }

private:
    template <class Rows>
    static void rowNumbers(const Rows &rows)
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(rows)); ++row)
            QTest::newRow(rows[row].name) << row;
    }

    void start(bool answerAtOnce, bool twoParents = false)
    {
        stop();
        smds::ForwardingOptions options;
        options.ownAddress = castAddress;
        options.requester = "2.999.15";
        options.answerAtOnce = answerAtOnce;
        options.poll = std::chrono::milliseconds(5);
        options.threads = 2;
        options.queue = 2;
        std::vector<smds::Parent> parents{m_parent->asParent("Root")};
        if (twoParents)
            parents.push_back(m_other->asParent("Other Root"));
        m_store = must(smds::EventStore::open(m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString()));
        m_forwarder = std::make_unique<smds::Forwarder>(std::move(parents), options, *m_store, m_cast.clock, nullptr);
        m_service = std::make_unique<smds::EventService>(m_cast.serverConfiguration(), *m_store, *m_forwarder,
                                                         m_cast.clock);
    }

    void stop()
    {
        m_service.reset();
        m_forwarder.reset();
        m_store.reset();
    }

    void passTime() { m_cast.clock.advance(std::chrono::seconds(10)); }

    static es::DeleteEventRequest deletion(std::string eventId = "EV-1")
    {
        return {{"2.999.10", "call-2"}, castEid, std::move(eventId)};
    }

    smds::EventRecord recordOnItsWay() const
    {
        smds::EventRecord record;
        record.eid = must(rsp::Eid::fromText(castEid));
        record.eventId = "EV-1";
        record.rspServerAddress = smdpAddress;
        record.ownerOid = forwardingSmdp.oid;
        record.ownerRole = forwardingSmdp.role;
        record.forwarding = true;
        record.registeredAt = m_cast.clock.now();
        record.forwards = m_forwarder->newForwards(toForward(), record.registeredAt);
        record.forwards[0].busyUntil = record.registeredAt;
        return record;
    }

    smds::Forward forward(std::int64_t record) { return must(m_store->forwardsOf(record)).at(0); }

    /// The EventIDs an eUICC is told, with blanks between, or the status pair.
    QString entriesFor(std::optional<std::string> matchingId)
    {
        const auto question = must(m_service->initiateAuthentication(questionOf(m_euicc)));
        const auto answer = m_service->authenticateClient(answerOf(m_euicc, question, std::move(matchingId)));
        if (!answer)
            return pairOf(answer);
        QStringList ids;
        for (const es::EventEntry &entry : answer->eventEntries) {
            ids << q(entry.eventId);
            if (entry.rspServerAddress != smdpAddress)
                return QStringLiteral("another address");
        }
        return ids.join(QLatin1Char(' '));
    }

    Cast m_cast;
    euicc::VirtualEuicc m_euicc{m_cast.euiccIdentity()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedParent> m_parent;
    std::unique_ptr<ScriptedParent> m_other;
    std::unique_ptr<smds::EventStore> m_store;
    std::unique_ptr<smds::Forwarder> m_forwarder;
    std::unique_ptr<smds::EventService> m_service;
};

WB_TEST(ForwardingTest);

#include "forwarding_test.moc"
