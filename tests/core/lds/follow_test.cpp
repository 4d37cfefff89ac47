// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/follow.h"

#include "core/es/tls_trust.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/core/smdp_peer.h"
#include "tests/support/core/smds_node.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using lds::Hop;
using lds::HopEnd;
using lds::Step;
using pki::Generation;
using pki::Role;

namespace {

constexpr const char *alternativeAddress = "testsmds1.example.com";
constexpr const char *smdpAddress = "testsmdpplus1.example.com";

/// Keeps what it is told: "hop testsmds1.example.com EV", "ES10b.GetEUICCInfo", ..., "end testsmds1.example.com leads on".
class TrailObserver final : public lds::Observer {
public:
    void stepStarted(Step step) override
    {
        if (onStep)
            onStep(step);
    }
    void stepFinished(const lds::StepReport &report) override { told << q(nameOf(report.step, report.asked)); }
    void hopStarted(const Hop &hop) override
    {
        told << q("hop " + hop.entry.rspServerAddress + " " + hop.entry.eventId);
    }
    void hopFinished(const Hop &hop) override
    {
        told << q("end " + hop.entry.rspServerAddress + " " + std::string(nameOf(hop.end)));
        if (onHop)
            onHop();
    }

    QStringList told;
    std::function<void(Step)> onStep;
    std::function<void()> onHop;
};

/// An SM-DS that answers each EventID with `width` further ones at itself, without end.
class EndlessServer final : public es::Es11Service {
public:
    EndlessServer(const Cast &cast, int width)
        : m_authentication(cast.serverConfiguration(), cast.clock),
          m_width(width)
    {
    }

    Result<es::InitiateAuthenticationResponse>
    initiateAuthentication(const es::InitiateAuthenticationRequest &request) override
    {
        ++contacts;
        return m_authentication.initiate(request);
    }

    Result<es::AuthenticateClientResponseEs11> authenticateClient(const es::AuthenticateClientRequest &request) override
    {
        const auto client = m_authentication.authenticate(request);
        if (!client)
            return fail(client.error());
        es::AuthenticateClientResponseEs11 response{request.transactionId, {}};
        for (int i = 0; i < m_width; ++i)
            response.eventEntries.push_back({client->matchingId.value_or("") + std::to_string(i), castAddress});
        return response;
    }

    std::atomic<int> contacts = 0;

private:
    auth::MutualAuthentication m_authentication;
    int m_width;
};

} // namespace

