// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/request_reader.h"
#include "core/http/response_reader.h"
#include "tests/core/http/bench.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;

/// The readers without a socket: however the octets are cut, the message is the same.
class ReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsInAnyPieces_data();
    void requestsInAnyPieces();
    void requestsRefused_data();
    void requestsRefused();
    void answersInAnyPieces_data();
    void answersInAnyPieces();
    void answersRefused_data();
    void answersRefused();
    void emptyChunkedBodyInSingleOctets();
    void interimAnswersArePassedOver();
    void progressOfCutAnswers();
};

namespace {

constexpr std::size_t maxHeader = 512;
constexpr std::size_t maxBody = 64;

const std::string twoRequests = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nX: 1\r\nX: 2\r\n\r\nhello"
                                "POST /b HTTP/1.1\r\nhost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n";

void addPieces()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 7, 50, 100'000})
        QTest::addRow("%d", piece) << piece;
}

} // namespace

void ReaderTest::requestsInAnyPieces_data()
{
    addPieces();
}

void ReaderTest::requestsInAnyPieces()
{
    QFETCH(int, piece);
    RequestReader reader(maxHeader, maxBody);
    std::vector<Request> requests;
    std::vector<std::string> heads;
    std::vector<bool> keepAlive;
    for (std::size_t at = 0; at < twoRequests.size(); at += static_cast<std::size_t>(piece)) {
        reader.feed(viewOf(std::string_view(twoRequests).substr(at, static_cast<std::size_t>(piece))));
        while (reader.state() == RequestReader::State::complete) {
            heads.emplace_back(textOf(reader.head()));
            keepAlive.push_back(reader.keepAlive());
            requests.push_back(reader.take());
        }
    }
    QCOMPARE(requests.size(), std::size_t{2});
    COMPARE_TEXT(requests[0].body, "hello");
    COMPARE_TEXT(requests[0].target, "/a");
    COMPARE_TEXT(*requests[0].header("x"), "1");
    QCOMPARE(requests[0].headers.size(), std::size_t{4});
    COMPARE_TEXT(requests[1].body, "abcde");
    COMPARE_TEXT(heads[0], twoRequests.substr(0, twoRequests.find("hello")));
    QVERIFY(heads[1].starts_with("POST /b HTTP/1.1\r\nhost: h\r\n"));
    QVERIFY(keepAlive[0]);
    QVERIFY(!keepAlive[1]);
    QVERIFY(!reader.started());
}

