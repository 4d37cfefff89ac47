// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/http/bench.h"
#include "tests/support/test.h"

#include <QFile>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;

/// Who is trusted, who is refused with which alert, and what is said about it.
class TrustTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serverOfAnotherAuthority();
    void serverWithAnotherName();
    void alertOfTheVerdictIsSent_data();
    void alertOfTheVerdictIsSent();
    void clientCertificateRefused_data();
    void clientCertificateRefused();
    void systemStoreWidensNothing();
    void serverNameIsSentForNamesOnly();
    void keyLogOnRequestOnly();
    void brainpoolOnTls12();
    void oneOfTwoCertificatesByClientHello();
    void unusableCredentials();
    void reloadedCertificateIsUsed();
};

void TrustTest::serverOfAnotherAuthority()
{
    Bench bench;
    Authority stranger("Stranger");
    ServerOptions serverOptions = bench.serverOptions();
    serverOptions.credentials = {stranger.issue(testName)};
    capture::Recorder serverSide;
    serverOptions.sink = &serverSide;
    {
        const auto server = Server::start(serverOptions, echo);
        VERIFY_RESULT(server);
        Client client(bench.clientOptions((*server)->port()));
        const auto answer = client.send(testAddress(), post("x"), testLabel, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::untrusted);
        QCOMPARE(answer.error().interface, Interface::tls);
        COMPARE_TEXT(answer.error().step, "TLS handshake");
        COMPARE_TEXT(answer.error().reason,
                     "the server's certificate is not accepted: unable to get local issuer certificate");
        QCOMPARE(answer.error().tlsAlert, std::optional<int>(48));
        QTRY_COMPARE(serverSide.size(), std::size_t{1}); // a server that is stopped no longer listens for alerts
    }
    const capture::HttpExchange http = bench.lastHttp();
    COMPARE_TEXT(bench.last().status, "alert 48");
    COMPARE_TEXT(http.tls.verification, "unable to get local issuer certificate");
    QCOMPARE(http.tls.peerChain, serverOptions.credentials.front().chain);
    QCOMPARE(http.tls.alert, std::optional<int>(48));
    QVERIFY(!http.tls.alertFromPeer);
    QCOMPARE(http.status, 0);

    const capture::Exchange exchange = *serverSide.since(0).front();
    COMPARE_TEXT(exchange.what, "TLS handshake");
    QCOMPARE(exchange.http()->tls.alert, std::optional<int>(48));
    QVERIFY(exchange.http()->tls.alertFromPeer);
    COMPARE_TEXT(exchange.error->reason, "the client does not accept this side's certificate: alert 48 unknown_ca");
}

void TrustTest::serverWithAnotherName()
{
    Bench bench;
    ServerOptions options = bench.serverOptions();
    options.credentials = {bench.authority.issue("other.example.com")};
    const auto server = Server::start(options, echo);
    VERIFY_RESULT(server);
    Client client(bench.clientOptions((*server)->port()));
    const auto answer = client.send(testAddress(), post("x"), testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::untrusted);
    QCOMPARE(answer.error().tlsAlert, std::optional<int>(42));
    QVERIFY(
        answer.error().reason.ends_with("it is not for testrootsmds.example.com")); // the name, not where the map leads
}

void TrustTest::alertOfTheVerdictIsSent_data()
{
    QTest::addColumn<int>("wanted");
    QTest::addColumn<int>("sent");
    for (const int alert : {40, 42, 43, 44, 45, 46, 48, 51, 80})
        QTest::addRow("%d", alert) << alert << alert;
    QTest::newRow("one OpenSSL cannot send") << 49 << 42;
}

void TrustTest::alertOfTheVerdictIsSent()
{
    QFETCH(int, wanted);
    QFETCH(int, sent);
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    ClientOptions options = bench.clientOptions((*server)->port());
    options.peerCheck = [wanted](const std::vector<Bytes> &, std::string_view) {
        return PeerVerdict{false, "no", wanted};
    };
    const auto answer = Client(options).send(testAddress(), post("x"), testLabel, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().tlsAlert, std::optional<int>(sent));
}

void TrustTest::clientCertificateRefused_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<bool>("present");
    QTest::addColumn<int>("alert");
    QTest::addColumn<QString>("reason");
    const int tls12 = static_cast<int>(TlsVersion::tls12);
    const int tls13 = static_cast<int>(TlsVersion::tls13);
    QTest::newRow("missing, TLS 1.3")
        << tls13 << false << 116
        << q("the server demands a certificate from this side: alert 116 certificate_required");
    QTest::newRow("missing, TLS 1.2") << tls12 << false << 40 << q("the server ended TLS: alert 40 handshake_failure");
    QTest::newRow("refused, TLS 1.3") << tls13 << true << 48
                                      << q("the server does not accept this side's certificate: alert 48 unknown_ca");
    QTest::newRow("refused, TLS 1.2") << tls12 << true << 48
                                      << q("the server does not accept this side's certificate: alert 48 unknown_ca");
}

