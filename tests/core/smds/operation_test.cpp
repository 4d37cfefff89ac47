// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"
#include "core/es/client.h"
#include "core/es/json.h"
#include "core/es/tls_trust.h"
#include "core/lds/discover.h"
#include "core/smds/call_log.h"
#include "core/smds/server.h"
#include "tests/support/core/raw_connection.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <condition_variable>

using namespace wb;
using namespace wb::testing;
using pki::Role;

namespace {

constexpr const char *parentName = "parent.example.com";
constexpr const char *wrongEid = "89049032123451234512345678901236"; ///< castEid with another check digit

/// A parent that answers nobody until it is let go.
struct SilentParent {
    std::mutex mutex;
    std::condition_variable_any changed;
    int asked = 0;
    bool mayAnswer = false;
    std::unique_ptr<http::Server> server;

    explicit SilentParent(const Cast &cast)
    {
        const auto tls = cast.serverCertificate(Role::dsTls, parentName, "2.999.16");
        http::ServerOptions options;
        options.credentials = {es::tlsCredential(tls.chain, tls.key)};
        options.limits.grace = std::chrono::milliseconds(10);
        server = must(http::Server::start(std::move(options), [this](const http::Request &, std::stop_token stop) {
            std::unique_lock lock(mutex);
            ++asked;
            changed.notify_all();
            if (!changed.wait(lock, stop, [this] { return mayAnswer; }))
                return http::Response{500, {}, {}};
            return http::Response{
                200, {{"Content-Type", std::string(es::jsonContentType)}}, es::toJson(es::FunctionStatus{})};
        }));
    }

    smds::ParentConfiguration asParent() const
    {
        smds::ParentConfiguration parent;
        parent.name = "Parent";
        parent.address = *http::Address::parse(parentName);
        parent.folder = "/gsma/rsp2/es15/";
        parent.connectTo = http::Endpoint{"127.0.0.1", server->port()};
        return parent;
    }

    void letGo()
    {
        const std::scoped_lock lock(mutex);
        mayAnswer = true;
        changed.notify_all();
    }

    void waitUntilAsked()
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return asked > 0; });
    }
};

class NobodyLooks final : public lds::Observer {
public:
    void stepStarted(lds::Step) override {}
    void stepFinished(const lds::StepReport &) override {}
};

} // namespace

