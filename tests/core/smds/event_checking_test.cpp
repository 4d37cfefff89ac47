// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/event_checking.h"

#include "core/es/asn1_binding.h"
#include "core/es/client.h"
#include "core/es/es10.h"
#include "core/es/json.h"
#include "core/smds/ecid.h"
#include "core/smds/event_service.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;

namespace {

using LpaBit = rsp::LpaRspCapabilityBit;
using LpaCapability = asn1::Bits<LpaBit>;
using OperationType = asn1::Bits<rsp::OperationTypeBit>;

const es::Registrant someSmdp{"2.999.10", "CERT.DP.TLS"};

/// An LPA of a later version: what it announces, and what it wants.
struct V3Lpa {
    std::optional<LpaCapability> capability = LpaCapability{LpaBit::signedSmdsResponseV3Support,
                                                            LpaBit::eventCheckingSupport};
    std::optional<OperationType> operationType = {};
    std::optional<std::string> matchingId = {};
};

} // namespace

/// What a device of a later version of SGP.22 is offered, and that nobody else notices.
class EventCheckingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = must(smds::EventStore::open(m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString()));
        m_forwarder = std::make_unique<smds::Forwarder>(std::vector<smds::Parent>(), smds::ForwardingOptions(),
                                                        *m_store, m_cast.clock, nullptr);
        m_settings = {};
        startService();
    }

    void cleanup()
    {
        m_service.reset();
        m_forwarder.reset();
        m_store.reset();
        m_folder.reset();
    }

    void aSignedListHoldsWhatTheUnsignedOneDoes_data()
    {
        QTest::addColumn<bool>("a1");
        QTest::newRow("30") << false;
        QTest::newRow("A1") << true;
    }

    void aSignedListHoldsWhatTheUnsignedOneDoes()
    {
        QFETCH(bool, a1);
        m_settings.v3.signedListUnderA1 = a1;
        startService();
        registerEvent("EV-1");
        registerEvent("EV-2");
        const auto request = askedBy({});
        const auto answer = must(m_service->authenticateClient(request));
        QVERIFY(answer.signedList);
        QCOMPARE(answer.signedList->smdsSigned2.front(), a1 ? 0xA1 : 0x30);

        // The key that signed serverSigned1 has signed it, together with the eUICC's signature.
        Bytes signedOctets = answer.signedList->smdsSigned2;
        append(signedOctets, euiccSignatureIn(request));
        const Bytes signature = copyOf(must(asn1::readSingle(answer.signedList->smdsSignature2)).content);
        QVERIFY(pki::verify(*m_cast.dsAuth.leaf().publicKey(), signedOctets, signature));

        Bytes plain = answer.signedList->smdsSigned2;
        plain.front() = 0x30;
        const auto signed2 = must(asn1::decode<rsp::SmdsSigned2>(plain));
        QCOMPARE(signed2.transactionId, request.transactionId);
        QCOMPARE(signed2.eventList.eventEntries.size(), answer.eventEntries.size());
        for (std::size_t i = 0; i < answer.eventEntries.size(); ++i) {
            WB_COMPARE(signed2.eventList.eventEntries[i].eventId, answer.eventEntries[i].eventId);
            WB_COMPARE(signed2.eventList.eventEntries[i].rspServerAddress, answer.eventEntries[i].rspServerAddress);
        }
        QVERIFY(signed2.eventList.ecId);
        QCOMPARE(signed2.eventList.ecId->size(), rsp::longestEcid);

        // JSON carries both, the ASN.1 binding the signed one.
        es::AuthenticateClientResponseEs11 sent = answer;
        sent.eid.clear();
        QVERIFY(must(es::authenticateClientResponseEs11FromJson(es::toJson(answer))) == sent);
        if (!a1)
            QVERIFY(must(es::authenticateClientResponseEs11FromAsn1(es::toAsn1(answer))) == sent);
    }

    void whoAnnouncesNothingGetsNothing_data()
    {
        QTest::addColumn<bool>("lpa");
        QTest::addColumn<bool>("euicc");
        QTest::addColumn<bool>("offered");
        QTest::newRow("a device of v2") << false << false << true;
        QTest::newRow("an LPA of v3, an eUICC of v2") << true << false << true;
        QTest::newRow("an eUICC of v3, an LPA of v2") << false << true << true;
        QTest::newRow("switched off") << true << true << false;
    }

    void whoAnnouncesNothingGetsNothing()
    {
        QFETCH(bool, lpa);
        QFETCH(bool, euicc);
        QFETCH(bool, offered);
        m_settings.v3.signedEventList = offered;
        startService();
        registerEvent("EV-1");
        V3Lpa asking;
        if (!lpa)
            asking.capability.reset();
        const auto answer = must(m_service->authenticateClient(askedBy(asking, euicc)));
        QVERIFY(!answer.signedList);
        QCOMPARE(answer.eventEntries.size(), std::size_t(1));
    }

    void anEcidIsOnlyForWhoChecks()
    {
        V3Lpa asking;
        asking.capability = LpaCapability{LpaBit::signedSmdsResponseV3Support};
        QVERIFY(!ecidFor(asking));
        m_settings.v3.eventChecking = false;
        startService();
        QVERIFY(!ecidFor({}));
    }

    void checkEventTellsWhetherSomethingWaits()
    {
        const Bytes ecid = *ecidFor({});
        QVERIFY(!must(m_service->checkEvent({ecid, castAddress})).isPendingEvent);
        registerEvent("EV-1");
        QVERIFY(must(m_service->checkEvent({ecid, castAddress})).isPendingEvent);
        startService(); // nothing is kept of it, and it is known all the same
        QVERIFY(must(m_service->checkEvent({ecid, castAddress})).isPendingEvent);
        WB_VERIFY(m_service->deleteEvent({{"2.999.10", "call"}, castEid, "EV-1"}, someSmdp));
        QVERIFY(!must(m_service->checkEvent({ecid, castAddress})).isPendingEvent);

        const auto lastDetail = [this] {
            const auto audit = must(m_store->auditTail(1));
            return audit.front().kind == "CheckEvent" && audit.front().eid == castEid ? q(audit.front().detail)
                                                                                      : QString();
        };
        QTRY_COMPARE(lastDetail(), QStringLiteral("nothing waits"));
    }

    void wrongChecksAreRefused_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("number");
        QTest::newRow("another server's address") << QByteArray("address") << QStringLiteral("8.9.1/3.8") << 1;
        QTest::newRow("switched off") << QByteArray("off") << QStringLiteral("8.10.4/3.1") << 2;
        QTest::newRow("two spans old") << QByteArray("old") << QStringLiteral("8.9.6/6.3") << 3;
        QTest::newRow("ages old") << QByteArray("ages") << QStringLiteral("8.9.6/3.9") << 4;
        QTest::newRow("one bit wrong") << QByteArray("bit") << QStringLiteral("8.9.6/3.9") << 4;
        QTest::newRow("too short") << QByteArray("short") << QStringLiteral("1.3.1/2.1") << 124;
        QTest::newRow("too long") << QByteArray("long") << QStringLiteral("1.3.1/2.1") << 124;
        QTest::newRow("of 16 octets") << QByteArray("half") << QStringLiteral("8.9.6/3.9") << 4;
    }

    void wrongChecksAreRefused()
    {
        QFETCH(QByteArray, change);
        QFETCH(QString, status);
        QFETCH(int, number);
        registerEvent("EV-1");
        es::CheckEventRequest request{*ecidFor({}), castAddress};
        const auto life = std::chrono::hours(24 * m_settings.limits.ecidDays);
        if (change == "address")
            request.smdsAddress = "elsewhere.example.com";
        else if (change == "off")
            m_settings.v3.eventChecking = false;
        else if (change == "old")
            m_cast.clock.advance(life * 2);
        else if (change == "ages")
            m_cast.clock.advance(life * 13);
        else if (change == "bit")
            request.ecId[20] ^= 1;
        else if (change == "short")
            request.ecId.resize(15);
        else if (change == "long")
            request.ecId.resize(33);
        else if (change == "half")
            request.ecId.resize(16);
        startService();

        const http::Response json = es::serveEs11(
            es::functionCall(es::checkEventPath, es::jsonContentType, es::toJson(request)), *m_service);
        QCOMPARE(json.status, 200);
        const auto refusal = es::checkEventResponseFromJson(json.body);
        QVERIFY(!refusal);
        QCOMPARE(q(refusal.error().status->subject + "/" + refusal.error().status->reason), status);
        QVERIFY(!refusal.error().status->message.empty());

        const http::Response der = es::serveEs11(
            es::functionCall(es::asn1Path, es::asn1ContentType, es::toAsn1(request)), *m_service);
        const auto numbered = es::checkEventResponseFromAsn1(der.body);
        QVERIFY(!numbered);
        QCOMPARE(numbered.error().functionError->code, number);
        WB_COMPARE(numbered.error().functionError->function, "ES11.CheckEvent");
    }

    void checkEventIsServedInBothBindings()
    {
        registerEvent("EV-1");
        const es::CheckEventRequest request{*ecidFor({}), castAddress};
        const auto json = es::serveEs11(es::functionCall(es::checkEventPath, es::jsonContentType, es::toJson(request)),
                                        *m_service);
        QVERIFY(must(es::checkEventResponseFromJson(json.body)).isPendingEvent);
        const auto der = es::serveEs11(es::functionCall(es::asn1Path, es::asn1ContentType, es::toAsn1(request)),
                                       *m_service);
        QVERIFY(must(es::checkEventResponseFromAsn1(der.body)).isPendingEvent);
        WB_COMPARE(es::asn1VerdictOf(der.body)->function, "CheckEvent");

        const auto broken = es::serveEs11(
            es::functionCall(es::checkEventPath, es::jsonContentType, copyOf(viewOf(R"({"ecId":"AAAA"})"))),
            *m_service);
        const auto refusal = es::checkEventResponseFromJson(broken.body);
        WB_COMPARE(refusal.error().status->reason, "2.2"); // smdsAddress is missing
    }

    void eventsAreFilteredByOperationType_data()
    {
        QTest::addColumn<int>("wanted"); // bits: 1 profileDownload, 2 rpm; 0: nothing is said
        QTest::addColumn<bool>("filter");
        QTest::addColumn<int>("found");
        QTest::newRow("nothing said") << 0 << true << 1;
        QTest::newRow("downloads") << 1 << true << 1;
        QTest::newRow("both") << 3 << true << 1;
        QTest::newRow("RPM only") << 2 << true << 0;
        QTest::newRow("RPM only, not filtered") << 2 << false << 1;
    }

    void eventsAreFilteredByOperationType()
    {
        QFETCH(int, wanted);
        QFETCH(bool, filter);
        QFETCH(int, found);
        m_settings.v3.operationTypeFilter = filter;
        startService();
        registerEvent("EV-1");
        V3Lpa asking;
        if (wanted != 0)
            asking.operationType.emplace();
        if ((wanted & 1) != 0)
            asking.operationType->set(rsp::OperationTypeBit::profileDownload);
        if ((wanted & 2) != 0)
            asking.operationType->set(rsp::OperationTypeBit::rpm);
        QCOMPARE(static_cast<int>(must(m_service->authenticateClient(askedBy(asking))).eventEntries.size()), found);
        asking.matchingId = "EV-1";
        QCOMPARE(pairOf(m_service->authenticateClient(askedBy(asking))),
                 found > 0 ? QStringLiteral("ok") : QStringLiteral("8.9.5/3.9"));
    }

    /// Its EID cannot be read from it, and it changes with the span; within one it does not.
    void anEcidHidesItsEid()
    {
        const rsp::Eid eid = must(rsp::Eid::fromText(castEid));
        const auto now = m_cast.clock.now();
        const auto life = std::chrono::hours(24);
        const Bytes ecid = smds::ecidOf(eid, m_cast.dsAuth.key, now, life);
        const Bytes content = eid.content();
        QVERIFY(std::search(ecid.begin(), ecid.end(), content.begin(), content.end()) == ecid.end());
        QVERIFY(smds::ecidOf(eid, m_cast.dsAuth.key, now + life, life) != ecid);
        const std::vector<pki::PrivateKey> keys{must(pki::PrivateKey::generate(pki::Curve::p256)), m_cast.dsAuth.key};
        const auto meaning = smds::meaningOfEcid(ecid, keys, now + life, life);
        QVERIFY(meaning && meaning->eid == eid && !meaning->expired);
        QVERIFY(smds::meaningOfEcid(ecid, keys, now + 2 * life, life)->expired);
        QVERIFY(!smds::meaningOfEcid(ecid, std::span(keys).first(1), now, life));
    }

