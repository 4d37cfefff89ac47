// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "smartcard/card/card_euicc.h"
#include "smartcard/card/toolkit.h"
#include "smartcard/vcard/in_process.h"
#include "smartcard/vcard/virtual_card.h"
#include "tests/support/core/results.h"
#include "tests/support/core/values.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/test.h"

#include "core/capture/recorder.h"

using namespace wb;
using namespace wb::testing;

/// Proactive commands on both ends: what the card says after enabling a profile, and how a terminal deals with it.
class ToolkitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_euicc = equippedEuicc("A");
        m_card = std::make_unique<vcard::VirtualCard>(
            *m_euicc, [this] { m_euicc->reset(); }, false, m_euicc.get());
    }

    void aRefreshFromBeginningToEnd()
    {
        enable();
        QCOMPARE(ask("00A4000C023F00"), std::string("910B")); // every command that succeeds says so
        QCOMPARE(ask("8012000005"), std::string("6C0B"));
        QCOMPARE(ask("801200000B"), std::string("D0098103010104820281829000"));
        QCOMPARE(ask("00A4000C023F00"), std::string("9000")); // it is with the terminal
        QCOMPARE(ask("801200000B"), std::string("6985"));
        QCOMPARE(ask("801400000C810301010482028281830100"), std::string("9000"));
        QCOMPARE(ask("801400000C810301010482028281830100"), std::string("6985"));
        QCOMPARE(ask("8012000000"), std::string("6985"));
    }

    void aResetEndsIt()
    {
        enable();
        ask("801200000B");
        m_card->reset();
        QCOMPARE(ask("00A4000C023F00"), std::string("9000"));
        QCOMPARE(ask("801400000C810301010482028281830100"), std::string("6985"));
    }

    /// The status of the last piece of a long answer says it, those before say what remains.
    void withAnAnswerInPieces()
    {
        enable();
        QCOMPARE(ask("00A4040010A0000005591010FFFFFFFF8900000100"), std::string("6121"));
        QVERIFY(ask("00C0000021").ends_with("910B"));
    }

    void theOtherCommands_data()
    {
        QTest::addColumn<std::string>("command");
        QTest::addColumn<std::string>("answer");
        const auto row = [](const char *name, const char *command, const char *answer) {
            QTest::newRow(name) << std::string(command) << std::string(answer);
        };
        row("TERMINAL PROFILE", "8010000002FFFF", "9000");
        row("TERMINAL PROFILE without data", "80100000", "6700");
        row("TERMINAL PROFILE with P1", "8010010001FF", "6A86");
        row("STATUS, FCP", "80F2000000", "620483023F009000");
        row("STATUS, nothing wanted", "80F2000C", "9000");
        row("STATUS, unknown P1", "80F2030000", "6A86");
        row("STATUS, unknown P2", "80F2000500", "6A86");
        row("ENVELOPE", "80C2000003D6010000", "9000");
        row("ENVELOPE of no event", "80C20000023000", "6A80");
        row("FETCH of nothing", "8012000010", "6985");
        row("FETCH without Le", "80120000", "6700");
        row("in the wrong class", "0012000010", "6D00");
    }
    void theOtherCommands()
    {
        QFETCH(std::string, command);
        QTEST(ask(command), "answer");
    }

    void theTerminalEnd()
    {
        vcard::InProcessTransport line(*m_card, "A");
        capture::Recorder recorder;
        const auto session = must(card::Session::open(line, {}, &recorder, {}));
        card::CardEuicc euicc(*session);
        QVERIFY(!session->proactiveLength());
        QCOMPARE(card::answerToolkit(*session, line, {}).error().kind, ErrorKind::notFound);
        QCOMPARE(must(es::enableProfile(euicc, {{beta}, true}, {})), rsp::EnableResult::ok);
        QCOMPARE(session->proactiveLength(), std::optional<unsigned>(11));
        WB_COMPARE(recorder.since(0).back()->status, "910B");

        const std::uint64_t generation = line.generation();
        const auto command = must(card::answerToolkit(*session, line, {}));
        WB_COMPARE(command.name, "REFRESH, UICC reset");
        QVERIFY(command.wantsReset && !command.meaning.empty());
        QVERIFY(line.generation() != generation); // it was reset
        QVERIFY(!session->selected());
        QVERIFY(!m_euicc->pendingCommand());
        WB_VERIFY(es::getEid(euicc, {})); // selected again
        QVERIFY(!session->proactiveLength());
        std::string what;
        for (const auto &exchange : recorder.since(0))
            what += exchange->what + ";";
        QVERIFY2(what.find("FETCH;TERMINAL RESPONSE;") != std::string::npos, what.c_str());
    }

    void commandsAreNamed_data()
    {
        QTest::addColumn<std::string>("octets");
        QTest::addColumn<std::string>("name");
        QTest::newRow("profile state change")
            << std::string("D009810301010982028182") << std::string("REFRESH, eUICC profile state change");
        QTest::newRow("unknown refresh") << std::string("D009810301017782028182")
                                         << std::string("REFRESH, qualifier 77");
        QTest::newRow("display text") << std::string("D009810301218082028182") << std::string("DISPLAY TEXT");
        QTest::newRow("tag without the top bit") << std::string("D009010301250002028182") << std::string("SET UP MENU");
        QTest::newRow("unknown") << std::string("D009810301EE0082028182") << std::string("type EE");
    }
    void commandsAreNamed()
    {
        QFETCH(std::string, octets);
        QTEST(must(card::readProactiveCommand(hex(octets))).name, "name");
    }

    void whatIsNoCommand()
    {
        const Bytes whole = hex("D009810301010482028182");
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto refused = card::readProactiveCommand(ByteView(whole).first(length));
            QVERIFY(!refused);
            QVERIFY(refused.error().offset.has_value());
        }
        QVERIFY(!card::readProactiveCommand(hex("D100")));
        QVERIFY(!card::readProactiveCommand(hex("D000")));
        QVERIFY(!card::readProactiveCommand(hex("D00481020101")));
    }

private:
    void enable() { QCOMPARE(must(es::enableProfile(*m_euicc, {{beta}, true}, {})), rsp::EnableResult::ok); }
    std::string ask(const std::string &command) { return toHex(m_card->process(hex(command))); }

    std::shared_ptr<euicc::VirtualEuicc> m_euicc;
    std::unique_ptr<vcard::VirtualCard> m_card;
};

WB_TEST(ToolkitTest);
#include "toolkit_test.moc"