/// A running SM-DS in the hands of its administrator: limits, new certificates, switches, addresses, its log and its end.
class OperationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->path().toStdString();
        m_lines.clear();
        m_configuration = {};
        m_configuration.name = "Root SM-DS";
        m_configuration.database = m_path / "smds.sqlite";
        m_configuration.trustedCis = {m_path / "CERT_CI.pem"};
        m_configuration.authentication = {{m_path / "CERT_DSauth.pem", m_path / "SK_DSauth.pem"}};
        m_configuration.addresses = {castAddress};
        m_configuration.es11.tls = {{m_path / "CERT_DS_TLS.pem", m_path / "SK_DS_TLS.pem"}};
        m_configuration.es12.tls = m_configuration.es11.tls;
        WB_VERIFY(pki::saveCredential(m_cast.dsAuth, m_path, "DSauth"));
        WB_VERIFY(
            pki::saveCredential(m_cast.serverCertificate(Role::dsTls, castAddress, "2.999.15"), m_path, "DS_TLS"));
        WB_VERIFY(m_cast.authority.save(m_path));
    }

    void cleanup() { m_server.reset(); }

    void theLimitsAreThoseOfTheConfiguration()
    {
        m_configuration.operation.limits.requestsPerSecond = 1;
        m_configuration.operation.limits.requestBurst = 1;
        m_configuration.operation.limits.certificateRequestsPerSecond = 1;
        m_configuration.operation.limits.certificateRequestBurst = 1;
        start();
        es::RspClient lpa = lpaClient();
        euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
        WB_VERIFY(lpa.initiateAuthentication(m_address, questionOf(euicc), Interface::es11, {}));
        const auto tooSoon = lpa.initiateAuthentication(m_address, questionOf(euicc), Interface::es11, {});
        QVERIFY(!tooSoon);
        QVERIFY2(q(tooSoon.error().line()).contains(QStringLiteral("429")), tooSoon.error().line().c_str());
        es::Es12Client smdp = smdpClient();
        WB_VERIFY(smdp.registerEvent(m_address, registration("EV-1"), {})); // counted apart
        const auto again = smdp.registerEvent(m_address, registration("EV-2"), {});
        QVERIFY(!again && q(again.error().line()).contains(QStringLiteral("429")));
    }

    void newCertificatesWithoutARestart()
    {
        start();
        es::RspClient kept = lpaClient();
        euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
        const auto before = must(kept.initiateAuthentication(m_address, questionOf(euicc), Interface::es11, {}));
        const Bytes oldTls = shownCertificate();

        const auto auth = m_cast.serverCertificate(Role::dsAuth, castAddress, "2.999.15");
        const auto tls = m_cast.serverCertificate(Role::dsTls, castAddress, "2.999.15");
        WB_VERIFY(pki::saveCredential(auth, m_path, "NEW_DSauth"));
        WB_VERIFY(pki::saveCredential(tls, m_path, "NEW_DS_TLS"));
        smds::Configuration fresh = m_configuration;
        fresh.authentication = {{m_path / "CERT_NEW_DSauth.pem", m_path / "SK_NEW_DSauth.pem"}};
        fresh.es11.tls = {{m_path / "CERT_NEW_DS_TLS.pem", m_path / "SK_NEW_DS_TLS.pem"}};
        fresh.name = "Another name";
        fresh.operation.limits.connections = 7;
        const auto differing = m_server->reload(fresh);
        WB_VERIFY(differing);
        QCOMPARE(*differing, (std::vector<std::string>{"name", "limits"}));

        // What has begun ends as it began, on the same connection; what begins is signed with the new one.
        const auto found = kept.authenticateClientEs11(m_address, answerOf(euicc, before), {});
        WB_VERIFY(found);
        QVERIFY(m_recorder.since(0).back()->http()->reusedConnection);
        const auto after = must(kept.initiateAuthentication(m_address, questionOf(euicc), Interface::es11, {}));
        QVERIFY(before.serverCertificate == copyOf(m_cast.dsAuth.leaf().der()));
        QVERIFY(after.serverCertificate == copyOf(auth.leaf().der()));
        QVERIFY(m_recorder.since(0).back()->http()->reusedConnection);
        const Bytes newTls = shownCertificate();
        QVERIFY(newTls == copyOf(tls.leaf().der()));
        QVERIFY(newTls != oldTls);
        es::Es12Client smdp = smdpClient();
        WB_VERIFY(smdp.registerEvent(m_address, registration("EV-1"), {}));
    }

    void otherCisToo()
    {
        start();
        const auto foreign = must(pki::Authority::create({}, m_cast.clock));
        const auto strange = must(foreign.issueServer(Role::dpTls, {"ACME", "", "2.999.10", {"smdp.example.com"}}));
        http::ClientOptions options = clientOptions(m_server->es12Port());
        options.credential = es::tlsCredential(strange.chain, strange.key);
        QVERIFY(!es::Es12Client(options).registerEvent(m_address, registration("EV-1"), {}));
        std::filesystem::create_directory(m_path / "foreign");
        WB_VERIFY(foreign.save(m_path / "foreign"));
        smds::Configuration fresh = m_configuration;
        fresh.trustedCis.push_back(m_path / "foreign" / "CERT_CI.pem");
        WB_VERIFY(m_server->reload(fresh));
        WB_VERIFY(es::Es12Client(options).registerEvent(m_address, registration("EV-1"), {}));
    }

    void aBadFileLeavesAllAsItWas_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < 4; ++row)
            QTest::addRow("%d", row) << row;
    }

    void aBadFileLeavesAllAsItWas()
    {
        QFETCH(int, row);
        start();
        const Bytes shown = shownCertificate();
        WB_VERIFY(pki::saveCredential(m_cast.serverCertificate(Role::dsTls, castAddress, "2.999.15"), m_path, "NEW"));
        smds::Configuration bad = m_configuration;
        bad.es11.tls = {{m_path / "CERT_NEW.pem", m_path / "SK_NEW.pem"}};
        switch (row) {
        case 0: bad.es12.tls = {{m_path / "nowhere.pem", m_path / "SK_NEW.pem"}}; break;
        case 1: bad.es12.tls = {{m_path / "CERT_NEW.pem", m_path / "SK_DS_TLS.pem"}}; break; // a key of another one
        case 2: bad.authentication = bad.es11.tls; break;
        default: bad.trustedCis = {m_path / "SK_NEW.pem"}; break;
        }
        const auto outcome = m_server->reload(bad);
        QVERIFY(!outcome);
        QVERIFY(shownCertificate() == shown);
        es::Es12Client smdp = smdpClient();
        WB_VERIFY(smdp.registerEvent(m_address, registration("EV-1"), {}));
    }

    void wrongCheckDigits()
    {
        start();
        auto request = registration("EV-1");
        request.eid = wrongEid;
        es::Es12Client smdp = smdpClient();
        WB_VERIFY(smdp.registerEvent(m_address, request, {}));
        WB_COMPARE(must(m_server->store().auditTail(1)).back().detail, "the check digits of the EID do not hold");
        m_server.reset();
        m_configuration.operation.switches.refuseWrongCheckDigits = true;
        start();
        QVERIFY(logged("switched on: switches.refuse-wrong-check-digits"));
        request.eventId = "EV-2";
        es::Es12Client strict = smdpClient();
        QCOMPARE(pairOf(strict.registerEvent(m_address, request, {})), QStringLiteral("8.1.1/2.1"));
        WB_VERIFY(strict.registerEvent(m_address, registration("EV-3"), {}));
    }

    void eventIdsOfDeletedRecords()
    {
        start();
        const es::DeleteEventRequest deletion{{"2.999.10", "call"}, castEid, "EV-1"};
        {
            es::Es12Client smdp = smdpClient();
            WB_VERIFY(smdp.registerEvent(m_address, registration("EV-1"), {}));
            WB_VERIFY(smdp.deleteEvent(m_address, deletion, {}));
            QCOMPARE(pairOf(smdp.registerEvent(m_address, registration("EV-1"), {})), QStringLiteral("8.9.5/3.3"));
        }
        m_server.reset();
        m_configuration.operation.switches.reuseEventIds = true;
        start();
        es::Es12Client smdp = smdpClient();
        WB_VERIFY(smdp.registerEvent(m_address, registration("EV-1"), {}));
        WB_COMPARE(must(m_server->store().auditTail(1)).back().detail, "the EventID was used before");
        QCOMPARE(pairOf(smdp.registerEvent(m_address, registration("EV-1"), {})), QStringLiteral("8.9.5/3.3"));
        WB_VERIFY(smdp.deleteEvent(m_address, deletion, {}));
        WB_VERIFY(smdp.registerEvent(m_address, registration("EV-1"), {}));
    }

    /// The caller is told that it failed, the log why: somebody has to mend it.
    void whatFailsHereIsLoggedWithItsReason()
    {
        start();
        const auto beside = must(store::SqlThread::open(m_configuration.database, store::SqlThread::Mode::writing));
        WB_VERIFY(beside->run([](QSqlDatabase &database) {
            return QSqlQuery(database).exec(QStringLiteral("ALTER TABLE event_id_seen RENAME TO elsewhere"));
        }));
        es::Es12Client smdp = smdpClient();
        QCOMPARE(pairOf(smdp.registerEvent(m_address, registration("EV-1"), {})), QStringLiteral("1.6/4.2"));
        QVERIFY(logged("ES12.RegisterEvent could not be carried out: "));
        QVERIFY(logged("event_id_seen"));
    }

    void theOtherNameOfEs11()
    {
        start();
        QCOMPARE(statusOf(m_server->es11Port(), "/gsma/rsp2/es11/initiateAuthentication", {}), 404);
        m_server.reset();
        m_configuration.operation.switches.es11PathAlias = true;
        start();
        QCOMPARE(statusOf(m_server->es11Port(), "/gsma/rsp2/es11/initiateAuthentication", {}), 200);
        QVERIFY(logged("switch es11-path-alias"));
        QCOMPARE(statusOf(m_server->es11Port(), "/gsma/rsp2/es11/getEvents", {}), 404);
    }

    void otherFolders()
    {
        m_configuration.es12Folders = {"/own/es12/", "/own/es15/"};
        start();
        const auto smdp = m_cast.serverCertificate(Role::dpTls, "smdp.example.com", "2.999.10");
        const auto smds = m_cast.serverCertificate(Role::dsTls, "smds.example.com", "2.999.17");
        QCOMPARE(statusOf(m_server->es12Port(), "/own/es12/registerEvent", smdp), 200);
        QCOMPARE(statusOf(m_server->es12Port(), "/gsma/rsp2/es12/registerEvent", smdp), 404);
        QCOMPARE(statusOf(m_server->es12Port(), "/registerEvent", smdp), 404);
        QCOMPARE(statusOf(m_server->es12Port(), "/own/es15/deleteEvent", smds), 200);
        QCOMPARE(statusOf(m_server->es12Port(), "/own/es15/deleteEvent", smdp), 404);
    }

    void onePortForAll()
    {
        const auto smdp = m_cast.serverCertificate(Role::dpTls, "smdp.example.com", "2.999.10");
        start();
        QCOMPARE(statusOf(m_server->es11Port(), "/gsma/rsp2/es12/registerEvent", smdp), 404);
        m_server.reset();
        m_configuration.operation.switches.combinedPort = true;
        start();
        QVERIFY(logged("switched on: lab.combined-port"));
        QCOMPARE(statusOf(m_server->es11Port(), "/gsma/rsp2/es12/registerEvent", {}), 403);
        QCOMPARE(statusOf(m_server->es11Port(), "/gsma/rsp2/es15/deleteEvent", {}), 403);
        QCOMPARE(statusOf(m_server->es11Port(), "/gsma/rsp2/es12/registerEvent", smdp), 200);
        QVERIFY(logged("lab: ES12 or ES15 is called on the port of ES11"));
        http::ClientOptions options = clientOptions(m_server->es11Port());
        options.credential = es::tlsCredential(smdp.chain, smdp.key);
        WB_VERIFY(es::Es12Client(options).registerEvent(m_address, registration("EV-1"), {}));
        euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
        es::RspClient lpa = lpaClient(); // without a certificate, as ever
        WB_VERIFY(lpa.initiateAuthentication(m_address, questionOf(euicc), Interface::es11, {}));
        options.credential = es::tlsCredential(m_cast.dsAuth.chain, m_cast.dsAuth.key);
        QVERIFY(!es::Es12Client(options).registerEvent(m_address, registration("EV-2"), {})); // of the wrong role
    }

    void severalOwnAddresses()
    {
        m_configuration.addresses = {castAddress, "Other.example.com:8443", "plain.example.com"};
        start();
        euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
        es::RspClient lpa = lpaClient();
        for (const char *address :
             {castAddress, "other.example.com:8443", "plain.example.com:443", "PLAIN.example.com"}) {
            const auto answer = lpa.initiateAuthentication(m_address, questionOf(euicc, address), Interface::es11, {});
            WB_VERIFY(answer);
            const auto signed1 = must(asn1::decode<rsp::ServerSigned1>(answer->serverSigned1));
            WB_COMPARE(signed1.serverAddress, address); // as the LPA named it
        }
        for (const char *address : {"other.example.com", "plain.example.com:8443", "third.example.com", ""}) {
            const auto answer = lpa.initiateAuthentication(m_address, questionOf(euicc, address), Interface::es11, {});
            QCOMPARE(pairOf(answer), QStringLiteral("8.9.1/3.8"));
        }
        // None of them may be where an event leads.
        es::Es12Client smdp = smdpClient();
        auto circle = registration("EV-1");
        circle.rspServerAddress = "other.example.com:8443";
        QCOMPARE(pairOf(smdp.registerEvent(m_address, circle, {})), QStringLiteral("8.9.1/3.8"));
    }

    void certificatesAreComparedWithTheHost()
    {
        m_configuration.addresses = {castAddress, std::string(castAddress) + ":8443"};
        for (const std::string &finding : must(smds::Server::check(m_configuration, m_cast.clock.now())))
            QVERIFY2(!q(finding).contains(QStringLiteral("has the name")), finding.c_str());
        m_configuration.addresses.push_back("stranger.example.com:8443");
        WB_COMPARE(must(smds::Server::check(m_configuration, m_cast.clock.now())).back(),
                   "es11: no CERT.DS.TLS has the name stranger.example.com");
    }

    /// Who was accepted before the stop gets the answer of the parents.
    void aStopFinishesWhatItAccepted()
    {
        SilentParent parent(m_cast);
        m_configuration.parents = {parent.asParent()};
        start();
        std::optional<Result<void>> answer;
        std::jthread registrant([this, &answer] { answer = registerUpward(); });
        parent.waitUntilAsked();
        const std::uint16_t port = m_server->es12Port();
        std::jthread stopping([this] { m_server.reset(); });
        QTRY_VERIFY(!RawConnection(port).connected());
        parent.letGo();
        registrant.join();
        stopping.join();
        WB_VERIFY(answer.value());
        const auto store = must(smds::EventStore::open(m_configuration.database));
        QCOMPARE(must(store->find(must(rsp::Eid::fromText(castEid)), "EV-1")).size(), std::size_t(1));
        QCOMPARE(must(store->forwardsOf(1)).front().state, smds::ForwardState::forwarded);
    }

    /// Whoever waits for a parent that does not answer is told when the time is over, and nothing is left behind.
    void aStopDoesNotWaitForEver()
    {
        SilentParent parent(m_cast);
        m_configuration.parents = {parent.asParent()};
        m_configuration.stopSeconds = 0;
        start();
        std::optional<Result<void>> answer;
        std::jthread registrant([this, &answer] { answer = registerUpward(); });
        parent.waitUntilAsked();
        m_server.reset();
        registrant.join();
        QVERIFY(answer.has_value());
        QCOMPARE(pairOf(*answer), QStringLiteral("8.9/5.1"));
        QVERIFY(answer->error().line().find("is being stopped")
                != std::string::npos); // and not that the parent took too long

        const auto store = must(smds::EventStore::open(m_configuration.database));
        QVERIFY(must(store->find(must(rsp::Eid::fromText(castEid)), "EV-1")).empty());
        const auto forwards = must(store->forwardsOf(1)); // the parent may have it, so it is deleted there
        QCOMPARE(forwards.size(), std::size_t(1));
        QCOMPARE(forwards.front().state, smds::ForwardState::deleting);
        WB_COMPARE(must(store->auditTail(1)).back().status, "8.9/5.1");
    }

    /// A whole run, and no word in its log that belongs to a person.
    void theLogKeepsSecrets_data()
    {
        QTest::addColumn<bool>("json");
        QTest::addColumn<bool>("secrets");
        QTest::newRow("text") << false << false;
        QTest::newRow("JSON") << true << false;
        QTest::newRow("text, in clear") << false << true;
        QTest::newRow("JSON, in clear") << true << true;
    }

    void theLogKeepsSecrets()
    {
        QFETCH(bool, json);
        QFETCH(bool, secrets);
        using Form = smds::CallLog::Form;
        std::vector<std::string> lines;
        smds::CallLog log({json ? Form::json : Form::text, secrets}, m_cast.clock,
                          [&](const std::string &line) { lines.push_back(line); });
        m_server = must(smds::Server::start(m_configuration,
                                            {m_cast.clock, &log, [&](const std::string &text) { log.message(text); }}));
        const std::string eventId = "EV-SECRET-77";
        es::Es12Client smdp = smdpClient();
        WB_VERIFY(smdp.registerEvent(m_address, registration(eventId), {}));
        QVERIFY(!smdp.registerEvent(m_address, registration(eventId), {}));
        for (const es::Binding binding : {es::Binding::json, es::Binding::asn1}) {
            euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
            es::RspClient lpa(clientOptions(m_server->es11Port()), binding);
            NobodyLooks observer;
            lds::DiscoverOptions options;
            options.deviceInfo.tac = *rsp::Tac::fromText("35290611");
            WB_VERIFY(lds::discover(euicc, lpa, m_address, options, observer, m_cast.clock, {}));
        }
        WB_VERIFY(smdp.deleteEvent(m_address, {{"2.999.10", "call"}, castEid, eventId}, {}));
        statusOf(m_server->es11Port(), "/" + std::string(castEid) + "/x", {});
        log.message("a line\nwith a line in it");
        log.message("a parent says: this registrant has used EventID '" + eventId + "' before, EID " + castEid);
        m_server.reset();

        std::string all;
        for (const std::string &line : lines)
            all += line + "\n";
        const QString text = q(all);
        QVERIFY(
            std::none_of(lines.begin(), lines.end(), [](const auto &line) { return line.find('\n') != line.npos; }));
        QCOMPARE(text.contains(QLatin1String(castEid)), secrets);
        QCOMPARE(text.contains(q(eventId)), secrets);
        QVERIFY2(!text.contains(QStringLiteral("PRIVATE")), all.c_str());
        QVERIFY2(!text.contains(QStringLiteral("euiccSigned")), all.c_str());
        QVERIFY(text.contains(QStringLiteral("89049032")));
        QVERIFY(text.contains(QStringLiteral("2.999.10")));

        // The same EID has the same pseudonym wherever it comes from; the registered, found and deleted event too.
        const smds::Pseudonyms clear(true);
        WB_COMPARE(clear.eid(castEid), castEid);
        if (!json)
            return;
        std::set<QString> eids;
        std::set<QString> events;
        std::set<QString> functions;
        for (const std::string &line : lines) {
            QJsonParseError problem;
            const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(line), &problem).object();
            QVERIFY2(problem.error == QJsonParseError::NoError, line.c_str());
            QVERIFY(object.contains(QStringLiteral("time")));
            if (object.contains(QStringLiteral("eid")))
                eids.insert(object[QStringLiteral("eid")].toString());
            if (object.contains(QStringLiteral("eventId")))
                events.insert(object[QStringLiteral("eventId")].toString());
            if (object.contains(QStringLiteral("function")))
                functions.insert(object[QStringLiteral("function")].toString() + QLatin1Char(' ')
                                 + object[QStringLiteral("outcome")].toString() + QLatin1Char(' ')
                                 + object[QStringLiteral("status")].toString());
        }
        QCOMPARE(eids.size(), std::size_t(1));
        QCOMPARE(events.size(), std::size_t(1));
        QVERIFY(functions.contains(QStringLiteral("ES12.RegisterEvent Executed-Success ")));
        QVERIFY(functions.contains(QStringLiteral("ES12.RegisterEvent Failed 8.9.5/3.3")));
        QVERIFY(functions.contains(QStringLiteral("ES11.AuthenticateClient Executed-Success ")));
        QVERIFY(functions.contains(QStringLiteral("ES12.DeleteEvent Executed-Success ")));
    }

