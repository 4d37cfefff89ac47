// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/identity_files.h"
#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QJsonArray>
#include <QProcess>

#include <filesystem>

using namespace wb;
using wb::testing::must;
using wb::testing::Outcome;
using wb::testing::runSmds;

class CardAndLabTest : public QObject {
    Q_OBJECT

    testing::TestLab m_lab;
    QTemporaryDir m_place;

private Q_SLOTS:
    void cardInfoTellsWhoTheEuiccIs()
    {
        const Outcome text = runSmds({"card", "info", "--euicc", m_lab.file("euicc-a")});
        QVERIFY2(text.code == cli::exitOk, text.all().c_str());
        for (const char *part :
             {"EID         89049032 1234 5123 4512 3456 7890 12 35  check digits hold", "EIN 89049032",
              "SVN         2.5.0", "Root SM-DS  testrootsmds.example.com  a placeholder", "SM-DP+      no default one",
              "BF22 EUICCInfo2", "euiccFirmwareVer", "not a published CI",
              "A0000005591010FFFFFFFF8900000100 on channel 1"})
            QVERIFY2(holds(text.out, part), part);

        const QJsonObject json = runSmds({"card", "info", "--lab", m_lab.folder(), "--json"}).json();
        QCOMPARE(json[QStringLiteral("eid")][QStringLiteral("digits")].toString(),
                 QStringLiteral("89049032123451234512345678901235"));
        QCOMPARE(json[QStringLiteral("svn")].toString(), QStringLiteral("2.5.0"));
        QCOMPARE(json[QStringLiteral("rootDsAddressIsPlaceholder")].toBool(), true);
        QCOMPARE(json[QStringLiteral("signingCis")].toArray().size(), 1);
    }

    void wrongCheckDigitsAreToldWithCandidates()
    {
        euicc::Identity identity = m_lab.open().euiccs.front();
        identity.eid = *rsp::Eid::fromText("89049032123451234512345678902135");
        const std::string folder = m_place.filePath(QStringLiteral("wrong")).toStdString();
        QVERIFY(euicc::saveIdentity(identity, folder));
        const Outcome outcome = runSmds({"card", "info", "--euicc", folder});
        QVERIFY2(holds(outcome.out, "check digits wrong"), outcome.all().c_str());
        QVERIFY2(holds(outcome.out, "perhaps 89049032 1234 5123 4512 3456 7890 12 35"), outcome.out.c_str());
    }

    /// A certificate for another SM-DS: it keeps the rules of its role, and nothing is overwritten.
    void theCiOfALabIssues()
    {
        const std::filesystem::path folder = m_place.filePath(QStringLiteral("second")).toStdString();
        const std::vector<std::string> arguments{
            "lab",        "issue", "CERT.DS.TLS",  "--name", "smds2.example.com", "--oid",
            "2.999.15.2", "--lab", m_lab.folder(), "--out",  folder.string()};
        const Outcome made = runSmds(arguments);
        QVERIFY2(made.code == cli::exitOk, made.all().c_str());
        const auto credential = must(pki::loadCredential(folder, "DS_TLS"));
        WB_COMPARE(credential.leaf().oid(), "2.999.15.2");
        static constexpr pki::Role roles[] = {pki::Role::dsTls};
        const auto verdict = pki::checkTlsCertificate(credential.chain, m_lab.open().cis, roles, "smds2.example.com",
                                                      pki::TlsEnd::server, Clock::system().now());
        QVERIFY(verdict.ok());
        const Outcome again = runSmds(arguments);
        QCOMPARE(again.code, int(cli::exitFailed));
        QVERIFY2(holds(again.err, "not overwritten"), again.all().c_str());
        QCOMPARE(runSmds({"lab", "issue", "CERT.EUICC", "--name", "x", "--oid", "2.999.1"}).code, int(cli::exitUsage));
        QCOMPARE(runSmds({"lab", "issue", "CERT.DS.TLS", "--name", "x", "--oid", "twelve"}).code, int(cli::exitUsage));
        for (const char *name : {"bad name", "x.example.com:443"})
            QCOMPARE(runSmds({"lab", "issue", "CERT.DS.TLS", "--name", name, "--oid", "2.999.1"}).code,
                     int(cli::exitUsage));
    }

    void maskingHidesTheEid()
    {
        for (const Outcome &outcome : {runSmds({"card", "info", "--lab", m_lab.folder(), "--mask"}),
                                       runSmds({"card", "info", "--lab", m_lab.folder(), "--mask", "--json"})}) {
            QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
            QVERIFY(holds(outcome.out, "8904 .... 1235"));
            QVERIFY(!holds(outcome.out, "1234512345"));
        }
    }

    void labsAreMadeOnceAndShown()
    {
        const std::string folder = m_place.filePath(QStringLiteral("new lab")).toStdString();
        const Outcome made = runSmds({"lab", "create", folder});
        QVERIFY2(made.code == cli::exitOk, made.all().c_str());
        QCOMPARE(made.out, "Lab made in " + folder + "\n");
        const Outcome again = runSmds({"lab", "create", folder});
        QCOMPARE(again.code, int(cli::exitFailed));
        QVERIFY2(holds(again.err, "there is a lab in this folder already"), again.err.c_str());

        const Outcome shown = runSmds({"lab", "show", folder});
        for (const char *part :
             {"First lab", "CERT.CI", "testrootsmds.example.com", "CERT.DP.TLS", "Lab eUICC A", "CERT.DSauth of SGP.22",
              "CERT.DS.TLS of SGP.22", "O=RSPTEST, CN=testrootsmds.example.com", "; valid 20"})
            QVERIFY2(holds(shown.out, part), shown.all().c_str());
        QCOMPARE(runSmds({"lab", "show", "--lab", folder}).out, shown.out);
        const QJsonObject json = runSmds({"lab", "show", folder, "--json"}).json();
        QCOMPARE(json[QStringLiteral("euiccs")].toArray().size(), 1);
        const QJsonArray certificates = json[QStringLiteral("smds")][QStringLiteral("certificates")].toArray();
        QCOMPARE(certificates.size(), 2); // CERT.DSauth, and CERT.DS.TLS once though both listeners show it
        for (const QJsonValueConstRef certificate : certificates)
            QVERIFY(!certificate.toObject()[QStringLiteral("notAfter")].toString().isEmpty());
    }

