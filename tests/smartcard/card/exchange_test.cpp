// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "smartcard/card/exchange.h"
#include "tests/support/test.h"

#include <deque>

using namespace wb;
using namespace wb::card;

namespace {

/// A card that says what it was told to say, in order.
class ScriptedTransport final : public Transport {
public:
    explicit ScriptedTransport(std::initializer_list<const char *> answers)
    {
        for (const char *answer : answers)
            m_answers.push_back(*fromHex(answer));
    }

    Result<Bytes> transmit(ByteView command, std::stop_token) override
    {
        sent.push_back(toHex(command));
        if (m_answers.empty())
            return fail(ErrorKind::removed, Interface::pcsc, {}, "gone");
        Bytes answer = m_answers.front();
        if (m_answers.size() > 1 || !repeatLast)
            m_answers.pop_front();
        return answer;
    }

    std::string name() const override { return "scripted"; }
    Bytes atr() const override { return {}; }

    std::vector<std::string> sent;
    bool repeatLast = false;

private:
    std::deque<Bytes> m_answers;
};

const CommandApdu store{0x81, 0xE2, 0x91, 0x00, {0xBF, 0x2E, 0x00}, {}};

} // namespace

class ExchangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlainAnswerIsOneBlock()
    {
        ScriptedTransport transport{"AABB9000"};
        std::vector<capture::ApduBlock> blocks;
        const Result<ResponseApdu> answer = exchange(transport, store, blocks, {});
        QCOMPARE(answer->data, (Bytes{0xAA, 0xBB}));
        QCOMPARE(answer->sw, std::uint16_t(0x9000));
        QCOMPARE(blocks.size(), std::size_t(1));
        QVERIFY(!blocks[0].generated);
        QCOMPARE(toHex(blocks[0].command), std::string("81E2910003BF2E00"));
        QCOMPARE(toHex(blocks[0].response), std::string("AABB9000"));
        QVERIFY(blocks[0].start.time_since_epoch().count() > 0);
    }

    void waitingOctetsAreFetchedOnTheSameChannel()
    {
        ScriptedTransport transport{"6103", "01026101", "03910B"};
        std::vector<capture::ApduBlock> blocks;
        const Result<ResponseApdu> answer = exchange(transport, store, blocks, {});
        QCOMPARE(answer->data, (Bytes{1, 2, 3}));
        QCOMPARE(answer->sw, std::uint16_t(0x910B));
        QCOMPARE(transport.sent, (std::vector<std::string>{"81E2910003BF2E00", "01C0000003", "01C0000001"}));
        QVERIFY(!blocks[0].generated && blocks[1].generated && blocks[2].generated);
    }

    void sixtyOneZeroIsFetchedWithLeZero()
    {
        ScriptedTransport transport{"6100", "9000"};
        std::vector<capture::ApduBlock> blocks;
        const CommandApdu onChannelSeven{0xC3, 0xE2, 0x91, 0x00, {0xBF, 0x2E, 0x00}, {}};
        QVERIFY(exchange(transport, onChannelSeven, blocks, {}).has_value());
        QCOMPARE(transport.sent.back(), std::string("43C0000000"));
    }

    void wrongLeIsCorrectedOnce()
    {
        ScriptedTransport transport{"6C02", "0A0B9000"};
        std::vector<capture::ApduBlock> blocks;
        const Result<ResponseApdu> answer = exchange(transport, {0x00, 0xB0, 0x00, 0x00, {}, 256}, blocks, {});
        QCOMPARE(answer->data, (Bytes{0x0A, 0x0B}));
        QCOMPARE(transport.sent, (std::vector<std::string>{"00B0000000", "00B0000002"}));
        QVERIFY(blocks[1].generated);

        ScriptedTransport stubborn{"6C02", "6C03", "6C04"};
        blocks.clear();
        QCOMPARE(exchange(stubborn, {0x00, 0xB0, 0x00, 0x00, {}, 256}, blocks, {})->sw, std::uint16_t(0x6C03));
        QCOMPARE(blocks.size(), std::size_t(2));
    }

    void refusalsAreReturnedAsTheyAre()
    {
        ScriptedTransport transport{"6A88"};
        std::vector<capture::ApduBlock> blocks;
        QCOMPARE(exchange(transport, store, blocks, {})->sw, std::uint16_t(0x6A88));
    }

    void aTransportErrorKeepsWhatCameBefore()
    {
        ScriptedTransport transport{"6103"};
        std::vector<capture::ApduBlock> blocks;
        const Result<ResponseApdu> answer = exchange(transport, store, blocks, {});
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, ErrorKind::removed);
        QCOMPARE(answer.error().step, std::string("GET RESPONSE"));
        QCOMPARE(blocks.size(), std::size_t(2));
        QVERIFY(blocks[1].response.empty());
    }

    void anAnswerWithoutStatusWordIsMalformed()
    {
        ScriptedTransport transport{"90"};
        std::vector<capture::ApduBlock> blocks;
        QCOMPARE(exchange(transport, store, blocks, {}).error().kind, ErrorKind::malformed);
        QCOMPARE(blocks.size(), std::size_t(1));
    }

    void aCardThatNeverEndsIsLeft()
    {
        ScriptedTransport transport{"6100"};
        transport.repeatLast = true;
        std::vector<capture::ApduBlock> blocks;
        QCOMPARE(exchange(transport, store, blocks, {}).error().kind, ErrorKind::malformed);
    }

    void nothingIsSentAfterAStop()
    {
        ScriptedTransport transport{"9000"};
        std::vector<capture::ApduBlock> blocks;
        std::stop_source source;
        source.request_stop();
        QCOMPARE(exchange(transport, store, blocks, source.get_token()).error().kind, ErrorKind::cancelled);
        QVERIFY(transport.sent.empty());
        QVERIFY(blocks.empty());
    }
};

WB_TEST(ExchangeTest);

#include "exchange_test.moc"
