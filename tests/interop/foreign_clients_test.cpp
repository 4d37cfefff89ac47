// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/json.h"
#include "core/pki/key.h"
#include "core/pki/pem.h"
#include "core/pki/rules.h"
#include "core/rsp/authentication.h"
#include "tests/support/interop/served_lab.h"
#include "tests/support/test.h"

#include <QFile>
#include <QJsonObject>

using namespace wb;
using namespace wb::testing;

/// curl and openssl against the SM-DS as a process: what it answers, what it refuses, and what TLS it speaks.
class ForeignClientsTest : public QObject {
    Q_OBJECT

    ServedLab m_lab;

    pki::TrustAnchors cis() const { return pki::TrustAnchors(*pki::loadCertificates(m_lab.ci().toStdString())); }

    /// What an eUICC of the lab's CI would ask.
    es::InitiateAuthenticationRequest request(const std::string &address = "testrootsmds.example.com") const
    {
        rsp::EuiccInfo1 info;
        info.svn = rsp::Version{{2, 5, 0}};
        for (const Bytes &id : cis().keyIds()) {
            info.verificationKeyIds.push_back({id});
            info.signingKeyIds.push_back({id});
        }
        Bytes challenge;
        for (std::uint8_t i = 0; i < 16; ++i)
            challenge.push_back(i);
        return {challenge, asn1::encode(info), address};
    }

    static QByteArray bytesOf(const Bytes &bytes)
    {
        return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
    }

    /// curl to one of the two ports by the server's name; the answer ends with a line "HTTP <status>".
    Ended curl(const QString &endpoint, const char *path, const QByteArray &body, const QStringList &more = {}) const
    {
        const QString port = endpoint.section(QLatin1Char(':'), 1);
        QStringList arguments{
            QStringLiteral("--silent"),    QStringLiteral("--show-error"),
            QStringLiteral("--max-time"),  QStringLiteral("20"),
            QStringLiteral("--cacert"),    m_lab.ci(),
            QStringLiteral("--resolve"),   QStringLiteral("testrootsmds.example.com:%1:127.0.0.1").arg(port),
            QStringLiteral("--write-out"), QStringLiteral("\nHTTP %{http_code}")};
        if (!body.isNull())
            arguments += {QStringLiteral("--data-binary"), QStringLiteral("@-")};
        if (!more.contains(QStringLiteral("--header")))
            arguments += {QStringLiteral("--header"), QStringLiteral("Content-Type: application/json")};
        arguments += more;
        arguments += QStringLiteral("https://testrootsmds.example.com:%1%2").arg(port, QString::fromUtf8(path));
        return run(QStringLiteral("curl"), arguments, body);
    }

    static constexpr const char *initiatePath = "/gsma/rsp2/es9plus/initiateAuthentication";
    static constexpr const char *registerPath = "/gsma/rsp2/es12/registerEvent";

    static QByteArray bodyOf(const Ended &answer) { return answer.out.left(answer.out.lastIndexOf("\nHTTP ")); }

    /// "8.9.1/3.8", or what the answer is when it carries no status pair.
    static QByteArray statusPairOf(const Ended &answer)
    {
        const QByteArray body = bodyOf(answer);
        const auto status = es::functionStatusFromJson(
            viewOf(std::string_view(body.constData(), static_cast<std::size_t>(body.size()))));
        if (!status || !status->status)
            return answer.all();
        return QByteArray::fromStdString(status->status->subject + "/" + status->status->reason);
    }

    QStringList clientCertificate() const
    {
        return {QStringLiteral("--cert"), m_lab.file("smdp/CERT_DP_TLS.pem"), QStringLiteral("--key"),
                m_lab.file("smdp/SK_DP_TLS.pem")};
    }

