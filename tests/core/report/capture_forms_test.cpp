// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/encode.h"
#include "core/capture/file_records.h"
#include "core/report/capture_forms.h"
#include "core/report/exchange_text.h"
#include "core/report/pcap.h"
#include "tests/support/core/json_schema.h"
#include "tests/support/core/results.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/core/signed_exchanges.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace wb;
using namespace wb::report;
using capture::ExchangePtr;

namespace {

std::vector<ExchangePtr> samples()
{
    std::vector<ExchangePtr> all;
    for (capture::Exchange &exchange : testing::sampleExchanges({Bytes{0x30, 0x00}})) {
        exchange.number = all.size() + 1;
        all.push_back(std::make_shared<const capture::Exchange>(std::move(exchange)));
    }
    return all;
}

capture::CaptureHeader header()
{
    return {1, "SM-DS Workbench", TimePoint(std::chrono::milliseconds(1'795'356'131'381)), true};
}

Bytes octetsOf(const capture::Exchange &exchange)
{
    return asn1::encode(capture::stored(exchange));
}

QJsonObject objectFrom(ByteView text)
{
    return QJsonDocument::fromJson(
               QByteArray(reinterpret_cast<const char *>(text.data()), static_cast<qsizetype>(text.size())))
        .object();
}

} // namespace

class CaptureFormsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ourOwnFormsLoseNothing_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("smdscap") << int(CaptureForm::smdscap);
        QTest::newRow("JSON lines") << int(CaptureForm::jsonLines);
    }

    void ourOwnFormsLoseNothing()
    {
        QFETCH(int, form);
        const auto exchanges = samples();
        const auto opened = imported(exported(static_cast<CaptureForm>(form), header(), exchanges));
        QVERIFY2(opened, testing::lineOf(opened).c_str());
        QVERIFY(opened->damages.empty());
        QVERIFY(opened->header.redacted);
        QCOMPARE(opened->header.created, header().created);
        QCOMPARE(opened->exchanges.size(), exchanges.size());
        for (std::size_t i = 0; i < exchanges.size(); ++i)
            QCOMPARE(octetsOf(*opened->exchanges[i]), octetsOf(*exchanges[i]));
    }

    void everyLineFitsTheSchema()
    {
        QFile file(QStringLiteral(WB_SOURCE_DIR "/docs/capture.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject schema = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!schema.isEmpty());
        const QJsonObject definitions = schema[QStringLiteral("$defs")].toObject();
        auto exchanges = samples();
        capture::Exchange full = *exchanges.front();
        std::get<capture::ApduExchange>(full.detail).atr = testing::hex("3B9F96801F");
        full.error = makeError(ErrorKind::refused, Interface::es11, "x", "y");
        full.error->status = StatusPair{"8.1", "3.9", "a", "b"};
        full.error->functionError = FunctionError{"ES10b.AuthenticateServer", 2};
        full.error->statusWord = std::uint16_t(0x6A80);
        full.error->scard = 0x80100069;
        full.error->httpStatus = 500;
        full.error->tlsAlert = 42;
        full.error->offset = 3;
        full.subject = {"89", "EV", "caller"};
        full.verdicts = {{"holds", capture::RuleVerdict::Outcome::holds}};
        exchanges.push_back(std::make_shared<const capture::Exchange>(full));
        const Bytes lines = exported(CaptureForm::jsonLines, header(), exchanges);
        bool first = true;
        for (const QByteArray &line :
             QByteArray(reinterpret_cast<const char *>(lines.data()), static_cast<qsizetype>(lines.size()))
                 .split('\n')) {
            if (line.isEmpty())
                continue;
            const QString name = first ? QStringLiteral("header") : QStringLiteral("exchange");
            const QStringList wrong = testing::deviations(schema, definitions[name].toObject(),
                                                          QJsonDocument::fromJson(line).object());
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
            first = false;
        }
    }

    void aHarComesBackWithWhatItHolds()
    {
        const auto opened = imported(exported(CaptureForm::har, header(), samples()));
        QVERIFY2(opened, testing::lineOf(opened).c_str());
        QVERIFY(opened->damages.empty());
        QCOMPARE(opened->exchanges.size(), std::size_t(3)); // the others are APDUs
        const auto before = testing::initiateAuthenticationExchange();
        const capture::Exchange &after = *opened->exchanges[0];
        QCOMPARE(after.what, std::string("ES9+.InitiateAuthentication"));
        QCOMPARE(after.status, before.status);
        QCOMPARE(after.start, before.start);
        QCOMPARE(after.http()->requestBody, before.http()->requestBody);
        QCOMPARE(std::string(textOf(after.http()->requestHead)), std::string(textOf(before.http()->requestHead)));
        QCOMPARE(after.http()->phases.handshake, before.http()->phases.handshake);
        QCOMPARE(after.http()->phases.connect, before.http()->phases.connect);
        QCOMPARE(opened->exchanges[1]->http()->status, 0);
        QCOMPARE(opened->exchanges[2]->status, std::string("Failed 8.9.5/3.9"));
    }

    void aHarHasWhatTheBodiesSay()
    {
        const QJsonObject har = objectFrom(exported(CaptureForm::har, header(), samples()));
        const QJsonArray entries = har[QStringLiteral("log")][QStringLiteral("entries")].toArray();
        const QString decoded = entries[0].toObject()[QStringLiteral("_asn1")][QStringLiteral("response")].toString();
        QVERIFY2(decoded.contains(QLatin1String("serverAddress")), qPrintable(decoded));
        double sum = 0;
        const QJsonObject timings = entries[0].toObject()[QStringLiteral("timings")].toObject();
        for (const QString &name : timings.keys())
            sum += name == QLatin1String("ssl") ? 0 : timings[name].toDouble();
        QCOMPARE(sum, entries[0].toObject()[QStringLiteral("time")].toDouble());
    }

    void lpacSaysTheSameInEveryVersion_data()
    {
        QTest::addColumn<QByteArray>("log");
        QTest::newRow("upper case, blanks")
            << QByteArray("[DEBUG] [APDU] [TX] CLA: 80, INS: E2, P1: 91, P2: 00, Lc: 03, Data: BF 20 00 \n"
                          "[DEBUG] [APDU] [RX] SW1: 61, SW2: 05, Data: \n"
                          "[DEBUG] [APDU] [TX] CLA: 00, INS: C0, P1: 00, P2: 00, Lc: 05, Data: \n"
                          "[DEBUG] [APDU] [RX] SW1: 90, SW2: 00, Data: BF 20 02 05 00 \n"
                          "[DEBUG] [HTTP] [TX] url: https://lpa.ds.gsma.com/gsma/rsp2/es9plus/initiateAuthentication, "
                          "data: {\"a\":1}\n"
                          "[DEBUG] [HTTP] [RX] rcode: 200, data: "
                          "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}}\n");
        QTest::newRow("colours, no data where there is none")
            << QByteArray("something else\n"
                          "\x1B[32m[DEBUG] [APDU] [TX] CLA: 80, INS: E2, P1: 91, P2: 00, Lc: 03, Data: BF2000\x1B[0m\n"
                          "\x1B[31m[DEBUG] [APDU] [RX] SW1: 61, SW2: 05\x1B[0m\n"
                          "\x1B[32m[DEBUG] [APDU] [TX] CLA: 00, INS: C0, P1: 00, P2: 00, Lc: 05\x1B[0m\n"
                          "\x1B[31m[DEBUG] [APDU] [RX] SW1: 90, SW2: 00, Data: BF20020500\x1B[0m\n"
                          "\x1B[32m[DEBUG] [HTTP] [TX] URL: "
                          "https://lpa.ds.gsma.com/gsma/rsp2/es9plus/initiateAuthentication, Data: {\"a\":1}\x1B[0m\n"
                          "\x1B[31m[DEBUG] [HTTP] [RX] RCode: 200, Data: "
                          "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}}\x1B[0m\n");
        QTest::newRow("with lengths, CR LF")
            << QByteArray("[DEBUG] [APDU] [TX] CLA: 80, INS: E2, P1: 91, P2: 00, Lc: 03, Data: BF2000\r\n"
                          "[DEBUG] [APDU] [RX] SW1: 61, SW2: 05\r\n"
                          "[DEBUG] [APDU] [TX] CLA: 00, INS: C0, P1: 00, P2: 00, Lc: 05\r\n"
                          "[DEBUG] [APDU] [RX] SW1: 90, SW2: 00, Data: BF20020500\r\n"
                          "[DEBUG] [HTTP] [TX] url: https://lpa.ds.gsma.com/gsma/rsp2/es9plus/initiateAuthentication, "
                          "bytes: 7, data: {\"a\":1}\r\n"
                          "[DEBUG] [HTTP] [RX] rcode: 200, bytes: 66, data: "
                          "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}}\r\n");
    }

    void lpacSaysTheSameInEveryVersion()
    {
        QFETCH(QByteArray, log);
        const auto opened = imported(viewOf(log.toStdString()));
        QVERIFY2(opened, testing::lineOf(opened).c_str());
        QVERIFY(opened->damages.empty());
        QCOMPARE(opened->exchanges.size(), std::size_t(2));
        const capture::Exchange &card = *opened->exchanges[0];
        QCOMPARE(card.what, std::string("ES10b.GetEUICCInfo1"));
        QCOMPARE(card.number, std::uint64_t(1));
        QCOMPARE(card.apdu()->request, testing::hex("BF2000"));
        QCOMPARE(card.apdu()->response, testing::hex("BF20020500"));
        QCOMPARE(card.apdu()->blocks.size(), std::size_t(2));
        QCOMPARE(card.apdu()->blocks[1].command, testing::hex("00C0000005"));
        QVERIFY(card.apdu()->blocks[1].generated);
        const capture::Exchange &call = *opened->exchanges[1];
        QCOMPARE(call.what, std::string("ES9+.InitiateAuthentication"));
        QCOMPARE(call.status, std::string("Executed-Success"));
        QCOMPARE(std::string(textOf(call.http()->requestBody)), std::string("{\"a\":1}"));
    }

    void whatSomebodyHidInALogIsTold()
    {
        const auto opened = imported(
            viewOf("[DEBUG] [APDU] [TX] CLA: 80, INS: E2, P1: 91, P2: 00, Lc: 06, Data: BF3E035C015A\n"
                   "[DEBUG] [APDU] [RX] SW1: 90, SW2: 00, Data: BF3E125A108904****\n"));
        QVERIFY(opened);
        QCOMPARE(opened->damages.size(), std::size_t(1));
        QCOMPARE(opened->damages[0].line(),
                 std::string("line 2: a response that is not hexadecimal, perhaps hidden by somebody"));
    }

    void chainsOfTwoChannelsAreToldApart()
    {
        const auto opened = imported(
            viewOf("[DEBUG] [APDU] [TX] CLA: 81, INS: E2, P1: 11, P2: 00, Lc: 01, Data: BF\n"
                   "[DEBUG] [APDU] [RX] SW1: 90, SW2: 00\n"
                   "[DEBUG] [APDU] [TX] CLA: 82, INS: E2, P1: 91, P2: 00, Lc: 03, Data: BF2000\n"
                   "[DEBUG] [APDU] [RX] SW1: 6A, SW2: 88\n"
                   "[DEBUG] [APDU] [TX] CLA: 81, INS: E2, P1: 91, P2: 01, Lc: 02, Data: 2E00\n"
                   "[DEBUG] [APDU] [RX] SW1: 6C, SW2: 02\n"
                   "[DEBUG] [APDU] [TX] CLA: 81, INS: E2, P1: 91, P2: 01, Lc: 02, Data: 2E0002\n"
                   "[DEBUG] [APDU] [RX] SW1: 90, SW2: 00, Data: 0500\n"));
        QVERIFY(opened);
        QCOMPARE(opened->exchanges.size(), std::size_t(2));
        QCOMPARE(opened->exchanges[0]->what, std::string("ES10b.GetEUICCChallenge"));
        QCOMPARE(opened->exchanges[0]->apdu()->request, testing::hex("BF2E00"));
        QCOMPARE(opened->exchanges[0]->apdu()->response, testing::hex("0500"));
        QCOMPARE(opened->exchanges[1]->what, std::string("ES10b.GetEUICCInfo1"));
        QCOMPARE(opened->exchanges[1]->status, std::string("6A88"));
    }

    void aPcapHasAPacketForEveryBlock()
    {
        const Pcap pcap = toPcap(samples());
        QCOMPARE(pcap.packets, std::size_t(6)); // SELECT 2, GetEUICCInfo1 2, GetEID 1, GetEUICCChallenge 1
        QCOMPARE(pcap.leftOut, std::size_t(0));
        QCOMPARE(copyOf(ByteView(pcap.file).first(4)), testing::hex("A1B2C3D4"));
    }

    void aScriptHasWhatWasSentAndWhatIsExpected()
    {
        const std::string script(textOf(exported(CaptureForm::script, header(), samples())));
        QVERIFY2(script.find("\n# 3  ES10c.GetEID\n81E2910006BF3E035C015A\nexpect 9000\n") != std::string::npos,
                 script.c_str());
        QVERIFY(script.find("01C0000021") == std::string::npos);
        QVERIFY(script.find("\n81E2910003BF2E00\nexpect 6A80\n") != std::string::npos);
    }

    void aReportTellsWhatFailedAndWhy()
    {
        const std::string report(textOf(exported(CaptureForm::markdown, header(), samples())));
        QVERIFY(report.starts_with("# eSIM discovery: 7 exchanges, 3 failed\n"));
        QVERIFY(report.find("* Why: ") != std::string::npos);
        QVERIFY(report.find("(8.9.5/3.9)") != std::string::npos);
        QVERIFY(report.find("* EID: 89049032123451234512345678901235\n") != std::string::npos);
    }

    void markupOfAPeerIsNone()
    {
        capture::Exchange exchange = testing::refusedExchange();
        exchange.number = 1;
        exchange.to = "evil|`<b>\n# not a heading";
        const std::vector<ExchangePtr> one{std::make_shared<const capture::Exchange>(exchange)};
        const std::string report(textOf(exported(CaptureForm::markdown, header(), one)));
        QVERIFY(report.find("\n# not a heading") == std::string::npos);
        QVERIFY(report.find("evil\\|\\`\\<b\\> # not a heading") != std::string::npos);
    }

    void somethingElseIsRefusedWithWhatIsRead()
    {
        for (const std::string_view other : {"", "hello", "[1,2]", "{\"log\":1}", "{\"log\":{}}", "{"}) {
            const auto opened = imported(viewOf(other));
            QVERIFY2(!opened, other.data());
            QCOMPARE(opened.error().kind, ErrorKind::malformed);
        }
        const auto later = imported(viewOf("{\"format\":\"smds-capture\",\"version\":9}\n"));
        QVERIFY(!later);
        QCOMPARE(later.error().kind, ErrorKind::unsupported);
    }

    void aBrokenLineIsADamageAndTheOthersAreRead()
    {
        Bytes lines = exported(CaptureForm::jsonLines, header(), samples());
        append(lines,
               viewOf("{\"number\":8,\"start\":\"2026-11-22T14:02:11.381Z\",\"apdu\":{\"request\":\"XY\"}}\n{]\n"));
        const auto opened = imported(lines);
        QVERIFY(opened);
        QCOMPARE(opened->exchanges.size(), std::size_t(7));
        QCOMPARE(opened->damages.size(), std::size_t(2));
    }
};

WB_TEST(CaptureFormsTest);
#include "capture_forms_test.moc"
