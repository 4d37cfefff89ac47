// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/discover.h"

#include "core/capture/recorder.h"
#include "core/es/json.h"
#include "core/es/server.h"
#include "core/es/tls_trust.h"
#include "core/http/server.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using lds::Step;
using pki::Role;

namespace {

/// An SM-DS that is real but for what a test makes it lie about.
class LyingServer final : public es::Es11Service {
public:
    explicit LyingServer(const Cast &cast) : m_cast(cast), m_authentication(cast.serverConfiguration(), cast.clock) {}

    Result<es::InitiateAuthenticationResponse>
    initiateAuthentication(const es::InitiateAuthenticationRequest &request) override
    {
        if (early)
            return fail(*early);
        auto answer = m_authentication.initiate(request);
        if (answer && alterSigned)
            resign(*answer);
        if (answer && alterAnswer)
            alterAnswer(*answer);
        return answer;
    }

    Result<es::AuthenticateClientResponseEs11> authenticateClient(const es::AuthenticateClientRequest &request) override
    {
        received = request;
        if (late)
            return fail(*late);
        auto client = m_authentication.authenticate(request);
        if (!client)
            return fail(client.error());
        matchingId = client->matchingId;
        es::AuthenticateClientResponseEs11 response{request.transactionId,
                                                    {{"EV-2", "b.example.com"}, {"EV-1", "a.example.com"}}};
        if (alterEntries)
            alterEntries(response);
        return response;
    }

    std::function<void(rsp::ServerSigned1 &)> alterSigned;                 ///< before it signs
    std::function<void(es::InitiateAuthenticationResponse &)> alterAnswer; ///< after it signed
    std::function<void(es::AuthenticateClientResponseEs11 &)> alterEntries;
    std::function<void(http::Response &)> alterHttp;
    std::optional<Error> early;
    std::optional<Error> late;
    std::optional<es::AuthenticateClientRequest> received;
    std::optional<std::string> matchingId;

private:
    void resign(es::InitiateAuthenticationResponse &answer) const
    {
        auto signed1 = must(asn1::decode<rsp::ServerSigned1>(answer.serverSigned1));
        alterSigned(signed1);
        answer.serverSigned1 = asn1::encode(signed1);
        answer.serverSignature1 = asn1::tlv(0x5F37, must(pki::sign(m_cast.dsAuth.key, answer.serverSigned1)));
    }

    const Cast &m_cast;
    auth::MutualAuthentication m_authentication;
};

class KeepingObserver final : public lds::Observer {
public:
    void stepStarted(Step step) override { started.push_back(step); }
    void stepFinished(const lds::StepReport &report) override { finished.push_back(report); }

