// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/resumption.h"
#include "tests/core/http/bench.h"
#include "tests/support/test.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;

/// Programs of others agree: curl and openssl as clients of our server.
class ForeignTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void curlGetsItsAnswer();
    void curlIsRefusedWithoutCertificate();
    void opensslGetsTheCertificateItCanUse_data();
    void opensslGetsTheCertificateItCanUse();
    void opensslSeesNoTicketsAndNoWeakSuites();
    void sessionsAreTakenUpByOthersOnly_data();
    void sessionsAreTakenUpByOthersOnly();

private:
    QString write(const char *name, const std::string &text)
    {
        QFile file(m_folder.filePath(q(name)));
        const bool good = file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(text)) >= 0;
        return good ? file.fileName() : QString();
    }

    struct Run {
        int code = -1;
        QByteArray output;
        QByteArray errors;
    };

    static Run run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForStarted())
            return {};
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished();
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    Bench m_bench;
    QTemporaryDir m_folder;
    QString m_authority;
};

void ForeignTest::initTestCase()
{
    m_authority = write("ci.pem", m_bench.authority.pem());
    QVERIFY(!m_authority.isEmpty());
}

void ForeignTest::curlGetsItsAnswer()
{
    const auto server = Server::start(m_bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    const QByteArray body(400'000, 'x');
    const QString file = write("body", body.toStdString());
    for (const char *version : {"1.2", "1.3"}) {
        const Run curl = run(QStringLiteral("curl"),
                             {q("--silent"),
                              q("--show-error"),
                              q("--fail"),
                              q("--noproxy"),
                              q("*"),
                              q("--cacert"),
                              m_authority,
                              q("--tlsv1.2"),
                              q("--tls-max"),
                              q(version),
                              q("--connect-to"),
                              q("::127.0.0.1:%1").arg((*server)->port()),
                              q("--header"),
                              q("Content-Type: application/json"),
                              q("--header"),
                              q("Expect: 100-continue"),
                              q("--data-binary"),
                              q("@") + file,
                              q("https://testrootsmds.example.com/gsma/rsp2/es9plus/initiateAuthentication"),
                              q("--next"),
                              q("--silent"),
                              q("--noproxy"),
                              q("*"),
                              q("--cacert"),
                              m_authority,
                              q("--connect-to"),
                              q("::127.0.0.1:%1").arg((*server)->port()),
                              q("--data"),
                              q("second"),
                              q("https://testrootsmds.example.com/")});
        QVERIFY2(curl.code == 0, curl.errors.constData());
        QCOMPARE(curl.output, body + "second");
    }
}

void ForeignTest::curlIsRefusedWithoutCertificate()
{
    ServerOptions options = m_bench.serverOptions();
    options.clientCertificate = ClientCertificate::required;
    options.clientCheck = [check = m_bench.authority.check()](const std::vector<Bytes> &chain, std::string_view) {
        return check(chain, "smdp.example.com");
    };
    const auto server = Server::start(options, echo);
    VERIFY_RESULT(server);
    const TlsCredential credential = m_bench.authority.issue("smdp.example.com");
    const QString certificate = write("smdp.pem", pemOf(credential.chain));
    const QString key = write("smdp.key", credential.privateKeyPem);
    const QStringList common = {q("--silent"),
                                q("--show-error"),
                                q("--noproxy"),
                                q("*"),
                                q("--cacert"),
                                m_authority,
                                q("--connect-to"),
                                q("::127.0.0.1:%1").arg((*server)->port()),
                                q("--data"),
                                q("x"),
                                q("https://testrootsmds.example.com/")};
    const Run refused = run(QStringLiteral("curl"), common);
    QCOMPARE(refused.code, 56); // "failure in receiving network data"
    QVERIFY2(refused.errors.contains("certificate required"), refused.errors.constData());
    const Run accepted = run(QStringLiteral("curl"), QStringList{q("--cert"), certificate, q("--key"), key} + common);
    QVERIFY2(accepted.code == 0, accepted.errors.constData());
    QCOMPARE(accepted.output, QByteArray("x"));
}

void ForeignTest::opensslGetsTheCertificateItCanUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("brainpool");
    QTest::newRow("TLS 1.2, brainpool first")
        << QStringList{q("-tls1_2"), q("-groups"), q("brainpoolP256r1:P-256")} << true;
    QTest::newRow("TLS 1.2, brainpool only") << QStringList{q("-tls1_2"), q("-groups"), q("brainpoolP256r1")} << true;
    QTest::newRow("TLS 1.2, P-256 first")
        << QStringList{q("-tls1_2"), q("-groups"), q("P-256:brainpoolP256r1")} << false;
    QTest::newRow("TLS 1.2, X25519 first") << QStringList{q("-tls1_2"), q("-groups"), q("X25519:P-256")} << false;
    QTest::newRow("TLS 1.3") << QStringList{q("-tls1_3")} << false;
    QTest::newRow("either, brainpool first") << QStringList{q("-groups"), q("brainpoolP256r1:P-256")} << false;
}

void ForeignTest::opensslGetsTheCertificateItCanUse()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, brainpool);
    const TlsCredential p256 = m_bench.authority.issue(testName);
    const TlsCredential other = m_bench.authority.issue(testName, Curve::brainpool);
    ServerOptions options = m_bench.serverOptions();
    options.credentials = {p256, other};
    const auto server = Server::start(options, echo);
    VERIFY_RESULT(server);
    const Run openssl = run(QStringLiteral("openssl"),
                            QStringList{q("s_client"), q("-connect"), q("127.0.0.1:%1").arg((*server)->port()),
                                        q("-CAfile"), m_authority, q("-verify_return_error"), q("-verify_hostname"),
                                        q(testName), q("-servername"), q(testName)}
                                + arguments);
    QVERIFY2(openssl.output.contains("Verify return code: 0 (ok)"), openssl.errors.constData());
    const QByteArray expected = QByteArray::fromStdString(pemOf((brainpool ? other : p256).chain));
    QVERIFY2(openssl.output.contains(expected), openssl.output.constData());
}

