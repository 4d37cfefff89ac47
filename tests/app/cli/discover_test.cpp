// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/identity_files.h"
#include "core/lds/discover.h"
#include "core/pki/authority.h"
#include "core/pki/pem.h"
#include "core/smds/server.h"
#include "tests/app/cli/command.h"
#include "tests/support/test.h"

#include <QFile>
#include <QJsonArray>

using namespace wb;
using wb::testing::Outcome;
using wb::testing::runSmds;

class DiscoverTest : public QObject {
    Q_OBJECT

    testing::TestLab m_lab;
    QTemporaryDir m_place;

    std::string place(const char *name) { return m_place.filePath(QString::fromLatin1(name)).toStdString(); }

    /// Another eUICC of the lab's CI, for which nothing waits.
    std::string secondEuicc()
    {
        const std::string folder = place("second");
        const auto authority = pki::Authority::load(m_lab.file("ci"));
        const auto eum = authority->issueEum({});
        const std::string thirty = "890490321234512345123456789099";
        const std::string eid = thirty + rsp::eidCheckDigits(thirty);
        const auto credential = authority->issueEuicc(*eum, eid);
        euicc::Identity identity = m_lab.open().euiccs.front();
        identity.name = "Second eUICC";
        identity.eid = *rsp::Eid::fromText(eid);
        identity.credentials = {{credential->chain[0], credential->chain[1], credential->key}};
        if (!euicc::saveIdentity(identity, folder))
            qFatal("the second eUICC cannot be saved");
        return folder;
    }

