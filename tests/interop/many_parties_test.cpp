// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/es/client.h"
#include "core/es/json.h"
#include "core/es/paths.h"
#include "core/es/tls_trust.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/core/smds_node.h"
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

        // A registration with all that has no place in one, sent by a foreign program.
        const QByteArray body =
            "{\"header\":{\"functionRequesterIdentifier\":\"2.999.10\",\"functionCallIdentifier\":\"call\"},\"eid\":\""
            + QByteArray(labEid)
            + "\",\"rspServerAddress\":\"smdp.example.com\",\"eventId\":\"EV-CURL\",\"forwardingIndicator\":false,"
              "\"iccid\":\"8949449999999990031\",\"profile\":\"UFJPRklMRS1DQU5BUlk=\",\"confirmationCode\":"
              "\"CONFIRMATION-CANARY\"}";
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

        std::vector<Secret> secrets{{"the ICCID", "8949449999999990031"},
                                    {"the profile", "UFJPRklMRS1DQU5BUlk="},
                                    {"the profile", "PROFILE-CANARY"},
                                    {"the confirmation code", "CONFIRMATION-CANARY"},
                                    {"a header", "HEADER-CANARY"},
                                    {"the IMEI", "490154203237518"},
                                    {"the IMEI, swapped", QByteArray::fromHex("9410452023378581").left(7)}};
        QDirIterator files(lab.folder(), {QStringLiteral("SK_*.pem")}, QDir::Files, QDirIterator::Subdirectories);
        int keys = 0;
        while (files.hasNext()) {
            const QByteArray number = privateNumberIn(files.next());
            QVERIFY2(!number.isEmpty(), qPrintable(files.filePath()));
            secrets.push_back({"a key", number});
            secrets.push_back({"a key in hexadecimal", number.toHex()});
            secrets.push_back({"a key in hexadecimal", number.toHex().toUpper()});
            secrets.push_back({"a key in base64", number.toBase64().left(40)});
            ++keys;
        }
        QVERIFY(keys >= 5);

        lab.server().send(SIGTERM);
        const Ended ended = lab.server().finish();
        QByteArray everything = ended.out + ended.err;
        QVERIFY(everything.contains("RegisterEvent"));
        QDirIterator kept(lab.file("root-smds"), QDir::Files, QDirIterator::Subdirectories);
        int databases = 0;
        while (kept.hasNext()) {
            const QString name = kept.next();
            if (name.contains(QStringLiteral("/SK_")))
                continue;
            everything += QByteArray::fromStdString(must(readFile(name.toStdString())));
            databases += name.contains(QStringLiteral("sqlite")) ? 1 : 0;
        }
        QVERIFY(databases >= 1
                && everything.contains("EV-CURL")); // what belongs there is found, so the search does find
        for (const Secret &secret : secrets)
            QVERIFY2(!everything.contains(secret.octets), secret.name.constData());
    }

private:
    Cast m_cast;
};

WB_TEST(ManyPartiesTest);
#include "many_parties_test.moc"