void ReaderTest::requestsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const std::string &text, int status) {
        QTest::newRow(name) << q(text) << status;
    };
    row("garbage", "\x16\x03\x01 what is this\r\n\r\n", 400);
    row("no version", "GET /\r\n\r\n", 400);
    row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
    row("bad length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400);
    row("two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
    row("length and chunked", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        400);
    row("bad chunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400);
    row("folded field", "GET / HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n", 400);
    row("long head", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(600, 'x') + "\r\n\r\n", 431);
    row("long target", "GET /" + std::string(600, 'x'), 431);
    row("long line and long fields",
        "GET /" + std::string(300, 'x') + " HTTP/1.1\r\nHost: a\r\nX: " + std::string(300, 'x') + "\r\n\r\n", 431);
    row("long body announced", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65\r\n\r\n", 413);
    row("long body in chunks",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n" + std::string(65, 'x'), 413);
}

void ReaderTest::requestsRefused()
{
    QFETCH(QString, text);
    QFETCH(int, status);
    const std::string octets = text.toStdString();
    RequestReader whole(maxHeader, maxBody);
    QCOMPARE(whole.feed(viewOf(octets)), RequestReader::State::failed);
    QCOMPARE(whole.refusal(), status);
    QVERIFY(!whole.reason().empty());

    RequestReader drop(maxHeader, maxBody);
    for (const char c : octets)
        drop.feed(viewOf(std::string_view(&c, 1)));
    QCOMPARE(drop.state(), RequestReader::State::failed);
    QCOMPARE(drop.refusal(), status);
}

void ReaderTest::answersInAnyPieces_data()
{
    addPieces();
}

void ReaderTest::answersInAnyPieces()
{
    QFETCH(int, piece);
    const std::string head = "HTTP/1.1  200 fine\r\nx-Odd:   value \r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::string proper = "HTTP/1.1 200 fine\r\nx-Odd:   value \r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::string octets = proper + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    ResponseReader reader(maxHeader, maxBody);
    for (std::size_t at = 0; at < octets.size(); at += static_cast<std::size_t>(piece))
        reader.feed(viewOf(std::string_view(octets).substr(at, static_cast<std::size_t>(piece))));
    QCOMPARE(reader.state(), ResponseReader::State::complete);
    COMPARE_TEXT(reader.head(), proper); // every blank as it came
    COMPARE_TEXT(reader.body(), "abcde");
    QVERIFY(reader.keepAlive());
    const Response response = reader.take();
    QCOMPARE(response.status, 200);
    COMPARE_TEXT(*response.header("X-ODD"), "value");

    ResponseReader strict(maxHeader, maxBody);
    QCOMPARE(strict.feed(viewOf(head)), ResponseReader::State::failed); // two blanks before the status
}

void ReaderTest::answersRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const std::string &text, const char *step, const char *reason, int status) {
        QTest::newRow(name) << q(text) << q(step) << q(reason) << status;
    };
    row("garbage", "SSH-2.0-OpenSSH_9.2\r\n", "response head", "not HTTP", 0);
    row("long head", "HTTP/1.1 200 OK\r\nX: " + std::string(600, 'x'), "response head", "larger than 512", 0);
    row("long body", "HTTP/1.1 500 No\r\nContent-Length: 65\r\n\r\n", "body", "larger than 64", 500);
    row("long endless body", "HTTP/1.1 200 OK\r\n\r\n" + std::string(65, 'x'), "body", "larger than 64", 200);
    row("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n", "body", "not HTTP", 200);
}

void ReaderTest::answersRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, step);
    QFETCH(QString, reason);
    QFETCH(int, status);
    ResponseReader reader(maxHeader, maxBody);
    const std::string octets = text.toStdString();
    QCOMPARE(reader.feed(viewOf(octets)), ResponseReader::State::failed);
    QCOMPARE(reader.error().kind, ErrorKind::malformed);
    QCOMPARE(q(reader.error().step), step);
    QVERIFY2(q(reader.error().reason).contains(reason), reader.error().reason.c_str());
    QCOMPARE(reader.status(), status);
    QVERIFY(octets.starts_with(textOf(reader.head())));
    QVERIFY(!reader.head().empty());
}

void ReaderTest::emptyChunkedBodyInSingleOctets()
{
    const std::string octets = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    ResponseReader reader(maxHeader, maxBody);
    for (const char c : octets)
        reader.feed(viewOf(std::string_view(&c, 1)));
    QCOMPARE(reader.state(), ResponseReader::State::complete);
    QVERIFY(reader.body().empty());
    QVERIFY(reader.keepAlive());
}

void ReaderTest::interimAnswersArePassedOver()
{
    ResponseReader reader(maxHeader, maxBody);
    reader.feed(
        viewOf("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nX: y\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));
    QCOMPARE(reader.state(), ResponseReader::State::complete);
    QCOMPARE(reader.status(), 204);
    COMPARE_TEXT(reader.head(), "HTTP/1.1 204 No Content\r\n\r\n");
}

void ReaderTest::progressOfCutAnswers()
{
    ResponseReader reader(maxHeader, maxBody);
    COMPARE_TEXT(reader.progress(), "before any octet of the answer");
    reader.feed(viewOf("HTTP/1.1 200 OK\r\nConte"));
    COMPARE_TEXT(reader.progress(), "in the middle of the head of the answer");
    reader.feed(viewOf("nt-Length: 10\r\n\r\n1234"));
    COMPARE_TEXT(reader.progress(), "after 4 of 10 body octets");
    QCOMPARE(reader.end(), ResponseReader::State::body);

    ResponseReader endless(maxHeader, maxBody);
    endless.feed(viewOf("HTTP/1.0 200 OK\r\n\r\n1234"));
    COMPARE_TEXT(endless.progress(), "after 4 body octets");
    QCOMPARE(endless.end(), ResponseReader::State::complete);

    ResponseReader cut(maxHeader, maxBody);
    cut.feed(viewOf("HTTP/1.1 2"));
    QCOMPARE(cut.end(), ResponseReader::State::head);
    COMPARE_TEXT(cut.head(), "HTTP/1.1 2");
}

WB_TEST(ReaderTest);
#include "reader_test.moc"
