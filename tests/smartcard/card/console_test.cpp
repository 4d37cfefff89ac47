// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"
#include "smartcard/card/console.h"
#include "tests/support/core/results.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;

namespace {

/// Answers in order, and keeps what it was sent.
struct Line final : card::Transport {
    Result<Bytes> transmit(ByteView command, std::stop_token) override
    {
        sent.push_back(toHex(command));
        if (answers.empty())
            return fail(ErrorKind::removed, Interface::pcsc, {}, "the card is gone");
        const Bytes answer = hex(answers.front());
        answers.erase(answers.begin());
        return answer;
    }
    std::string name() const override { return "Line"; }
    Bytes atr() const override { return {}; }

    std::vector<std::string> answers;
    std::vector<std::string> sent;
};

} // namespace

/// What is typed is what is sent; names and doubts beside it.
class ConsoleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<std::string>("octets");
        const auto row = [](const char *line, const char *octets) {
            QTest::newRow(line) << std::string(line) << std::string(octets);
        };
        row("00A4040000", "00A4040000");
        row("  80 e2 91 00 03 bf 2e 00 ", "80E2910003BF2E00"); // no Le is added
        row("FFFFFFFF", "FFFFFFFF");
        row("select isd-r", "00A4040010A0000005591010FFFFFFFF890000010000");
        row("SELECT ISD-R", "00A4040010A0000005591010FFFFFFFF890000010000");
        row("@2 select isd-r", "02A4040010A0000005591010FFFFFFFF890000010000");
        row("@5 status", "C1F2000000");
        row("select mf", "00A40004023F0000");
        row("select 2F00", "00A40004022F0000");
        row("select A000000559", "00A4040005A00000055900");
        row("open channel", "0070000001");
        row("close channel 2", "00708002");
        row("get response 23", "00C0000017");
        row("fetch 11", "801200000B");
        row("es10b.GetEUICCInfo2", "80E2910003BF220000");
        row("es10c.geteid", "80E2910006BF3E035C015A00");
        row("@1 ES10b.GetEUICCChallenge", "81E2910003BF2E0000");
        row("es10c.DeleteProfile 5A0A988812010000103254F6", "80E291000FBF330C5A0A988812010000103254F600");
    }
    void lines()
    {
        QFETCH(std::string, line);
        const auto command = card::readConsoleLine(line);
        QVERIFY2(command.has_value(), command ? "" : command.error().line().c_str());
        QTEST(toHex(command->octets), "octets");
        QVERIFY(!command->what.empty());
    }

    void reset() { QVERIFY(must(card::readConsoleLine("reset")).isReset); }

    void whatIsNoCommand_data()
    {
        QTest::addColumn<std::string>("line");
        for (const char *line : {"", "   ", "00A4", "00A40", "hello", "@20 status", "@ status", "@x status", "select",
                                 "select xyz", "close channel two", "status 5", "es10b.Nothing", "es10c.DeleteProfile",
                                 "es10c.DeleteProfile zz", "es10b.VerifySmdsResponse", "open channel 99999"})
            QTest::newRow(line) << std::string(line);
    }
    void whatIsNoCommand()
    {
        QFETCH(std::string, line);
        const auto refused = card::readConsoleLine(line);
        QVERIFY(!refused);
        QVERIFY(!refused.error().reason.empty());
    }

    void completions()
    {
        const auto es10a = card::completionsOf("es10a");
        QCOMPARE(es10a.size(), std::size_t(2));
        WB_COMPARE(es10a.front(), "ES10a.GetEuiccConfiguredAddresses");
        WB_COMPARE(card::completionsOf("select i").front(), "select isd-r");
        QVERIFY(card::completionsOf("zzz").empty());
        QVERIFY(card::completionsOf("").size() > 25);
    }

    void doubts_data()
    {
        QTest::addColumn<std::string>("command");
        QTest::addColumn<std::string>("word");
        const auto row = [](const char *command, const char *word) {
            QTest::newRow(command) << std::string(command) << std::string(word);
        };
        row("00A4040005A000", "lengths");
        row("A0A40000023F00", "class A0");
        row("80E2120003BF2E00", "P1");
        row("80E2910003BF2E05", "no whole TLV");
        row("80E29100000003BF2E00", "extended");
    }
    void doubts()
    {
        QFETCH(std::string, command);
        QFETCH(std::string, word);
        const auto found = card::doubtsAbout(hex(command));
        QVERIFY(!found.empty());
        QVERIFY2(found.front().find(word) != std::string::npos, found.front().c_str());
    }

    void noDoubts()
    {
        for (const char *command :
             {"80E2910003BF2E00", "80E2910003BF2E0000", "00A4040000", "0070000001", "80E2110001BF"})
            QVERIFY2(card::doubtsAbout(hex(command)).empty(), command);
    }

    void whatChanges()
    {
        for (const char *command : {"00A4040000", "80E2910003BF2E00", "80E2910003BF220000", "00C0000010", "801200000B"})
            QVERIFY2(card::changesNothing(hex(command)), command);
        for (const char *command : {"80E2910003BF3300", "80E2910003BF3400", "80E2110003BF2E00", "00D6000001FF",
                                    "80E2910003BF7F00", "0020000108"})
            QVERIFY2(!card::changesNothing(hex(command)), command);
    }

    void exactlyTheOctets()
    {
        Line line;
        line.answers = {"6E00", "9000"};
        capture::Recorder recorder;
        const Bytes odd = hex("FF00112233445566"); // makes no sense as an APDU, and goes out all the same
        must(card::sendExactly(line, odd, {}, &recorder, {}));
        must(card::sendExactly(line, hex("80E2910003BF2E00"), {}, &recorder, {}));
        QCOMPARE(line.sent, (std::vector<std::string>{"FF00112233445566", "80E2910003BF2E00"}));
        WB_COMPARE(recorder.since(0)[1]->what, "ES10b.GetEUICCChallenge");
        WB_COMPARE(recorder.since(0)[0]->status, "6E00");
    }

    void followUpsAreMarked()
    {
        Line line;
        line.answers = {"6C10", "AABB6102", "CCDD9000"};
        capture::Recorder recorder;
        const auto blocks = must(card::sendExactly(line, hex("81F2000000"), {}, &recorder, {}));
        QCOMPARE(line.sent, (std::vector<std::string>{"81F2000000", "81F2000010", "01C0000002"}));
        QVERIFY(!blocks[0].generated && blocks[1].generated && blocks[2].generated);
        QCOMPARE(recorder.since(0)[0]->apdu()->response, hex("AABBCCDD"));
        QCOMPARE(recorder.since(0)[0]->apdu()->channel, 1);
    }

    void followUpsCanBeOff()
    {
        Line line;
        line.answers = {"6C10", "6102"};
        QCOMPARE(must(card::sendExactly(line, hex("80F2000000"), {true, false}, nullptr, {})).size(), std::size_t(1));
        QCOMPARE(must(card::sendExactly(line, hex("80F2000000"), {false, true}, nullptr, {})).size(), std::size_t(1));
    }

    void theToolkitIsAnsweredWhenAskedTo()
    {
        Line line;
        line.answers = {"6106", "BF3103800100910B", "D009810301010482028182 9000", "9000"};
        capture::Recorder recorder;
        const auto blocks = must(card::sendExactly(line, hex("80E29100"), {true, true, true}, &recorder, {}));
        QCOMPARE(blocks.size(), std::size_t(4));
        QCOMPARE(line.sent[2], std::string("801200000B"));
        QCOMPARE(line.sent[3], std::string("801400000C810301010482028281830100")); // a REFRESH is performed
        QVERIFY(!blocks[0].generated && blocks[2].generated && blocks[3].generated);
        // What the toolkit was asked is no part of the answer.
        QCOMPARE(recorder.since(0)[0]->apdu()->response, hex("BF3103800100"));
        QCOMPARE(recorder.since(0)[0]->apdu()->statusWord, std::uint16_t(0x910B));
        line.answers = {"910B", "D0FF9000"};
        QCOMPARE(must(card::sendExactly(line, hex("80F20000"), {true, true, true}, nullptr, {})).size(),
                 std::size_t(2));
        line.answers = {"910B"};
        QCOMPARE(must(card::sendExactly(line, hex("80F20000"), {}, nullptr, {})).size(), std::size_t(1));
    }

    void aCardThatKeepsAsking()
    {
        Line line;
        line.answers.assign(1000, "6102");
        QCOMPARE(must(card::sendExactly(line, hex("80F2000000"), {}, nullptr, {})).size(), std::size_t(64));
        line.answers.assign(10, "6C01");
        QCOMPARE(must(card::sendExactly(line, hex("80F2000000"), {}, nullptr, {})).size(), std::size_t(2));
    }

    void aCardThatGoes()
    {
        Line line;
        line.answers = {"6102"};
        capture::Recorder recorder;
        QCOMPARE(card::sendExactly(line, hex("80F2000000"), {}, &recorder, {}).error().kind, ErrorKind::removed);
        QCOMPARE(recorder.since(0)[0]->apdu()->blocks.size(), std::size_t(2));
        QVERIFY(recorder.since(0)[0]->error.has_value());
    }
};

WB_TEST(ConsoleTest);
#include "console_test.moc"
