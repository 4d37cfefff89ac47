// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/http/bench.h"
#include "tests/support/test.h"

#include <future>

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;

/// Servers that answer wrongly, partly or not at all; and connections that are used again.
class BadServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongAnswers_data();
    void wrongAnswers();
    void notTls_data();
    void notTls();
    void bodyUntilTheEnd();
    void keptConnection();
    void keptConnectionThatTheServerClosed_data();
    void keptConnectionThatTheServerClosed();
    void otherAddressOtherConnection();
    void strayOctetsEndTheConnection();
};

void BadServerTest::wrongAnswers_data()
{
    QTest::addColumn<QString>("sent");
    QTest::addColumn<bool>("properEnd");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const std::string &sent, bool properEnd, ErrorKind kind, const char *step,
                        const char *reason, int status) {
        QTest::newRow(name) << q(sent) << properEnd << static_cast<int>(kind) << q(step) << q(reason) << status;
    };
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n";
    for (const bool proper : {false, true}) {
        row(proper ? "nothing" : "nothing, cut", "", proper, ErrorKind::removed, "first byte",
            "the server closed the connection before any octet of the answer", 0);
        row(proper ? "half a head" : "half a head, cut", "HTTP/1.1 200 OK\r\nContent", proper, ErrorKind::removed,
            "body", "the server closed the connection in the middle of the head of the answer", 0);
        row(proper ? "half a body" : "half a body, cut", head + std::string(312, 'x'), proper, ErrorKind::removed,
            "body", "the server closed the connection after 312 of 1024 body octets", 200);
    }
    row("half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", true, ErrorKind::removed,
        "body", "the server closed the connection after 3 body octets", 200);
    row("endless body, cut", "HTTP/1.1 200 OK\r\n\r\nabc", false, ErrorKind::removed, "body",
        "the server closed the connection after 3 body octets", 200);
    row("garbage", "220 mail.example.com ESMTP\r\n", true, ErrorKind::malformed, "response head",
        "the answer is not HTTP: ", 0);
    row("large head", "HTTP/1.1 200 OK\r\nX: " + std::string(2000, 'x') + "\r\n\r\n", true, ErrorKind::malformed,
        "response head", "the head of the answer is larger than 1000 octets", 0);
    row("large body", "HTTP/1.1 200 OK\r\nContent-Length: 2001\r\n\r\n", true, ErrorKind::malformed, "body",
        "the body of the answer is larger than 2000 octets", 200);
    row("large chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7D1\r\n" + std::string(2001, 'x'), true,
        ErrorKind::malformed, "body", "the body of the answer is larger than 2000 octets", 200);
}

void BadServerTest::wrongAnswers()
{
    QFETCH(QString, sent);
    QFETCH(bool, properEnd);
    QFETCH(int, kind);
    QFETCH(QString, step);
    QFETCH(QString, reason);
    QFETCH(int, status);
    Bench bench;
    const TlsCredential credential = bench.authority.issue(testName);
    ScriptedServer server([&](RawPeer &peer, int) {
        if (!peer.serveTls(credential))
            return;
        peer.readRequest();
        peer.write(sent.toStdString());
        if (properEnd)
            peer.endTls();
    });
    ClientOptions options = bench.clientOptions(server.port());
    options.limits = {1000, 2000};
    const auto answer = Client(options).send(testAddress(), post("x"), testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(q(nameOf(answer.error().interface)), q(nameOf(Interface::http)));
    QCOMPARE(static_cast<int>(answer.error().kind), kind);
    QCOMPARE(q(answer.error().step), step);
    QVERIFY2(q(answer.error().reason).startsWith(reason), answer.error().reason.c_str());

    const capture::HttpExchange http = bench.lastHttp();
    QCOMPARE(http.status, status);
    QVERIFY(sent.startsWith(q(http.responseHead))); // what came is there as it came
    QCOMPARE(http.responseHead.empty(), sent.isEmpty());
    QVERIFY(!http.requestHead.empty());
}

void BadServerTest::notTls_data()
{
    QTest::addColumn<QString>("sent");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("reason");
    QTest::newRow("HTTP") << q("HTTP/1.1 400 Bad Request\r\n\r\n") << static_cast<int>(ErrorKind::malformed)
                          << q("the server does not speak TLS on this connection");
    QTest::newRow("garbage") << q("220 mail.example.com ESMTP\r\n") << static_cast<int>(ErrorKind::malformed)
                             << q("the server does not speak TLS on this connection");
    QTest::newRow("nothing") << q("") << static_cast<int>(ErrorKind::removed)
                             << q("the server closed the connection during the TLS handshake");
    QTest::newRow("an alert") << QString::fromLatin1("\x15\x03\x03\x00\x02\x02\x50", 7)
                              << static_cast<int>(ErrorKind::refused)
                              << q("the server ended TLS: alert 80 internal_error");
}

void BadServerTest::notTls()
{
    QFETCH(QString, sent);
    QFETCH(int, kind);
    QFETCH(QString, reason);
    Bench bench;
    ScriptedServer server([&](RawPeer &peer, int) {
        peer.readSome();
        peer.write(sent.toStdString());
    });
    const auto answer = Client(bench.clientOptions(server.port())).send(testAddress(), post("x"), testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().interface, Interface::tls);
    COMPARE_TEXT(answer.error().step, "TLS handshake");
    QCOMPARE(q(answer.error().reason), reason);
    QCOMPARE(static_cast<int>(answer.error().kind), kind);
    QCOMPARE(bench.recorder.size(), std::size_t{1});
}

void BadServerTest::bodyUntilTheEnd()
{
    Bench bench;
    const TlsCredential credential = bench.authority.issue(testName);
    ScriptedServer server([&](RawPeer &peer, int) {
        if (!peer.serveTls(credential))
            return;
        peer.readRequest();
        peer.write("HTTP/1.0 404 Gone away\r\nServer:  odd \r\n\r\nas long as it lasts");
        peer.endTls();
        peer.waitForClose();
    });
    const auto answer = Client(bench.clientOptions(server.port())).send(testAddress(), post("x"), testLabel, {});
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 404);
    COMPARE_TEXT(answer->body, "as long as it lasts");
    COMPARE_TEXT(bench.lastHttp().responseHead, "HTTP/1.0 404 Gone away\r\nServer:  odd \r\n\r\n");
    COMPARE_TEXT(bench.last().status, "HTTP 404");
}

