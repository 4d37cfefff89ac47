// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_service.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;
using smds::AuditEntry;

namespace {

const es::Registrant smdp{"2.999.10", "CERT.DP.TLS"};
const es::Registrant otherSmdp{"2.999.12", "CERT.DP.TLS"};

/// A goodRegistration that is all right.
es::RegisterEventRequest goodRegistration(std::string eventId = "EV-1", std::string eid = castEid,
                                          std::string address = "testsmdpplus1.example.com")
{
    return {{"2.999.10", "call-1"}, std::move(eid), std::move(address), std::move(eventId), false, {}};
}

es::DeleteEventRequest deletionOf(std::string eventId)
{
    return {{"2.999.10", "call-2"}, castEid, std::move(eventId)};
}

struct RegistrationFault {
    const char *name;
    void (*apply)(es::RegisterEventRequest &);
    const char *expected;
};

const RegistrationFault registrationFaults[] = {
    {"EID missing its last digit", [](es::RegisterEventRequest &r) { r.eid.pop_back(); }, "8.1.1/2.1"},
    {"EID of 33 digits", [](es::RegisterEventRequest &r) { r.eid += "0"; }, "8.1.1/2.1"},
    {"EID with a letter", [](es::RegisterEventRequest &r) { r.eid[7] = 'F'; }, "8.1.1/2.1"},
    {"EID with blanks", [](es::RegisterEventRequest &r) { r.eid.insert(8, " "); }, "8.1.1/2.1"},
    {"no EID", [](es::RegisterEventRequest &r) { r.eid.clear(); }, "8.1.1/2.1"},
    {"no EventID", [](es::RegisterEventRequest &r) { r.eventId.clear(); }, "1.3.1/2.1"},
    {"EventID without end", [](es::RegisterEventRequest &r) { r.eventId.assign(256, 'E'); }, "1.3.1/2.1"},
    {"EventID that commands a terminal", [](es::RegisterEventRequest &r) { r.eventId = "E\x1B[31m"; }, "1.3.1/2.1"},
    {"no address", [](es::RegisterEventRequest &r) { r.rspServerAddress.clear(); }, "1.3.1/2.1"},
    {"address is a URL", [](es::RegisterEventRequest &r) { r.rspServerAddress = "https://smdp.example.com/x"; },
     "1.3.1/2.1"},
    {"address with blanks inside", [](es::RegisterEventRequest &r) { r.rspServerAddress = "smdp example com"; },
     "1.3.1/2.1"},
    {"address with no port behind the colon", [](es::RegisterEventRequest &r) { r.rspServerAddress += ":"; },
     "1.3.1/2.1"},
    {"to be forwarded to nobody", [](es::RegisterEventRequest &r) { r.forwardingIndicator = true; }, "8.9/5.1"},
};

} // namespace