    static bool has(const std::string &text, std::string_view part) { return text.find(part) != std::string::npos; }

private Q_SLOTS:
    void entriesComeInTheirOrder()
    {
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder()});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        const auto first = outcome.out.find("EV-LAB-0001  testsmdpplus1.example.com\n");
        const auto second = outcome.out.find("EV-LAB-0002  testsmdpplus1.example.com\n");
        const auto third = outcome.out.find("EV-LAB-0003  testsmdpplus2.example.com\n");
        QVERIFY2(first < second && second < third && third != std::string::npos, outcome.out.c_str());
        QVERIFY2(outcome.out.starts_with("3 Event Records for EID 89049032 1234"), outcome.out.c_str());

        QVERIFY2(has(outcome.err, "testrootsmds.example.com (Root SM-DS address of the eUICC)"), outcome.err.c_str());
        QVERIFY2(has(outcome.err, "placeholder"), outcome.err.c_str());
        for (const lds::Step step : lds::allSteps)
            QVERIFY2(has(outcome.err, std::string("ok      ") + std::string(lds::nameOf(step))), outcome.err.c_str());
    }

    void jsonHoldsEverything()
    {
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder(), "--json"});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QVERIFY2(outcome.err.empty(), outcome.err.c_str());
        const QJsonObject json = outcome.json();
        const QJsonArray entries = json[QStringLiteral("entries")].toArray();
        QCOMPARE(entries.size(), 3);
        QCOMPARE(entries[2][QStringLiteral("eventId")].toString(), QStringLiteral("EV-LAB-0003"));
        QCOMPARE(entries[2][QStringLiteral("rspServerAddress")].toString(),
                 QStringLiteral("testsmdpplus2.example.com"));
        QCOMPARE(json[QStringLiteral("eid")].toString(), QStringLiteral("89049032123451234512345678901235"));
        QCOMPARE(json[QStringLiteral("eidCheckDigitsHold")].toBool(), true);
        QCOMPARE(json[QStringLiteral("smds")][QStringLiteral("source")].toString(), QStringLiteral("card"));
        QCOMPARE(json[QStringLiteral("smds")][QStringLiteral("placeholder")].toBool(), true);
        QCOMPARE(json[QStringLiteral("steps")].toArray().size(), 6);
        QCOMPARE(json[QStringLiteral("serverCertificate")][QStringLiteral("role")].toString(),
                 QStringLiteral("CERT.DSauth"));
        QCOMPARE(json[QStringLiteral("serverCertificate")][QStringLiteral("chain")][QStringLiteral("ok")].toBool(),
                 true);
    }

    void oneEventCanBeAskedFor()
    {
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder(), "--event-id", "EV-LAB-0002"});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QVERIFY(has(outcome.out, "EV-LAB-0002"));
        QVERIFY(!has(outcome.out, "EV-LAB-0001"));

        const Outcome unknown = runSmds({"discover", "--lab", m_lab.folder(), "--event-id", "EV-NONE", "--json"});
        QCOMPARE(unknown.code, int(cli::exitFailed));
        const QJsonObject error = unknown.json()[QStringLiteral("error")].toObject();
        QCOMPARE(error[QStringLiteral("interface")].toString(), QStringLiteral("ES11"));
        QCOMPARE(error[QStringLiteral("step")].toString(), QStringLiteral("AuthenticateClient"));
        QCOMPARE(error[QStringLiteral("status")][QStringLiteral("subjectCode")].toString(), QStringLiteral("8.9.5"));
        QCOMPARE(error[QStringLiteral("status")][QStringLiteral("reasonCode")].toString(), QStringLiteral("3.9"));
        QVERIFY(has(unknown.err, "8.9.5/3.9"));
        // What the server showed is told on failure too.
        QCOMPARE(unknown.json()[QStringLiteral("serverCertificate")][QStringLiteral("role")].toString(),
                 QStringLiteral("CERT.DSauth"));
        QVERIFY(
            !unknown.json()[QStringLiteral("serverCertificate")][QStringLiteral("chain")][QStringLiteral("verdicts")]
                 .toArray()
                 .isEmpty());
        const Outcome text = runSmds({"discover", "--lab", m_lab.folder(), "--event-id", "EV-NONE"});
        QVERIFY2(has(text.err, "server  CERT.DSauth"), text.err.c_str());
    }

    void nothingWaitingIsACodeOfItsOwn()
    {
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder(), "--euicc", secondEuicc()});
        QVERIFY2(outcome.code == cli::exitNothing, outcome.all().c_str());
        QVERIFY2(has(outcome.out, "No Event Record waits for EID 89049032"), outcome.out.c_str());
    }

    void maskingHidesPeople()
    {
        const Outcome text = runSmds({"discover", "--lab", m_lab.folder(), "--mask", "--trace"});
        QVERIFY2(text.code == cli::exitOk, text.all().c_str());
        QVERIFY2(has(text.out, "8904 .... 1235"), text.out.c_str());
        const Outcome json = runSmds({"discover", "--lab", m_lab.folder(), "--mask", "--trace", "--json"});
        for (const std::string &all : {text.all(), json.all()}) {
            for (const char *secret : {"89049032123451234512345678901235", "89049032 1234", "EV-LAB-0001"})
                QVERIFY2(!has(all, secret), secret);
        }
    }

    void theTraceNamesWhatCrossed()
    {
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder(), "--trace"});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        for (const char *part :
             {"SELECT ISD-R  9000", "ES10b.AuthenticateServer  9000", "ES11.InitiateAuthentication  Executed-Success",
              "BF20 EUICCInfo1", "euiccChallenge", "serverSigned1: base64"})
            QVERIFY2(has(outcome.err, part), part);
        QVERIFY(!has(outcome.err, "not read"));
        const Outcome json = runSmds({"discover", "--lab", m_lab.folder(), "--trace", "--json"});
        QVERIFY(json.json()[QStringLiteral("exchanges")].toArray().size() >= 9);
    }

    void theDeviceIsSigned()
    {
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder(), "--trace", "--tac", "35290612", "--imei",
                                         "490154203237518", "--capability", "gsmSupportedRelease=15", "--capability",
                                         "lpaSvn=2.5.0"});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        for (const char *part :
             {"tac: 35290612", "imei: 490154203237518", "gsmSupportedRelease: 15.0.0", "lpaSvn: 2.5.0"})
            QVERIFY2(has(outcome.err, part), part);
    }

    void theCardMayBeSpokenToDifferently()
    {
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder(), "--trace", "--no-logical-channel",
                                         "--no-terminal-capability", "--block-size", "64", "--aid",
                                         "A0000005591010FFFFFFFF8900000100"});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QVERIFY(!has(outcome.err, "MANAGE CHANNEL"));
        QVERIFY(!has(outcome.err, "TERMINAL CAPABILITY"));
    }

    void theKeyLogIsWritten()
    {
        const std::string file = place("keys.log");
        QVERIFY(runSmds({"discover", "--lab", m_lab.folder(), "--key-log", file}).code == cli::exitOk);
        QFile log(QString::fromStdString(file));
        QVERIFY(log.open(QIODevice::ReadOnly));
        QVERIFY(log.readAll().contains("CLIENT_TRAFFIC_SECRET_0"));
    }

    void aServerElsewhereIsReachedThroughTheMap()
    {
        const lab::Lab lab = m_lab.open();
        auto server = smds::Server::start(lab.smds, {});
        QVERIFY(server);
        const std::string map = "testrootsmds.example.com=127.0.0.1:" + std::to_string((*server)->es11Port());
        const Outcome outcome = runSmds(
            {"discover", "--euicc", m_lab.file("euicc-a"), "--map", map, "--ci", m_lab.file("ci/CERT_CI.pem")});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
    }

    void anExpiredServerIsNotTrusted()
    {
        const auto authority = pki::Authority::load(m_lab.file("ci"));
        pki::ServerIdentity identity;
        identity.commonName = "testrootsmds.example.com";
        identity.oid = "2.999.15";
        identity.dnsNames = {identity.commonName};
        pki::IssueOptions expired;
        expired.defects.expired = true;
        const auto tls = authority->issueServer(pki::Role::dsTls, identity, expired);
        QVERIFY(tls && pki::saveCredential(*tls, place("expired"), "TLS"));
        smds::Configuration configuration = m_lab.open().smds;
        configuration.database = std::filesystem::path(place("expired.sqlite"));
        configuration.es11.tls = {{place("expired") + "/CERT_TLS.pem", place("expired") + "/SK_TLS.pem"}};
        auto server = smds::Server::start(configuration, {});
        QVERIFY(server);

        const std::string map = "testrootsmds.example.com=127.0.0.1:" + std::to_string((*server)->es11Port());
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder(), "--map", map});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(has(outcome.err, "TLS") && has(outcome.err, "validity"), outcome.err.c_str());
    }

    void aForeignCiIsNotTrusted()
    {
        pki::AuthorityOptions other;
        other.commonName = "Other CI";
        const auto authority = pki::Authority::create(other);
        QVERIFY(authority && authority->save(place("other-ci")));
        const Outcome outcome = runSmds(
            {"discover", "--lab", m_lab.folder(), "--ci", place("other-ci") + "/CERT_CI.pem"});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(has(outcome.err, "TLS") && has(outcome.err, "issuer known"), outcome.err.c_str());
    }

    void aDeadServerIsToldAsOne()
    {
        const std::string map = "testrootsmds.example.com=127.0.0.1:" + std::to_string(testing::closedPort());
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder(), "--map", map});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(has(outcome.err, "failed  ES11.InitiateAuthentication"), outcome.err.c_str());
        QVERIFY2(has(outcome.err, "connect"), outcome.err.c_str());
    }

    void aStopIsNoFailure()
    {
        std::stop_source stop;
        stop.request_stop();
        const Outcome outcome = runSmds({"discover", "--lab", m_lab.folder()}, {}, stop.get_token());
        QCOMPARE(outcome.code, int(cli::exitInterrupted));
        QVERIFY2(has(outcome.err, "Stopped."), outcome.err.c_str());
    }
};

WB_TEST(DiscoverTest);

#include "discover_test.moc"
