// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/capture_forms.h"
#include "smartcard/card/script.h"
#include "tests/support/core/results.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::card;
using Kind = ScriptStatement::Kind;

class ScriptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStatementIsRead()
    {
        const auto script = testing::must(readScript("# a comment\n"
                                                     "select isd-r\n"
                                                     "  expect 9000 or 61xx\r\n"
                                                     "\n"
                                                     "set eid = data.BF3E.5A\n"
                                                     "80E29100 06 BF3E035C015A\n"
                                                     "expect data BF3E12*\n"
                                                     "wait 500ms\n"
                                                     "wait 2s\n"
                                                     "followups off\n"
                                                     "80E29100${length}$tail\n"
                                                     "reset"));
        QCOMPARE(script.size(), std::size_t(10));
        QCOMPARE(script[0].kind, Kind::command);
        QCOMPARE(script[0].line, std::size_t(2));
        QCOMPARE(script[1].kind, Kind::expectStatus);
        QCOMPARE(script[1].patterns, (std::vector<std::string>{"9000", "61XX"}));
        QCOMPARE(script[2].variable, std::string("eid"));
        QCOMPARE(script[2].text, std::string("data.BF3E.5A"));
        QCOMPARE(script[4].patterns, std::vector<std::string>{"BF3E12*"});
        QVERIFY(script[5].time == std::chrono::milliseconds(500));
        QVERIFY(script[6].time == std::chrono::milliseconds(2000));
        QVERIFY(script[7].followUps == (FollowUps{false, false, false}));
        QCOMPARE(script[9].line, std::size_t(12));
    }

    void whatIsWrongIsNamedByItsLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"expect",
                                 "expect 90",
                                 "expect 9000 61XX",
                                 "expect 9000 or",
                                 "expect 9G00",
                                 "expect 90*",
                                 "expect data",
                                 "expect data XYZ",
                                 "set = 00",
                                 "set 1a = 00",
                                 "set a",
                                 "set a =",
                                 "wait",
                                 "wait 5",
                                 "wait -1s",
                                 "wait 99h",
                                 "wait 3601s",
                                 "followups",
                                 "followups maybe",
                                 "nonsense",
                                 "80E2",
                                 "8",
                                 "select"})
            QTest::newRow(line) << QByteArray(line);
    }

    void whatIsWrongIsNamedByItsLine()
    {
        QFETCH(QByteArray, line);
        const auto script = readScript("reset\n" + line.toStdString() + "\nreset\n");
        QVERIFY2(!script, line.constData());
        QCOMPARE(script.error().step, std::string("line 2"));
        QCOMPARE(script.error().offset, std::optional<std::size_t>(6));
        QVERIFY(!script.error().reason.empty());
    }

    void patternsFit()
    {
        QVERIFY(fitsPattern("9000", "9000"));
        QVERIFY(fitsPattern("610F", "61XX"));
        QVERIFY(!fitsPattern("6A0F", "61XX"));
        QVERIFY(fitsPattern("BF3E12", "BF*"));
        QVERIFY(fitsPattern("BF", "BF*"));
        QVERIFY(!fitsPattern("B", "BF*"));
        QVERIFY(!fitsPattern("BF3E12", "BF"));
        QVERIFY(fitsPattern("", "*"));
    }

    void whatACaptureIsExportedAsIsAScript()
    {
        std::vector<capture::ExchangePtr> exchanges;
        for (const capture::Exchange &exchange : testing::sampleExchanges())
            exchanges.push_back(std::make_shared<const capture::Exchange>(exchange));
        const Bytes script = report::exported(report::CaptureForm::script, {}, exchanges);
        const auto read = readScript(textOf(script));
        QVERIFY2(read, testing::lineOf(read).c_str());
        QCOMPARE(read->size(), std::size_t(8)); // four commands, each with what came
    }

    void largeScriptsAreRefused()
    {
        QVERIFY(!readScript(std::string(300'000, 'A')));
        std::string many;
        for (int i = 0; i < 30'000; ++i)
            many += "\n";
        QVERIFY(!readScript(many));
        QVERIFY(testing::must(readScript({})).empty());
    }
};

WB_TEST(ScriptTest);
#include "script_test.moc"
