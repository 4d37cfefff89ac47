// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/server.h"

#include "core/capture/recorder.h"
#include "core/es/client.h"
#include "core/es/tls_trust.h"
#include "core/lds/discover.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;
using pki::Role;

namespace {

/// The client certificate of a caller of ES12.
struct Caller {
    const char *name;
    std::optional<pki::Credential> (*credential)(const Cast &, const pki::Authority &foreign);
    int alert; ///< of RFC 8446 section 6.2; 0: is let in
};

pki::IssueOptions with(bool pki::Defects::*defect)
{
    pki::IssueOptions options;
    options.defects.*defect = true;
    return options;
}

template <bool pki::Defects::*defect>
std::optional<pki::Credential> defective(const Cast &cast, const pki::Authority &)
{
    return cast.serverCertificate(Role::dpTls, "smdp.example.com", "2.999.10", with(defect));
}

template <Role role>
std::optional<pki::Credential> inRole(const Cast &cast, const pki::Authority &)
{
    return cast.serverCertificate(role, "smdp.example.com", "2.999.10");
}

const Caller callers[] = {
    {"an SM-DP+", inRole<Role::dpTls>, 0},
    {"an SM-DS", inRole<Role::dsTls>, 0},
    {"nobody", [](const Cast &, const pki::Authority &) { return std::optional<pki::Credential>(); }, 116},
    {"of a foreign CI",
     [](const Cast &, const pki::Authority &foreign) {
         return std::optional(must(foreign.issueServer(Role::dpTls, {"ACME", "", "2.999.10", {"smdp.example.com"}})));
     },
     48},
    {"CERT.DPauth", inRole<Role::dpAuth>, 43},
    {"CERT.DSauth", inRole<Role::dsAuth>, 43},
    {"the eUICC", [](const Cast &cast, const pki::Authority &) { return std::optional(cast.euicc); }, 43},
    {"expired", defective<&pki::Defects::expired>, 45},
    {"not yet valid", defective<&pki::Defects::notYetValid>, 45},
    {"not signed by the CI", defective<&pki::Defects::badSignature>, 42},
    {"another role", defective<&pki::Defects::wrongPolicy>, 43},
    {"no role", defective<&pki::Defects::noPolicy>, 43},
    {"may not sign", defective<&pki::Defects::wrongKeyUsage>, 43},
    {"is no TLS client", defective<&pki::Defects::wrongExtendedKeyUsage>, 43},
    {"says nothing of TLS", defective<&pki::Defects::noExtendedKeyUsage>, 43},
    {"key usage not critical", defective<&pki::Defects::keyUsageNotCritical>, 43},
    {"extended key usage not critical", defective<&pki::Defects::extendedKeyUsageNotCritical>, 43},
    {"policy critical", defective<&pki::Defects::wrongPolicyCriticality>, 43},
    {"no registeredID", defective<&pki::Defects::noRegisteredId>, 42},
    {"unknown critical extension", defective<&pki::Defects::unknownCriticalExtension>, 42},
};

class NoObserver final : public lds::Observer {
public:
    void stepStarted(lds::Step) override {}
    void stepFinished(const lds::StepReport &) override {}
};

es::RegisterEventRequest registrationOf(std::string eventId)
{
    return {{"2.999.10", "call"}, castEid, "testsmdpplus1.example.com", std::move(eventId), false, {}};
}

} // namespace

