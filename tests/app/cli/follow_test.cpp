// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/core/results.h"
#include "tests/support/core/smdp_peer.h"
#include "tests/support/core/smds_node.h"
#include "tests/support/test.h"

#include <QJsonArray>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *labEid = "89049032123451234512345678901235";

} // namespace

/// `smds discover --follow` through a Root SM-DS and an Alternative SM-DS to an SM-DP+.
class FollowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto authority = must(pki::Authority::load(m_lab.file("ci")));
        m_root = std::make_unique<SmdsNode>(authority, "testrootsmds.example.com", Clock::system());
        m_alternative = std::make_unique<SmdsNode>(authority, "testsmds1.example.com", Clock::system());
        m_smdp = std::make_unique<SmdpPeer>(authority, "testsmdpplus1.example.com", Clock::system());
        m_root->registerEvent(labEid, "EV-SECRET-2", m_alternative->address());
        m_root->registerEvent(labEid, "EV-GONE", "gone.example.com");
        m_root->registerEvent(labEid, "EV-UNKNOWN", m_alternative->address());
        m_alternative->registerEvent(labEid, "EV-SECRET-2", m_smdp->address());
    }

    void theTreeSaysWhereEachEventLeads()
    {
        const Outcome outcome = follow({});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QVERIFY2(outcome.out.starts_with("3 Event Records for EID 89049032 1234"), outcome.out.c_str());
        for (const char *line :
             {"  EV-SECRET-2    testsmds1.example.com      SM-DS   leads on to 1 Event Record\n",
              "    EV-SECRET-2  testsmdpplus1.example.com  SM-DP+  download here with this EventID as MatchingID\n",
              "  EV-GONE        gone.example.com                   role unknown: "})
            QVERIFY2(holds(outcome.out, line), outcome.out.c_str());
        QVERIFY2(holds(outcome.out, "  EV-UNKNOWN     testsmds1.example.com      SM-DS   ES11 AuthenticateClient: ")
                     && holds(outcome.out, "(8.9.5/3.9)"),
                 outcome.out.c_str());
        QVERIFY2(holds(outcome.err, "hop 2   EV-SECRET-2 at testsmdpplus1.example.com\n"), outcome.err.c_str());
        QVERIFY2(holds(outcome.err, "ok      ES9+.InitiateAuthentication"), outcome.err.c_str());
        QCOMPARE(m_smdp->downloads(), 0);
    }

    void aNameNobodyKnowsIsToldWithWhatToDo()
    {
        const Outcome outcome = follow({});
        QVERIFY2(holds(outcome.err, "finding: nobody was reached at gone.example.com; say where it is with --map "
                                    "gone.example.com=HOST:PORT\n"),
                 outcome.err.c_str());
    }

    void jsonHoldsTheTrails_data()
    {
        QTest::addColumn<QString>("binding");
        QTest::newRow("JSON") << "json";
        QTest::newRow("ASN.1") << "asn1";
    }

    void jsonHoldsTheTrails()
    {
        QFETCH(QString, binding);
        const Outcome outcome = follow({"--json", "--trace", "--binding", binding.toStdString()});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        const QJsonObject json = outcome.json();
        QCOMPARE(json[QStringLiteral("entries")].toArray().size(), 3);
        const QJsonArray trails = json[QStringLiteral("trails")].toArray();
        QCOMPARE(trails.size(), 3);
        QCOMPARE(trails[0][QStringLiteral("server")].toString(), QStringLiteral("SM-DS"));
        QCOMPARE(trails[0][QStringLiteral("end")].toString(), QStringLiteral("leads on"));
        const QJsonValue next = trails[0][QStringLiteral("next")][0];
        QCOMPARE(next[QStringLiteral("server")].toString(), QStringLiteral("SM-DP+"));
        QCOMPARE(next[QStringLiteral("serverCertificate")][QStringLiteral("role")].toString(),
                 QStringLiteral("CERT.DPauth"));
        QCOMPARE(next[QStringLiteral("serverCertificate")][QStringLiteral("chain")][QStringLiteral("ok")].toBool(),
                 true);
        QCOMPARE(trails[1][QStringLiteral("end")].toString(), QStringLiteral("role unknown"));
        QVERIFY(trails[1][QStringLiteral("server")].isUndefined());
        QCOMPARE(trails[1][QStringLiteral("error")][QStringLiteral("kind")].toString(), QStringLiteral("unreachable"));
        QCOMPARE(trails[2][QStringLiteral("error")][QStringLiteral("status")][QStringLiteral("subjectCode")].toString(),
                 QStringLiteral("8.9.5"));
        const QJsonArray downloads = json[QStringLiteral("downloads")].toArray();
        QCOMPARE(downloads.size(), 1);
        QCOMPARE(downloads[0][QStringLiteral("rspServerAddress")].toString(),
                 QStringLiteral("testsmdpplus1.example.com"));
        QCOMPARE(downloads[0][QStringLiteral("matchingId")].toString(), QStringLiteral("EV-SECRET-2"));
        // Each step says at which server it was; the certificate of the whole is that of the server asked first.
        const QJsonArray steps = json[QStringLiteral("steps")].toArray();
        QCOMPARE(steps.first()[QStringLiteral("server")].toString(), QStringLiteral("testrootsmds.example.com"));
        QCOMPARE(steps.last()[QStringLiteral("server")].toString(), QStringLiteral("testsmds1.example.com"));
        QVERIFY(json[QStringLiteral("serverCertificate")][QStringLiteral("subject")].toString().contains(
            QStringLiteral("testrootsmds")));
        const std::string path = binding == QLatin1String("asn1") ? "/gsma/rsp2/asn1" : "/gsma/rsp2/es9plus/";
        QVERIFY2(holds(outcome.out, path), path.c_str());
    }

    void maskingHidesEveryEventId()
    {
        for (const Outcome &outcome : {follow({"--mask", "--trace"}), follow({"--mask", "--trace", "--json"})}) {
            QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
            QVERIFY2(!holds(outcome.all(), "EV-SECRET"), outcome.all().c_str());
        }
    }

    void noSmdpFoundIsACodeOfItsOwn()
    {
        const Outcome outcome = follow({"--event-id", "EV-GONE"});
        QVERIFY2(outcome.code == cli::exitNothing, outcome.all().c_str());
        QVERIFY2(holds(outcome.out, "role unknown"), outcome.out.c_str());
    }

    void theDepthCanBeLimited()
    {
        const Outcome outcome = follow({"--event-id", "EV-SECRET-2", "--depth", "1"});
        QVERIFY2(outcome.code == cli::exitNothing, outcome.all().c_str());
        QVERIFY2(holds(outcome.out, "not asked: the trail is too deep"), outcome.out.c_str());
    }

private:
    Outcome follow(const std::vector<std::string> &further)
    {
        const auto map = [](const std::string &name, std::uint16_t port) {
            return name + "=127.0.0.1:" + std::to_string(port);
        };
        std::vector<std::string> arguments{"discover", "--follow",
                                           "--euicc",  m_lab.file("euicc-a"),
                                           "--map",    map(m_root->address(), m_root->es11Port()),
                                           "--map",    map(m_alternative->address(), m_alternative->es11Port()),
                                           "--map",    map(m_smdp->address(), m_smdp->port()),
                                           "--map",    map("gone.example.com", closedPort())};
        arguments.insert(arguments.end(), further.begin(), further.end());
        return runSmds(arguments);
    }

    TestLab m_lab;
    std::unique_ptr<SmdsNode> m_root;
    std::unique_ptr<SmdsNode> m_alternative;
    std::unique_ptr<SmdpPeer> m_smdp;
};

WB_TEST(FollowTest);
#include "follow_test.moc"