void TrustTest::clientCertificateRefused()
{
    QFETCH(int, version);
    QFETCH(bool, present);
    QFETCH(int, alert);
    QFETCH(QString, reason);
    Bench bench;
    Authority stranger("Stranger");
    ServerOptions serverOptions = bench.serverOptions();
    serverOptions.clientCertificate = ClientCertificate::required;
    serverOptions.clientCheck = bench.authority.check();
    std::atomic<int> handled = 0;
    const auto server = Server::start(serverOptions, [&](const Request &request, std::stop_token stop) {
        ++handled;
        return echo(request, stop);
    });
    VERIFY_RESULT(server);
    ClientOptions options = bench.clientOptions((*server)->port());
    options.maximumTls = static_cast<TlsVersion>(version);
    if (present)
        options.credential = stranger.issue(testName);
    for (const std::size_t size : {std::size_t{1}, std::size_t{500'000}}) { // the alert survives a request in flight
        const auto answer = Client(options).send(testAddress(), post(std::string(size, 'x')), testLabel, {});
        QVERIFY(!answer);
        QCOMPARE(q(answer.error().reason), reason);
        QCOMPARE(answer.error().kind, ErrorKind::refused);
        QCOMPARE(answer.error().interface, Interface::tls);
        COMPARE_TEXT(answer.error().step, "TLS handshake");
        QCOMPARE(answer.error().tlsAlert, std::optional<int>(alert));
        const capture::HttpExchange http = bench.lastHttp();
        QCOMPARE(http.tls.alert, std::optional<int>(alert));
        QVERIFY(http.tls.alertFromPeer);
        COMPARE_TEXT(http.tls.verification, "ok");
    }
    QCOMPARE(handled.load(), 0);
}

void TrustTest::systemStoreWidensNothing()
{
    Bench bench;
    Authority stranger("Stranger");
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("stranger.pem"));
    QFile pem(file);
    QVERIFY(pem.open(QIODevice::WriteOnly));
    pem.write(QByteArray::fromStdString(stranger.pem()));
    pem.close();
    qputenv("SSL_CERT_FILE", file.toLocal8Bit());
    qputenv("SSL_CERT_DIR", folder.path().toLocal8Bit());

    ServerOptions serverOptions = bench.serverOptions();
    serverOptions.credentials = {stranger.issue(testName)};
    const auto server = Server::start(serverOptions, echo);
    VERIFY_RESULT(server);
    std::size_t seen = 0;
    ClientOptions options = bench.clientOptions((*server)->port());
    options.peerCheck = [&, check = bench.authority.check()](const std::vector<Bytes> &chain, std::string_view name) {
        seen = chain.size();
        return check(chain, name);
    };
    const auto answer = Client(options).send(testAddress(), post("x"), testLabel, {});
    qunsetenv("SSL_CERT_FILE");
    qunsetenv("SSL_CERT_DIR");
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::untrusted);
    QCOMPARE(seen, std::size_t{1}); // what the peer sent, not what could be built with somebody's store
}

void TrustTest::serverNameIsSentForNamesOnly()
{
    Bench bench;
    std::vector<std::string> names;
    const TlsCredential byName = bench.authority.issue(testName);
    const TlsCredential byNumber = bench.authority.issue("127.0.0.1");
    ScriptedServer server([&](RawPeer &peer, int index) {
        if (!peer.serveTls(index == 0 ? byName : byNumber))
            return;
        names.push_back(peer.serverName());
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        peer.waitForClose();
    });
    Client client(bench.clientOptions(server.port()));
    VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
    VERIFY_RESULT(client.send({"127.0.0.1", server.port()}, post("x"), testLabel, {}));
    QCOMPARE(names, (std::vector<std::string>{testName, ""}));
    COMPARE_TEXT(bench.lastHttp().tls.serverName, "");
}