    std::vector<Step> started;
    std::vector<lds::StepReport> finished;
};

struct Lie {
    const char *name;
    void (*apply)(LyingServer &, const Cast &);
    Step step; ///< at which the discovery ends
    ErrorKind kind;
    const char *word;
};

Error refusalBy(const StatusPair &status)
{
    Error error = makeError(ErrorKind::refused, Interface::es11, "test", "no");
    error.status = status;
    return error;
}

Bytes certificateOf(const Cast &cast, Role role, const pki::IssueOptions &options = {})
{
    return copyOf(cast.serverCertificate(role, castAddress, "2.999.15", options).leaf().der());
}

// clang-format off
const Lie lies[] = {
    // What the LPA finds (step 10).
    {"signed for another address", [](LyingServer &s, const Cast &) { s.alterSigned = [](auto &v) { v.serverAddress = "evil.example.com"; }; },
     Step::checkServer, ErrorKind::untrusted, "evil.example.com"},
    {"signed for an address with a port", [](LyingServer &s, const Cast &) { s.alterSigned = [](auto &v) { v.serverAddress += ":443"; }; },
     Step::checkServer, ErrorKind::untrusted, ":443"},
    {"signed another TransactionID", [](LyingServer &s, const Cast &) { s.alterSigned = [](auto &v) { v.transactionId.octets[0] ^= 1; }; },
     Step::checkServer, ErrorKind::untrusted, "TransactionID"},
    {"another TransactionID beside it", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.transactionId.octets = {1}; }; },
     Step::checkServer, ErrorKind::untrusted, "TransactionID"},
    {"signed another challenge", [](LyingServer &s, const Cast &) { s.alterSigned = [](auto &v) { v.euiccChallenge[3] ^= 1; }; },
     Step::checkServer, ErrorKind::untrusted, "euiccChallenge"},
    {"chose a CI that was not offered", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.euiccCiPKIdToBeUsed = asn1::tlv(0x04, Bytes(20, 7)); }; },
     Step::checkServer, ErrorKind::untrusted, "offer"},
    {"CI without its TLV", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.euiccCiPKIdToBeUsed.erase(v.euiccCiPKIdToBeUsed.begin(), v.euiccCiPKIdToBeUsed.begin() + 2); }; },
     Step::checkServer, ErrorKind::malformed, "euiccCiPKIdToBeUsed"},
    {"signature without its TLV", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.serverSignature1[1] = 0x38; }; },
     Step::checkServer, ErrorKind::untrusted, "5F37"},
    {"signature cut off", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.serverSignature1.resize(30); }; },
     Step::checkServer, ErrorKind::malformed, "serverSignature1"},
    {"serverSigned1 is no TLV", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.serverSigned1 = {0xFF}; }; },
     Step::checkServer, ErrorKind::malformed, "serverSigned1"},
    {"serverSigned1 lacks the challenge", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.serverSigned1 = {0x30, 0x03, 0x80, 0x01, 0x01}; }; },
     Step::checkServer, ErrorKind::malformed, "euiccChallenge"},
    {"certificate is none", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.serverCertificate = {0x30, 0x00}; }; },
     Step::checkServer, ErrorKind::malformed, "serverCertificate"},

    // What the eUICC finds.
    {"signature altered", [](LyingServer &s, const Cast &) { s.alterAnswer = [](auto &v) { v.serverSignature1[20] ^= 1; }; },
     Step::authenticateServer, ErrorKind::refused, "invalidSignature"},
    {"another certificate", [](LyingServer &s, const Cast &c) { s.alterAnswer = [&c](auto &v) { v.serverCertificate = certificateOf(c, Role::dsAuth); }; },
     Step::authenticateServer, ErrorKind::refused, "invalidSignature"},
    {"its TLS certificate", [](LyingServer &s, const Cast &c) { s.alterAnswer = [&c](auto &v) { v.serverCertificate = certificateOf(c, Role::dsTls); }; },
     Step::authenticateServer, ErrorKind::refused, "invalidOid"},
    {"a certificate nobody signed",
     [](LyingServer &s, const Cast &c) {
         s.alterAnswer = [&c](auto &v) {
             pki::IssueOptions options;
             options.defects.badSignature = true;
             v.serverCertificate = certificateOf(c, Role::dsAuth, options);
         };
     },
     Step::authenticateServer, ErrorKind::refused, "invalidCertificate"},

    // What the server says itself.
    {"refuses the address", [](LyingServer &s, const Cast &) { s.early = refusalBy({"8.9.1", "3.8", {}, {}}); },
     Step::initiateAuthentication, ErrorKind::refused, "8.9.1/3.8"},
    {"knows no such event", [](LyingServer &s, const Cast &) { s.late = refusalBy({"8.9.5", "3.9", {}, {}}); },
     Step::authenticateClient, ErrorKind::refused, "8.9.5/3.9"},
    {"answers for another session", [](LyingServer &s, const Cast &) { s.alterEntries = [](auto &v) { v.transactionId.octets = {1}; }; },
     Step::authenticateClient, ErrorKind::untrusted, "TransactionID"},

    // What comes instead of an answer.
    {"HTTP 404", [](LyingServer &s, const Cast &) { s.alterHttp = [](http::Response &r) { r.status = 404; }; },
     Step::initiateAuthentication, ErrorKind::refused, "404"},
    {"HTTP 500 with a good body", [](LyingServer &s, const Cast &) { s.alterHttp = [](http::Response &r) { r.status = 500; }; },
     Step::initiateAuthentication, ErrorKind::refused, "500"},
    {"HTTP 204", [](LyingServer &s, const Cast &) { s.alterHttp = [](http::Response &r) { r.status = 204; r.body.clear(); }; },
     Step::initiateAuthentication, ErrorKind::refused, "204"},
    {"a page for people", [](LyingServer &s, const Cast &) { s.alterHttp = [](http::Response &r) { r.body = copyOf(viewOf("<html>")); }; },
     Step::initiateAuthentication, ErrorKind::malformed, "no JSON"},
    {"a page that commands a terminal",
     [](LyingServer &s, const Cast &) {
         s.alterHttp = [](http::Response &r) {
             r.headers = {{"Content-Type", "text/html"}};
             r.body = copyOf(viewOf("\n\n<title>Hotel  WLAN</title>\x1B[2J"));
         };
     },
     Step::initiateAuthentication, ErrorKind::malformed, "(text/html): \"<title>Hotel WLAN</title> [2J\""},
    {"nothing", [](LyingServer &s, const Cast &) { s.alterHttp = [](http::Response &r) { r.body.clear(); }; },
     Step::initiateAuthentication, ErrorKind::malformed, "no JSON"},
    {"no header", [](LyingServer &s, const Cast &) { s.alterHttp = [](http::Response &r) { r.body = copyOf(viewOf("{}")); }; },
     Step::initiateAuthentication, ErrorKind::malformed, "header"},
    {"success without anything", [](LyingServer &s, const Cast &) { s.alterHttp = [](http::Response &r) { r.body = es::toJson(es::FunctionStatus{}); }; },
     Step::initiateAuthentication, ErrorKind::malformed, "transactionId"},
};
// clang-format on

} // namespace

