// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/http/bench.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;

/// A request and its answer over the real server, and what is recorded of them on both sides.
class RoundtripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestAndAnswer_data();
    void requestAndAnswer();
    void serverRecordsItsSide();
    void mutualTls();
    void largeBodies();
    void manyClientsAtOnce();
    void headAndEmptyAnswers();
    void throwingHandlerIsA500();
    void badRequestsAreNotAttempts();
};

void RoundtripTest::requestAndAnswer_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("name");
    QTest::newRow("TLS 1.2") << static_cast<int>(TlsVersion::tls12) << QStringLiteral("TLSv1.2");
    QTest::newRow("TLS 1.3") << static_cast<int>(TlsVersion::tls13) << QStringLiteral("TLSv1.3");
}

void RoundtripTest::requestAndAnswer()
{
    QFETCH(int, version);
    QFETCH(QString, name);
    Bench bench;
    Request seen;
    const auto server = Server::start(bench.serverOptions(), [&](const Request &request, std::stop_token stop) {
        seen = request;
        return echo(request, stop);
    });
    VERIFY_RESULT(server);

    ClientOptions options = bench.clientOptions((*server)->port());
    options.minimumTls = options.maximumTls = static_cast<TlsVersion>(version);
    Client client(options);
    const auto answer = client.send(testAddress(), post(R"({"a": 1})"), testLabel, {},
                                    [](capture::Exchange &exchange) { exchange.status = "Executed-Success"; });
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 200);
    COMPARE_TEXT(answer->body, R"({"a": 1})");
    COMPARE_TEXT(*answer->header("x-admin-protocol"), "gsma/rsp/v2.5.0");

    COMPARE_TEXT(seen.method, "POST");
    COMPARE_TEXT(seen.target, "/gsma/rsp2/es9plus/initiateAuthentication");
    COMPARE_TEXT(*seen.header("Host"), testName);
    COMPARE_TEXT(seen.listener, "SM-DS");
    QVERIFY(seen.remote.starts_with("127.0.0.1:"));
    QVERIFY(seen.peerChain.empty());

    const capture::Exchange exchange = bench.last();
    const capture::HttpExchange http = bench.lastHttp();
    QVERIFY(!exchange.error);
    COMPARE_TEXT(exchange.status, "Executed-Success");
    COMPARE_TEXT(exchange.from, "LPA");
    COMPARE_TEXT(exchange.to, testName);
    COMPARE_TEXT(exchange.what, "ES11.InitiateAuthentication");
    QCOMPARE(exchange.interface, Interface::es11);
    QVERIFY(exchange.duration.count() > 0);
    QVERIFY(http.phases.handshake.count() > 0);
    COMPARE_TEXT(http.requestHead, "POST /gsma/rsp2/es9plus/initiateAuthentication HTTP/1.1\r\n"
                                   "Host: testrootsmds.example.com\r\n"
                                   "Content-Type: application/json\r\n"
                                   "X-Admin-Protocol: gsma/rsp/v2.5.0\r\n"
                                   "Content-Length: 8\r\n\r\n");
    COMPARE_TEXT(http.responseHead, "HTTP/1.1 200 OK\r\n"
                                    "Content-Type: application/json\r\n"
                                    "X-Admin-Protocol: gsma/rsp/v2.5.0\r\n"
                                    "Content-Length: 8\r\n\r\n");
    COMPARE_TEXT(http.responseBody, R"({"a": 1})");
    QCOMPARE(http.status, 200);
    COMPARE_TEXT(http.peer, "127.0.0.1:" + std::to_string((*server)->port()));
    QCOMPARE(q(http.tls.version), name);
    COMPARE_TEXT(http.tls.group, "prime256v1");
    COMPARE_TEXT(http.tls.serverName, testName);
    COMPARE_TEXT(http.tls.verification, "ok");
    QCOMPARE(http.tls.peerChain.size(), std::size_t{1});
    QVERIFY(!http.tls.alert);
}

void RoundtripTest::serverRecordsItsSide()
{
    Bench bench;
    capture::Recorder serverSide;
    ServerOptions options = bench.serverOptions();
    options.sink = &serverSide;
    options.beforeRecord = [](capture::Exchange &exchange) { exchange.what += "!"; };
    {
        const auto server = Server::start(options, echo);
        VERIFY_RESULT(server);
        Client client(bench.clientOptions((*server)->port()));
        VERIFY_RESULT(client.send(testAddress(), post("hello", "/there"), testLabel, {}));
    } // the server has recorded everything when it is gone
    QCOMPARE(serverSide.size(), std::size_t{1});
    const capture::Exchange exchange = *serverSide.since(0).front();
    const capture::HttpExchange client = bench.lastHttp();
    COMPARE_TEXT(exchange.to, "SM-DS");
    COMPARE_TEXT(exchange.what, "POST /there!");
    COMPARE_TEXT(exchange.status, "HTTP 200");
    QCOMPARE(exchange.http()->requestHead, client.requestHead);
    QCOMPARE(exchange.http()->requestBody, client.requestBody);
    QCOMPARE(exchange.http()->responseHead, client.responseHead);
    COMPARE_TEXT(exchange.http()->address, testName);
    COMPARE_TEXT(exchange.http()->tls.serverName, testName);
}

