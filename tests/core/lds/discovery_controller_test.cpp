// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/discovery_controller.h"

#include "core/es/server.h"
#include "core/es/tls_trust.h"
#include "core/http/server.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/core/smdp_peer.h"
#include "tests/support/test.h"

#include <QSignalSpy>

#include <condition_variable>
#include <future>

using namespace wb;
using namespace wb::testing;
using lds::DiscoveryOutcome;
using lds::DiscoveryRequest;

namespace {

/// An SM-DS with one Event Record for everybody.
class OneRecord final : public es::Es11Service {
public:
    explicit OneRecord(const Cast &cast) : m_authentication(cast.serverConfiguration(), cast.clock) {}

    Result<es::InitiateAuthenticationResponse>
    initiateAuthentication(const es::InitiateAuthenticationRequest &request) override
    {
        return m_authentication.initiate(request);
    }

    Result<es::AuthenticateClientResponseEs11> authenticateClient(const es::AuthenticateClientRequest &request) override
    {
        const auto client = m_authentication.authenticate(request);
        if (!client)
            return fail(client.error());
        return es::AuthenticateClientResponseEs11{request.transactionId, {{"EV-1", "smdp.example.com"}}};
    }

private:
    auth::MutualAuthentication m_authentication;
};

/// The eUICC of somebody else, for as long as a run needs it.
class BorrowedEuicc final : public rsp::Euicc {
public:
    explicit BorrowedEuicc(rsp::Euicc &euicc) : m_euicc(euicc) {}
    Result<Bytes> es10(ByteView request, std::stop_token stop) override
    {
        return m_euicc.es10(request, std::move(stop));
    }

private:
    rsp::Euicc &m_euicc;
};

class NoObserver final : public lds::Observer {
public:
    void stepStarted(lds::Step) override {}
    void stepFinished(const lds::StepReport &) override { ++steps; }

    int steps = 0;
};

Failure noConnection()
{
    return fail(ErrorKind::invalid, Interface::config, "trust", "no connection in this test");
}

} // namespace

/// Runs of a discovery: how the address is settled, and what of a run a window hears.
class DiscoveryControllerTest : public QObject {
    Q_OBJECT

    Cast m_cast;
    pki::Credential m_tls = m_cast.serverCertificate(pki::Role::dsTls, castAddress, "2.999.15");
    euicc::VirtualEuicc m_euicc{m_cast.euiccIdentity()};
    JobPool m_pool{QStringLiteral("test"), 3};

    DiscoveryRequest request(std::string typed = {})
    {
        DiscoveryRequest request;
        request.openEuicc = [this](std::stop_token) -> Result<std::unique_ptr<rsp::Euicc>> {
            return std::make_unique<BorrowedEuicc>(m_euicc);
        };
        request.source = typed.empty() ? lds::AddressSource::card : lds::AddressSource::typed;
        request.typedAddress = std::move(typed);
        request.options.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        request.connect = []() -> Result<lds::Connection> { return noConnection(); };
        return request;
    }

    lds::Connection connectionTo(const http::Server &server) const
    {
        lds::Connection connection;
        connection.cis = trusting({&m_cast.authority});
        connection.client.peerCheck = es::tlsPeerCheck(connection.cis, {pki::Role::dsTls}, pki::TlsEnd::server,
                                                       m_cast.clock);
        connection.client.map.set({castAddress, {}}, {"127.0.0.1", server.port()});
        return connection;
    }

    DiscoveryRequest stepByStep(const http::Server &server)
    {
        DiscoveryRequest asked = request();
        asked.stepByStep = true;
        asked.connect = [this, &server]() -> Result<lds::Connection> { return connectionTo(server); };
        return asked;
    }

    std::unique_ptr<http::Server> serve(es::Es11Service &service) const
    {
        http::ServerOptions options;
        options.name = "SM-DS";
        options.credentials = {es::tlsCredential(m_tls.chain, m_tls.key)};
        return must(http::Server::start(std::move(options), [&service](const http::Request &asked, std::stop_token) {
            return es::serveEs11(asked, service);
        }));
    }

    DiscoveryOutcome run(const DiscoveryRequest &asked)
    {
        NoObserver observer;
        m_known.clear();
        return lds::runDiscovery(asked, observer, m_cast.clock,
                                 [this](const std::string &address) { m_known.push_back(address); }, {});
    }

    std::vector<std::string> m_known;