void BadServerTest::keptConnection()
{
    Bench bench;
    std::atomic<int> handshakes = 0;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    ClientOptions options = bench.clientOptions((*server)->port());
    options.peerCheck = [&, check = bench.authority.check()](const std::vector<Bytes> &chain, std::string_view name) {
        ++handshakes;
        return check(chain, name);
    };
    Client client(options);
    for (int round = 0; round < 3; ++round)
        VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
    QCOMPARE(handshakes.load(), 1);
    const capture::HttpExchange http = bench.lastHttp();
    QVERIFY(http.reusedConnection);
    QVERIFY(http.phases.connect.count() == 0);
    QVERIFY(http.phases.handshake.count() == 0);
    COMPARE_TEXT(http.tls.version, "TLSv1.3"); // what was agreed on then is still true
    QCOMPARE(http.tls.peerChain.size(), std::size_t{1});

    Client moved = std::move(client);
    VERIFY_RESULT(moved.send(testAddress(), post("x"), testLabel, {}));
    QCOMPARE(handshakes.load(), 1);
}

void BadServerTest::keptConnectionThatTheServerClosed_data()
{
    QTest::addColumn<bool>("socketToo");
    QTest::newRow("TLS and socket") << true;
    QTest::newRow("TLS only") << false; // the end may be read together with the answer, and stand unseen behind it
}

void BadServerTest::keptConnectionThatTheServerClosed()
{
    QFETCH(bool, socketToo);
    Bench bench;
    const TlsCredential credential = bench.authority.issue(testName);
    std::promise<void> firstIsClosed;
    ScriptedServer server([&](RawPeer &peer, int index) {
        if (!peer.serveTls(credential))
            return;
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + std::to_string(index));
        if (index == 0) {
            peer.endTls();
            if (socketToo)
                peer.shutdown();
            firstIsClosed.set_value();
            if (!socketToo)
                peer.waitForClose();
        } else {
            peer.waitForClose();
        }
    });
    Client client(bench.clientOptions(server.port()));
    const auto first = client.send(testAddress(), post("x"), testLabel, {});
    VERIFY_RESULT(first);
    COMPARE_TEXT(first->body, "0");
    firstIsClosed.get_future().wait();
    const auto second = client.send(testAddress(), post("x"), testLabel, {});
    VERIFY_RESULT(second);
    COMPARE_TEXT(second->body, "1");
    QVERIFY(!bench.lastHttp().reusedConnection);
}

void BadServerTest::otherAddressOtherConnection()
{
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    ClientOptions options = bench.clientOptions((*server)->port());
    Client client(options);
    VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
    VERIFY_RESULT(client.send({testName, std::uint16_t{4444}}, post("x"), testLabel, {}));
    QVERIFY(!bench.lastHttp().reusedConnection);
    COMPARE_TEXT(bench.lastHttp().address, "testrootsmds.example.com:4444");
}

void BadServerTest::strayOctetsEndTheConnection()
{
    Bench bench;
    const TlsCredential credential = bench.authority.issue(testName);
    ScriptedServer server([&](RawPeer &peer, int) {
        if (!peer.serveTls(credential))
            return;
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse");
        peer.waitForClose();
    });
    Client client(bench.clientOptions(server.port()));
    for (int round = 0; round < 2;
         ++round) { // what was smuggled in behind the first answer is not taken for the second
        const auto answer = client.send(testAddress(), post("x"), testLabel, {});
        VERIFY_RESULT(answer);
        COMPARE_TEXT(answer->body, "ok");
        QVERIFY(!bench.lastHttp().reusedConnection);
    }
}

WB_TEST(BadServerTest);
#include "bad_server_test.moc"
