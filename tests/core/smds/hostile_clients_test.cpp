// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/client.h"
#include "core/es/json.h"
#include "core/es/paths.h"
#include "core/es/tls_trust.h"
#include "core/http/client.h"
#include "tests/support/core/administered_smds.h"
#include "tests/support/core/raw_connection.h"
#include "tests/support/test.h"

#include <atomic>
#include <thread>

#include <sys/resource.h>

using namespace wb;
using namespace wb::testing;

namespace {

/// What is sent in the place of a request, and what must come.
struct Oversized {
    const char *name;
    http::Request request;
    int status;
};

std::vector<Oversized> oversizedRequests()
{
    http::Request body;
    body.target = std::string(es::initiateAuthenticationPath);
    body.headers = {{"Content-Type", "application/json"}};
    body.body = Bytes(3 * 1024 * 1024, ' ');
    http::Request head;
    head.method = "GET";
    head.headers = {{"X-Long", std::string(100 * 1024, 'x')}};
    http::Request many;
    many.method = "GET";
    for (int i = 0; i < 5000; ++i)
        many.headers.push_back({"X-" + std::to_string(i), "1"});
    return {{"a body of three mebibytes", body, 413},
            {"a header without end", head, 431},
            {"headers without end", many, 431}};
}

} // namespace

/// Clients that mean harm, or do not know better: each is refused with the right answer, and everybody else is served as before.
class HostileClientsTest : public QObject {
    Q_OBJECT

    http::ClientOptions lpaOptions() const
    {
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {pki::Role::dsTls}, pki::TlsEnd::server,
                                             m_cast.clock);
        options.map.set({castAddress, {}}, {"127.0.0.1", m_smds->server().es11Port()});
        return options;
    }

    /// A discovery by hand, so that each of its messages is at hand.
    struct Dialogue {
        Dialogue(euicc::Identity identity, http::ClientOptions options)
            : euicc(std::move(identity)),
              client(std::move(options))
        {
        }

        euicc::VirtualEuicc euicc;
        es::RspClient client;
        es::InitiateAuthenticationResponse answer;
    };

    std::unique_ptr<Dialogue> begin() const
    {
        auto dialogue = std::make_unique<Dialogue>(m_cast.euiccIdentity(), lpaOptions());
        dialogue->answer = must(
            dialogue->client.initiateAuthentication(m_address, questionOf(dialogue->euicc), Interface::es11, {}));
        return dialogue;
    }

    /// What an honest discovery gets: "ok", or the pair.
    QString served() const
    {
        const auto dialogue = begin();
        return pairOf(
            dialogue->client.authenticateClientEs11(m_address, answerOf(dialogue->euicc, dialogue->answer), {}));
    }

    /// Calls of AuthenticateClient that were refused with a pair; with any, when none is given.
    std::uint64_t counted(const std::string &pair) const
    {
        std::uint64_t refusals = 0;
        for (const smds::CallCount &count : must(m_smds->asOperator().statistics(false, {})).calls) {
            if (count.function == "ES11.AuthenticateClient" && count.outcome != "Executed-Success"
                && (pair.empty() || count.outcome == pair))
                refusals += count.calls;
        }
        return refusals;
    }

    http::ServerCounters listener() const { return m_smds->server().es11Counters(); }