    /// Everything a controller says, in its order.
    struct Heard {
        explicit Heard(lds::DiscoveryController &controller)
        {
            QObject::connect(&controller, &lds::DiscoveryController::started,
                             [this] { words << QStringLiteral("started"); });
            QObject::connect(&controller, &lds::DiscoveryController::addressKnown,
                             [this](const QString &address) { words << address; });
            QObject::connect(&controller, &lds::DiscoveryController::hopStarted, [this](const lds::Hop &hop) {
                words << q("hop " + hop.entry.eventId + " after " + std::to_string(steps));
            });
            QObject::connect(&controller, &lds::DiscoveryController::stepFinished,
                             [this](const lds::StepReport &) { ++steps; });
            QObject::connect(&controller, &lds::DiscoveryController::finished, [this](const DiscoveryOutcome &outcome) {
                words << QStringLiteral("finished");
                outcomes.push_back(outcome);
                stepsAtEnd = steps;
            });
        }

        QStringList words;
        std::vector<DiscoveryOutcome> outcomes;
        int steps = 0;
        int stepsAtEnd = -1;
    };

private Q_SLOTS:
    void theCardsAddressIsUsed()
    {
        const DiscoveryOutcome outcome = run(request());
        WB_COMPARE(outcome.address, castAddress);
        QCOMPARE(m_known, std::vector<std::string>{castAddress});
        QCOMPARE(outcome.error->interface, Interface::config); // the connection, behind the address
    }

    void aTypedAddressIsUsed()
    {
        WB_COMPARE(run(request(" SMDS.example.com:8443 ")).address, "SMDS.example.com:8443");
        QCOMPARE(m_known.size(), std::size_t(1));
    }

    void withoutAnAddressNobodyIsAsked()
    {
        const DiscoveryOutcome typed = run(request("https://smds.example.com/"));
        QCOMPARE(typed.error->kind, ErrorKind::malformed);
        WB_COMPARE(typed.address, "");
        QVERIFY(m_known.empty());

        euicc::Identity blank = m_cast.euiccIdentity();
        blank.addresses.rootDsAddress.clear();
        euicc::VirtualEuicc euicc(blank);
        DiscoveryRequest asked = request();
        asked.openEuicc = [&euicc](std::stop_token) -> Result<std::unique_ptr<rsp::Euicc>> {
            return std::make_unique<BorrowedEuicc>(euicc);
        };
        const DiscoveryOutcome card = run(asked);
        QCOMPARE(card.error->kind, ErrorKind::notFound);
        QCOMPARE(card.error->interface, Interface::es10a);
        QVERIFY(m_known.empty());
    }

    void anEuiccThatDoesNotOpenEndsIt()
    {
        DiscoveryRequest asked = request();
        asked.openEuicc = [](std::stop_token) -> Result<std::unique_ptr<rsp::Euicc>> {
            return fail(ErrorKind::removed, Interface::pcsc, "SCardConnect", "no card");
        };
        const DiscoveryOutcome outcome = run(asked);
        QCOMPARE(outcome.error->kind, ErrorKind::removed);
        QVERIFY(!outcome.found);
    }

    void aRunTellsEverythingInOrder()
    {
        OneRecord service(m_cast);
        const auto server = serve(service);
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        DiscoveryRequest asked = request();
        asked.connect = [&]() -> Result<lds::Connection> { return connectionTo(*server); };
        controller.start(std::move(asked), QStringLiteral("Discovery"));
        QVERIFY(controller.isRunning());
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
        QVERIFY(!controller.isRunning());
        const DiscoveryOutcome &outcome = heard.outcomes.front();
        QVERIFY2(outcome.found, outcome.error ? outcome.error->line().c_str() : "");
        WB_COMPARE(outcome.found->entries.at(0).eventId, "EV-1");
        QCOMPARE(heard.words, (QStringList{QStringLiteral("started"), q(castAddress), QStringLiteral("finished")}));
        QCOMPARE(heard.stepsAtEnd, static_cast<int>(std::size(lds::allSteps))); // the end comes behind every step
    }

