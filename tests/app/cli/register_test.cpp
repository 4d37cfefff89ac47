// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/pki/authority.h"
#include "core/smds/server.h"
#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/test.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace wb;
using wb::testing::Outcome;
using wb::testing::runSmds;

namespace {

constexpr const char *eid = "89049032123451234512345678901235";

} // namespace

class RegisterTest : public QObject {
    Q_OBJECT

    testing::TestLab m_lab;
    QTemporaryDir m_place;

    Outcome registerOne(const std::string &eventId, const std::string &forEid, std::vector<std::string> more = {})
    {
        std::vector<std::string> arguments{"register",   "--lab", m_lab.folder(), "--eid",           forEid,
                                           "--event-id", eventId, "--address",    "smdp.example.com"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runSmds(arguments);
    }

    std::string rowsFile(const std::string &text)
    {
        const std::string file = m_place.filePath(QStringLiteral("rows.csv")).toStdString();
        if (!writeFile(file, text))
            qFatal("the rows cannot be written");
        return file;
    }

private Q_SLOTS:
    void whatWasRegisteredIsFound()
    {
        const Outcome outcome = registerOne("EV-ONE", eid);
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QCOMPARE(outcome.out, std::string("EV-ONE registered\n"));
        QVERIFY(holds(runSmds({"discover", "--lab", m_lab.folder()}).out, "EV-ONE       smdp.example.com"));
    }

    void anEventIdIsTakenOnce()
    {
        QVERIFY(registerOne("EV-TWICE", eid).code == cli::exitOk);
        const Outcome again = registerOne("EV-TWICE", eid, {"--json"});
        QCOMPARE(again.code, int(cli::exitFailed));
        const QJsonObject json = again.json();
        QCOMPARE(json[QStringLiteral("registered")].toBool(true), false);
        QCOMPARE(json[QStringLiteral("eventId")].toString(), QStringLiteral("EV-TWICE"));
        QCOMPARE(json[QStringLiteral("error")][QStringLiteral("interface")].toString(), QStringLiteral("ES12"));
        QCOMPARE(json[QStringLiteral("error")][QStringLiteral("status")][QStringLiteral("subjectCode")].toString(),
                 QStringLiteral("8.9.5"));
        QVERIFY2(holds(again.err, "8.9.5/3.3"), again.err.c_str());
    }

    void whatWasRegisteredCanBeDeleted()
    {
        QVERIFY(registerOne("EV-GO", eid).code == cli::exitOk);
        const std::vector<std::string> arguments{"delete", "--lab",      m_lab.folder(), "--eid",
                                                 eid,      "--event-id", "EV-GO"};
        const Outcome outcome = runSmds(arguments);
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QCOMPARE(outcome.out, std::string("EV-GO deleted\n"));
        QVERIFY(!holds(runSmds({"discover", "--lab", m_lab.folder()}).out, "EV-GO"));
        auto inJson = arguments;
        inJson.push_back("--json");
        const Outcome again = runSmds(inJson);
        QCOMPARE(again.code, int(cli::exitFailed));
        QCOMPARE(again.json()[QStringLiteral("deleted")].toBool(true), false);
        QVERIFY2(holds(again.err, "8.9.5/3.9"), again.err.c_str());
    }

    void forwardingNeedsAParent()
    {
        const Outcome outcome = registerOne("EV-FORWARD", eid, {"--forward"});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(holds(outcome.err, "8.9/5.1"), outcome.err.c_str());
    }

    void wrongCheckDigitsAreToldWithCandidates()
    {
        const Outcome outcome = registerOne("EV-SWAP", "89049032123451234512345678902135"); // digits 29 and 30 swapped
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QVERIFY2(holds(outcome.err, "the check digits of EID 89049032 1234 5123 4512 3456 7890 21 35 are wrong"),
                 outcome.err.c_str());
        QVERIFY2(holds(outcome.err, "89049032 1234 5123 4512 3456 7890 12 35  digits 29 and 30 swapped"),
                 outcome.err.c_str());
    }

    void whatIsNoEidIsNotSent()
    {
        const Outcome outcome = registerOne("EV-BAD", "8904");
        QCOMPARE(outcome.code, int(cli::exitUsage));
        QVERIFY2(holds(outcome.err, "4 digits, an EID has 32"), outcome.err.c_str());
    }

    /// What no server could accept is told before anybody is asked; here nobody could be.
    void whatHasNoFormIsNotSent()
    {
        const auto refused = [&](const std::string &eventId, const std::string &address) {
            return runSmds(
                {"register", "--lab", "/nowhere", "--eid", eid, "--event-id", eventId, "--address", address, "--json"});
        };
        for (const Outcome &outcome :
             {refused("EV\x1B[2J", "smdp.example.com"), refused(std::string(300, 'E'), "smdp.example.com"),
              refused("EV-1", "https://smdp.example.com/")}) {
            QCOMPARE(outcome.code, int(cli::exitUsage));
            QCOMPARE(outcome.json()[QStringLiteral("error")][QStringLiteral("kind")].toString(),
                     QStringLiteral("invalid"));
        }
    }

    void aFileGivesOneResultARow()
    {
        const std::string file = rowsFile("eid,eventId,rspServerAddress\n" + std::string(eid) + ",EV-R1,a.example.com\n"
                                          + "12,EV-R2,a.example.com\n" + eid + ",EV-R1,a.example.com\n" + eid
                                          + ",EV-R3,a.example.com\n");
        const Outcome outcome = runSmds({"register", "--lab", m_lab.folder(), "--file", file, "--json"});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        const auto lines = QByteArray::fromStdString(outcome.out).trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        const bool registered[] = {true, false, false, true};
        for (int i = 0; i < 4; ++i) {
            const QJsonObject row = QJsonDocument::fromJson(lines[i]).object();
            QCOMPARE(row[QStringLiteral("line")].toInt(), i + 2);
            QCOMPARE(row[QStringLiteral("registered")].toBool(), registered[i]);
        }
    }

    /// Each refused row is told once, with its line, and the end says how many there are.
    void aFileEndsWithASummary()
    {
        const std::string file = rowsFile("\xEF\xBB\xBF"
                                          "eid,eventId,rspServerAddress\r\n"
                                          + std::string(eid) + ",EV-S1,a.example.com\r\n12,EV-S2,a.example.com\r\n"
                                          + eid + ",EV-S1,a.example.com\r\n" + eid + ",,a.example.com\r\n");
        const Outcome outcome = runSmds({"register", "--lab", m_lab.folder(), "--file", file});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QCOMPARE(outcome.out, std::string("line 2: EV-S1 registered\n1 of 4 registered\n"));
        QVERIFY2(holds(outcome.err, "line 3: EV-S2 not registered: "), outcome.err.c_str());
        QVERIFY2(holds(outcome.err, "eid: 2 digits, an EID has 32"), outcome.err.c_str());
        QVERIFY2(holds(outcome.err, "line 4: EV-S1 not registered: ES12 RegisterEvent was refused."),
                 outcome.err.c_str());
        QVERIFY2(holds(outcome.err, "line 5: the row not registered: "), outcome.err.c_str());
        QVERIFY2(holds(outcome.err, "eventId: it is missing"), outcome.err.c_str());
    }

    /// Nobody is asked, so the input is at fault: the exit code of wrong usage.
    void wrongInputEndsAsWrongUsage()
    {
        const auto run = [&](const std::string &file, const std::string &in = {}) {
            return runSmds({"register", "--lab", m_lab.folder(), "--file", file}, in);
        };
        const Outcome allWrong = run(rowsFile("1,2\n3\n"));
        QCOMPARE(allWrong.code, int(cli::exitUsage));
        QVERIFY2(holds(allWrong.err, "line 1: 2 not registered"), allWrong.err.c_str());
        QVERIFY2(holds(allWrong.err, "line 2: the row not registered"), allWrong.err.c_str());
        QVERIFY2(holds(allWrong.err, "0 of 2 registered; nothing was sent"), allWrong.err.c_str());
        const Outcome semicolons = run(rowsFile("eid;eventId;rspServerAddress\n"));
        QCOMPARE(semicolons.code, int(cli::exitUsage));
        QVERIFY2(holds(semicolons.err, "rows.csv line 1"), semicolons.err.c_str());
        QVERIFY2(holds(semicolons.err, "no row of the file was sent"), semicolons.err.c_str());
        const Outcome folder = run(m_place.path().toStdString());
        QCOMPARE(folder.code, int(cli::exitUsage));
        QVERIFY2(holds(folder.err, "it is a folder"), folder.err.c_str());
        QCOMPARE(run("/nowhere.csv").code, int(cli::exitUsage));
        QCOMPARE(run("-", "nothing;of;use\n").code, int(cli::exitUsage));
    }

    void rowsComeFromTheStandardInput()
    {
        const Outcome outcome = runSmds({"register", "--lab", m_lab.folder(), "--file", "-"},
                                        std::string(eid) + ",EV-IN,a.example.com\n");
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QCOMPARE(outcome.out, std::string("line 1: EV-IN registered\n1 of 1 registered\n"));
    }

    void aDeadServerStopsTheFile()
    {
        const std::string map = "testrootsmds.example.com=127.0.0.1:" + std::to_string(testing::closedPort());
        const std::string file = rowsFile(std::string(eid) + ",EV-D1,a.example.com\n" + eid + ",EV-D2,a.example.com\n");
        const Outcome outcome = runSmds({"register", "--lab", m_lab.folder(), "--map", map, "--file", file, "--json"});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QCOMPARE(QByteArray::fromStdString(outcome.out).trimmed().split('\n').size(), 1);
    }

    /// Another SM-DP+ calls the SM-DS of a lab: the lab says where it is and whom to trust.
    void aCertificateOfOnesOwnCallsTheSmdsOfALab()
    {
        const auto authority = pki::Authority::load(m_lab.file("ci"));
        pki::ServerIdentity identity;
        identity.commonName = "other.example.com";
        identity.oid = "2.999.78";
        identity.dnsNames = {identity.commonName};
        const auto credential = authority->issueServer(pki::Role::dpTls, identity, {});
        const std::string folder = m_place.filePath(QStringLiteral("other")).toStdString();
        QVERIFY(credential && pki::saveCredential(*credential, folder, "TLS"));
        const Outcome outcome = registerOne("EV-OTHER", eid,
                                            {"--cert", folder + "/CERT_TLS.pem", "--key", folder + "/SK_TLS.pem"});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        // Only who registered an event may delete it.
        QCOMPARE(runSmds({"delete", "--lab", m_lab.folder(), "--eid", eid, "--event-id", "EV-OTHER"}).code,
                 int(cli::exitFailed));
    }

    /// The likeliest slip with --map: the port of ES11 for that of ES12.
    void theWrongListenerIsNamed()
    {
        auto server = smds::Server::start(m_lab.open().smds, {});
        QVERIFY(server);
        const std::string map = "testrootsmds.example.com=127.0.0.1:" + std::to_string((*server)->es11Port());
        const Outcome outcome = registerOne("EV-PORT", eid, {"--map", map});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(holds(outcome.err, "most likely the port of ES11 was given"), outcome.err.c_str());
        QVERIFY2(holds(outcome.err, "--trace shows the exchanges."), outcome.err.c_str());
        const Outcome traced = registerOne("EV-PORT", eid, {"--map", map, "--trace", "--json"});
        QVERIFY2(!holds(traced.err, "--trace shows"), traced.err.c_str());
        QVERIFY2(holds(traced.out, "\"httpStatus\":404"), traced.out.c_str());
    }

    void theWrongCertificateIsRefusedByTls()
    {
        const auto authority = pki::Authority::load(m_lab.file("ci"));
        pki::ServerIdentity identity;
        identity.commonName = "wrong.example.com";
        identity.oid = "2.999.77";
        identity.dnsNames = {identity.commonName};
        pki::IssueOptions expired;
        expired.defects.expired = true;
        const auto credential = authority->issueServer(pki::Role::dpTls, identity, expired);
        const std::string folder = m_place.filePath(QStringLiteral("expired")).toStdString();
        QVERIFY(credential && pki::saveCredential(*credential, folder, "TLS"));
        auto server = smds::Server::start(m_lab.open().smds, {});
        QVERIFY(server);
        const Outcome outcome = runSmds({"register", "--cert", folder + "/CERT_TLS.pem", "--key",
                                         folder + "/SK_TLS.pem", "--ci", m_lab.file("ci/CERT_CI.pem"), "--server",
                                         "testrootsmds.example.com", "--map",
                                         "testrootsmds.example.com=127.0.0.1:" + std::to_string((*server)->es12Port()),
                                         "--eid", eid, "--event-id", "EV-X", "--address", "a.example.com", "--json"});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        const QJsonObject error = outcome.json()[QStringLiteral("error")].toObject();
        QCOMPARE(error[QStringLiteral("tlsAlert")].toInt(), 45); // certificate_expired
    }
};

WB_TEST(RegisterTest);

#include "register_test.moc"
