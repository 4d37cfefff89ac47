// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/es/client.h"
#include "core/es/json.h"
#include "core/es/paths.h"
#include "core/es/tls_trust.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/core/smds_node.h"
#include "tests/support/interop/served_cascade.h"
#include "tests/support/interop/served_lab.h"
#include "tests/support/test.h"

#include <QDirIterator>
#include <QJsonArray>

#include <csignal>

using namespace wb;
using namespace wb::testing;

namespace {

/// Something that nobody but its owner may keep, and how it looks when somebody does.
struct Secret {
    QByteArray name;
    QByteArray octets;
};

/// The private number of a key in a PEM file, as it stands in its DER.
QByteArray privateNumberIn(const QString &file)
{
    const auto text = readFile(file.toStdString());
    const QByteArray pem = QByteArray::fromStdString(must(text));
    QByteArray base64;
    for (const QByteArray &line : pem.split('\n')) {
        if (!line.startsWith("-----"))
            base64 += line.trimmed();
    }
    const QByteArray der = QByteArray::fromBase64(base64);
    const qsizetype at = der.indexOf(QByteArray::fromHex("0201010420")); // ECPrivateKey: version 1, then 32 octets
    return at < 0 ? QByteArray() : der.mid(at + 5, 32);
}

/// The keys in the files SK_*.pem of a folder, as a server might come to write them.
std::vector<Secret> keysIn(const QString &folder)
{
    std::vector<Secret> keys;
    QDirIterator files(folder, {QStringLiteral("SK_*.pem")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QByteArray number = privateNumberIn(files.next());
        if (number.isEmpty())
            qFatal("no key is found in %s", qPrintable(files.filePath()));
        keys.push_back({"a key", number});
        keys.push_back({"a key in hexadecimal", number.toHex()});
        keys.push_back({"a key in hexadecimal", number.toHex().toUpper()});
        keys.push_back({"a key in base64", number.toBase64().left(40)});
    }
    return keys;
}

/// All files of a folder but the keys.
QByteArray filesIn(const QString &folder)
{
    QByteArray all;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = files.next();
        if (!name.contains(QStringLiteral("/SK_")))
            all += QByteArray::fromStdString(must(readFile(name.toStdString())));
    }
    return all;
}

/// A registration with all that has no place in one.
QByteArray overfullRegistration(const char *eid, bool forward)
{
    return "{\"header\":{\"functionRequesterIdentifier\":\"2.999.10\",\"functionCallIdentifier\":\"call\"},\"eid\":\""
           + QByteArray(eid)
           + "\",\"rspServerAddress\":\"smdp.example.com\",\"eventId\":\"EV-CURL\",\"forwardingIndicator\":"
           + (forward ? "true" : "false")
           + ",\"iccid\":\"8949449999999990031\",\"profile\":\"UFJPRklMRS1DQU5BUlk=\",\"confirmationCode\":"
             "\"CONFIRMATION-CANARY\"}";
}

/// What such a registration, its header fields and a device bring that nobody may keep.
std::vector<Secret> canaries(const char *imei)
{
    const auto sent = rsp::Imei::fromText(imei)->content();
    const QByteArray octets(reinterpret_cast<const char *>(sent.data()), static_cast<qsizetype>(sent.size()));
    return {{"the ICCID", "8949449999999990031"}, {"the profile", "UFJPRklMRS1DQU5BUlk="},
            {"the profile", "PROFILE-CANARY"},    {"the confirmation code", "CONFIRMATION-CANARY"},
            {"a header", "HEADER-CANARY"},        {"the IMEI", imei},
            {"the IMEI as sent", octets},         {"the IMEI as sent, in hexadecimal", octets.toHex()}};
}

} // namespace

/// Many at one server, one at many servers; and that a server keeps nothing that is not its business.
class ManyPartiesTest : public QObject {
    Q_OBJECT