/// The discovery at one server, against servers that do not tell the truth (SGP.22 sections 3.1.2 and 3.6.2).
class DiscoverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_liar = std::make_unique<LyingServer>(m_cast);
        m_euicc = std::make_unique<euicc::VirtualEuicc>(m_cast.euiccIdentity());
        m_observer = {};
        m_options = {};
        m_options.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        m_options.cis = trusting({&m_cast.authority});
        http::ServerOptions options;
        options.name = "SM-DS";
        options.credentials = {es::tlsCredential(m_tls.chain, m_tls.key)};
        options.limits.grace = std::chrono::milliseconds(200);
        m_server = must(http::Server::start(std::move(options), [this](const http::Request &request, std::stop_token) {
            auto response = es::serveEs11(request, *m_liar);
            if (m_liar->alterHttp)
                m_liar->alterHttp(response);
            return response;
        }));
    }

    void liesAreFound_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(lies)); ++row)
            QTest::newRow(lies[row].name) << row;
    }

    void liesAreFound()
    {
        QFETCH(int, row);
        const Lie &lie = lies[row];
        lie.apply(*m_liar, m_cast);
        const auto found = discover();
        QVERIFY(!found);
        const QString line = q(found.error().line());
        QVERIFY2(line.contains(QLatin1String(lie.word)), qUtf8Printable(line));
        QCOMPARE(static_cast<int>(found.error().kind), static_cast<int>(lie.kind));
        QVERIFY(!m_observer.finished.empty());
        WB_COMPARE(nameOf(m_observer.finished.back().step), nameOf(lie.step));
        QVERIFY(m_observer.finished.back().error.has_value());
        QCOMPARE(m_observer.started.size(), m_observer.finished.size()); // nothing comes after the step that failed
        QCOMPARE(m_liar->received.has_value(), lie.step == Step::authenticateClient);
        // Whatever the server showed is there to be looked at, and above all when it was refused.
        for (const lds::StepReport &report : m_observer.finished) {
            if (report.step == Step::checkServer && std::string_view(lie.name) != "certificate is none")
                QVERIFY(report.server && !report.server->chain.verdicts.empty());
        }
        if (lie.step == Step::authenticateServer) {
            QVERIFY(found.error().functionError.has_value());
            WB_COMPARE(found.error().functionError->function, "ES10b.AuthenticateServer");
        }
    }

    void theTruthIsBelieved()
    {
        const auto found = discover();
        WB_VERIFY(found);
        QCOMPARE(found->entries.size(), std::size_t(2));
        WB_COMPARE(found->entries[0].eventId, "EV-2"); // in the server's order
        WB_COMPARE(found->entries[1].rspServerAddress, "a.example.com");
        QVERIFY(found->transactionId == m_liar->received->transactionId);
        QVERIFY(found->serverCertificate == m_cast.dsAuth.leaf());
        QVERIFY(found->serverChain.ok());
        WB_COMPARE(found->eid->digits(), castEid);
        QVERIFY(!m_liar->matchingId);

        QVERIFY(m_observer.started == std::vector<Step>(std::begin(lds::allSteps), std::end(lds::allSteps)));
        for (const lds::StepReport &report : m_observer.finished) {
            QVERIFY(!report.error);
            QVERIFY(report.findings.empty());
            QVERIFY(report.start == m_cast.clock.now());
        }
        QVERIFY(q(m_observer.finished.back().notes.front()).startsWith(QStringLiteral("2 ")));
    }

    void noEventsAreNoError()
    {
        m_liar->alterEntries = [](auto &response) { response.eventEntries.clear(); };
        const auto found = discover();
        WB_VERIFY(found);
        QVERIFY(found->entries.empty());
    }

    void theMatchingIdIsSigned()
    {
        m_options.matchingId = "EV-1";
        WB_VERIFY(discover());
        WB_COMPARE(m_liar->matchingId.value_or("none"), "EV-1");
    }

    /// The eUICC signs what the server sent, octet for octet, and so the LPA passes it on.
    void oddButValidOctetsPassUnchanged()
    {
        m_liar->alterSigned = [](rsp::ServerSigned1 &value) {
            value.extras = {0x86, 0x02, 0x07, 0x80};
        }; // of version 3
        WB_VERIFY(discover());
    }

    void addressesAreComparedWithoutCase()
    {
        m_liar->alterSigned = [](auto &value) { value.serverAddress = "TestRootSMDS.EXAMPLE.com"; };
        WB_VERIFY(discover());
        m_liar->alterSigned = {};
        m_address = *http::Address::parse("TESTROOTSMDS.example.com");
        WB_VERIFY(discover());
        m_address = *http::Address::parse(castAddress);
    }

    /// An eUICC has no clock; that DSauth has expired is for the LPA to say.
    void anExpiredCertificateIsAFinding()
    {
        pki::IssueOptions options;
        options.defects.expired = true;
        options.key = m_cast.dsAuth.key;
        m_liar->alterAnswer = [der = certificateOf(m_cast, Role::dsAuth, options)](auto &answer) {
            answer.serverCertificate = der;
        };
        const auto found = discover();
        WB_VERIFY(found);
        QVERIFY(!found->serverChain.ok());
        const lds::StepReport &report = m_observer.finished.at(static_cast<std::size_t>(Step::checkServer));
        QCOMPARE(report.findings.size(), std::size_t(1));
        QVERIFY2(q(report.findings.front()).contains(QStringLiteral("expired")), report.findings.front().c_str());
    }

    void anUnknownCiIsAFinding()
    {
        m_options.cis = {};
        WB_VERIFY(discover());
        QVERIFY(!m_observer.finished.at(static_cast<std::size_t>(Step::checkServer)).findings.empty());
    }

    void aTlsCertificateMustFit_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("an SM-DS of that name") << static_cast<int>(Role::dsTls) << castAddress << true;
        QTest::newRow("an SM-DS of another name") << static_cast<int>(Role::dsTls) << "evil.example.com" << false;
        QTest::newRow("a certificate for signing") << static_cast<int>(Role::dsAuth) << castAddress << false;
    }

    void aTlsCertificateMustFit()
    {
        QFETCH(int, role);
        QFETCH(QString, name);
        QFETCH(bool, good);
        const auto tls = m_cast.serverCertificate(static_cast<Role>(role), name.toStdString(), "2.999.15");
        WB_VERIFY(m_server->reload({es::tlsCredential(tls.chain, tls.key)}));
        const auto found = discover();
        QCOMPARE(found.has_value(), good);
        if (!good) {
            QCOMPARE(found.error().kind, ErrorKind::untrusted);
            QVERIFY(!m_liar->received);
            WB_COMPARE(nameOf(m_observer.finished.back().step), nameOf(Step::initiateAuthentication));
            const auto exchanges = m_recorder.since(0);
            QVERIFY(!exchanges.empty());
            const auto &rules = exchanges.back()->http()->tls.rules;
            using Outcome = capture::RuleVerdict::Outcome;
            const auto count = [&](Outcome outcome) {
                return std::count_if(rules.begin(), rules.end(),
                                     [&](const auto &rule) { return rule.outcome == outcome; });
            };
            QVERIFY(count(Outcome::broken) >= 1); // and not only the first that is broken
            QVERIFY(count(Outcome::holds) >= 3);
        }
    }

    void aServerThatIsGoneIsUnreachable()
    {
        const auto port = m_server->port();
        m_server.reset();
        const auto found = discoverAt(port);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::unreachable);
    }

    void aStopEndsIt_data()
    {
        QTest::addColumn<int>("step");
        for (const Step step : lds::allSteps)
            QTest::newRow(std::string(nameOf(step)).c_str()) << static_cast<int>(step);
    }

    void aStopEndsIt()
    {
        QFETCH(int, step);
        std::stop_source stop;
        class Stopper final : public lds::Observer {
        public:
            Stopper(std::stop_source &source, Step when) : m_source(source), m_when(when) {}
            void stepStarted(Step started) override
            {
                if (started == m_when)
                    m_source.request_stop();
            }
            void stepFinished(const lds::StepReport &) override { ++finished; }
            int finished = 0;

        private:
            std::stop_source &m_source;
            Step m_when;
        } stopper(stop, static_cast<Step>(step));
        es::RspClient client(clientOptions(m_server->port()));
        const auto found = lds::discover(*m_euicc, client, m_address, m_options, stopper, m_cast.clock,
                                         stop.get_token());
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::cancelled);
        QCOMPARE(stopper.finished, step + 1);
        QVERIFY(!m_liar->received);
    }

    /// An eUICC that answers rubbish, says no, or nothing at all.
    void badEuiccs_data()
    {
        QTest::addColumn<int>("tag");
        QTest::addColumn<int>("step");
        QTest::newRow("at GetEUICCInfo") << 0xBF20 << static_cast<int>(Step::getEuiccInfo);
        QTest::newRow("at GetEUICCChallenge") << 0xBF2E << static_cast<int>(Step::getEuiccChallenge);
        QTest::newRow("at AuthenticateServer") << 0xBF38 << static_cast<int>(Step::authenticateServer);
    }

    void badEuiccs()
    {
        QFETCH(int, tag);
        QFETCH(int, step);
        class BadEuicc final : public rsp::Euicc {
        public:
            BadEuicc(rsp::Euicc &good, asn1::Tag bad) : m_good(good), m_bad(bad) {}
            Result<Bytes> es10(ByteView request, std::stop_token token) override
            {
                if (asn1::Reader(request).peekTag() != m_bad)
                    return m_good.es10(request, token);
                if (removed)
                    return fail(ErrorKind::removed, Interface::pcsc, "transmit", "the card is gone");
                return Bytes{0xBF, 0x20, 0x01};
            }
            bool removed = false;

        private:
            rsp::Euicc &m_good;
            asn1::Tag m_bad;
        } bad(*m_euicc, static_cast<asn1::Tag>(tag));
        es::RspClient client(clientOptions(m_server->port()));
        const auto ask = [&] {
            m_observer = {};
            return lds::discover(bad, client, m_address, m_options, m_observer, m_cast.clock, {});
        };

        auto found = ask();
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::malformed);
        QCOMPARE(found.error().interface, Interface::es10b);
        WB_COMPARE(nameOf(m_observer.finished.back().step), nameOf(static_cast<Step>(step)));

        bad.removed = true;
        found = ask();
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::removed);
        WB_COMPARE(nameOf(m_observer.finished.back().step), nameOf(static_cast<Step>(step)));
    }

    void cleanup() { m_server.reset(); }

private:
    http::ClientOptions clientOptions(std::uint16_t port)
    {
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {Role::dsTls, Role::dpTls},
                                             pki::TlsEnd::server, m_cast.clock);
        options.map.set(m_address, {"127.0.0.1", port});
        return options;
    }

    Result<lds::Discovery> discover() { return discoverAt(m_server->port()); }

    Result<lds::Discovery> discoverAt(std::uint16_t port)
    {
        http::ClientOptions options = clientOptions(port);
        options.sink = &m_recorder;
        es::RspClient client(std::move(options));
        return lds::discover(*m_euicc, client, m_address, m_options, m_observer, m_cast.clock, {});
    }

    Cast m_cast;
    capture::Recorder m_recorder;
    pki::Credential m_tls = m_cast.serverCertificate(Role::dsTls, castAddress, "2.999.15");
    http::Address m_address{castAddress, {}};
    std::unique_ptr<LyingServer> m_liar;
    std::unique_ptr<euicc::VirtualEuicc> m_euicc;
    std::unique_ptr<http::Server> m_server;
    KeepingObserver m_observer;
    lds::DiscoverOptions m_options;
};

WB_TEST(DiscoverTest);
#include "discover_test.moc"