    void theLabRevokes()
    {
        const std::string folder = m_place.filePath(QStringLiteral("revoking lab")).toStdString();
        QCOMPARE(runSmds({"lab", "create", folder}).code, int(cli::exitOk));
        const std::string bad = m_place.filePath(QStringLiteral("bad")).toStdString();
        QCOMPARE(runSmds({"lab", "issue", "CERT.DPauth", "--name", "a.example.com", "--oid", "2.999.10", "--lab",
                          folder, "--out", bad})
                     .code,
                 int(cli::exitOk));
        const std::vector<std::string> revoke{
            "lab", "revoke", bad + "/CERT_DPauth.pem", "--lab", folder, "--number", "7", "--out", bad, "--parts",
            "2",   "--json"};
        const QJsonObject json = runSmds(revoke).json();
        const QJsonArray files = json[QStringLiteral("files")].toArray();
        QCOMPARE(files.size(), 2);
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("crl"), QStringLiteral("-inform"), QStringLiteral("DER"),
                       QStringLiteral("-noout"), QStringLiteral("-crlnumber"), QStringLiteral("-in"),
                       files[1].toString()});
        QVERIFY(openssl.waitForFinished());
        QCOMPARE(openssl.readAllStandardOutput().trimmed(), QByteArray("crlNumber=0x07"));
        const Outcome again = runSmds(revoke); // nothing is overwritten
        QCOMPARE(again.code, int(cli::exitFailed));
        QCOMPARE(runSmds({"lab", "revoke", "--lab", folder, "--out", bad, "--number", "8", "--since", "7"}).out,
                 "Made " + bad + "/CRL_8.crl\n");
        QCOMPARE(runSmds({"lab", "revoke", "/nowhere.pem", "--lab", folder}).code, int(cli::exitFailed));
    }

    void anEmptyFolderBecomesALabAndAnotherDoesNot()
    {
        const QDir place(m_place.path());
        QVERIFY(place.mkdir(QStringLiteral("empty")));
        const std::string empty = place.filePath(QStringLiteral("empty")).toStdString();
        const Outcome made = runSmds({"lab", "create", empty});
        QVERIFY2(made.code == cli::exitOk, made.all().c_str());
        QVERIFY(QFile::remove(place.filePath(QStringLiteral("empty/lab.toml"))));
        for (const char *verb : {"discover", "demo"}) {
            const Outcome broken = runSmds({verb, "--lab", empty});
            QCOMPARE(broken.code, int(cli::exitFailed));
            QVERIFY2(holds(broken.err, "put its lab.toml back"), broken.err.c_str());
        }
    }

    void theDemoMakesTheUsersLabAndDiscovers()
    {
        const Outcome first = runSmds({"demo"});
        QVERIFY2(first.code == cli::exitOk, first.all().c_str());
        QVERIFY2(holds(first.out, "Lab     made in " + lab::defaultLabFolder().string()), first.out.c_str());
        QVERIFY(holds(first.out, "EV-LAB-0003"));
        QVERIFY(first.err.empty());
        const Outcome second = runSmds({"demo", "--json"});
        QCOMPARE(second.json()[QStringLiteral("entries")].toArray().size(), 3);
    }

    void theUsersLabIsMeantWhenNothingIsSaid()
    {
        QVERIFY(runSmds({"demo"}).code == cli::exitOk);
        QVERIFY(runSmds({"discover"}).code == cli::exitOk);
        QVERIFY(runSmds({"card", "info"}).code == cli::exitOk);
        QVERIFY(runSmds({"lab", "show"}).code == cli::exitOk);
    }

    void missingThingsAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char *name, const char *line, const char *complaint) {
            QTest::newRow(name) << QString::fromLatin1(line).split(QLatin1Char(' ')) << QString::fromLatin1(complaint);
        };
        row("discover in no lab", "discover --lab /nowhere", "smds lab create /nowhere");
        row("show no lab", "lab show /nowhere", "smds lab create /nowhere");
        row("no eUICC folder", "card info --euicc /nowhere", "/nowhere");
        row("plug no eUICC", "card plug --euicc /nowhere", "/nowhere");
        row("no CI", "discover --euicc /nowhere --ci /nowhere/ci.pem", "/nowhere/ci.pem");
        row("a lab where nobody may write", "lab create /proc/lab", "/proc/lab");
    }

    void missingThingsAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, complaint);
        std::vector<std::string> words;
        for (const QString &argument : arguments)
            words.push_back(argument.toStdString());
        const Outcome outcome = runSmds(words);
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(holds(outcome.err, complaint.toStdString()), outcome.err.c_str());
        QVERIFY2(holds(outcome.err, "\nDo:  "), outcome.err.c_str());
    }
};

WB_TEST(CardAndLabTest);

#include "card_and_lab_test.moc"
