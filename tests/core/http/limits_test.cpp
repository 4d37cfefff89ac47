// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/http/bench.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;
using namespace std::chrono_literals;

/// What one address and one certificate may do, and what a server counts.
class LimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoAsksTooOftenIsToldWhen()
    {
        Bench bench;
        ServerOptions options = bench.serverOptions();
        options.limits.requestsPerAddress = {0.01, 2};
        std::atomic<int> handled = 0;
        const auto server = Server::start(options, [&](const Request &request, std::stop_token stop) {
            ++handled;
            return echo(request, std::move(stop));
        });
        VERIFY_RESULT(server);
        Client client(bench.clientOptions((*server)->port()));
        for (const int expected : {200, 200, 429, 429}) {
            const auto answer = client.send(testAddress(), post("x"), testLabel, {});
            VERIFY_RESULT(answer);
            QCOMPARE(answer->status, expected);
            if (expected == 429) {
                const int seconds = QByteArray::fromStdString(std::string(*answer->header("Retry-After"))).toInt();
                QVERIFY2(seconds > 50 && seconds <= 100, qPrintable(QString::number(seconds)));
            }
        }
        QVERIFY(bench.lastHttp().reusedConnection); // a refusal does not cost another handshake
        QCOMPARE(handled.load(), 2);
        QTRY_COMPARE((*server)->counters().answers[4], std::uint64_t(2)); // counted once it is written
        const ServerCounters counters = (*server)->counters();
        QCOMPARE(counters.requests, std::uint64_t(4));
        QCOMPARE(counters.requestsLimited, std::uint64_t(2));
        QCOMPARE(counters.answers[2], std::uint64_t(2));
    }

    void eachCertificateHasItsOwnRate()
    {
        Bench bench;
        ServerOptions options = bench.serverOptions();
        options.clientCertificate = ClientCertificate::required;
        options.clientCheck = bench.authority.check();
        options.limits.requestsPerCertificate = {0.01, 1};
        const auto server = Server::start(options, echo);
        VERIFY_RESULT(server);
        for (int certificate = 0; certificate < 2; ++certificate) {
            ClientOptions clientOptions = bench.clientOptions((*server)->port());
            clientOptions.credential = bench.authority.issue(testName);
            for (const int expected : {200, 429}) {
                Client client(clientOptions); // a new connection does not help
                const auto answer = client.send(testAddress(), post("x"), testLabel, {});
                VERIFY_RESULT(answer);
                QCOMPARE(answer->status, expected);
            }
        }
    }

    void soManyConnectionsOfAnAddress()
    {
        Bench bench;
        ServerOptions options = bench.serverOptions();
        options.limits.connectionsPerAddress = 2;
        const auto server = Server::start(options, echo);
        VERIFY_RESULT(server);
        auto first = tlsPeerOf(**server);
        const auto second = tlsPeerOf(**server);
        QVERIFY(first && second);
        QVERIFY(!tlsPeerOf(**server));
        QCOMPARE((*server)->counters().connections, std::uint64_t(2));
        QCOMPARE((*server)->counters().refusedTooMany, std::uint64_t(1));
        first.reset();
        QTRY_COMPARE((*server)->counters().connections, std::uint64_t(1));
        const auto comesIn = [&] { // once: QTRY_VERIFY asks again what has come true
            first = first ? std::move(first) : tlsPeerOf(**server);
            return first != nullptr;
        };
        QTRY_VERIFY(comesIn());
    }

    void soManyHandshakesOfAnAddress()
    {
        Bench bench;
        ServerOptions options = bench.serverOptions();
        options.limits.handshakesPerAddress = {0.01, 2};
        const auto server = Server::start(options, echo);
        VERIFY_RESULT(server);
        QVERIFY(tlsPeerOf(**server));
        QVERIFY(tlsPeerOf(**server));
        QVERIFY(!tlsPeerOf(**server));
        QCOMPARE((*server)->counters().refusedTooFast, std::uint64_t(1));
        QCOMPARE((*server)->counters().accepted, std::uint64_t(3));
    }

    void slowAndWrongClientsAreCounted()
    {
        Bench bench;
        ServerOptions options = bench.serverOptions();
        options.limits.header = 30ms;
        options.limits.handshake = 30ms;
        const auto server = Server::start(options, echo);
        VERIFY_RESULT(server);
        const auto silent = RawPeer::connect((*server)->port());
        QVERIFY(silent);
        QTRY_COMPARE((*server)->counters().timeouts, std::uint64_t(1));
        const auto slow = tlsPeerOf(**server);
        QVERIFY(slow && slow->write("POST / HT"));
        QTRY_COMPARE((*server)->counters().timeouts, std::uint64_t(2));
        const auto plain = RawPeer::connect((*server)->port());
        QVERIFY(plain && plain->write("GET / HTTP/1.1\r\n\r\n"));
        QTRY_COMPARE((*server)->counters().handshakesFailed, std::uint64_t(2)); // the silent one too
        const auto wrong = tlsPeerOf(**server);
        QVERIFY(wrong && wrong->write("no HTTP\r\n\r\n"));
        QTRY_COMPARE((*server)->counters().answers[4], std::uint64_t(1));
    }

    /// On a combined port: who shows a certificate must be accepted, who shows none is let in without a name.
    void aCertificateMayBeLeftOut()
    {
        Bench bench;
        Authority stranger("Stranger");
        ServerOptions options = bench.serverOptions();
        options.clientCertificate = ClientCertificate::optional;
        options.clientCheck = bench.authority.check();
        const auto server = Server::start(options, [](const Request &request, std::stop_token) {
            return Response{200, {}, copyOf(viewOf(request.peerChain.empty() ? "nobody" : "somebody"))};
        });
        VERIFY_RESULT(server);
        const auto answerTo = [&](const std::optional<TlsCredential> &credential) {
            ClientOptions clientOptions = bench.clientOptions((*server)->port());
            clientOptions.credential = credential;
            Client client(clientOptions);
            const auto answer = client.send(testAddress(), post("x"), testLabel, {});
            return answer ? std::string(textOf(answer->body)) : answer.error().line();
        };
        COMPARE_TEXT(answerTo({}), "nobody");
        COMPARE_TEXT(answerTo(bench.authority.issue(testName)), "somebody");
        QVERIFY(q(answerTo(stranger.issue(testName))).contains(QStringLiteral("alert")));
    }

private:
    static std::unique_ptr<RawPeer> tlsPeerOf(const Server &server)
    {
        auto peer = RawPeer::connect(server.port());
        return peer && peer->startTls() ? std::move(peer) : nullptr;
    }
};

WB_TEST(LimitsTest);
#include "limits_test.moc"
