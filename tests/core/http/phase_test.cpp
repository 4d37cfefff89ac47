// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/http/bench.h"
#include "tests/support/test.h"

#include <QElapsedTimer>

#include <condition_variable>

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;
using namespace std::chrono_literals;

/// Every phase of a request that never ends: it times out, and it can be cancelled.
class PhaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesOut_data();
    void timesOut();
    void isCancelled_data();
    void isCancelled();
    void dripIsNoProgress();
    void stoppedBeforeItBegan();
    void nextAddressIsTried();
    void nobodyListens();
    void unknownName();
};

namespace {

enum Phase { resolvePhase, connectPhase, handshakePhase, writePhase, firstBytePhase, bodyPhase };

constexpr int promptly =
    5'000; // ms; far below the timeouts of a cancelled phase, far above what a loaded machine needs
constexpr std::chrono::milliseconds patience = 10min;

void addPhases()
{
    QTest::addColumn<int>("phase");
    QTest::addColumn<QString>("step");
    QTest::newRow("resolve") << static_cast<int>(resolvePhase) << q("resolve");
    QTest::newRow("connect") << static_cast<int>(connectPhase) << q("connect");
    QTest::newRow("handshake") << static_cast<int>(handshakePhase) << q("TLS handshake");
    QTest::newRow("write") << static_cast<int>(writePhase) << q("write");
    QTest::newRow("first byte") << static_cast<int>(firstBytePhase) << q("first byte");
    QTest::newRow("body") << static_cast<int>(bodyPhase) << q("body");
}

/// A name server that answers nobody; every thread that waits in it is let go at the end.
class DeafResolver {
public:
    explicit DeafResolver(std::function<void()> asked) : m_state(std::make_shared<State>())
    {
        m_state->asked = std::move(asked);
    }
    ~DeafResolver()
    {
        std::unique_lock lock(m_state->mutex);
        m_state->over = true;
        m_state->changed.notify_all();
        m_state->changed.wait(lock, [&] { return m_state->waiting == 0; });
    }

    Resolver resolver() const
    {
        return [state = m_state](const std::string &) -> Result<std::vector<std::string>> {
            std::unique_lock lock(state->mutex);
            ++state->waiting;
            state->asked();
            state->changed.wait(lock, [&] { return state->over; });
            --state->waiting;
            state->changed.notify_all();
            return fail(ErrorKind::internal, Interface::http, "resolve", "the test is over");
        };
    }

private:
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        std::function<void()> asked;
        bool over = false;
        int waiting = 0;
    };
    std::shared_ptr<State> m_state;
};

/// A server that gets as far as @p phase and no further, and calls @p reached when the client is in that phase.
ScriptedServer::Script stuckIn(int phase, const TlsCredential &credential, const std::function<void()> &reached)
{
    return [=](RawPeer &peer, int) {
        if (phase == handshakePhase) {
            peer.readSome(); // the ClientHello
            reached();
            peer.waitForClose();
            return;
        }
        if (!peer.serveTls(credential))
            return;
        if (phase == writePhase) { // takes nothing more, so that the buffers between the two fill up
            peer.readUntil("\r\n\r\n");
            reached();
            peer.waitForHangUp();
            return;
        }
        peer.readRequest();
        if (phase == bodyPhase)
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n" + std::string(312, 'x'));
        reached();
        peer.waitForClose();
    };
}

} // namespace

void PhaseTest::timesOut_data()
{
    addPhases();
}

void PhaseTest::timesOut()
{
    QFETCH(int, phase);
    QFETCH(QString, step);
    Bench bench;
    const DeafResolver deaf([] {});
    const FullPort full;
    ScriptedServer server(stuckIn(phase, bench.authority.issue(testName), [] {}));
    ClientOptions options = bench.clientOptions(phase == connectPhase ? full.port() : server.port());
    Timeouts &timeouts = options.timeouts;
    timeouts = {patience, patience, patience, patience, patience, patience};
    if (phase == resolvePhase) {
        options.map.set(testAddress(), {"deaf.example.com", 443});
        options.resolver = deaf.resolver();
    }
    std::chrono::milliseconds *const limits[] = {&timeouts.resolve, &timeouts.connect,   &timeouts.handshake,
                                                 &timeouts.write,   &timeouts.firstByte, &timeouts.body};
    *limits[phase] = 100ms;

    const Request request = post(std::string(phase == writePhase ? 16'000'000 : 1, 'x'));
    const auto answer = Client(options).send(testAddress(), request, testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::timedOut);
    QCOMPARE(q(answer.error().step), step);
    QCOMPARE(answer.error().interface, phase == handshakePhase ? Interface::tls : Interface::http);
    QVERIFY2(answer.error().reason.find("within 100 ms") != std::string::npos, answer.error().reason.c_str());

    QCOMPARE(bench.recorder.size(), std::size_t{1});
    const capture::HttpExchange http = bench.lastHttp();
    COMPARE_TEXT(bench.last().status, "timed out");
    const capture::Duration phases[] = {http.phases.resolve, http.phases.connect,   http.phases.handshake,
                                        http.phases.write,   http.phases.firstByte, http.phases.body};
    QVERIFY(phases[phase] >= 100ms);
    for (int later = phase + 1; later <= bodyPhase; ++later)
        QVERIFY(phases[later].count() == 0);
    if (phase == bodyPhase) {
        QVERIFY(answer.error().reason.ends_with("it stopped after 312 of 1024 body octets"));
        COMPARE_TEXT(http.responseHead, "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n");
        QCOMPARE(http.responseBody.size(), std::size_t{312});
        QCOMPARE(http.status, 200);
    }
}