    /// Every request waits, shows its octets, and goes when it is let go.
    void aRunStepByStep()
    {
        OneRecord service(m_cast);
        const auto server = serve(service);
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        QStringList asked;
        connect(&controller, &lds::DiscoveryController::waiting, &controller, [&](const lds::NextRequest &next) {
            asked << q(next.function);
            QCOMPARE(next.octets.empty(), !next.function.starts_with("ES10"));
            QCOMPARE(next.sessionOpen, next.function == "ES11.AuthenticateClient");
            controller.goOn({next.octets});
        });
        controller.start(stepByStep(*server), QStringLiteral("Discovery"));
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
        QVERIFY(heard.outcomes[0].found);
        QCOMPARE(asked.join(QLatin1Char(' ')),
                 QStringLiteral("ES10a.GetEuiccConfiguredAddresses ES10b.GetEUICCInfo1 ES10b.GetEUICCChallenge "
                                "ES11.InitiateAuthentication ES10b.AuthenticateServer ES11.AuthenticateClient"));
        controller.goOn({}); // nobody waits
    }

    /// What was changed by hand is what the eUICC gets.
    void aRequestChangedByHand()
    {
        OneRecord service(m_cast);
        const auto server = serve(service);
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        connect(&controller, &lds::DiscoveryController::waiting, &controller, [&](const lds::NextRequest &next) {
            lds::Decision decision{next.octets};
            if (next.function == "ES10b.AuthenticateServer") {
                const auto read = must(asn1::decode<rsp::AuthenticateServerRequest>(next.octets));
                const Bytes &signature = read.serverSignature1;
                const auto place = std::search(decision.octets.begin(), decision.octets.end(), signature.begin(),
                                               signature.end());
                *place ^= 1;
            }
            controller.goOn(decision);
        });
        controller.start(stepByStep(*server), QStringLiteral("Discovery"));
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
        QVERIFY(heard.outcomes[0].error);
        QCOMPARE(heard.outcomes[0].error->functionError->code, 2); // invalidSignature
    }

    void theSessionIsCancelledByHand()
    {
        OneRecord service(m_cast);
        const auto server = serve(service);
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        bool cancelled = false;
        connect(&controller, &lds::DiscoveryController::waiting, &controller, [&](const lds::NextRequest &next) {
            lds::Decision decision{next.octets};
            if (next.sessionOpen)
                decision.cancel = rsp::CancelSessionReason::postponed;
            cancelled = cancelled || next.function == "ES10b.CancelSession";
            controller.goOn(decision);
        });
        controller.start(stepByStep(*server), QStringLiteral("Discovery"));
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
        QVERIFY(cancelled);
        const Error &error = *heard.outcomes[0].error;
        QCOMPARE(error.kind, ErrorKind::cancelled);
        QVERIFY2(error.reason.find("postponed") != std::string::npos, error.reason.c_str());
    }

    void aRunThatWaitsCanBeStopped()
    {
        OneRecord service(m_cast);
        const auto server = serve(service);
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        connect(&controller, &lds::DiscoveryController::waiting, &controller, [&] { controller.stop(); });
        controller.start(stepByStep(*server), QStringLiteral("Discovery"));
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
        QCOMPARE(heard.outcomes[0].error->kind, ErrorKind::cancelled);
        // One that waits when its owner goes away does not hold it up.
        auto other = std::make_unique<lds::DiscoveryController>(m_pool, m_cast.clock);
        QSignalSpy waits(other.get(), &lds::DiscoveryController::waiting);
        other->start(stepByStep(*server), QStringLiteral("Discovery"));
        QTRY_COMPARE(waits.count(), 1);
        other.reset();
    }

    void aRunThatFollowsTellsTheHops()
    {
        OneRecord service(m_cast);
        const auto server = serve(service);
        SmdpPeer smdp(m_cast.authority, "smdp.example.com", m_cast.clock);
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        DiscoveryRequest asked = request();
        asked.follow = true;
        asked.connect = [&]() -> Result<lds::Connection> {
            lds::Connection connection = connectionTo(*server);
            connection.client.peerCheck = es::tlsPeerCheck(connection.cis, {pki::Role::dsTls, pki::Role::dpTls},
                                                           pki::TlsEnd::server, m_cast.clock);
            connection.client.map.set({smdp.address(), {}}, {"127.0.0.1", smdp.port()});
            return connection;
        };
        controller.start(std::move(asked), QStringLiteral("Discovery"));
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
        const DiscoveryOutcome &outcome = heard.outcomes.front();
        QVERIFY(outcome.found && outcome.following);
        QCOMPARE(lds::downloadsIn(outcome.following->trails).size(), std::size_t(1));
        QCOMPARE(heard.words, (QStringList{QStringLiteral("started"), q(castAddress),
                                           QStringLiteral("hop EV-1 after 6"), QStringLiteral("finished")}));
        QCOMPARE(heard.stepsAtEnd, 6 + 4);
    }