/// What ES11 and ES12 do to the Event Records of an SM-DS.
class EventServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = must(smds::EventStore::open(m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString()));
        startService();
    }

    void wrongRegistrationsAreRefused_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(registrationFaults)); ++row)
            QTest::newRow(registrationFaults[row].name) << row;
    }

    void wrongRegistrationsAreRefused()
    {
        QFETCH(int, row);
        auto request = goodRegistration();
        registrationFaults[row].apply(request);
        const auto outcome = m_service->registerEvent(request, smdp);
        QCOMPARE(pairOf(outcome), QLatin1String(registrationFaults[row].expected));
        QCOMPARE(outcome.error().interface, Interface::es12);
        QVERIFY(!outcome.error().status->message.empty());

        const AuditEntry entry = lastAudit(1);
        WB_COMPARE(entry.kind, "RegisterEvent");
        WB_COMPARE(entry.outcome, "Failed");
        WB_COMPARE(entry.status, registrationFaults[row].expected);
        WB_COMPARE(entry.caller, smdp.oid);
        WB_COMPARE(entry.call, "call-1");
        QVERIFY(entry.eid.size() <= 255);
        QVERIFY(!entry.detail.empty());
        QCOMPARE(entriesFor({}), QString());
    }

    void anEidComesBeforeTheRest()
    {
        auto request = goodRegistration();
        request.eid.clear();
        request.eventId.clear();
        QCOMPARE(pairOf(m_service->registerEvent(request, smdp)), QStringLiteral("8.1.1/2.1"));
    }

    void aCallerWithoutOidIsRefused()
    {
        QCOMPARE(pairOf(m_service->registerEvent(goodRegistration(), {})), QStringLiteral("1.1/1.2"));
    }

    /// An EventID is its registrant's for ever, whatever EID it was for; another registrant's is another.
    void eventIdsAreUniquePerRegistrant()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration(), smdp));
        QCOMPARE(pairOf(m_service->registerEvent(goodRegistration(), smdp)), QStringLiteral("8.9.5/3.3"));
        QCOMPARE(pairOf(m_service->registerEvent(goodRegistration("EV-1", otherEid), smdp)),
                 QStringLiteral("8.9.5/3.3"));
        QCOMPARE(pairOf(m_service->registerEvent(goodRegistration("EV-1", castEid, "elsewhere.example.com"), smdp)),
                 QStringLiteral("8.9.5/3.3"));
        WB_VERIFY(m_service->registerEvent(goodRegistration("ev-1"), smdp)); // case counts
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-1"), otherSmdp));
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-2"), smdp));
        QCOMPARE(entriesFor({}), QStringLiteral("EV-1 ev-1 EV-1 EV-2"));
    }

    /// A refused goodRegistration does not use its EventID up.
    void aRefusedEventIdIsFree()
    {
        auto request = goodRegistration();
        request.rspServerAddress = "no address";
        QVERIFY(!m_service->registerEvent(request, smdp));
        WB_VERIFY(m_service->registerEvent(goodRegistration(), smdp));
    }

    void aRecordKeepsWhatWasSaid()
    {
        auto request = goodRegistration("Ereignis \xC3\xA4 1", castEid, "SMDP.Example.com:8443");
        WB_VERIFY(m_service->registerEvent(request, {"2.999.15.2", "CERT.DS.TLS"}));
        const auto records = must(m_store->find(must(rsp::Eid::fromText(castEid)), {}));
        QCOMPARE(records.size(), std::size_t(1));
        const smds::EventRecord &record = records.front();
        WB_COMPARE(record.eventId, request.eventId);
        WB_COMPARE(record.rspServerAddress, "SMDP.Example.com:8443");
        WB_COMPARE(record.ownerOid, "2.999.15.2");
        WB_COMPARE(record.ownerRole, "CERT.DS.TLS");
        QVERIFY(!record.forwarding);
        QVERIFY(record.registeredAt == m_cast.clock.now());
        QVERIFY(!record.firstRetrievedAt && !record.lastRetrievedAt);
        QCOMPARE(record.retrievals, std::int64_t(0));

        const AuditEntry entry = lastAudit(1);
        WB_COMPARE(entry.outcome, "Executed-Success");
        QCOMPARE(entry.record, record.id);
        QVERIFY(entry.time == m_cast.clock.now());
        WB_COMPARE(entry.status, "");
    }

    void aDeletedRecordIsGone()
    {
        for (const char *eventId : {"EV-1", "EV-2", "EV-3"})
            WB_VERIFY(m_service->registerEvent(goodRegistration(eventId), smdp));
        WB_VERIFY(m_service->deleteEvent(deletionOf("EV-2"), smdp));
        QCOMPARE(entriesFor({}), QStringLiteral("EV-1 EV-3"));
        QCOMPARE(entriesFor("EV-2"), QStringLiteral("8.9.5/3.9"));
        const AuditEntry entry = lastAudit(4 + 2);
        QVERIFY(entry.kind == "AuthenticateClient");
        const AuditEntry deletion = must(m_store->auditTail(10)).at(3);
        WB_COMPARE(deletion.kind, "DeleteEvent");
        WB_COMPARE(deletion.outcome, "Executed-Success");
        WB_COMPARE(deletion.call, "call-2");
        QCOMPARE(deletion.record, must(m_store->auditTail(10)).at(1).record); // of the record it was
    }

    /// An EventID is not used again, not even after its record is gone.
    void aDeletedEventIdStaysUsed()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration(), smdp));
        WB_VERIFY(m_service->deleteEvent(deletionOf("EV-1"), smdp));
        QCOMPARE(pairOf(m_service->deleteEvent(deletionOf("EV-1"), smdp)), QStringLiteral("8.9.5/3.9"));
        QCOMPARE(pairOf(m_service->registerEvent(goodRegistration(), smdp)), QStringLiteral("8.9.5/3.3"));
    }

    /// A foreigner is answered the same for a record that is there and for one that never was, and nothing happens to it.
    void onlyTheOwnerDeletes()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration(), smdp));
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-1", otherEid), otherSmdp));
        const auto there = m_service->deleteEvent(deletionOf("EV-1"), {"2.999.77", "CERT.DP.TLS"});
        auto nowhere = m_service->deleteEvent(deletionOf("EV-9"), {"2.999.77", "CERT.DP.TLS"});
        QCOMPARE(pairOf(there), QStringLiteral("8.9.5/3.9"));
        QCOMPARE(pairOf(nowhere), QStringLiteral("8.9.5/3.9"));
        QCOMPARE(q(there.error().status->message).replace(QLatin1String("EV-1"), QLatin1String("EV-9")),
                 q(nowhere.error().status->message));
        QCOMPARE(pairOf(m_service->deleteEvent(deletionOf("EV-1"), otherSmdp)),
                 QStringLiteral("8.9.5/3.9")); // other EID
        QCOMPARE(entriesFor({}), QStringLiteral("EV-1"));
        WB_VERIFY(m_service->deleteEvent(deletionOf("EV-1"), smdp));
        QCOMPARE(entriesFor({}), QString());
    }

    void wrongDeletionsAreRefused()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration(), smdp));
        QCOMPARE(pairOf(m_service->deleteEvent(deletionOf("EV-1"), {})), QStringLiteral("1.1/1.2"));
        auto request = deletionOf("EV-1");
        request.eid.pop_back();
        QCOMPARE(pairOf(m_service->deleteEvent(request, smdp)), QStringLiteral("8.1.1/2.1"));
        QCOMPARE(pairOf(m_service->deleteEvent(deletionOf(""), smdp)), QStringLiteral("8.9.5/3.9"));
        QCOMPARE(pairOf(m_service->deleteEvent(deletionOf("ev-1"), smdp)), QStringLiteral("8.9.5/3.9"));
        QCOMPARE(entriesFor({}), QStringLiteral("EV-1"));
    }

    void wrongCheckDigitsAreAcceptedAndNoted()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-1", "89049032123451234512345678901234"), smdp));
        QVERIFY(q(lastAudit(1).detail).contains(QStringLiteral("check digits")));
        WB_COMPARE(lastAudit(1).outcome, "Executed-Success");
    }

    void entriesComeInTheOrderOfRegistration()
    {
        for (const char *eventId : {"Z", "A", "M", "B"}) {
            WB_VERIFY(m_service->registerEvent(goodRegistration(eventId), smdp));
            m_cast.clock.advance(-std::chrono::minutes(1)); // the clock does not decide
        }
        QCOMPARE(entriesFor({}), QStringLiteral("Z A M B"));
        QCOMPARE(entriesFor({}), QStringLiteral("Z A M B")); // retrieving takes nothing away
    }

    void anEventIdAsksForItsRecords()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-1"), smdp));
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-2"), smdp));
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-2", castEid, "two.example.com"), otherSmdp));
        QCOMPARE(entriesFor("EV-1"), QStringLiteral("EV-1"));
        QCOMPARE(entriesFor("EV-2"), QStringLiteral("EV-2 EV-2"));
        QCOMPARE(entriesFor(""), QStringLiteral("EV-1 EV-2 EV-2")); // empty means the same as absent
        QCOMPARE(entriesFor({}), QStringLiteral("EV-1 EV-2 EV-2"));
        QCOMPARE(entriesFor("EV-3"), QStringLiteral("8.9.5/3.9"));
        QCOMPARE(entriesFor("EV"), QStringLiteral("8.9.5/3.9"));
        QCOMPARE(entriesFor("ev-1"), QStringLiteral("8.9.5/3.9"));
        QCOMPARE(entriesFor("EV-%"), QStringLiteral("8.9.5/3.9"));
    }

    /// Of another eUICC nothing is told: neither its records nor that they exist.
    void everybodySeesTheirOwn()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-OTHER", otherEid), smdp));
        QCOMPARE(entriesFor({}), QString());
        QCOMPARE(entriesFor("EV-OTHER"), QStringLiteral("8.9.5/3.9"));
        euicc::VirtualEuicc other(m_cast.euiccIdentity(otherEid));
        QCOMPARE(entriesFor(other, {}), QStringLiteral("EV-OTHER"));
    }

    void retrievalsAreCounted()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-1"), smdp));
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-2"), smdp));
        const TimePoint first = m_cast.clock.now();
        entriesFor({});
        m_cast.clock.advance(std::chrono::minutes(3));
        entriesFor("EV-2");
        entriesFor("EV-9");

        const auto eid = must(rsp::Eid::fromText(castEid));
        QTRY_COMPARE(must(m_store->find(eid, "EV-2")).front().retrievals, std::int64_t(2));
        const auto records = must(m_store->find(eid, {}));
        QCOMPARE(records[0].retrievals, std::int64_t(1));
        QVERIFY(records[0].lastRetrievedAt == first);
        QVERIFY(records[1].firstRetrievedAt == first);
        QVERIFY(records[1].lastRetrievedAt == first + std::chrono::minutes(3));
    }

    void theAuditTrailTellsTheStory()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration(), smdp));
        entriesFor({});
        entriesFor("EV-9");
        static_cast<void>(m_service->authenticateClient({{Bytes(16, 1)}, {0xBF, 0x38, 0x00}}));
        auto question = questionOf(m_euicc);
        question.smdpAddress = "elsewhere.example.com";
        QCOMPARE(pairOf(m_service->initiateAuthentication(question)), QStringLiteral("8.9.1/3.8"));
        lastAudit(5);
        const auto trail = must(m_store->auditTail(10));
        QStringList story;
        for (const AuditEntry &entry : trail)
            story << q(entry.kind + " " + entry.outcome + (entry.status.empty() ? "" : " " + entry.status));
        QCOMPARE(story, (QStringList{QStringLiteral("RegisterEvent Executed-Success"),
                                     QStringLiteral("AuthenticateClient Executed-Success"),
                                     QStringLiteral("AuthenticateClient Failed 8.9.5/3.9"),
                                     QStringLiteral("AuthenticateClient Failed 8.10.1/3.9"),
                                     QStringLiteral("InitiateAuthentication Failed 8.9.1/3.8")}));
        WB_COMPARE(trail[1].detail, "1 Event Record");
        QVERIFY2(q(trail[4].detail).contains(QStringLiteral("elsewhere.example.com")), trail[4].detail.c_str());
        WB_COMPARE(trail[1].eid, castEid);
        QCOMPARE(trail[1].call.size(), std::size_t(32)); // the TransactionID
        WB_COMPARE(trail[3].eid, "");                    // nobody was authenticated
        QCOMPARE(must(m_store->auditTail(2)).size(), std::size_t(2));
        WB_COMPARE(must(m_store->auditTail(2)).front().status, "8.10.1/3.9");
    }

    void whatCannotBeDecodedIsInTheTrail()
    {
        Error error = makeError(ErrorKind::malformed, Interface::es12, "RegisterEvent eid", "is missing");
        error.status = StatusPair{"1.3.1", "2.2", {}, {}};
        m_service->undecodable("RegisterEvent", error, smdp);
        const AuditEntry entry = lastAudit(1);
        WB_COMPARE(entry.kind + " " + entry.outcome + " " + entry.status, "RegisterEvent Failed 1.3.1/2.2");
        WB_COMPARE(entry.caller, smdp.oid);
        QVERIFY2(q(entry.detail).contains(QStringLiteral("eid: is missing")), entry.detail.c_str());
    }

    /// A store that fails is told too, as far as it still can be: here the records are gone and the trail is not.
    void aStoreThatFailsIsInTheTrail()
    {
        dropRecords();
        QCOMPARE(pairOf(m_service->registerEvent(goodRegistration(), smdp)), QStringLiteral("none"));
        AuditEntry entry = lastAudit(1);
        WB_COMPARE(entry.kind + " " + entry.outcome + " " + entry.status, "RegisterEvent Failed 1.6/4.2");
        WB_COMPARE(entry.call, "call-1");
        entriesFor({});
        entry = lastAudit(2);
        WB_COMPARE(entry.kind + " " + entry.outcome + " " + entry.status, "AuthenticateClient Failed 1.6/4.2");
        WB_COMPARE(entry.eid, castEid);
        QVERIFY(!entry.detail.empty());
    }

    void recordsOutliveTheServer()
    {
        WB_VERIFY(m_service->registerEvent(goodRegistration("EV-1"), smdp));
        m_service.reset();
        m_forwarder.reset();
        m_store.reset();
        m_store = must(smds::EventStore::open(m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString()));
        startService();
        QCOMPARE(entriesFor({}), QStringLiteral("EV-1"));
        QCOMPARE(pairOf(m_service->registerEvent(goodRegistration("EV-1"), smdp)), QStringLiteral("8.9.5/3.3"));
    }

    void cleanup()
    {
        m_service.reset();
        m_forwarder.reset();
        m_store.reset();
        m_folder.reset();
    }