void PhaseTest::isCancelled_data()
{
    addPhases();
}

void PhaseTest::isCancelled()
{
    QFETCH(int, phase);
    QFETCH(QString, step);
    Bench bench;
    std::stop_source stop;
    QElapsedTimer sinceStop;
    std::mutex mutex;
    const auto cancel = [&] {
        const std::scoped_lock lock(mutex);
        sinceStop.start();
        stop.request_stop();
    };
    const DeafResolver deaf(cancel);
    const FullPort full;
    ScriptedServer server(stuckIn(phase, bench.authority.issue(testName), cancel));
    ClientOptions options = bench.clientOptions(phase == connectPhase ? full.port() : server.port());
    options.timeouts = {patience, patience, patience, patience, patience, patience};
    if (phase == resolvePhase) {
        options.map.set(testAddress(), {"deaf.example.com", 443});
        options.resolver = deaf.resolver();
    }
    std::jthread watcher;
    if (phase == connectPhase) {
        watcher = std::jthread([&] {
            full.waitForAttempt();
            cancel();
        });
    }

    Client client(options);
    const Request request = post(std::string(phase == writePhase ? 16'000'000 : 1, 'x'));
    const auto answer = client.send(testAddress(), request, testLabel, stop.get_token());
    QVERIFY(!answer);
    {
        const std::scoped_lock lock(mutex);
        QVERIFY2(sinceStop.elapsed() < promptly, qPrintable(QString::number(sinceStop.elapsed())));
    }
    QCOMPARE(answer.error().kind, ErrorKind::cancelled);
    // The server sees the end of a phase before the client does, so the stop may still meet the client in one before.
    const QStringList inOrder{q("write"), q("first byte"), step};
    const bool fits = phase == bodyPhase        ? inOrder.contains(q(answer.error().step))
                      : phase == firstBytePhase ? inOrder.mid(0, 2).contains(q(answer.error().step))
                                                : q(answer.error().step) == step;
    QVERIFY2(fits, answer.error().step.c_str());
    COMPARE_TEXT(bench.last().status, "cancelled");
}

void PhaseTest::dripIsNoProgress()
{
    Bench bench;
    const TlsCredential credential = bench.authority.issue(testName);
    ScriptedServer server([&](RawPeer &peer, int) {
        if (!peer.serveTls(credential))
            return;
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while (!peer.heardWithin(5ms) && peer.write("x")) {}
    });
    ClientOptions options = bench.clientOptions(server.port());
    options.timeouts.body = 100ms;
    const auto answer = Client(options).send(testAddress(), post("x"), testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::timedOut);
    COMPARE_TEXT(answer.error().step, "body");
}

void PhaseTest::stoppedBeforeItBegan()
{
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    std::stop_source stop;
    stop.request_stop();
    Client client(bench.clientOptions((*server)->port()));
    QCOMPARE(client.send(testAddress(), post("x"), testLabel, stop.get_token()).error().kind, ErrorKind::cancelled);
    VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {})); // the client is as good as before
}

void PhaseTest::nextAddressIsTried()
{
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    ClientOptions options = bench.clientOptions((*server)->port());
    options.map.set(testAddress(), {"two.example.com", (*server)->port()});
    options.resolver = [](const std::string &host) -> Result<std::vector<std::string>> {
        return host == "two.example.com" ? std::vector<std::string>{"127.0.0.2", "127.0.0.1"}
                                         : std::vector<std::string>{};
    };
    VERIFY_RESULT(Client(options).send(testAddress(), post("x"), testLabel, {}));
    COMPARE_TEXT(bench.lastHttp().peer, "127.0.0.1:" + std::to_string((*server)->port()));
}

void PhaseTest::nobodyListens()
{
    Bench bench;
    std::uint16_t port = 0;
    {
        const ScriptedServer closed([](RawPeer &, int) {});
        port = closed.port();
    }
    const auto answer = Client(bench.clientOptions(port)).send(testAddress(), post("x"), testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::unreachable);
    QCOMPARE(answer.error().interface, Interface::http);
    COMPARE_TEXT(answer.error().step, "connect");
    COMPARE_TEXT(answer.error().reason, "nobody listens at 127.0.0.1:" + std::to_string(port));
    COMPARE_TEXT(bench.last().status, "unreachable");
    COMPARE_TEXT(bench.lastHttp().peer, "127.0.0.1:" + std::to_string(port));
}

void PhaseTest::unknownName()
{
    Bench bench;
    ClientOptions options = bench.clientOptions(1);
    options.map = {};
    options.timeouts.resolve = patience;
    const auto answer = Client(options).send({"nobody.invalid", std::nullopt}, post("x"), testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::unreachable);
    COMPARE_TEXT(answer.error().step, "resolve");
    QVERIFY(answer.error().reason.starts_with("the name nobody.invalid "));

    options.map.set({"nobody.invalid", std::nullopt}, {"localhost", 1});
    const auto local = Client(options).send({"nobody.invalid", std::nullopt}, post("x"), testLabel, {});
    COMPARE_TEXT(local.error().step, "connect"); // the system's resolver knows localhost
}

WB_TEST(PhaseTest);
#include "phase_test.moc"
