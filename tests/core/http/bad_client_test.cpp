// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/http/bench.h"
#include "tests/support/test.h"

#include <condition_variable>

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;
using namespace std::chrono_literals;

/// Clients that are slow, silent, too many or wrong; and the end of a server.
class BadClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusedRequests_data();
    void refusedRequests();
    void expectationIsMet();
    void pipelinedRequests();
    void closedWhenSlow_data();
    void closedWhenSlow();
    void notTls();
    void connectionEndsAfterItsRequests();
    void idleConnectionsMakeRoom();
    void busyConnectionsStay();
    void tooManyQueuedRequests();
    void stopFinishesWhatWasAccepted();
    void stopTellsAHandlerThatGoesOn();
    void portIsTaken();
    void badOptions();
};

namespace {

std::unique_ptr<RawPeer> tlsPeer(const Server &server)
{
    auto peer = RawPeer::connect(server.port());
    return peer && peer->startTls() ? std::move(peer) : nullptr;
}

const char *const smallRequest = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi";

/// A handler that waits until it is let go.
struct Gate {
    std::mutex mutex;
    std::condition_variable_any changed;
    int waiting = 0;
    bool open = false;
    bool stopped = false;

    Response wait(std::stop_token stop)
    {
        std::unique_lock lock(mutex);
        ++waiting;
        changed.notify_all();
        changed.wait(lock, stop, [&] { return open; });
        stopped = stopped || !open;
        return {200, {}, copyOf(viewOf("late"))};
    }

    void waitForVisitors(int count)
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return waiting >= count; });
    }

    void letGo()
    {
        const std::scoped_lock lock(mutex);
        open = true;
        changed.notify_all();
    }
};

} // namespace

void BadClientTest::refusedRequests_data()
{
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("statusLine");
    const auto row = [](const char *name, const std::string &sent, const char *status) {
        QTest::newRow(name) << q(sent) << q("HTTP/1.1 ") + q(status) + q("\r\n");
    };
    row("garbage", "what is this\r\n\r\n", "400 Bad Request");
    row("smuggling", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "400 Bad Request");
    row("large head", "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n",
        "431 Request Header Fields Too Large");
    row("large body", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n" + std::string(1'048'577, 'x'),
        "413 Content Too Large");
    row("large chunk",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + std::string(1'048'577, 'x'),
        "413 Content Too Large");
}

void BadClientTest::refusedRequests()
{
    QFETCH(QString, sent);
    QFETCH(QString, statusLine);
    Bench bench;
    ServerOptions options = bench.serverOptions();
    options.sink = &bench.recorder;
    std::atomic<int> handled = 0;
    {
        const auto server = Server::start(options, [&](const Request &request, std::stop_token stop) {
            ++handled;
            return echo(request, stop);
        });
        VERIFY_RESULT(server);
        const auto peer = tlsPeer(**server);
        QVERIFY(peer);
        QVERIFY(peer->write(sent.toStdString()));
        const QString answer = q(peer->readAll());
        QVERIFY2(answer.startsWith(statusLine), qPrintable(answer));
        QVERIFY(answer.contains(q("Connection: close\r\n")));
    }
    QCOMPARE(handled.load(), 0);
    QCOMPARE(bench.recorder.size(), std::size_t{1});
    QCOMPARE(bench.last().error->kind, ErrorKind::malformed);
}