void RoundtripTest::mutualTls()
{
    Bench bench;
    const TlsCredential credential = bench.authority.issue("smdp.example.com");
    ServerOptions serverOptions = bench.serverOptions();
    serverOptions.clientCertificate = ClientCertificate::required;
    serverOptions.clientCheck = [check = bench.authority.check()](const std::vector<Bytes> &chain, std::string_view) {
        return check(chain, "smdp.example.com");
    };
    std::vector<Bytes> seen;
    const auto server = Server::start(serverOptions, [&](const Request &request, std::stop_token stop) {
        seen = request.peerChain;
        return echo(request, stop);
    });
    VERIFY_RESULT(server);
    for (const TlsVersion version : {TlsVersion::tls12, TlsVersion::tls13}) {
        ClientOptions options = bench.clientOptions((*server)->port());
        options.credential = credential;
        options.maximumTls = version;
        Client client(options);
        VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
        QCOMPARE(seen, credential.chain);
    }
}

void RoundtripTest::largeBodies()
{
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    Client client(bench.clientOptions((*server)->port()));
    Request request = post("");
    for (std::size_t index = 0; index < 900'000; ++index)
        request.body.push_back(static_cast<std::uint8_t>(index * 7));
    const auto answer = client.send(testAddress(), request, testLabel, {});
    VERIFY_RESULT(answer);
    QVERIFY(answer->body == request.body);
}

void RoundtripTest::manyClientsAtOnce()
{
    Bench bench;
    ServerOptions serverOptions = bench.serverOptions();
    serverOptions.networkThreads = 2;
    serverOptions.workers = 2;
    const auto server = Server::start(serverOptions, echo);
    VERIFY_RESULT(server);
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                Client client(bench.clientOptions((*server)->port()));
                for (int round = 0; round < 20; ++round) {
                    if (round % 7 == 6)
                        client.disconnect();
                    const std::string body = std::to_string(thread * 100 + round);
                    const auto answer = client.send(testAddress(), post(body), testLabel, {});
                    right += answer && textOf(answer->body) == body ? 1 : 0;
                }
            });
        }
    }
    QCOMPARE(right.load(), 80);
    QCOMPARE(bench.recorder.size(), std::size_t{80});
}

void RoundtripTest::headAndEmptyAnswers()
{
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), [](const Request &request, std::stop_token) {
        const std::string body = "four";
        return Response{request.target == "/empty" ? 204 : 200, {}, copyOf(viewOf(body))};
    });
    VERIFY_RESULT(server);
    Client client(bench.clientOptions((*server)->port()));
    Request request;
    request.method = "HEAD";
    auto answer = client.send(testAddress(), request, testLabel, {});
    VERIFY_RESULT(answer);
    QVERIFY(answer->body.empty());
    COMPARE_TEXT(*answer->header("Content-Length"), "4");

    request.method = "POST";
    request.target = "/empty";
    answer = client.send(testAddress(), request, testLabel, {});
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 204);
    QVERIFY(answer->body.empty());
    QVERIFY(bench.lastHttp().reusedConnection); // neither answer left anything behind
}

void RoundtripTest::throwingHandlerIsA500()
{
    Bench bench;
    std::string logged;
    ServerOptions options = bench.serverOptions();
    options.log = [&](std::string line) { logged += line; };
    {
        const auto server = Server::start(options, [](const Request &request, std::stop_token) -> Response {
            if (request.target == "/header")
                return {200, {{"X", "a\r\nSet-Cookie: b"}}, {}};
            throw std::runtime_error("the disk is full");
        });
        VERIFY_RESULT(server);
        Client client(bench.clientOptions((*server)->port()));
        for (const char *target : {"/throw", "/header"}) {
            const auto answer = client.send(testAddress(), post("x", target), testLabel, {});
            VERIFY_RESULT(answer);
            QCOMPARE(answer->status, 500);
        }
    }
    QVERIFY(logged.find("SM-DS: POST /throw failed: the disk is full") != std::string::npos);
    QVERIFY(logged.find("the value of X has a line end") != std::string::npos);
}

void RoundtripTest::badRequestsAreNotAttempts()
{
    Bench bench;
    Client client(bench.clientOptions(9));
    Request request = post("x");
    request.headers.push_back({"X", "a\r\nHost: other"});
    const auto answer = client.send(testAddress(), request, testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::invalid);
    QCOMPARE(bench.recorder.size(), std::size_t{0});

    Client unfinished(ClientOptions{});
    QVERIFY(!unfinished.ready());
    QCOMPARE(unfinished.send(testAddress(), post("x"), testLabel, {}).error().kind, ErrorKind::invalid);
}

WB_TEST(RoundtripTest);
#include "roundtrip_test.moc"