void ForeignTest::opensslSeesNoTicketsAndNoWeakSuites()
{
    const auto server = Server::start(m_bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    const QString address = q("127.0.0.1:%1").arg((*server)->port());
    const Run ticket = run(QStringLiteral("openssl"),
                           {q("s_client"), q("-connect"), address, q("-tls1_2"), q("-CAfile"), m_authority});
    QVERIFY(ticket.output.contains("Verify return code: 0 (ok)"));
    QVERIFY(!ticket.output.contains("TLS session ticket"));
    QVERIFY(ticket.output.contains("Secure Renegotiation IS supported"));
    for (const char *suite : {"ECDHE-ECDSA-AES256-SHA384", "AES128-SHA256", "ECDHE-ECDSA-AES128-SHA"}) {
        const Run weak = run(QStringLiteral("openssl"),
                             {q("s_client"), q("-connect"), address, q("-tls1_2"), q("-cipher"), q(suite)});
        QVERIFY2(weak.errors.contains("handshake failure"), suite);
    }
    const Run named = run(QStringLiteral("openssl"), {q("s_client"), q("-connect"), address, q("-tls1_2"), q("-CAfile"),
                                                      m_authority, q("-cipher"), q("ECDHE-ECDSA-AES128-SHA256")});
    QVERIFY(named.output.contains("Verify return code: 0 (ok)"));
}

void ForeignTest::sessionsAreTakenUpByOthersOnly_data()
{
    QTest::addColumn<TlsVersion>("version");
    QTest::newRow("TLS 1.2") << TlsVersion::tls12;
    QTest::newRow("TLS 1.3") << TlsVersion::tls13;
}

/// openssl resumes sessions as it comes; our server does not.
void ForeignTest::sessionsAreTakenUpByOthersOnly()
{
    QFETCH(TlsVersion, version);
    const TlsCredential credential = m_bench.authority.issue("testrootsmds.example.com");
    QProcess foreign;
    foreign.start(q("openssl"), {q("s_server"), q("-4"), q("-accept"), q("127.0.0.1:0"), q("-www"), q("-cert"),
                                 write("server.pem", pemOf(credential.chain)), q("-key"),
                                 write("server.key", credential.privateKeyPem)});
    QByteArray said;
    static const QRegularExpression accepting(q("ACCEPT \\S+:(\\d+)"));
    QTRY_VERIFY((said += foreign.readAllStandardOutput(), accepting.match(q(said.toStdString())).hasMatch()));
    const std::uint16_t port = accepting.match(q(said.toStdString())).captured(1).toUShort();
    const Address address{"testrootsmds.example.com", {}};
    const auto resumed = resumesSessions(address, {"127.0.0.1", port}, version);
    VERIFY_RESULT(resumed);
    QVERIFY(*resumed);
    foreign.kill();
    foreign.waitForFinished();

    const auto server = Server::start(m_bench.serverOptions(), echo);
    VERIFY_RESULT(server);
    const auto ours = resumesSessions(address, {"127.0.0.1", (*server)->port()}, version);
    VERIFY_RESULT(ours);
    QVERIFY(!*ours);
}

WB_TEST(ForeignTest);
#include "foreign_test.moc"