void TrustTest::keyLogOnRequestOnly()
{
    Bench bench;
    QTemporaryDir folder;
    const QString quiet = folder.filePath(QStringLiteral("quiet"));
    const QString asked = folder.filePath(QStringLiteral("asked"));
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    qputenv("SSLKEYLOGFILE", quiet.toLocal8Bit());
    ClientOptions options = bench.clientOptions((*server)->port());
    VERIFY_RESULT(Client(options).send(testAddress(), post("x"), testLabel, {}));
    options.keyLogFile = asked.toStdString();
    VERIFY_RESULT(Client(options).send(testAddress(), post("x"), testLabel, {}));
    qunsetenv("SSLKEYLOGFILE");

    QVERIFY(!QFile::exists(quiet));
    QFile log(asked);
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QByteArray text = log.readAll();
    for (const char *label :
         {"CLIENT_HANDSHAKE_TRAFFIC_SECRET ", "SERVER_TRAFFIC_SECRET_0 ", "CLIENT_TRAFFIC_SECRET_0 "})
        QVERIFY2(text.contains(label), label);
    QVERIFY(text.endsWith('\n'));
    QCOMPARE(log.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

    options.keyLogFile = "/nowhere/at/all";
    QCOMPARE(Client(options).ready().error().kind, ErrorKind::io);
}

void TrustTest::brainpoolOnTls12()
{
    Bench bench;
    ServerOptions serverOptions = bench.serverOptions();
    serverOptions.credentials = {bench.authority.issue(testName, Curve::brainpool)};
    serverOptions.clientCertificate = ClientCertificate::required;
    serverOptions.clientCheck = [check = bench.authority.check()](const std::vector<Bytes> &chain, std::string_view) {
        return check(chain, "");
    };
    const auto server = Server::start(serverOptions, echo);
    VERIFY_RESULT(server);
    ClientOptions options = bench.clientOptions((*server)->port());
    options.credential = bench.authority.issue("smdp.example.com", Curve::brainpool);
    VERIFY_RESULT(Client(options).send(testAddress(), post("x"), testLabel, {}));
    COMPARE_TEXT(bench.lastHttp().tls.version, "TLSv1.2");
    QCOMPARE(bench.lastHttp().tls.peerChain, serverOptions.credentials.front().chain);

    options.minimumTls = TlsVersion::tls13;
    QCOMPARE(Client(options).ready().error().kind, ErrorKind::invalid);
}

void TrustTest::oneOfTwoCertificatesByClientHello()
{
    Bench bench;
    const TlsCredential p256 = bench.authority.issue(testName);
    const TlsCredential brainpool = bench.authority.issue(testName, Curve::brainpool);
    ServerOptions serverOptions = bench.serverOptions();
    serverOptions.credentials = {brainpool, p256};
    const auto server = Server::start(serverOptions, echo);
    VERIFY_RESULT(server);
    for (const TlsVersion version :
         {TlsVersion::tls12, TlsVersion::tls13}) { // our client lists P-256 first; see foreign_test for the other order
        ClientOptions options = bench.clientOptions((*server)->port());
        options.minimumTls = options.maximumTls = version;
        VERIFY_RESULT(Client(options).send(testAddress(), post("x"), testLabel, {}));
        QCOMPARE(bench.lastHttp().tls.peerChain, p256.chain);
    }
}

void TrustTest::unusableCredentials()
{
    Bench bench;
    const TlsCredential good = bench.authority.issue(testName);
    const TlsCredential other = bench.authority.issue(testName);
    const auto reasonFor = [&](const std::vector<TlsCredential> &credentials) {
        ServerOptions options = bench.serverOptions();
        options.credentials = credentials;
        const auto server = Server::start(options, echo);
        return server ? std::string("none") : server.error().reason;
    };
    COMPARE_TEXT(reasonFor({}), "there is no certificate");
    COMPARE_TEXT(reasonFor({{{}, good.privateKeyPem}}), "there is no certificate");
    COMPARE_TEXT(reasonFor({{{{0x30, 0x03, 0x02}}, good.privateKeyPem}}),
                 "one of the certificates is not a DER certificate");
    COMPARE_TEXT(reasonFor({{good.chain, "nonsense"}}),
                 "the private key cannot be read; it must be PEM and not encrypted");
    COMPARE_TEXT(reasonFor({{good.chain, other.privateKeyPem}}), "the private key does not belong to the certificate");
    COMPARE_TEXT(reasonFor({good, other}), "there are two certificates on the same curve");

    ServerOptions unchecked = bench.serverOptions();
    unchecked.clientCertificate = ClientCertificate::required;
    QCOMPARE(Server::start(unchecked, echo).error().kind, ErrorKind::invalid);
}

void TrustTest::reloadedCertificateIsUsed()
{
    Bench bench;
    const auto server = Server::start(bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    Client client(bench.clientOptions((*server)->port()));
    VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
    const TlsCredential next = bench.authority.issue(testName);
    VERIFY_RESULT((*server)->reload({next}));
    QVERIFY(!(*server)->reload({}));
    VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
    QVERIFY(bench.lastHttp().reusedConnection);
    QVERIFY(bench.lastHttp().tls.peerChain != next.chain);
    client.disconnect();
    VERIFY_RESULT(client.send(testAddress(), post("x"), testLabel, {}));
    QCOMPARE(bench.lastHttp().tls.peerChain, next.chain);
}

WB_TEST(TrustTest);
#include "trust_test.moc"