private Q_SLOTS:
    void initTestCase()
    {
        rlimit files{}; // both ends of a thousand connections are in this process
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
        files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
    }

    void init()
    {
        m_smds = std::make_unique<AdministeredSmds>(m_cast);
        m_smds->add(castEid, "EV-1");
    }

    void cleanup() { m_smds.reset(); }

    void aReplayIsRefused()
    {
        const auto dialogue = begin();
        const es::AuthenticateClientRequest request = answerOf(dialogue->euicc, dialogue->answer);
        QCOMPARE(pairOf(dialogue->client.authenticateClientEs11(m_address, request, {})), QStringLiteral("ok"));
        QCOMPARE(pairOf(dialogue->client.authenticateClientEs11(m_address, request, {})), QStringLiteral("8.10.1/3.9"));
        QCOMPARE(counted("8.10.1/3.9"), std::uint64_t(1));
    }

    /// A's answer under B's TransactionID, and the other way round: neither gets anything, and each session is over.
    void swappedTransactionIdsAreRefused()
    {
        const auto a = begin();
        const auto b = begin();
        es::AuthenticateClientRequest ofA = answerOf(a->euicc, a->answer);
        es::AuthenticateClientRequest ofB = answerOf(b->euicc, b->answer);
        std::swap(ofA.transactionId, ofB.transactionId);
        for (const auto &request : {ofA, ofB}) {
            const auto refused = a->client.authenticateClientEs11(m_address, request, {});
            QVERIFY(!refused);
            QVERIFY(refused.error().status.has_value());
        }
        QCOMPARE(served(), QStringLiteral("ok"));
        QCOMPARE(counted({}), std::uint64_t(2));
    }

    void oversizedRequestsAreRefused()
    {
        for (const Oversized &each : oversizedRequests()) {
            http::Client client(lpaOptions());
            const auto response = client.send(m_address, each.request, {}, {});
            QVERIFY2(response && response->status == each.status,
                     (std::string(each.name) + " " + lineOf(response)).c_str());
        }
        QTRY_COMPARE(listener().answers[4], std::uint64_t(oversizedRequests().size()));
        QCOMPARE(served(), QStringLiteral("ok"));
    }

    /// A thousand who connect and say nothing, or begin and never end, hold up nobody.
    void aThousandIdleConnectionsHoldUpNobody()
    {
        constexpr int crowd = 1000;
        std::vector<std::unique_ptr<RawConnection>> connections;
        for (int i = 0; i < crowd; ++i) {
            connections.push_back(
                std::make_unique<RawConnection>(m_smds->server().es11Port(), 2 + static_cast<unsigned>(i) % 8));
            QVERIFY2(connections.back()->connected(), std::to_string(i).c_str());
            if (i % 3 == 1)
                connections.back()->send(
                    std::string_view("\x16\x03\x01\x02\x00\x01", 6)); // the beginning of a ClientHello
            if (i % 3 == 2)
                connections.back()->send("GET / HTTP/1.1\r\n"); // no TLS at all
        }
        for (int i = 0; i < 5; ++i)
            QCOMPARE(served(), QStringLiteral("ok"));
        connections.clear();
        QCOMPARE(served(), QStringLiteral("ok"));
        // Those that spoke no TLS, or left in the middle of a handshake.
        QTRY_VERIFY(listener().handshakesFailed >= std::uint64_t(crowd) / 3);
        QVERIFY(listener().accepted >= std::uint64_t(crowd));
    }

    /// Who begins a handshake or a request and does not go on is closed, and counted.
    void theSlowAreClosed()
    {
        m_smds->stop();
        m_smds->configuration.operation.limits.handshakeSeconds = 1;
        m_smds->start();
        const RawConnection slow(m_smds->server().es11Port());
        slow.send(std::string_view("\x16\x03\x01\x02\x00\x01", 6));
        QTRY_COMPARE(listener().timeouts, std::uint64_t(1));
        QCOMPARE(listener().handshakesFailed, std::uint64_t(1));
        QCOMPARE(served(), QStringLiteral("ok"));
    }

    /// Certificates that open nothing: none, of the wrong role, of a foreign CI, expired. No request of theirs is read.
    void strangersAreCounted()
    {
        const pki::Authority foreign = must(pki::Authority::create({}, m_cast.clock));
        const auto smdpOf = [](const pki::Authority &authority, pki::Role role) {
            pki::ServerIdentity identity{
                "ACME", "testsmdpplus1.example.com", "2.999.10", {"testsmdpplus1.example.com"}};
            return must(authority.issueServer(role, identity));
        };
        std::vector<std::optional<pki::Credential>> strangers;
        strangers.push_back(std::nullopt);
        strangers.push_back(smdpOf(m_cast.authority, pki::Role::dpAuth));
        strangers.push_back(smdpOf(foreign, pki::Role::dpTls));
        for (const auto &stranger : strangers) {
            http::ClientOptions options = lpaOptions();
            options.map.set({castAddress, {}}, {"127.0.0.1", m_smds->server().es12Port()});
            if (stranger)
                options.credential = es::tlsCredential(stranger->chain, stranger->key);
            es::Es12Client client(std::move(options));
            QVERIFY(!client.deleteEvent(m_address, {{"2.999.10", "call"}, castEid, "EV-1"}, {}));
        }
        QTRY_COMPARE(m_smds->server().es12Counters().handshakesFailed, std::uint64_t(strangers.size()));
        QCOMPARE(m_smds->server().es12Counters().requests, std::uint64_t(0));
        QCOMPARE(served(), QStringLiteral("ok"));
    }

    /// Sessions that are begun and never ended make room for others.
    void sessionsWithoutEndHoldUpNobody()
    {
        es::RspClient flood(lpaOptions());
        euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
        int begun = 0;
        for (int i = 0; i < 300; ++i)
            begun += flood.initiateAuthentication(m_address, questionOf(euicc), Interface::es11, {}) ? 1 : 0;
        QVERIFY(begun > 0);
        QCOMPARE(served(), QStringLiteral("ok"));
    }

    /// The same at once, so that the sanitizers see it: floods, replays and honest discoveries.
    void allAtOnce()
    {
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 2; ++thread) {
                threads.emplace_back([&] {
                    for (int i = 0; i < 10; ++i)
                        wrong += served() == QStringLiteral("ok") ? 0 : 1;
                });
                threads.emplace_back([&] {
                    for (int i = 0; i < 10; ++i) {
                        const auto dialogue = begin();
                        const auto request = answerOf(dialogue->euicc, dialogue->answer);
                        (void)dialogue->client.authenticateClientEs11(m_address, request, {});
                        wrong += dialogue->client.authenticateClientEs11(m_address, request, {}) ? 1 : 0;
                    }
                });
                threads.emplace_back([&] {
                    for (int i = 0; i < 50; ++i)
                        RawConnection(m_smds->server().es11Port()).send("nothing");
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

private:
    Cast m_cast;
    http::Address m_address{castAddress, {}};
    std::unique_ptr<AdministeredSmds> m_smds;
};

WB_TEST(HostileClientsTest);
#include "hostile_clients_test.moc"
