// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/base/hex.h"
#include "core/es/json.h"
#include "core/pki/authority.h"
#include "core/pki/pem.h"
#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/test.h"

#include <QJsonArray>

using namespace wb;
using wb::testing::Outcome;
using wb::testing::runSmds;

namespace {

/// The answer of a real card to GetEUICCChallenge (lpac issue 143).
constexpr const char *challenge = "BF2E128010FDC5A60071053ABB4C0F91BC0620BCFD";

} // namespace

class DecodeTest : public QObject {
    Q_OBJECT

    testing::TestLab m_lab;
    QTemporaryDir m_place;

private Q_SLOTS:
    void everyFormGivesTheSameTree_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QByteArray hex(challenge);
        QTest::newRow("hex") << hex;
        QTest::newRow("lower case") << hex.toLower();
        QTest::newRow("spaced") << QByteArray("BF 2E 12 80 10 FD C5 A6 00 71 05 3A BB 4C 0F 91 BC 06 20 BC FD");
        QTest::newRow("base64") << QByteArray::fromHex(hex).toBase64();
        QTest::newRow("PEM") << QByteArray("-----BEGIN ANYTHING-----\n" + QByteArray::fromHex(hex).toBase64()
                                           + "\n-----END ANYTHING-----\n");
    }

    void everyFormGivesTheSameTree()
    {
        QFETCH(QByteArray, input);
        const std::string expected = "     0  BF2E GetEuiccChallengeResponse\n"
                                     "     3    80 euiccChallenge: FDC5A60071053ABB4C0F91BC0620BCFD\n";
        const Outcome argument = runSmds({"decode", input.toStdString()});
        QCOMPARE(argument.code, int(cli::exitOk));
        QCOMPARE(argument.out, expected);
        QCOMPARE(runSmds({"decode", "-"}, input.toStdString() + "\n").out, expected);
        const std::string file = m_place.filePath(QStringLiteral("input")).toStdString();
        QVERIFY(writeFile(file, input.toStdString()));
        QCOMPARE(runSmds({"decode", "--file", file}).out, expected);
        const Bytes octets = *fromHex(challenge);
        QVERIFY(writeFile(file, textOf(octets)));
        QCOMPARE(runSmds({"decode", "--file", file}).out, expected);
    }

    void aTagIsReadAsWhatItLikelierIs()
    {
        QVERIFY(holds(runSmds({"decode", "BF2000"}).out, "GetEuiccInfo1Request"));
        QVERIFY(holds(runSmds({"decode", "--as", "response", "BF2000"}).out, "EUICCInfo1"));
        QVERIFY(holds(runSmds({"decode", "BF3E125A1089049032123451234512345678901235"}).out, "eidValue"));
        QVERIFY(holds(runSmds({"decode", "--as", "apdu-command", "81E2910003BF2E00"}).out, "STORE DATA"));
        QVERIFY(holds(runSmds({"decode", "--as", "apdu-response", "6A88"}).out, "SW: 6A88"));
    }

    void jsonIsOpened()
    {
        const es::InitiateAuthenticationRequest request{Bytes(16, 0x11), *fromHex("BF2009820302050 0A900AA00"),
                                                        "testrootsmds.example.com"};
        const Outcome outcome = runSmds({"decode", std::string(textOf(es::toJson(request)))});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        for (const char *part :
             {"euiccInfo1", "BF20 EUICCInfo1", "svn: 2.5.0", "smdpAddress: testrootsmds.example.com"})
            QVERIFY2(holds(outcome.out, part), outcome.out.c_str());
        QVERIFY2(holds(outcome.out, "    +3"), outcome.out.c_str());
    }

    void certificatesAreJudged()
    {
        const std::string ci = m_lab.file("ci/CERT_CI.pem");
        const Outcome server = runSmds({"decode", "--file", m_lab.file("root-smds/CERT_DSauth.pem"), "--ci", ci});
        QVERIFY2(server.code == cli::exitOk, server.all().c_str());
        QVERIFY2(holds(server.out, "CERT.DSauth of SGP.22 version 2: O=ACME"), server.out.c_str());
        QVERIFY2(holds(server.out, "ok  CERT.DSauth  signature"), server.out.c_str());

        pki::AuthorityOptions other;
        QVERIFY(pki::Authority::create(other)->save(m_place.filePath(QStringLiteral("other")).toStdString()));
        const Outcome foreign = runSmds({"decode", "--file", m_lab.file("root-smds/CERT_DSauth.pem"), "--ci",
                                         m_place.filePath(QStringLiteral("other/CERT_CI.pem")).toStdString(),
                                         "--json"});
        const QJsonObject found = foreign.json()[QStringLiteral("certificates")][0].toObject();
        QCOMPARE(found[QStringLiteral("role")].toString(), QStringLiteral("CERT.DSauth"));
        QCOMPARE(found[QStringLiteral("chain")][QStringLiteral("ok")].toBool(true), false);
    }

    void anEuiccCertificateIsJudgedWithItsEum()
    {
        const lab::Lab lab = m_lab.open();
        const euicc::EuiccCredential &credential = lab.euiccs.front().credentials.front();
        Bytes both = copyOf(credential.euicc.der());
        append(both, credential.eum.der());
        const Outcome outcome = runSmds({"decode", toHex(both), "--ci", m_lab.file("ci/CERT_CI.pem")});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
        QVERIFY2(holds(outcome.out, "ok  CERT.EUICC  EUM EIN"), outcome.out.c_str());
        QVERIFY2(!holds(outcome.out, "no  "), outcome.out.c_str());
    }

    void jsonOutputIsATree()
    {
        const QJsonObject json = runSmds({"decode", challenge, "--json"}).json();
        QCOMPARE(json[QStringLiteral("octets")].toInt(), 21);
        const QJsonObject root = json[QStringLiteral("tree")][0].toObject();
        QCOMPARE(root[QStringLiteral("tag")].toString(), QStringLiteral("BF2E"));
        const QJsonObject field = root[QStringLiteral("children")][0].toObject();
        QCOMPARE(field[QStringLiteral("name")].toString(), QStringLiteral("euiccChallenge"));
        QCOMPARE(field[QStringLiteral("offset")].toInt(), 3);
        QCOMPARE(field[QStringLiteral("length")].toInt(), 18);
    }

    void maskingHidesTheEid()
    {
        const Outcome outcome = runSmds({"decode", "BF3E125A1089049032123451234512345678901235", "--mask"});
        QVERIFY2(holds(outcome.out, "eidValue: 8904 .... 1235\n"), outcome.out.c_str());
        QVERIFY(!holds(outcome.out, "89049032"));
    }

    /// A tag that means one thing in a request and another in the response is read as what its fields fit, cut short or not.
    void aCutObjectIsReadAsWhatItsFieldsFit()
    {
        for (const char *text : {"BF3E035C015A", "BF3E035C01", "BF3E055C015A"})
            QVERIFY2(holds(runSmds({"decode", text}).out, "GetEuiccDataRequest"), text);
        for (const char *text : {"BF3E125A1089049032123451234512345678901235", "BF3E125A10890490321234512345"})
            QVERIFY2(holds(runSmds({"decode", text}).out, "GetEuiccDataResponse"), text);
        const Outcome cut = runSmds({"decode", "BF3E035C01"});
        QCOMPARE(cut.code, int(cli::exitFailed));
        QVERIFY2(!holds(cut.err, "smds decode"), cut.err.c_str());
    }

    void whatIsNoDataObjectGetsAHint_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("hint");
        QTest::newRow("status word") << QByteArray("6A88") << QByteArray("`smds explain 6A88`");
        QTest::newRow("EID") << QByteArray("89049032123451234512345678901235")
                             << QByteArray("`smds explain 89049032123451234512345678901235`");
        QTest::newRow("APDU") << QByteArray("00A4040010A0000005591010FFFFFFFF8900000100")
                              << QByteArray("--as apdu-command");
        QTest::newRow("no hexadecimal") << QByteArray("zz") << QByteArray("read as base64");
    }

    void whatIsNoDataObjectGetsAHint()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, hint);
        const Outcome outcome = runSmds({"decode", input.toStdString()});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(holds(outcome.err, hint.toStdString()), outcome.all().c_str());
    }

    void certificateExtensionsAreReadable()
    {
        const Outcome outcome = runSmds({"decode", "--file", m_lab.file("root-smds/CERT_DSauth.pem")});
        for (const char *line : {"registeredID: 2.999.", "KeyUsage: digitalSignature",
                                 "policyIdentifier: id-rspRole-ds-auth", "uniformResourceIdentifier: \"http://"})
            QVERIFY2(holds(outcome.out, line), outcome.out.c_str());
    }

    /// What came before the fault is printed, the fault with its octet, and the code says that it failed.
    void badInputSaysWhereItStopped_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<int>("octet");
        QTest::addColumn<QByteArray>("complaint");
        const auto row = [](const char *name, const char *input, const char *before, int octet, const char *complaint) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(before) << octet << QByteArray(complaint);
        };
        row("half a digit", "BF2E1", "", 5, "odd number");
        row("a slip in hexadecimal", "BF2E12801G10", "", 9, "hexadecimal");
        row("truncated", "BF2000 BF2E12", "BF20", 3, "beyond the end");
        row("truncated length", "BF2000 8082", "BF20", 5, "inside a length");
        row("half JSON", "{\"transactionId\":\"00\",", "transactionId", 22, "");
        row("not JSON", "{nonsense}", "", 1, "");
        row("not base64", "*?", "", 0, "base64");
        row("nothing", " ", "", -1, "nothing to decode");
    }

    void badInputSaysWhereItStopped()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, before);
        QFETCH(int, octet);
        QFETCH(QByteArray, complaint);
        const Outcome text = runSmds({"decode", input.toStdString()});
        QCOMPARE(text.code, int(cli::exitFailed));
        QVERIFY2(holds(text.out, before.toStdString()), text.all().c_str());
        QVERIFY2(holds(text.err, complaint.toStdString()), text.all().c_str());
        const Outcome json = runSmds({"decode", input.toStdString(), "--json"});
        QCOMPARE(json.json()[QStringLiteral("error")][QStringLiteral("offset")].toInt(-1), octet);
    }

    void aFileIsNoData()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("CERT.pem")).toStdString();
        QVERIFY(writeFile(file, "-----BEGIN CERTIFICATE-----").has_value());
        const Outcome outcome = runSmds({"decode", file});
        QVERIFY(outcome.code != cli::exitOk);
        QVERIFY2(holds(outcome.err, "is a file; --file reads"), outcome.all().c_str());
    }

    void missingFilesAreNamed()
    {
        const Outcome file = runSmds({"decode", "--file", "/nowhere/at.all"});
        QCOMPARE(file.code, int(cli::exitFailed));
        QVERIFY2(holds(file.err, "/nowhere/at.all"), file.err.c_str());
        const Outcome ci = runSmds({"decode", "00", "--ci", "/nowhere/ci.pem"});
        QCOMPARE(ci.code, int(cli::exitFailed));
        QVERIFY2(holds(ci.err, "/nowhere/ci.pem"), ci.err.c_str());
    }
};

WB_TEST(DecodeTest);

#include "decode_test.moc"