private:
    void startService()
    {
        m_service = std::make_unique<smds::EventService>(m_cast.serverConfiguration(), *m_store, *m_forwarder,
                                                         m_cast.clock, nullptr, m_settings);
    }

    void registerEvent(std::string eventId)
    {
        WB_VERIFY(m_service->registerEvent(
            {{"2.999.10", "call"}, castEid, "testsmdpplus1.example.com", std::move(eventId), false, {}}, someSmdp));
    }

    /// AuthenticateClient as this LPA sends it, with an eUICC that can verify a signed list or not.
    es::AuthenticateClientRequest askedBy(const V3Lpa &lpa, bool euiccVerifies = true)
    {
        euicc::Identity identity = m_cast.euiccIdentity();
        if (euiccVerifies)
            identity.info.rspCapability.set(rsp::RspCapabilityBit::signedSmdsResponseV3Support);
        euicc::VirtualEuicc euicc(identity);
        const auto answer = must(m_service->initiateAuthentication(questionOf(euicc)));
        rsp::AuthenticateServerRequest request = passedOn(answer, lpa.matchingId);
        rsp::CtxParamsForCommonAuthentication context = request.ctxParams1.value.common();
        context.deviceInfo.lpaRspCapability = lpa.capability;
        context.operationType = lpa.operationType;
        request.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(context)});
        return {answer.transactionId, must(es::authenticateServer(euicc, request, {})).bytes};
    }

    static Bytes euiccSignatureIn(const es::AuthenticateClientRequest &request)
    {
        const auto response = must(asn1::decode<rsp::AuthenticateServerResponse>(request.authenticateServerResponse));
        return asn1::tlv(0x5F37, response.ok()->euiccSignature1);
    }

    std::optional<Bytes> ecidFor(const V3Lpa &lpa)
    {
        const auto answer = must(m_service->authenticateClient(askedBy(lpa)));
        return must(asn1::decode<rsp::SmdsSigned2>(answer.signedList->smdsSigned2)).eventList.ecId;
    }

    Cast m_cast;
    smds::OperationSettings m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<smds::EventStore> m_store;
    std::unique_ptr<smds::Forwarder> m_forwarder;
    std::unique_ptr<smds::EventService> m_service;
};

WB_TEST(EventCheckingTest);
#include "event_checking_test.moc"