    void theJobSaysHowFarItIs()
    {
        std::promise<void> enough;
        class HeldEuicc final : public rsp::Euicc {
        public:
            explicit HeldEuicc(std::shared_future<void> release) : m_release(std::move(release)) {}
            Result<Bytes> es10(ByteView, std::stop_token) override
            {
                m_release.wait();
                return fail(ErrorKind::removed, Interface::pcsc, "SCardTransmit", "pulled out");
            }

        private:
            std::shared_future<void> m_release;
        };
        DiscoveryRequest asked = request(castAddress);
        asked.connect = []() -> Result<lds::Connection> { return lds::Connection(); };
        asked.openEuicc =
            [release = enough.get_future().share()](std::stop_token) -> Result<std::unique_ptr<rsp::Euicc>> {
            return std::make_unique<HeldEuicc>(release);
        };
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        QSignalSpy progressed(&controller.jobs(), &Jobs::progressed);
        controller.start(std::move(asked), QStringLiteral("Discovery"));
        const bool told = QTest::qWaitFor([&] { return progressed.count() > 0; });
        enough.set_value(); // whatever was told: the worker must go on
        QVERIFY(told);
        QCOMPARE(progressed.at(0).at(1).toLongLong(), 0);
        QCOMPARE(progressed.at(0).at(2).toLongLong(), 6);
        QCOMPARE(progressed.at(0).at(3).toString(), QStringLiteral("ES10b.GetEUICCInfo"));
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
    }

    /// The first run has posted its address and waits for its connection when the second begins.
    void anOlderRunIsNeverHeardAgain()
    {
        std::promise<void> reached;
        std::promise<void> released;
        const std::shared_future<void> release = released.get_future().share();
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        DiscoveryRequest first = request("one.example.com");
        first.connect = [&reached, release]() -> Result<lds::Connection> {
            reached.set_value();
            release.wait();
            return noConnection();
        };
        controller.start(std::move(first), QStringLiteral("first"));
        reached.get_future().wait(); // without the event loop: the letter with the address is still on its way

        controller.start(request("two.example.com"), QStringLiteral("second"));
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
        WB_COMPARE(heard.outcomes.front().address, "two.example.com");
        released.set_value();
        QVERIFY(!QTest::qWaitFor([&] { return heard.words.size() > 4; }, 50));
        QCOMPARE(heard.words, (QStringList{QStringLiteral("started"), QStringLiteral("started"),
                                           QStringLiteral("two.example.com"), QStringLiteral("finished")}));
        QVERIFY(!controller.isRunning());
    }

    void aRunThatIsStoppedSaysSo()
    {
        lds::DiscoveryController controller(m_pool, m_cast.clock);
        Heard heard(controller);
        DiscoveryRequest asked = request();
        asked.openEuicc = [](std::stop_token stop) -> Result<std::unique_ptr<rsp::Euicc>> {
            std::mutex mutex;
            std::condition_variable_any stopped;
            std::unique_lock lock(mutex);
            stopped.wait(lock, stop, [] { return false; });
            return fail(ErrorKind::cancelled, Interface::pcsc, "SCardConnect", "stopped");
        };
        controller.stop(); // nothing runs: nothing happens
        controller.start(std::move(asked), QStringLiteral("Discovery"));
        controller.stop();
        QTRY_COMPARE(heard.outcomes.size(), std::size_t(1));
        QCOMPARE(heard.outcomes.front().error->kind, ErrorKind::cancelled);
        QVERIFY(!controller.isRunning());
        QCOMPARE(heard.words, (QStringList{QStringLiteral("started"), QStringLiteral("finished")}));
    }

    void aControllerThatGoesAwayIsQuiet()
    {
        QStringList words;
        {
            lds::DiscoveryController controller(m_pool, m_cast.clock);
            connect(&controller, &lds::DiscoveryController::finished, this,
                    [&words] { words << QStringLiteral("finished"); });
            controller.start(request(), QStringLiteral("Discovery"));
        }
        QVERIFY(!QTest::qWaitFor([&] { return !words.isEmpty(); }, 20));
    }
};

WB_TEST(DiscoveryControllerTest);
#include "discovery_controller_test.moc"