/// Following the events of a discovery through the servers of a cascade, all of them real (SGP.22 section 3.6.2).
class FollowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_euicc = std::make_unique<euicc::VirtualEuicc>(m_cast.euiccIdentity());
        m_observer.told.clear();
        m_observer.onStep = {};
        m_observer.onHop = {};
        m_options = {};
        m_options.discover.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        m_options.discover.cis = trusting({&m_cast.authority});
        m_map = {};
        m_stop = {};
    }

    void throughTheCascadeToTheSmdp_data()
    {
        QTest::addColumn<int>("generation");
        QTest::addColumn<int>("binding");
        for (const Generation generation : {Generation::v2, Generation::v3}) {
            for (const es::Binding binding : {es::Binding::json, es::Binding::asn1}) {
                QTest::addRow("%s, %s", std::string(nameOf(generation)).c_str(),
                              binding == es::Binding::json ? "JSON" : "ASN.1")
                    << static_cast<int>(generation) << static_cast<int>(binding);
            }
        }
    }

    void throughTheCascadeToTheSmdp()
    {
        QFETCH(int, generation);
        QFETCH(int, binding);
        const auto of = static_cast<Generation>(generation);
        SmdsNode root(m_cast.authority, castAddress, m_cast.clock, of);
        SmdsNode alternative(m_cast.authority, alternativeAddress, m_cast.clock, of);
        SmdpPeerDefects peer;
        peer.generation = of;
        SmdpPeer smdp(m_cast.authority, smdpAddress, m_cast.clock, peer);
        root.registerEvent(castEid, "EV-2", alternative.address());
        alternative.registerEvent(castEid, "EV-2", smdp.address());
        alternative.registerEvent(castEid, "EV-OTHER", smdp.address());
        reach(root.address(), root.es11Port());
        reach(alternative.address(), alternative.es11Port());
        reach(smdp.address(), smdp.port());

        es::RspClient client(clientOptions(), static_cast<es::Binding>(binding));
        const auto found = lds::discover(*m_euicc, client, {castAddress, {}}, m_options.discover, m_observer,
                                         m_cast.clock, {});
        WB_VERIFY(found);
        m_observer.told.clear();
        const auto followed = lds::follow(*m_euicc, client, found->entries, m_options, m_observer, m_cast.clock, {});
        QVERIFY(!followed.interrupted);

        QCOMPARE(followed.trails.size(), std::size_t(1));
        const Hop &first = followed.trails.front();
        QVERIFY2(first.end == HopEnd::leadsOn, first.error ? first.error->line().c_str() : "");
        QVERIFY(first.role == Role::dsAuth);
        QVERIFY(pki::generationOf(first.server->certificate) == of);
        QVERIFY(first.server->chain.ok());
        QVERIFY(first.transactionId.has_value());
        QCOMPARE(first.next.size(), std::size_t(1)); // that event only
        const Hop &second = first.next.front();
        QVERIFY2(second.end == HopEnd::download, second.error ? second.error->line().c_str() : "");
        QVERIFY(second.role == Role::dpAuth);
        QCOMPARE(second.depth, 2);
        WB_COMPARE(second.entry.rspServerAddress, smdpAddress);
        WB_COMPARE(second.entry.eventId, "EV-2");
        QVERIFY(second.server->chain.ok());
        QVERIFY(second.transactionId != first.transactionId);
        const auto downloads = lds::downloadsIn(followed.trails);
        QCOMPARE(downloads.size(), std::size_t(1));
        QVERIFY(downloads.front() == &second);

        QCOMPARE(smdp.contacts(), 1);
        QCOMPARE(smdp.downloads(), 0); // it stops before that
        WB_COMPARE(m_observer.told.join(QLatin1Char('|')).toStdString(),
                   "hop testsmds1.example.com EV-2|ES10b.GetEUICCInfo|ES10b.GetEUICCChallenge|"
                   "ES9+.InitiateAuthentication|LPA checks the answer|ES10b.AuthenticateServer|ES11.AuthenticateClient|"
                   "end testsmds1.example.com leads on|"
                   "hop testsmdpplus1.example.com EV-2|ES10b.GetEUICCInfo|ES10b.GetEUICCChallenge|"
                   "ES9+.InitiateAuthentication|LPA checks the answer|end testsmdpplus1.example.com download here");

        // The open challenge is in nobody's way.
        WB_VERIFY(lds::discover(*m_euicc, client, {castAddress, {}}, m_options.discover, m_observer, m_cast.clock, {}));
    }

    void aTrailThatFailsEndsNoOther()
    {
        SmdsNode alternative(m_cast.authority, alternativeAddress, m_cast.clock);
        SmdpPeer smdp(m_cast.authority, smdpAddress, m_cast.clock);
        reach(alternative.address(), alternative.es11Port());
        reach(smdp.address(), smdp.port());
        reach("gone.example.com", portOfNobody());
        const auto followed = follow({{"EV-1", "gone.example.com"},
                                      {"EV-2", alternativeAddress}, // nothing is registered there
                                      {"EV-3", "no address at all"},
                                      {"EV-4", smdpAddress}});
        QVERIFY(!followed.interrupted);
        QCOMPARE(followed.trails.size(), std::size_t(4));

        const Hop &unreachable = followed.trails[0];
        QVERIFY(unreachable.end == HopEnd::roleUnknown);
        QVERIFY(!unreachable.role && !unreachable.server && !unreachable.transactionId);
        QCOMPARE(unreachable.error->kind, ErrorKind::unreachable);

        const Hop &refused = followed.trails[1];
        QVERIFY(refused.end == HopEnd::failed);
        QVERIFY(refused.role == Role::dsAuth);
        WB_COMPARE(refused.error->status->subject, "8.9.5");
        WB_COMPARE(refused.error->status->reason, "3.9");

        QVERIFY(followed.trails[2].end == HopEnd::roleUnknown);
        QCOMPARE(followed.trails[2].error->kind, ErrorKind::malformed);
        QVERIFY(followed.trails[3].end == HopEnd::download);
        QCOMPARE(lds::downloadsIn(followed.trails).size(), std::size_t(1));
    }

    void aServerThatIsNotThereIsAskedOnce()
    {
        reach("gone.example.com", portOfNobody());
        const auto followed = follow({{"EV-1", "gone.example.com"}, {"EV-2", "gone.example.com:443"}});
        QCOMPARE(followed.trails.size(), std::size_t(2));
        for (const Hop &hop : followed.trails) {
            QVERIFY(hop.end == HopEnd::roleUnknown);
            QVERIFY(hop.error && hop.error->kind == ErrorKind::unreachable);
        }
        QCOMPARE(m_observer.told.filter(QStringLiteral("InitiateAuthentication")).size(), 1);
        QCOMPARE(m_observer.told.filter(QStringLiteral("end ")).size(), 2);
        QCOMPARE(lds::unreachableIn(followed.trails).size(), std::size_t(2)); // as the records write them
    }

    void aRecordThatPointsBackIsALoop()
    {
        SmdsNode root(m_cast.authority, castAddress, m_cast.clock);
        SmdsNode alternative(m_cast.authority, alternativeAddress, m_cast.clock);
        root.registerEvent(castEid, "EV", alternativeAddress);
        alternative.registerEvent(castEid, "EV",
                                  "TestRootSMDS.example.com:443"); // the same server, written differently
        reach(root.address(), root.es11Port());
        reach(alternative.address(), alternative.es11Port());
        const auto followed = follow({{"EV", castAddress}});
        const Hop &atRoot = followed.trails.front();
        QVERIFY(atRoot.end == HopEnd::leadsOn);
        QVERIFY(atRoot.next.front().end == HopEnd::leadsOn);
        const Hop &again = atRoot.next.front().next.front();
        QVERIFY(again.end == HopEnd::loop);
        QVERIFY(again.next.empty() && !again.error);
    }

    void endlessTrailsEnd()
    {
        EndlessServer endless(m_cast, 1);
        const auto server = serve(endless);
        const auto followed = follow({{"E", castAddress}});
        int depth = 1;
        const Hop *hop = &followed.trails.front();
        for (; !hop->next.empty(); ++depth)
            hop = &hop->next.front();
        QCOMPARE(depth, 6);
        QVERIFY(hop->end == HopEnd::tooDeep);
        QCOMPARE(endless.contacts.load(), 5);
        m_options.maxDepth = 1;
        QVERIFY(follow({{"E", castAddress}}).trails.front().next.front().end == HopEnd::tooDeep);
    }

    void endlessAnswersEnd()
    {
        EndlessServer endless(m_cast, 3);
        const auto server = serve(endless);
        m_options.maxHops = 7;
        const auto followed = follow({{"E", castAddress}, {"F", castAddress}});
        QCOMPARE(endless.contacts.load(), 7);
        QVERIFY(followed.trails[0].end == HopEnd::leadsOn);
        QVERIFY(followed.trails[1].end == HopEnd::notContacted);
        QVERIFY(!followed.interrupted);
    }

    void anSmdsWithNothingIsToldAsOne()
    {
        EndlessServer empty(m_cast, 0);
        const auto server = serve(empty);
        const auto followed = follow({{"E", castAddress}});
        QVERIFY(followed.trails.front().end == HopEnd::nothing);
    }

    void aServerThatIsNotWhatItSaysIsRefused_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<bool>("wrongSignature");
        QTest::addColumn<QString>("word");
        QTest::newRow("signature of nobody") << static_cast<int>(Role::dpAuth) << true << "serverSignature1";
        QTest::newRow("CERT.DPpb") << static_cast<int>(Role::dpPb) << false << "CERT.DPpb";
        QTest::newRow("CERT.DP.TLS") << static_cast<int>(Role::dpTls) << false << "CERT.DP.TLS";
    }

    void aServerThatIsNotWhatItSaysIsRefused()
    {
        QFETCH(int, role);
        QFETCH(bool, wrongSignature);
        QFETCH(QString, word);
        SmdpPeer smdp(m_cast.authority, smdpAddress, m_cast.clock,
                      {static_cast<Role>(role), Generation::v2, wrongSignature});
        reach(smdp.address(), smdp.port());
        const auto followed = follow({{"EV", smdpAddress}});
        const Hop &hop = followed.trails.front();
        QVERIFY(hop.end == HopEnd::failed);
        QVERIFY(hop.role == static_cast<Role>(role));
        QCOMPARE(hop.error->kind, ErrorKind::untrusted);
        QVERIFY2(q(hop.error->reason).contains(word), hop.error->reason.c_str());
        QVERIFY(!followed.interrupted);
        QCOMPARE(smdp.downloads(), 0);
    }

    void aStopKeepsWhatIsKnown()
    {
        SmdpPeer smdp(m_cast.authority, smdpAddress, m_cast.clock);
        reach(smdp.address(), smdp.port());
        m_observer.onHop = [this] { m_stop.request_stop(); };
        const auto followed = follow({{"EV-1", smdpAddress}, {"EV-2", smdpAddress}, {"EV-3", smdpAddress}});
        QVERIFY(followed.trails[0].end == HopEnd::download);
        QVERIFY(followed.interrupted.has_value());
        QCOMPARE(followed.interrupted->kind, ErrorKind::cancelled);
        QVERIFY(followed.trails[1].end == HopEnd::notContacted);
        QCOMPARE(followed.trails[1].error->kind, ErrorKind::cancelled);
        QVERIFY(!followed.trails[2].error);
        QVERIFY(followed.trails[2].end == HopEnd::notContacted);
        QCOMPARE(smdp.contacts(), 1);
    }

    void aCardThatIsTakenOutEndsIt()
    {
        class CardTakenOut final : public rsp::Euicc {
        public:
            explicit CardTakenOut(rsp::Euicc &euicc) : m_euicc(euicc) {}
            Result<Bytes> es10(ByteView request, std::stop_token stop) override
            {
                if (out)
                    return fail(ErrorKind::removed, Interface::pcsc, "transmit", "the card is gone");
                return m_euicc.es10(request, std::move(stop));
            }
            bool out = false;

        private:
            rsp::Euicc &m_euicc;
        } card(*m_euicc);
        SmdpPeer smdp(m_cast.authority, smdpAddress, m_cast.clock);
        reach(smdp.address(), smdp.port());
        m_observer.onHop = [&card] { card.out = true; };
        es::RspClient client(clientOptions());
        const auto followed = lds::follow(card, client,
                                          {{"EV-1", smdpAddress}, {"EV-2", smdpAddress}, {"EV-3", smdpAddress}},
                                          m_options, m_observer, m_cast.clock, {});
        QVERIFY(followed.trails[0].end == HopEnd::download);
        QCOMPARE(followed.interrupted->kind, ErrorKind::removed);
        QVERIFY(followed.trails[2].end == HopEnd::notContacted);
    }