    Ended sClient(const QString &endpoint, const QStringList &more) const
    {
        return run(QStringLiteral("openssl"),
                   QStringList{QStringLiteral("s_client"), QStringLiteral("-connect"), endpoint,
                               QStringLiteral("-servername"), QStringLiteral("testrootsmds.example.com"),
                               QStringLiteral("-CAfile"), m_lab.ci(), QStringLiteral("-verify_return_error"),
                               QStringLiteral("-verify_hostname"), QStringLiteral("testrootsmds.example.com")}
                       + more,
                   "GET / HTTP/1.1\r\nHost: testrootsmds.example.com\r\nConnection: close\r\n\r\n");
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_lab.start(), m_lab.problem()); }

    void curlGetsACorrectAnswer()
    {
        const es::InitiateAuthenticationRequest asked = request();
        const Ended answer = curl(m_lab.es11(), initiatePath, bytesOf(es::toJson(asked)));
        QVERIFY2(answer.out.endsWith("\nHTTP 200"), answer.all());
        const QByteArray body = bodyOf(answer);
        const auto response = es::initiateAuthenticationResponseFromJson(
            viewOf(std::string_view(body.constData(), static_cast<std::size_t>(body.size()))), Interface::es11);
        QVERIFY2(response, answer.all());

        const auto signed1 = asn1::decode<rsp::ServerSigned1>(response->serverSigned1);
        QVERIFY(signed1);
        QVERIFY(signed1->transactionId == response->transactionId);
        QVERIFY(equal(signed1->euiccChallenge, asked.euiccChallenge));
        QCOMPARE(signed1->serverAddress, std::string("testrootsmds.example.com"));

        const auto certificate = pki::Certificate::fromDer(response->serverCertificate);
        QVERIFY(certificate);
        static constexpr pki::Role roles[] = {pki::Role::dsAuth};
        const auto chain = pki::checkServerCertificate(*certificate, {}, cis(), roles, Clock::system().now());
        QVERIFY2(chain.ok(), chain.ok() ? "" : chain.firstBroken()->line().c_str());
        const auto signature = asn1::readSingle(response->serverSignature1);
        QVERIFY(signature && signature->tag == 0x5F37);
        QVERIFY(pki::verify(*certificate->publicKey(), response->serverSigned1, signature->content));
        const auto keyId = asn1::readSingle(response->euiccCiPKIdToBeUsed);
        QVERIFY(keyId && keyId->tag == 0x04 && equal(keyId->content, cis().keyIds().front()));
    }

    void opensslAcceptsWhatTheServerShows()
    {
        const Ended verified = run(QStringLiteral("openssl"),
                                   {QStringLiteral("verify"), QStringLiteral("-CAfile"), m_lab.ci(),
                                    m_lab.file("root-smds/CERT_DSauth.pem"), m_lab.file("root-smds/CERT_DS_TLS.pem"),
                                    m_lab.file("smdp/CERT_DP_TLS.pem")});
        QVERIFY2(verified.code == 0 && verified.out.count(": OK") == 3, verified.all());

        const Ended answer = curl(m_lab.es11(), initiatePath, bytesOf(es::toJson(request())));
        const QByteArray body = bodyOf(answer);
        const auto response = es::initiateAuthenticationResponseFromJson(
            viewOf(std::string_view(body.constData(), static_cast<std::size_t>(body.size()))), Interface::es11);
        QVERIFY2(response, answer.all());
        const Ended parsed = run(QStringLiteral("openssl"), words("asn1parse -inform DER"),
                                 bytesOf(response->serverSigned1));
        QVERIFY2(parsed.code == 0 && parsed.out.contains("SEQUENCE"), parsed.all());
    }

    void refusalsAreRight_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray good = bytesOf(es::toJson(request()));
        QTest::newRow("another address") << bytesOf(es::toJson(request("other.example.com")))
                                         << QByteArray("8.9.1/3.8");
        QTest::newRow("half JSON") << good.left(good.size() / 2) << QByteArray("1.3.1/2.1");
        QTest::newRow("no JSON") << QByteArray("hello") << QByteArray("1.3.1/2.1");
        QTest::newRow("empty object") << QByteArray("{}") << QByteArray("1.3.1/2.2");
        QTest::newRow("a member missing")
            << QByteArray(good).replace("smdpAddress", "smdxAddress") << QByteArray("1.3.1/2.2");
        es::InitiateAuthenticationRequest foreign = request();
        rsp::EuiccInfo1 info;
        info.svn = rsp::Version{{2, 5, 0}};
        info.verificationKeyIds = info.signingKeyIds = {rsp::KeyId{Bytes(20, 0x11)}};
        foreign.euiccInfo1 = asn1::encode(info);
        QTest::newRow("an eUICC of another CI") << bytesOf(es::toJson(foreign)) << QByteArray("8.9.4/3.7");
    }

    void refusalsAreRight()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, expected);
        const Ended answer = curl(m_lab.es11(), initiatePath, body);
        QVERIFY2(answer.out.endsWith("\nHTTP 200"), answer.all());
        QCOMPARE(statusPairOf(answer), expected);
    }

    void whatIsNoFunctionGetsAnHttpStatus()
    {
        const QByteArray good = bytesOf(es::toJson(request()));
        const auto status = [](const Ended &answer) { return answer.out.mid(answer.out.lastIndexOf("HTTP ")); };
        QCOMPARE(status(curl(m_lab.es11(), "/gsma/rsp2/es11/initiateAuthentication", good)), QByteArray("HTTP 404"));
        QCOMPARE(status(curl(m_lab.es11(), registerPath, good)), QByteArray("HTTP 404"));
        QCOMPARE(status(curl(m_lab.es11(), initiatePath, QByteArray())), QByteArray("HTTP 405"));
        QCOMPARE(status(curl(m_lab.es11(), initiatePath, good,
                             {QStringLiteral("--header"), QStringLiteral("Content-Type: text/plain")})),
                 QByteArray("HTTP 415"));
        QCOMPARE(status(curl(m_lab.es11(), initiatePath, QByteArray(3 * 1024 * 1024, ' '))), QByteArray("HTTP 413"));
    }

    void bothTlsVersionsAreSpoken_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("1.2") << QStringLiteral("-tls1_2") << QByteArray("TLSv1.2");
        QTest::newRow("1.3") << QStringLiteral("-tls1_3") << QByteArray("TLSv1.3");
    }

    void bothTlsVersionsAreSpoken()
    {
        QFETCH(QString, option);
        QFETCH(QByteArray, version);
        const Ended shaken = sClient(m_lab.es11(), {option});
        QVERIFY2(shaken.out.contains(version), shaken.all());
        QVERIFY2(shaken.out.contains("Verification: OK"), shaken.all());
        QVERIFY2(shaken.out.contains("Verified peername: testrootsmds.example.com"), shaken.all());
    }

    void olderTlsIsNot()
    {
        const Ended shaken = sClient(m_lab.es11(), words("-tls1_1 -cipher ALL:@SECLEVEL=0"));
        QVERIFY2(shaken.code != 0 && shaken.err.contains("alert number 70"), shaken.all()); // protocol_version
    }

    void es12DemandsAClientCertificate_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("alert");
        QTest::newRow("1.2") << QStringLiteral("-tls1_2") << QByteArray("alert number 40");
        QTest::newRow("1.3") << QStringLiteral("-tls1_3") << QByteArray("alert number 116");
    }

    void es12DemandsAClientCertificate()
    {
        QFETCH(QString, option);
        QFETCH(QByteArray, alert);
        const Ended shaken = sClient(m_lab.es12(), {option, QStringLiteral("-ign_eof")});
        QVERIFY2(shaken.all().contains(alert), shaken.all());
        const Ended post = curl(m_lab.es12(), registerPath, "{}");
        QVERIFY2(post.code != 0, post.all());
    }

    void es12RefusesACertificateOfAnotherRole()
    {
        const Ended post = curl(m_lab.es12(), registerPath, "{}",
                                {QStringLiteral("--cert"), m_lab.file("root-smds/CERT_DSauth.pem"),
                                 QStringLiteral("--key"), m_lab.file("root-smds/SK_DSauth.pem")});
        QVERIFY2(post.code != 0, post.all());
        QVERIFY2(post.err.contains("alert"), post.all());
    }

    void curlRegistersAnEvent()
    {
        es::RegisterEventRequest event;
        event.header = {"2.999.10", "curl-1"};
        event.eid = labEid;
        event.eventId = "EV-CURL";
        event.rspServerAddress = "smdp.example.com";
        const QByteArray body = bytesOf(es::toJson(event));
        const Ended first = curl(m_lab.es12(), registerPath, body, clientCertificate());
        QVERIFY2(first.out.contains("Executed-Success"), first.all());
        const Ended second = curl(m_lab.es12(), registerPath, body, clientCertificate());
        QCOMPARE(statusPairOf(second), QByteArray("8.9.5/3.3"));

        const Ended found = smdsProgram({QStringLiteral("discover"), QStringLiteral("--lab"), m_lab.folder(),
                                         QStringLiteral("--map"), m_lab.es11Map()});
        QVERIFY2(found.out.contains("EV-CURL  smdp.example.com"), found.all());
    }
};

WB_TEST(ForeignClientsTest);

#include "foreign_clients_test.moc"