void BadClientTest::expectationIsMet()
{
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    const auto peer = tlsPeer(**server);
    QVERIFY(peer);
    peer->write("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    COMPARE_TEXT(peer->readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    peer->write("hi");
    QVERIFY(peer->readUntil("\r\n\r\nhi").starts_with("HTTP/1.1 200 OK\r\n"));
}

void BadClientTest::pipelinedRequests()
{
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    const auto peer = tlsPeer(**server);
    QVERIFY(peer);
    const std::string second = "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nbye";
    peer->write(smallRequest + second);
    const std::string answers = peer->readAll(); // HTTP/1.0 ends the connection
    QVERIFY(answers.find("\r\n\r\nhiHTTP/1.1 200 OK\r\n") != std::string::npos);
    QVERIFY(answers.ends_with("\r\n\r\nbye"));
}

void BadClientTest::closedWhenSlow_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("sent");
    QTest::newRow("handshake") << 0 << false << q("");
    QTest::newRow("idle") << 1 << true << q("");
    QTest::newRow("head") << 2 << true << q("POST / HTTP/1.1\r\nHost: ");
    QTest::newRow("body") << 3 << true << q("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab");
    QTest::newRow("write") << 4 << true << q("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
}

void BadClientTest::closedWhenSlow()
{
    QFETCH(int, limit);
    QFETCH(bool, tls);
    QFETCH(QString, sent);
    Bench bench;
    capture::Recorder serverSide;
    ServerOptions options = bench.serverOptions();
    options.sink = &serverSide;
    ServerLimits &limits = options.limits;
    limits.handshake = limits.idle = limits.header = limits.body = limits.write = 10min;
    std::chrono::milliseconds *const each[] = {&limits.handshake, &limits.idle, &limits.header, &limits.body,
                                               &limits.write};
    *each[limit] = 100ms;
    const auto server = Server::start(options, [](const Request &, std::stop_token) {
        return Response{200, {}, Bytes(32'000'000)};
    });
    VERIFY_RESULT(server);
    const auto peer = RawPeer::connect((*server)->port());
    QVERIFY(peer);
    QVERIFY(!tls || peer->startTls());
    peer->write(sent.toStdString());
    if (limit == 4) { // the answer is not taken: the server gives up and says so in its record
        QTRY_COMPARE(serverSide.size(), std::size_t{1});
        COMPARE_TEXT(serverSide.since(0).front()->error->step, "write");
        return;
    }
    // A drop now and then does not help: it is the whole part that has its time.
    while (!peer->heardWithin(10ms)) {
        if (limit == 2 || limit == 3)
            peer->write(limit == 2 ? "x" : "");
    }
    COMPARE_TEXT(peer->readAll(), ""); // closed without a word
}

void BadClientTest::notTls()
{
    Bench bench;
    capture::Recorder serverSide;
    ServerOptions options = bench.serverOptions();
    options.sink = &serverSide;
    const auto server = Server::start(options, echo);
    VERIFY_RESULT(server);
    const auto peer = RawPeer::connect((*server)->port());
    QVERIFY(peer);
    peer->write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    peer->readAll();
    QTRY_COMPARE(serverSide.size(), std::size_t{1});
    COMPARE_TEXT(serverSide.since(0).front()->error->reason, "the client does not speak TLS on this connection");
}

void BadClientTest::connectionEndsAfterItsRequests()
{
    Bench bench;
    ServerOptions options = bench.serverOptions();
    options.limits.requestsPerConnection = 2;
    const auto server = Server::start(options, echo);
    VERIFY_RESULT(server);
    Client client(bench.clientOptions((*server)->port()));
    std::vector<bool> reused;
    for (int round = 0; round < 4; ++round) {
        VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
        reused.push_back(bench.lastHttp().reusedConnection);
    }
    QCOMPARE(reused, (std::vector<bool>{false, true, false, true}));
}

void BadClientTest::idleConnectionsMakeRoom()
{
    Bench bench;
    ServerOptions options = bench.serverOptions();
    options.limits.maxConnections = 40;
    const auto server = Server::start(options, echo);
    VERIFY_RESULT(server);
    std::vector<std::unique_ptr<RawPeer>> silent; // half of them have not even shaken hands
    for (int index = 0; index < 120; ++index) {
        auto peer = RawPeer::connect((*server)->port());
        QVERIFY(peer);
        if (index % 2 == 0 && !peer->startTls())
            continue; // it had to make room already
        silent.push_back(std::move(peer));
    }
    Client client(bench.clientOptions((*server)->port()));
    for (int round = 0; round < 3; ++round)
        VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
}

void BadClientTest::busyConnectionsStay()
{
    Bench bench;
    ServerOptions options = bench.serverOptions();
    options.limits.maxConnections = 2;
    std::mutex mutex;
    std::string logged;
    options.log = [&](const std::string &line) {
        const std::scoped_lock lock(mutex);
        logged += line;
    };
    Gate gate;
    const auto server = Server::start(options, [&](const Request &, std::stop_token stop) { return gate.wait(stop); });
    VERIFY_RESULT(server);
    std::vector<std::jthread> busy;
    std::atomic<int> answered = 0;
    for (int index = 0; index < 2; ++index) {
        busy.emplace_back([&] {
            Client client(bench.clientOptions((*server)->port()));
            answered += client.send(testAddress(), post("x"), testLabel, {}) ? 1 : 0;
        });
    }
    gate.waitForVisitors(2);
    const auto third = RawPeer::connect((*server)->port());
    QVERIFY(third);
    QVERIFY(!third->startTls());
    gate.letGo();
    busy.clear();
    QCOMPARE(answered.load(), 2);
    const std::scoped_lock lock(mutex);
    QVERIFY(logged.find("refused a connection: all 2 are busy") != std::string::npos);
}

void BadClientTest::tooManyQueuedRequests()
{
    Bench bench;
    ServerOptions options = bench.serverOptions();
    options.workers = 1;
    options.limits.maxQueued = 0;
    Gate gate;
    const auto server = Server::start(options, [&](const Request &, std::stop_token stop) { return gate.wait(stop); });
    VERIFY_RESULT(server);
    std::jthread first([&] {
        Client client(bench.clientOptions((*server)->port()));
        static_cast<void>(client.send(testAddress(), post("x"), testLabel, {}));
    });
    gate.waitForVisitors(1);
    Client client(bench.clientOptions((*server)->port()));
    const auto answer = client.send(testAddress(), post("x"), testLabel, {});
    gate.letGo();
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 503);
    QVERIFY(answer->header("Retry-After"));
}

