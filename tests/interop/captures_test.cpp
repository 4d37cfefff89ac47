// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/report/capture_forms.h"
#include "core/report/identifiers.h"
#include "core/report/pcap.h"
#include "tests/support/core/results.h"
#include "tests/support/interop/program.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;

/// Captures before foreign eyes: tshark, a HAR validator, a JSON schema validator; and a captured card before a PC/SC client of another make.
class CapturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_pcscd.start(), m_pcscd.problem());
        const Ended made = smdsProgram({QStringLiteral("lab"), QStringLiteral("create"), file("lab")});
        QVERIFY2(made.code == 0, made.all());
        const Ended discovered = smdsProgram({QStringLiteral("discover"), QStringLiteral("--lab"), file("lab"),
                                              QStringLiteral("--record"), file("a.smdscap")});
        QVERIFY2(discovered.code == 0, discovered.all());
        const Ended read = smdsProgram({QStringLiteral("card"), QStringLiteral("info"), QStringLiteral("--lab"),
                                        file("lab"), QStringLiteral("--record"), file("card.smdscap")});
        QVERIFY2(read.code == 0, read.all());
        m_capture = must(report::importedFile(file("a.smdscap").toStdString()));
        QVERIFY(m_capture.damages.empty());
    }

    void tsharkReadsEveryPacket()
    {
        convert("a.smdscap", "a.pcap");
        const report::Pcap pcap = report::toPcap(m_capture.exchanges);
        QVERIFY(pcap.packets > 10);
        QCOMPARE(pcap.leftOut, std::size_t(0));
        const Ended protocols = tshark(
            {QStringLiteral("-T"), QStringLiteral("fields"), QStringLiteral("-e"), QStringLiteral("frame.protocols")});
        const QList<QByteArray> lines = protocols.out.trimmed().split('\n');
        QCOMPARE(lines.size(), static_cast<qsizetype>(pcap.packets));
        for (const QByteArray &line : lines)
            QCOMPARE(line, QByteArray("ip:udp:gsmtap:gsm_sim"));
        const Ended instructions = tshark({QStringLiteral("-Y"), QStringLiteral("gsm_sim.apdu.ins == 0xe2"),
                                           QStringLiteral("-T"), QStringLiteral("fields"), QStringLiteral("-e"),
                                           QStringLiteral("gsm_sim.apdu.ins")});
        std::size_t stored = 0;
        for (const capture::ExchangePtr &exchange : m_capture.exchanges) {
            for (const capture::ApduBlock &block :
                 exchange->apdu() ? exchange->apdu()->blocks : std::vector<capture::ApduBlock>())
                stored += block.command[1] == 0xE2 ? 1 : 0;
        }
        QCOMPARE(static_cast<std::size_t>(instructions.out.count("0x")), stored);
        const Ended malformed = tshark(
            {QStringLiteral("-Y"), QStringLiteral("ip.checksum.status == \"Bad\" || udp.length < 8")});
        QCOMPARE(malformed.out.trimmed(), QByteArray());
    }

    void aHarValidatorAcceptsOurHar()
    {
        convert("a.smdscap", "a.har");
        qputenv("NODE_PATH", "/usr/share/nodejs");
        const Ended checked = run(QStringLiteral("node"),
                                  {QStringLiteral(WB_SOURCE_DIR "/tests/interop/validate_har.js"), file("a.har")});
        QVERIFY2(checked.code == 0, checked.all());
        const auto again = must(report::importedFile(file("a.har").toStdString()));
        QCOMPARE(again.exchanges.size(), std::size_t(2)); // InitiateAuthentication, AuthenticateClient
    }

    void aSchemaValidatorAcceptsOurJsonLines()
    {
        convert("a.smdscap", "a.jsonl");
        const Ended checked = run(QStringLiteral("/usr/bin/python3"),
                                  {QStringLiteral(WB_SOURCE_DIR "/tests/interop/validate_json_lines.py"),
                                   file("a.jsonl"), QStringLiteral(WB_SOURCE_DIR "/docs/capture.schema.json")});
        QVERIFY2(checked.code == 0, checked.all());
        QCOMPARE(checked.out.trimmed(), "valid " + QByteArray::number(m_capture.exchanges.size() + 1));
    }

    void nothingThatLeavesNamesTheCard()
    {
        std::string eid;
        for (const capture::ExchangePtr &exchange : m_capture.exchanges) {
            for (const std::string &said : report::identifiersOf(*exchange).eids)
                eid = said;
        }
        QVERIFY(!eid.empty());
        for (const report::CaptureFormInfo &info : report::captureForms()) {
            const QString name = QStringLiteral("left.")
                                 + QString::fromUtf8(info.suffix.data(), static_cast<qsizetype>(info.suffix.size()));
            convert("a.smdscap", name.toUtf8().constData());
            QFile written(file(name.toUtf8().constData()));
            QVERIFY(written.open(QIODevice::ReadOnly));
            const QByteArray content = written.readAll();
            QVERIFY(!content.contains(QByteArray::fromStdString(eid)));
            QVERIFY(!content.contains(QByteArray::fromHex(QByteArray::fromStdString(eid))));
        }
    }

    void aCapturedCardAnswersToOtherPrograms()
    {
        convert("card.smdscap", "redacted.smdscap");
        const auto card = must(report::importedFile(file("redacted.smdscap").toStdString()));
        std::string eid;
        for (const capture::ExchangePtr &exchange : card.exchanges) {
            if (exchange->what == "ES10c.GetEID")
                eid = toHex(exchange->apdu()->response);
        }
        QVERIFY(!eid.empty());
        Program plug;
        QVERIFY(plug.start(smdsPath(), {QStringLiteral("card"), QStringLiteral("plug"), QStringLiteral("--capture"),
                                        file("redacted.smdscap")}));
        QVERIFY(!plug.waitForLine("plugged").isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(otherClient().code, 0, 20'000);
        QCOMPARE(otherClient().out.trimmed(), QByteArray::fromStdString(eid));

        const Ended again = smdsProgram({QStringLiteral("card"), QStringLiteral("info"), QStringLiteral("--reader"),
                                         QStringLiteral("Lab eUICC 00 00"), QStringLiteral("--json")});
        QVERIFY2(again.code == 0, again.all());
        QCOMPARE(again.json()[QStringLiteral("profiles")].toArray().size(), 3);
        const Ended asked = smdsProgram({QStringLiteral("discover"), QStringLiteral("--reader"),
                                         QStringLiteral("Lab eUICC 00 00"), QStringLiteral("--lab"), file("lab")});
        QVERIFY(asked.code != 0); // a challenge is not in this capture
        QVERIFY2(asked.err.contains("6FCA") && asked.err.contains("not in the capture"), asked.all());
    }

    void aCaptureRunsAgainAsAScript()
    {
        convert("card.smdscap", "card.apdu");
        const Ended again = smdsProgram({QStringLiteral("card"), QStringLiteral("run"), file("card.apdu"),
                                         QStringLiteral("--lab"), file("lab"), QStringLiteral("--json")});
        QVERIFY2(again.code == 0, again.all());
        QCOMPARE(again.json()[QStringLiteral("failed")].toInt(), 0);
        QVERIFY(again.json()[QStringLiteral("done")].toInt() > 10);
    }

    void aPcscClientInAnotherLanguageReadsOurCard()
    {
        Program plug;
        QVERIFY(plug.start(smdsPath(),
                           {QStringLiteral("card"), QStringLiteral("plug"), QStringLiteral("--lab"), file("lab")}));
        QVERIFY(!plug.waitForLine("plugged").isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(otherClient().code, 0, 20'000);
        QVERIFY(otherClient().out.startsWith("BF3E125A10"));
    }

private:
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    void convert(const char *from, const char *to)
    {
        const Ended written = smdsProgram({QStringLiteral("capture"), QStringLiteral("convert"), file(from), file(to)});
        QVERIFY2(written.code == 0, written.all());
    }

    Ended tshark(const QStringList &more) const
    {
        return run(QStringLiteral("tshark"), QStringList{QStringLiteral("-r"), file("a.pcap")} + more);
    }

    Ended otherClient() const
    {
        return run(QStringLiteral("/usr/bin/python3"),
                   {QStringLiteral(WB_SOURCE_DIR "/tests/interop/read_eid.py"), QStringLiteral("Lab eUICC 00 00")});
    }

    QTemporaryDir m_folder;
    Pcscd m_pcscd;
    capture::OpenedCapture m_capture;
};

WB_TEST(CapturesTest);
#include "captures_test.moc"