/// A running SM-DS over HTTPS: who is let in, and how both its doors do at once.
class ServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_path = m_folder.path().toStdString();
        const auto tls = m_cast.serverCertificate(Role::dsTls, castAddress, "2.999.15");
        WB_VERIFY(pki::saveCredential(m_cast.dsAuth, m_path, "DSauth"));
        WB_VERIFY(pki::saveCredential(tls, m_path, "DS_TLS"));
        WB_VERIFY(m_cast.authority.save(m_path));
        m_server = must(smds::Server::start(configuration(), {m_cast.clock, &m_recorder, {}}));
    }

    void es12LetsInWhoMayCome_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("version");
        for (int row = 0; row < static_cast<int>(std::size(callers)); ++row) {
            QTest::addRow("%s, TLS 1.3", callers[row].name) << row << static_cast<int>(http::TlsVersion::tls13);
            QTest::addRow("%s, TLS 1.2", callers[row].name) << row << static_cast<int>(http::TlsVersion::tls12);
        }
    }

    void es12LetsInWhoMayCome()
    {
        QFETCH(int, row);
        QFETCH(int, version);
        const Caller &caller = callers[row];
        const auto credential = caller.credential(m_cast, m_foreign);
        http::ClientOptions options = clientOptions(m_server->es12Port());
        if (credential)
            options.credential = es::tlsCredential(credential->chain, credential->key);
        options.maximumTls = static_cast<http::TlsVersion>(version);
        es::Es12Client client(options);
        const std::string eventId = std::to_string(row) + "-" + std::to_string(version);
        const auto outcome = client.registerEvent(m_address, registrationOf(eventId), {});
        QCOMPARE(outcome.has_value(), caller.alert == 0);
        const bool stored = !must(m_server->store().find(eid(), eventId)).empty();
        QCOMPARE(stored, caller.alert == 0);
        if (!outcome) {
            QCOMPARE(outcome.error().kind, ErrorKind::refused);
            QCOMPARE(outcome.error().interface, Interface::tls);
            // TLS 1.2 has no alert of its own for a certificate that did not come.
            const int expected = caller.alert == 116 && options.maximumTls == http::TlsVersion::tls12 ? 40
                                                                                                      : caller.alert;
            QVERIFY(outcome.error().tlsAlert.has_value());
            QCOMPARE(*outcome.error().tlsAlert, expected);
        }
    }

    void theOwnerIsWhoTheCertificateSays()
    {
        es::Es12Client client = smdpClient();
        es::RegisterEventRequest request = registrationOf("owned");
        request.header.functionRequesterIdentifier = "2.999.77"; // what the caller says of itself is not believed
        WB_VERIFY(client.registerEvent(m_address, request, {}));
        const auto records = must(m_server->store().find(eid(), "owned"));
        WB_COMPARE(records.at(0).ownerOid, "2.999.10");
        WB_COMPARE(records.at(0).ownerRole, "CERT.DP.TLS");
        const auto again = client.registerEvent(m_address, request, {});
        QCOMPARE(pairOf(again), QStringLiteral("8.9.5/3.3"));
    }

    /// HTTP 200 hides what became of a function; the server's own record, and with it the daemon's log, says it.
    void theServersRecordNamesFunctionAndVerdict()
    {
        es::Es12Client smdp = smdpClient();
        WB_VERIFY(smdp.registerEvent(m_address, registrationOf("told"), {}));
        QVERIFY(!smdp.registerEvent(m_address, registrationOf("told"), {}));
        euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
        es::RspClient lpa(clientOptions(m_server->es11Port()));
        const auto refused = lpa.initiateAuthentication(m_address, questionOf(euicc, "elsewhere.example.com"),
                                                        Interface::es11, {});
        QCOMPARE(pairOf(refused), QStringLiteral("8.9.1/3.8"));
        const auto told = [this] {
            QStringList lines;
            for (const capture::ExchangePtr &exchange : m_recorder.since(0))
                lines << q(exchange->what + " " + exchange->status);
            return lines;
        };
        // An answer is recorded after it was sent.
        QTRY_VERIFY(told().contains(QStringLiteral("ES12.RegisterEvent Executed-Success")));
        QTRY_VERIFY(told().contains(QStringLiteral("ES12.RegisterEvent Failed 8.9.5/3.3")));
        QTRY_VERIFY(told().contains(QStringLiteral("ES11.InitiateAuthentication Failed 8.9.1/3.8")));
    }

    void theOwnerDeletesOverTheWire()
    {
        es::Es12Client client = smdpClient();
        WB_VERIFY(client.registerEvent(m_address, registrationOf("to go"), {}));
        const es::DeleteEventRequest request{{"2.999.10", "call"}, registrationOf("to go").eid, "to go"};
        WB_VERIFY(client.deleteEvent(m_address, request, {}));
        QVERIFY(must(m_server->store().find(eid(), "to go")).empty());
        QCOMPARE(pairOf(client.deleteEvent(m_address, request, {})), QStringLiteral("8.9.5/3.9"));
    }

    void bothBindingsAreServed()
    {
        es::Es12Client registrar = smdpClient();
        WB_VERIFY(registrar.registerEvent(m_address, registrationOf("by DER"), {}));
        es::RspClient client(clientOptions(m_server->es11Port()), es::Binding::asn1);
        euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
        NoObserver observer;
        lds::DiscoverOptions options;
        options.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        options.matchingId = "by DER";
        const auto found = lds::discover(euicc, client, m_address, options, observer, m_cast.clock, {});
        WB_VERIFY(found);
        QCOMPARE(found->entries.size(), std::size_t(1));
        options.matchingId = "by nobody";
        const auto none = lds::discover(euicc, client, m_address, options, observer, m_cast.clock, {});
        QCOMPARE(pairOf(none), QStringLiteral("8.9.5/3.9"));
        QVERIFY(none.error().functionError == (FunctionError{"ES11.AuthenticateClient", 6}));
    }

    void theDoorsAreApart()
    {
        es::Es12Client client(clientOptions(m_server->es11Port()));
        const auto outcome = client.registerEvent(m_address, registrationOf("wrong door"), {});
        QVERIFY(!outcome);
        QVERIFY(q(outcome.error().reason).contains(QStringLiteral("404")));
        QVERIFY(must(m_server->store().find(eid(), "wrong door")).empty());
    }

    void bothDoorsAtOnce()
    {
        constexpr int perThread = 5;
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 2; ++thread) {
                threads.emplace_back([&, thread] {
                    es::Es12Client client = smdpClient();
                    for (int i = 0; i < perThread; ++i)
                        wrong += client.registerEvent(
                                     m_address, registrationOf("both-" + std::to_string(thread * perThread + i)), {})
                                     ? 0
                                     : 1;
                });
                threads.emplace_back([&] {
                    euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
                    es::RspClient client(clientOptions(m_server->es11Port()));
                    NoObserver observer;
                    lds::DiscoverOptions options;
                    options.deviceInfo.tac = *rsp::Tac::fromText("35290611");
                    std::size_t seen = 0;
                    for (int i = 0; i < perThread; ++i) {
                        const auto found = lds::discover(euicc, client, m_address, options, observer, m_cast.clock, {});
                        wrong += found && found->entries.size() >= seen ? 0 : 1; // nothing seen is ever gone again
                        seen = found ? found->entries.size() : seen;
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
        for (int i = 0; i < 2 * perThread; ++i)
            QCOMPARE(must(m_server->store().find(eid(), "both-" + std::to_string(i))).size(), std::size_t(1));
    }

    void aServerRecordsItsSide()
    {
        const auto exchanges = m_recorder.since(0);
        QVERIFY(!exchanges.empty());
        QVERIFY(std::any_of(exchanges.begin(), exchanges.end(),
                            [](const auto &exchange) { return exchange->http()->status == 200; }));
        QVERIFY(std::any_of(exchanges.begin(), exchanges.end(),
                            [](const auto &exchange) { return exchange->error.has_value(); }));
    }

    void whatCannotStartSaysWhy_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(badStarts().size()); ++row)
            QTest::newRow(badStarts()[static_cast<std::size_t>(row)].name) << row;
    }

    void whatCannotStartSaysWhy()
    {
        QFETCH(int, row);
        smds::Configuration wrong = configuration();
        wrong.database = m_path / "other.sqlite";
        const BadStart &bad = badStarts()[static_cast<std::size_t>(row)];
        bad.apply(*this, wrong);
        const auto server = smds::Server::start(wrong, {m_cast.clock, nullptr, {}});
        QVERIFY(!server);
        QVERIFY2(q(server.error().line()).contains(QLatin1String(bad.word)), server.error().line().c_str());
    }

    void parentsAreCheckedBeforeAStart()
    {
        smds::Configuration forwarding = configuration();
        const std::size_t usual = must(smds::Server::check(forwarding, m_cast.clock.now())).size();
        forwarding.parents = {
            {"Root", must(http::Address::parse("parent.example.com:8444")), "/gsma/rsp2/es15/", false, {}, {}}};
        QCOMPARE(must(smds::Server::check(forwarding, m_cast.clock.now())).size(), usual);

        forwarding.parents[0].address = must(http::Address::parse(std::string(castAddress) + ":8444"));
        QVERIFY2(q(must(smds::Server::check(forwarding, m_cast.clock.now())).back())
                     .contains(QStringLiteral("this server itself")),
                 "");
        forwarding.parents[0].tls = forwarding.authentication.front(); // CERT.DSauth is no TLS certificate
        QVERIFY(q(must(smds::Server::check(forwarding, m_cast.clock.now())).at(usual))
                    .startsWith(QStringLiteral("parent Root: ")));
        forwarding.parents[0].tls = smds::CredentialFiles{m_path / "nowhere.pem", m_path / "nowhere.key"};
        const auto unreadable = smds::Server::check(forwarding, m_cast.clock.now());
        QVERIFY(!unreadable);
        QVERIFY(q(unreadable.error().line()).contains(QStringLiteral("nowhere.pem")));
    }

    void aFileBelongsToOneServer()
    {
        const auto second = smds::Server::start(configuration(), {m_cast.clock, nullptr, {}});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::busy);
        const auto rehearsal = must(smds::Server::rehearse(configuration(), {m_cast.clock, nullptr, {}}));
        WB_COMPARE(rehearsal.inUse, second.error().reason); // and its addresses are its own
        QVERIFY2(q(second.error().reason).contains(QString::number(QCoreApplication::applicationPid())),
                 second.error().reason.c_str());
    }

    /// Two servers on one PostgreSQL: the second start leaves alone what the first is at work on.
    void serversShareADatabase()
    {
        smds::Configuration shared = configuration();
        shared.database = must(store::DatabaseUrl::parse(sharedPostgres().newDatabase()));
        smds::Configuration other = configuration();
        other.database = must(
            store::DatabaseUrl::parse(m_folder.filePath(QStringLiteral("other.sqlite")).toStdString()));
        QCOMPARE(must(smds::Server::rehearse(shared, {m_cast.clock, nullptr, {}})).findings.size(),
                 must(smds::Server::rehearse(other, {m_cast.clock, nullptr, {}})).findings.size());
        const auto first = must(smds::Server::start(shared, {m_cast.clock, nullptr, {}}));

        auto beside = must(smds::EventStore::open(shared.database));
        smds::EventRecord waiting;
        waiting.eid = must(rsp::Eid::fromText(castEid));
        waiting.eventId = "EV-waiting";
        waiting.registeredAt = m_cast.clock.now();
        const auto record = must(beside->addUnacknowledged(waiting));
        const auto second = must(smds::Server::start(shared, {m_cast.clock, nullptr, {}}));
        WB_VERIFY(beside->acknowledge(record, {}));

        shared.database.database = "nowhere";
        const auto odd = must(smds::Server::rehearse(shared, {m_cast.clock, nullptr, {}})).findings;
        QVERIFY(std::any_of(odd.begin(), odd.end(), [](const std::string &line) {
            return line.starts_with("database: ") && line.find("\"nowhere\" does not exist") != std::string::npos;
        }));
    }

    void cleanupTestCase() { m_server.reset(); }