private:
    void start()
    {
        m_server = must(smds::Server::start(m_configuration, {m_cast.clock, nullptr, [this](const std::string &line) {
                                                                  const std::scoped_lock lock(m_mutex);
                                                                  m_lines.push_back(line);
                                                              }}));
    }

    /// EV-1, to be forwarded: the answer comes when the parents have answered.
    Result<void> registerUpward()
    {
        es::Es12Client smdp = smdpClient();
        auto request = registration("EV-1");
        request.forwardingIndicator = true;
        return smdp.registerEvent(m_address, request, {});
    }

    bool logged(std::string_view text)
    {
        const std::scoped_lock lock(m_mutex);
        return std::any_of(m_lines.begin(), m_lines.end(),
                           [&](const std::string &line) { return line.find(text) != std::string::npos; });
    }

    http::ClientOptions clientOptions(std::uint16_t port)
    {
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {Role::dsTls}, pki::TlsEnd::server,
                                             m_cast.clock);
        options.map.set(m_address, {"127.0.0.1", port});
        options.sink = &m_recorder;
        return options;
    }

    es::RspClient lpaClient() { return es::RspClient(clientOptions(m_server->es11Port())); }

    es::Es12Client smdpClient()
    {
        const auto credential = m_cast.serverCertificate(Role::dpTls, "smdp.example.com", "2.999.10");
        http::ClientOptions options = clientOptions(m_server->es12Port());
        options.credential = es::tlsCredential(credential.chain, credential.key);
        return es::Es12Client(std::move(options));
    }

    /// The HTTP status of a POST with an empty object.
    int statusOf(std::uint16_t port, const std::string &target, const std::optional<pki::Credential> &credential)
    {
        http::ClientOptions options = clientOptions(port);
        if (credential)
            options.credential = es::tlsCredential(credential->chain, credential->key);
        http::Client client(std::move(options));
        http::Request request;
        request.target = target;
        request.headers = {{"Content-Type", "application/json"}};
        request.body = copyOf(viewOf(std::string_view("{}")));
        const auto answer = client.send(m_address, request, {Interface::http, "test"}, {});
        return answer ? answer->status : 0;
    }

    /// CERT.DS.TLS of ES11, as a new connection sees it.
    Bytes shownCertificate()
    {
        statusOf(m_server->es11Port(), "/", {});
        return m_recorder.since(0).back()->http()->tls.peerChain.front();
    }

    static es::RegisterEventRequest registration(std::string eventId)
    {
        return {{"2.999.10", "call"}, castEid, "testsmdpplus1.example.com", std::move(eventId), false, {}};
    }

    Cast m_cast;
    const http::Address m_address{castAddress, {}};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_path;
    smds::Configuration m_configuration;
    capture::Recorder m_recorder;
    std::mutex m_mutex;
    std::vector<std::string> m_lines;
    std::unique_ptr<smds::Server> m_server;
};

WB_TEST(OperationTest);
#include "operation_test.moc"
