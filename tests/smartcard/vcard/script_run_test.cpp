// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/capture/recorder.h"
#include "smartcard/card/script_run.h"
#include "smartcard/vcard/in_process.h"
#include "smartcard/vcard/virtual_card.h"
#include "tests/support/core/results.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::card;

/// Scripts on the virtual eUICC.
class ScriptRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_euicc = testing::equippedEuicc("A");
        m_card = std::make_unique<vcard::VirtualCard>(
            *m_euicc, [this] { m_euicc->reset(); }, false, m_euicc.get());
        m_transport = std::make_unique<vcard::InProcessTransport>(*m_card, "A");
        m_recorder = std::make_unique<capture::Recorder>();
    }

    void aScriptReadsWhatItNeedsAndGoesOnWithIt()
    {
        const auto said = run("select isd-r\n"
                              "expect 9000\n"
                              "80E2910006BF3E035C015A\n"
                              "expect 9000\n"
                              "expect data BF3E125A1089*\n"
                              "set eid = data.BF3E.5A\n"
                              "set begin = data[0:2]\n"
                              "set copy = $begin 12 5A10 ${eid}\n"
                              "set status = sw\n"
                              "wait 1ms\n"
                              "expect data XXXX125A10*\n",
                              false);
        QCOMPARE(said[5], "eid = " + m_euicc->identity().eid.digits());
        QCOMPARE(said[6], std::string("begin = BF3E"));
        QCOMPARE(said[7], "copy = BF3E125A10" + m_euicc->identity().eid.digits());
        QCOMPARE(said[8], std::string("status = 9000"));
        QCOMPARE(said[10], std::string("holds"));
        QCOMPARE(m_recorder->size(), std::size_t(2));
    }

    void anExpectationThatFailsSaysWhatCame()
    {
        const auto said = run("select A000000000\nexpect 9000 or 61XX\n", false);
        QCOMPARE(said[1], std::string("expected 9000 or 61XX, came 6A82"));
    }

    void followUpsCanBeOff()
    {
        const auto said = run("select isd-r\nfollowups off\n80E2910003BF2200\nexpect 61XX\nget response\nexpect 9000\n",
                              false);
        QVERIFY(said[2].starts_with("61"));
        QCOMPARE(said[3], std::string("holds"));
        QCOMPARE(said[5], std::string("holds"));
    }

    void theToolkitIsAnsweredWhenTheScriptSaysSo()
    {
        const Bytes request = asn1::encode(rsp::EnableProfileRequest{{*m_euicc->memory().profiles[1].iccid}, true});
        const std::string enable = "terminal profile\nselect isd-r\n80E29100"
                                   + toHex(Bytes{static_cast<std::uint8_t>(request.size())}) + toHex(request) + "\n";
        const auto said = run("followups all\n" + enable + "expect 91XX\nexpect data BF3103800100\n", true);
        QCOMPARE(said[4], std::string("holds"));
        QCOMPARE(said[5], std::string("holds"));
    }

    void aLockedCardIsOnlyRead()
    {
        const auto script = testing::must(readScript("select isd-r\nes10c.eUICCMemoryReset 82020780\n"));
        ScriptRun locked(nullptr);
        QVERIFY(locked.step(*m_transport, script[0], false, {}));
        const auto refused = locked.step(*m_transport, script[1], false, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::refused);
        QCOMPARE(refused.error().step, std::string("line 2"));
        QCOMPARE(m_euicc->memory().profiles.size(), std::size_t(2));
        ScriptRun unlocked(nullptr);
        QVERIFY(unlocked.step(*m_transport, script[0], true, {}));
        QVERIFY(unlocked.step(*m_transport, script[1], true, {}));
        QCOMPARE(m_euicc->memory().profiles.size(), std::size_t(0));
    }

    void mistakesAtRunTimeAreNamedByTheirLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"80E29100$unknown", "set a = $unknown", "set a = XY", "set a = data[0:99]",
                                 "set a = data.BF3E", "set a = data[x:]", "80E2$", "80E2${a"})
            QTest::newRow(line) << QByteArray(line);
    }

    void mistakesAtRunTimeAreNamedByTheirLine()
    {
        QFETCH(QByteArray, line);
        const auto script = testing::must(readScript("\n" + line.toStdString()));
        ScriptRun run(nullptr);
        const auto step = run.step(*m_transport, script[0], true, {});
        QVERIFY(!step);
        QCOMPARE(step.error().step, std::string("line 2"));
    }

    void aWaitCanBeStopped()
    {
        const auto script = testing::must(readScript("wait 3600s"));
        std::stop_source stop;
        stop.request_stop();
        ScriptRun run(nullptr);
        const auto step = run.step(*m_transport, script[0], false, stop.get_token());
        QVERIFY(!step);
        QCOMPARE(step.error().kind, ErrorKind::cancelled);
    }

private:
    std::vector<std::string> run(std::string_view text, bool mayChange)
    {
        std::vector<std::string> said;
        ScriptRun run(m_recorder.get());
        for (const ScriptStatement &statement : testing::must(readScript(text)))
            said.push_back(testing::must(run.step(*m_transport, statement, mayChange, {})).said);
        return said;
    }

    std::shared_ptr<euicc::VirtualEuicc> m_euicc;
    std::unique_ptr<vcard::VirtualCard> m_card;
    std::unique_ptr<vcard::InProcessTransport> m_transport;
    std::unique_ptr<capture::Recorder> m_recorder;
};

WB_TEST(ScriptRunTest);
#include "script_run_test.moc"