void BadClientTest::stopFinishesWhatWasAccepted()
{
    Bench bench;
    ServerOptions options = bench.serverOptions();
    options.limits.grace = 10min;
    Gate gate;
    const auto server = Server::start(options, [&](const Request &, std::stop_token stop) { return gate.wait(stop); });
    VERIFY_RESULT(server);
    const auto idle = tlsPeer(**server);
    QVERIFY(idle);
    std::optional<Result<Response>> answer;
    std::jthread asking([&] {
        Client client(bench.clientOptions((*server)->port()));
        answer = client.send(testAddress(), post("x"), testLabel, {});
    });
    gate.waitForVisitors(1);
    std::jthread stopping([&] { (*server)->stop(); });
    COMPARE_TEXT(idle->readAll(), ""); // the idle one is closed at once
    gate.letGo();
    asking.join();
    stopping.join(); // long before the grace time is over
    VERIFY_RESULT(*answer);
    COMPARE_TEXT((*answer)->body, "late");
    QVERIFY(textOf(bench.lastHttp().responseHead).find("Connection: close\r\n") != std::string_view::npos);
    QVERIFY(!RawPeer::connect((*server)->port()));
}

void BadClientTest::stopTellsAHandlerThatGoesOn()
{
    Bench bench;
    ServerOptions options = bench.serverOptions();
    options.limits.grace = 20ms;
    Gate gate;
    const auto server = Server::start(options, [&](const Request &, std::stop_token stop) { return gate.wait(stop); });
    VERIFY_RESULT(server);
    Result<Response> answer;
    std::jthread asking([&] {
        Client client(bench.clientOptions((*server)->port()));
        answer = client.send(testAddress(), post("x"), testLabel, {});
    });
    gate.waitForVisitors(1);
    (*server)->stop();
    asking.join();
    QVERIFY(gate.stopped);
}

void BadClientTest::portIsTaken()
{
    Bench bench;
    const auto first = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(first);
    ServerOptions options = bench.serverOptions();
    options.port = (*first)->port();
    const auto second = Server::start(options, echo);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::conflict);
    COMPARE_TEXT(second.error().step, "listen");
    COMPARE_TEXT(second.error().reason, "127.0.0.1:" + std::to_string(options.port) + " is taken by another program");
}

void BadClientTest::badOptions()
{
    Bench bench;
    ServerOptions options = bench.serverOptions();
    QCOMPARE(Server::start(options, {}).error().kind, ErrorKind::invalid);
    options.bindAddress = "localhost";
    COMPARE_TEXT(Server::start(options, echo).error().reason, "'localhost' is not a numeric address");

    std::string logged;
    options.bindAddress = "0.0.0.0";
    options.log = [&](const std::string &line) { logged += line; };
    VERIFY_RESULT(Server::start(options, echo));
    QVERIFY(logged.find("which other machines can reach") != std::string::npos);
}

WB_TEST(BadClientTest);
#include "bad_client_test.moc"