    es::Es12Client registrar(const pki::Credential &credential, SmdsNode &node) const
    {
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {pki::Role::dsTls}, pki::TlsEnd::server,
                                             m_cast.clock);
        options.credential = es::tlsCredential(credential.chain, credential.key);
        options.map.set(http::Address{node.address(), {}}, {"127.0.0.1", node.server().es12Port()});
        return es::Es12Client(std::move(options));
    }

    std::vector<es::EventEntry> discover(SmdsNode &node) const
    {
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {pki::Role::dsTls}, pki::TlsEnd::server,
                                             m_cast.clock);
        options.map.set(http::Address{node.address(), {}}, {"127.0.0.1", node.es11Port()});
        es::RspClient client(std::move(options));
        euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
        const http::Address address{node.address(), {}};
        const auto answer = must(
            client.initiateAuthentication(address, questionOf(euicc, node.address()), Interface::es11, {}));
        return must(client.authenticateClientEs11(address, answerOf(euicc, answer), {})).eventEntries;
    }

private Q_SLOTS:
    /// Each of them names its event alike; the eUICC gets all, in order, and each deletes its own only.
    void hundredsOfSmdpsAtOneSmds()
    {
        constexpr int many = 200;
        SmdsNode node(m_cast.authority, castAddress, m_cast.clock);
        std::vector<pki::Credential> smdps;
        for (int i = 0; i < many; ++i) {
            const std::string name = "smdp" + std::to_string(i) + ".example.com";
            smdps.push_back(m_cast.serverCertificate(pki::Role::dpTls, name, "2.999.10." + std::to_string(i)));
            es::Es12Client client = registrar(smdps.back(), node);
            const es::RegisterEventRequest request{
                {"2.999.10." + std::to_string(i), "call"}, castEid, name, "EV-1", false, {}};
            WB_VERIFY(client.registerEvent({castAddress, {}}, request, {}));
        }
        std::vector<es::EventEntry> entries = discover(node);
        QCOMPARE(entries.size(), std::size_t(many));
        for (int i = 0; i < many; ++i)
            WB_COMPARE(entries[static_cast<std::size_t>(i)].rspServerAddress,
                       "smdp" + std::to_string(i) + ".example.com");
        for (int i = 0; i < many; i += 2) {
            es::Es12Client client = registrar(smdps[static_cast<std::size_t>(i)], node);
            WB_VERIFY(client.deleteEvent({castAddress, {}}, {{"x", "call"}, castEid, "EV-1"}, {}));
            QCOMPARE(pairOf(client.deleteEvent({castAddress, {}}, {{"x", "call"}, castEid, "EV-1"}, {})),
                     QStringLiteral("8.9.5/3.9"));
        }
        entries = discover(node);
        QCOMPARE(entries.size(), std::size_t(many / 2));
        WB_COMPARE(entries.front().rspServerAddress, "smdp1.example.com");
    }

    /// What it registers at one has nothing to do with the others.
    void oneSmdpAtSeveralSmdss()
    {
        const pki::Credential smdp = m_cast.serverCertificate(pki::Role::dpTls, "smdp.example.com", "2.999.10");
        std::vector<std::unique_ptr<SmdsNode>> nodes;
        for (int i = 0; i < 4; ++i)
            nodes.push_back(std::make_unique<SmdsNode>(m_cast.authority, "smds" + std::to_string(i) + ".example.com",
                                                       m_cast.clock));
        for (const auto &node : nodes) {
            es::Es12Client client = registrar(smdp, *node);
            WB_VERIFY(client.registerEvent({node->address(), {}},
                                           {{"2.999.10", "call"}, castEid, "smdp.example.com", "EV-1", false, {}}, {}));
        }
        es::Es12Client client = registrar(smdp, *nodes[2]);
        WB_VERIFY(client.deleteEvent({nodes[2]->address(), {}}, {{"2.999.10", "call"}, castEid, "EV-1"}, {}));
        for (std::size_t i = 0; i < nodes.size(); ++i)
            QCOMPARE(discover(*nodes[i]).size(), std::size_t(i == 2 ? 0 : 1));
    }

    /// Whatever is sent to it, an SM-DS keeps the five things an Event Record has. Neither its files nor its log hold a key, anything of a profile, or
    /// what a device says of itself.
    void nothingElseIsKept()
    {
        ServedLab lab;
        QVERIFY2(lab.start(), lab.problem());
        QCOMPARE(lab.registerEvent(QStringLiteral("EV-KEPT")).code, 0);

        // Sent by a foreign program.
        const QByteArray body = overfullRegistration(labEid, false);
        const QString port = lab.es12().section(u':', 1);
        const Ended sent = testing::run(
            QStringLiteral("curl"),
            {QStringLiteral("-s"), QStringLiteral("--cacert"), lab.ci(), QStringLiteral("--cert"),
             lab.file("smdp/CERT_DP_TLS.pem"), QStringLiteral("--key"), lab.file("smdp/SK_DP_TLS.pem"),
             QStringLiteral("--resolve"), QStringLiteral("testrootsmds.example.com:%1:127.0.0.1").arg(port),
             QStringLiteral("-H"), QStringLiteral("Content-Type: application/json"), QStringLiteral("-H"),
             QStringLiteral("X-Token: HEADER-CANARY"), QStringLiteral("--data-binary"), QString::fromUtf8(body),
             QStringLiteral("https://testrootsmds.example.com:%1/gsma/rsp2/es12/registerEvent").arg(port)});
        QVERIFY2(sent.out.contains("Executed-Success"), sent.all());
        const Ended found = smdsProgram({QStringLiteral("discover"), QStringLiteral("--lab"), lab.folder(),
                                         QStringLiteral("--map"), lab.es11Map(), QStringLiteral("--imei"),
                                         QStringLiteral("490154203237518"), QStringLiteral("--json")});
        QVERIFY2(found.code == 0, found.all());
        QVERIFY(found.out.contains("EV-CURL"));

        std::vector<Secret> secrets = canaries("490154203237518");
        const std::vector<Secret> keys = keysIn(lab.folder());
        QVERIFY(keys.size() >= 5);
        secrets.insert(secrets.end(), keys.begin(), keys.end());

        lab.server().send(SIGTERM);
        const Ended ended = lab.server().finish();
        const QByteArray everything = ended.out + ended.err + filesIn(lab.file("root-smds"));
        QVERIFY(ended.err.contains("RegisterEvent"));
        QVERIFY(everything.contains("EV-CURL")); // what belongs there is found, so the search does find
        for (const Secret &secret : secrets)
            QVERIFY2(!everything.contains(secret.octets), secret.name.constData());
    }

    void nothingElseIsForwarded_data()
    {
        QTest::addColumn<bool>("onPostgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    /// The same of a cascade: neither the Alternative nor the Root, whatever they keep their records in, with the log as JSON.
    void nothingElseIsForwarded()
    {
        QFETCH(bool, onPostgres);
        ServedCascade cascade(2, false, onPostgres);
        for (const auto &level : cascade.levels())
            level->setArguments({QStringLiteral("--log-format"), QStringLiteral("json")});
        const QByteArray problem = cascade.start();
        QVERIFY2(problem.isEmpty(), problem.constData());

        http::Request request = es::functionCall("/gsma/rsp2/es12/registerEvent", es::jsonContentType, {});
        const QByteArray body = overfullRegistration(cascadeEid, true);
        request.body.assign(body.begin(), body.end());
        request.headers.push_back({"X-Token", "HEADER-CANARY"});
        http::Client smdp(cascade.smdpOptions());
        const auto answer = smdp.send(cascade.bottom().address(), request, {}, {});
        QVERIFY2(answer && answer->status == 200, lineOf(answer).c_str());
        const QByteArray said(reinterpret_cast<const char *>(answer->body.data()),
                              static_cast<qsizetype>(answer->body.size()));
        QVERIFY2(said.contains("Executed-Success"), said.constData());
        const auto found = must(cascade.discover("level1.example.com"));
        QCOMPARE(found.size(), std::size_t(1));

        QByteArray everything;
        std::vector<Secret> secrets = canaries(cascadeImei);
        for (const auto &level : cascade.levels()) {
            const Ended ended = level->stop();
            QCOMPARE(ended.code, 0);
            QVERIFY(ended.err.contains("RegisterEvent"));
            const QString folder = QString::fromStdString(level->folder().string());
            everything += ended.out + ended.err + filesIn(folder);
            if (onPostgres)
                everything += sharedPostgres().dump(level->configuration().database.textWithPassword());
            const std::vector<Secret> keys = keysIn(folder);
            QVERIFY(!keys.empty());
            secrets.insert(secrets.end(), keys.begin(), keys.end());
        }
        QVERIFY(everything.contains("EV-CURL"));
        QVERIFY(everything.contains(QByteArray::fromStdString(found.front().eventId)));
        for (const Secret &secret : secrets)
            QVERIFY2(!everything.contains(secret.octets), secret.name.constData());
    }

private:
    Cast m_cast;
};

WB_TEST(ManyPartiesTest);
#include "many_parties_test.moc"