private:
    void startService()
    {
        m_forwarder = std::make_unique<smds::Forwarder>(std::vector<smds::Parent>(), smds::ForwardingOptions(),
                                                        *m_store, m_cast.clock, nullptr);
        m_service = std::make_unique<smds::EventService>(m_cast.serverConfiguration(), *m_store, *m_forwarder,
                                                         m_cast.clock);
    }

    static constexpr const char *otherEid = "89049032005008882600049725952373";

    /// The EventIDs that a discovery of the cast's eUICC finds, or the status pair it is refused with.
    QString entriesFor(std::optional<std::string> matchingId) { return entriesFor(m_euicc, std::move(matchingId)); }

    QString entriesFor(rsp::Euicc &euicc, std::optional<std::string> matchingId)
    {
        const auto answer = must(m_service->initiateAuthentication(questionOf(euicc)));
        const auto response = m_service->authenticateClient(answerOf(euicc, answer, std::move(matchingId)));
        if (!response)
            return pairOf(response);
        QStringList ids;
        for (const es::EventEntry &entry : response->eventEntries)
            ids << q(entry.eventId);
        return ids.join(QLatin1Char(' '));
    }

    /// Takes the table of the Event Records away behind the store's back.
    void dropRecords() const
    {
        const QString name = QStringLiteral("saboteur");
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            database.setDatabaseName(m_folder->filePath(QStringLiteral("smds.sqlite")));
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY2(query.exec(QStringLiteral("DROP TABLE event_record")), qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(name);
    }

    /// The newest audit entry, once there are as many as expected: some are written behind.
    AuditEntry lastAudit(std::size_t expected)
    {
        const auto arrived = [&] { return must(m_store->auditTail(100)).size() >= expected; };
        if (!QTest::qWaitFor(arrived, 5000))
            return {};
        return must(m_store->auditTail(1)).front();
    }

    Cast m_cast;
    euicc::VirtualEuicc m_euicc{m_cast.euiccIdentity()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<smds::EventStore> m_store;
    std::unique_ptr<smds::Forwarder> m_forwarder;
    std::unique_ptr<smds::EventService> m_service;
};

WB_TEST(EventServiceTest);
#include "event_service_test.moc"