private:
    struct BadStart {
        const char *name;
        void (*apply)(ServerTest &, smds::Configuration &);
        const char *word;
    };

    static const std::vector<BadStart> &badStarts()
    {
        static const std::vector<BadStart> rows{
            {"CI file missing", [](ServerTest &, smds::Configuration &c) { c.trustedCis = {"/nowhere/ci.pem"}; },
             "ci.pem"},
            {"CI file is a key", [](ServerTest &t, smds::Configuration &c) { c.trustedCis = {t.m_path / "SK_CI.pem"}; },
             "SK_CI.pem"},
            {"certificate missing",
             [](ServerTest &, smds::Configuration &c) { c.authentication[0].certificate = "/nowhere/auth.pem"; },
             "auth.pem"},
            {"key of another certificate",
             [](ServerTest &t, smds::Configuration &c) { c.authentication[0].key = t.m_path / "SK_DS_TLS.pem"; },
             "key"},
            {"TLS certificate for signing", [](ServerTest &, smds::Configuration &c) { c.authentication = c.es11.tls; },
             "CERT.DS.TLS"},
            {"DSauth for TLS", [](ServerTest &, smds::Configuration &c) { c.es12.tls = c.authentication; },
             "CERT.DSauth"},
            {"database on a server that is not there",
             [](ServerTest &, smds::Configuration &c) {
                 c.database = must(store::DatabaseUrl::parse("postgresql:///smds?host=/nowhere"));
             },
             "postgresql:///smds?host=/nowhere"},
            {"database in a folder that is not there",
             [](ServerTest &, smds::Configuration &c) { c.database = std::filesystem::path("/nowhere/smds.sqlite"); },
             "/nowhere/smds.sqlite"},
            {"port taken", [](ServerTest &t, smds::Configuration &c) { c.es12.port = t.m_server->es12Port(); },
             "is taken"},
            {"address of nobody", [](ServerTest &, smds::Configuration &c) { c.es11.bind = "203.0.113.7"; },
             "203.0.113.7"},
        };
        return rows;
    }

    smds::Configuration configuration() const
    {
        smds::Configuration configuration;
        configuration.name = "Root SM-DS";
        configuration.database = m_path / "smds.sqlite";
        configuration.trustedCis = {m_path / "CERT_CI.pem"};
        configuration.authentication = {{m_path / "CERT_DSauth.pem", m_path / "SK_DSauth.pem"}};
        configuration.addresses = {castAddress};
        configuration.es11.tls = {{m_path / "CERT_DS_TLS.pem", m_path / "SK_DS_TLS.pem"}};
        configuration.es12.tls = configuration.es11.tls;
        return configuration;
    }

    http::ClientOptions clientOptions(std::uint16_t port) const
    {
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {Role::dsTls}, pki::TlsEnd::server,
                                             m_cast.clock);
        options.map.set(m_address, {"127.0.0.1", port});
        return options;
    }

    es::Es12Client smdpClient() const
    {
        const auto credential = m_cast.serverCertificate(Role::dpTls, "smdp.example.com", "2.999.10");
        http::ClientOptions options = clientOptions(m_server->es12Port());
        options.credential = es::tlsCredential(credential.chain, credential.key);
        return es::Es12Client(std::move(options));
    }

    static rsp::Eid eid() { return must(rsp::Eid::fromText(castEid)); }

    Cast m_cast;
    pki::Authority m_foreign = must(pki::Authority::create({}, m_cast.clock));
    const http::Address m_address{castAddress, {}};
    QTemporaryDir m_folder;
    std::filesystem::path m_path;
    capture::Recorder m_recorder;
    std::unique_ptr<smds::Server> m_server;
};

WB_TEST(ServerTest);
#include "server_test.moc"