private:
    void reach(const std::string &name, std::uint16_t port) { m_map.set({name, {}}, {"127.0.0.1", port}); }

    /// A port at which nobody listens any more.
    std::uint16_t portOfNobody() { return SmdpPeer(m_cast.authority, "gone.example.com", m_cast.clock).port(); }

    http::ClientOptions clientOptions() const
    {
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {Role::dsTls, Role::dpTls},
                                             pki::TlsEnd::server, m_cast.clock);
        options.map = m_map;
        return options;
    }

    lds::Following follow(const std::vector<es::EventEntry> &entries)
    {
        es::RspClient client(clientOptions());
        return lds::follow(*m_euicc, client, entries, m_options, m_observer, m_cast.clock, m_stop.get_token());
    }

    std::unique_ptr<http::Server> serve(es::Es11Service &service)
    {
        http::ServerOptions options;
        options.name = "SM-DS";
        options.credentials = {es::tlsCredential(m_tls.chain, m_tls.key)};
        options.limits.grace = std::chrono::milliseconds(200);
        auto server = must(
            http::Server::start(std::move(options), [&service](const http::Request &asked, std::stop_token) {
                return es::serveEs11(asked, service);
            }));
        reach(castAddress, server->port());
        return server;
    }

    Cast m_cast;
    pki::Credential m_tls = m_cast.serverCertificate(Role::dsTls, castAddress, "2.999.15");
    std::unique_ptr<euicc::VirtualEuicc> m_euicc;
    TrailObserver m_observer;
    lds::FollowOptions m_options;
    http::ConnectionMap m_map;
    std::stop_source m_stop;
};

WB_TEST(FollowTest);
#include "follow_test.moc"
