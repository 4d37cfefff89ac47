// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/capture/recorder.h"
#include "smartcard/card/card_euicc.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/vcard/in_process.h"
#include "smartcard/vcard/virtual_card.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::card;
using wb::testing::pattern;
using wb::testing::ScriptedEuicc;

namespace {

/// A card around another: changes what one instruction is answered, or acts before it.
class MeddlingCard final : public vcard::SmartCard {
public:
    explicit MeddlingCard(SmartCard &inner) : m_inner(inner) {}

    std::function<std::optional<Bytes>(const CommandApdu &)> meddle;
    std::vector<std::string> seen;

    Bytes atr() const override { return m_inner.atr(); }
    void powerOn() override { m_inner.powerOn(); }
    void powerOff() override { m_inner.powerOff(); }
    void reset() override { m_inner.reset(); }
    std::uint64_t generation() const override { return m_inner.generation(); }

    Bytes process(ByteView bytes, std::stop_token stop) override
    {
        seen.push_back(toHex(bytes));
        if (meddle) {
            if (std::optional<Bytes> answer = meddle(*CommandApdu::decode(bytes)))
                return *answer;
        }
        return m_inner.process(bytes, std::move(stop));
    }

private:
    SmartCard &m_inner;
};

std::vector<std::string> namesIn(const capture::Recorder &recorder)
{
    std::vector<std::string> names;
    for (const capture::ExchangePtr &exchange : recorder.since(0))
        names.push_back(exchange->what);
    return names;
}

const Bytes getChallenge{0xBF, 0x2E, 0x00};

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

    ScriptedEuicc m_euicc;
    std::unique_ptr<vcard::VirtualCard> m_card;
    std::unique_ptr<MeddlingCard> m_meddling;
    std::unique_ptr<vcard::InProcessTransport> m_transport;
    std::unique_ptr<capture::Recorder> m_recorder;

    Result<std::unique_ptr<Session>> open(SessionOptions options = {})
    {
        return Session::open(*m_transport, std::move(options), m_recorder.get(), {});
    }

private Q_SLOTS:
    void init()
    {
        m_euicc.answerWith(ScriptedEuicc::Answer());
        m_card = std::make_unique<vcard::VirtualCard>(m_euicc);
        m_meddling = std::make_unique<MeddlingCard>(*m_card);
        m_transport = std::make_unique<vcard::InProcessTransport>(*m_meddling, "Virtual eUICC");
        m_recorder = std::make_unique<capture::Recorder>();
    }

    void aSessionOpensAChannelAndClosesIt()
    {
        {
            const auto session = open();
            QVERIFY(session.has_value());
            QCOMPARE((*session)->channel(), 1);
            QCOMPARE((*session)->isdR().aid, isdRAid());
            QVERIFY((*session)->isdR().properties.has_value());
            QCOMPARE((*session)->isdR().properties->svn.text(), std::string("2.5.0"));
            QVERIFY(!(*session)->basicChannelReason());
        }
        QCOMPARE(namesIn(*m_recorder), (std::vector<std::string>{"TERMINAL CAPABILITY", "MANAGE CHANNEL open",
                                                                 "SELECT ISD-R", "MANAGE CHANNEL close 1"}));
        QCOMPARE(m_meddling->seen,
                 (std::vector<std::string>{"80AA00000AA9088100820101830107", "0070000001",
                                           "01A4040010A0000005591010FFFFFFFF890000010000", "00708001"}));
        const auto second = open();
        QCOMPARE((*second)->channel(), 1); // it was closed, so it is free again
    }

    void theCaptureHoldsOneExchangeAFunction()
    {
        const auto session = open();
        m_euicc.answerWith(pattern(300));
        CardEuicc euicc(**session);
        Bytes request{0xBF, 0x2E, 0x82, 0x01, 0xFF};
        append(request, pattern(511));
        const Result<Bytes> answer = euicc.es10(request, {});
        QCOMPARE(*answer, pattern(300));
        QCOMPARE(m_euicc.requests().back(), request);

        const capture::ExchangePtr exchange = m_recorder->since(0).back();
        QCOMPARE(exchange->what, std::string("ES10b.GetEUICCChallenge"));
        QVERIFY(exchange->interface == Interface::es10b);
        QCOMPARE(exchange->from, std::string("LPA"));
        QCOMPARE(exchange->to, std::string("eUICC"));
        QCOMPARE(exchange->status, std::string("9000"));
        QVERIFY(!exchange->error);
        const capture::ApduExchange *apdu = exchange->apdu();
        QVERIFY(apdu != nullptr);
        QCOMPARE(apdu->reader, std::string("Virtual eUICC"));
        QCOMPARE(apdu->channel, 1);
        QCOMPARE(apdu->request, request);
        QCOMPARE(apdu->response, pattern(300));
        QCOMPARE(apdu->blocks.size(), std::size_t(4)); // three blocks, one GET RESPONSE
        QCOMPARE(toHex(ByteView(apdu->blocks[0].command).first(5)), std::string("81E21100FF"));
        QCOMPARE(toHex(ByteView(apdu->blocks[2].command).first(5)), std::string("81E2910206"));
        QVERIFY(!apdu->blocks[2].generated);
        QVERIFY(apdu->blocks[3].generated);
        QCOMPARE(apdu->statusWord, std::uint16_t(0x9000));
    }

    void everySizeGoesThrough_data()
    {
        QTest::addColumn<int>("blockSize");
        QTest::addColumn<int>("le");
        QTest::addColumn<int>("protocol");
        for (const int blockSize : {1, 2, 120, 254, 255})
            QTest::addRow("blocks of %d", blockSize) << blockSize << int(LeChoice::automatic) << int(Protocol::t1);
        QTest::newRow("without Le") << 255 << int(LeChoice::never) << int(Protocol::t1);
        QTest::newRow("T=0") << 255 << int(LeChoice::automatic) << int(Protocol::t0);
        QTest::newRow("T=0, with Le all the same") << 255 << int(LeChoice::always) << int(Protocol::t0);
    }

    void everySizeGoesThrough()
    {
        QFETCH(int, blockSize);
        QFETCH(int, le);
        QFETCH(int, protocol);
        vcard::InProcessTransport transport(*m_meddling, "T", Protocol(protocol));
        SessionOptions options;
        options.blockSize = unsigned(blockSize);
        options.le = LeChoice(le);
        const auto session = Session::open(transport, options, nullptr, {});
        QVERIFY(session.has_value());
        CardEuicc euicc(**session);
        for (const std::size_t requestSize : {1, 119, 120, 121, 254, 255, 256, 510, 511, 3000}) {
            for (const std::size_t answerSize : {0, 1, 255, 256, 257, 512, 4000}) {
                if (requestSize > 256 * std::size_t(blockSize))
                    continue;
                m_euicc.answerWith(pattern(answerSize));
                const Result<Bytes> answer = euicc.es10(pattern(requestSize), {});
                QVERIFY(answer.has_value());
                QCOMPARE(*answer, pattern(answerSize));
                QCOMPARE(m_euicc.requests().back(), pattern(requestSize));
            }
        }
        const bool withLe = le == int(LeChoice::always)
                            || (le == int(LeChoice::automatic) && protocol == int(Protocol::t1));
        m_euicc.answerWith(ScriptedEuicc::Answer());
        QVERIFY(euicc.es10(Bytes{0xBF}, {}).error().statusWord == std::uint16_t(0x6A88));
        QCOMPARE(m_meddling->seen.back(), std::string("81E2910001BF") + (withLe ? "00" : ""));
    }

    void moreThan256BlocksAreRefused()
    {
        SessionOptions options;
        options.blockSize = 2;
        const auto session = open(options);
        CardEuicc euicc(**session);
        m_euicc.answerWith(Bytes{});
        QVERIFY(euicc.es10(pattern(512), {}).has_value());
        const std::size_t before = m_meddling->seen.size();
        QCOMPARE(euicc.es10(pattern(513), {}).error().kind, ErrorKind::invalid);
        QCOMPARE(euicc.es10({}, {}).error().kind, ErrorKind::invalid);
        QCOMPARE(m_meddling->seen.size(), before); // nothing was sent
    }

    void aRefusalCarriesItsStatusWord()
    {
        const auto session = open();
        CardEuicc euicc(**session);
        const Result<Bytes> answer = euicc.es10(Bytes{0xBF, 0x3E, 0x00}, {});
        QVERIFY(!answer.has_value());
        QVERIFY(answer.error().interface == Interface::apdu);
        QCOMPARE(answer.error().kind, ErrorKind::notFound);
        QCOMPARE(answer.error().step, std::string("ES10c.GetEID"));
        QCOMPARE(answer.error().statusWord.value_or(0), std::uint16_t(0x6A88));
        const capture::ExchangePtr exchange = m_recorder->since(0).back();
        QCOMPARE(exchange->status, std::string("6A88"));
        QVERIFY(exchange->error.has_value());
    }

    void aPendingProactiveCommandIsSuccess()
    {
        m_meddling->meddle = [](const CommandApdu &command) -> std::optional<Bytes> {
            return command.ins == 0xE2 ? std::optional<Bytes>(Bytes{0xBF, 0x31, 0x91, 0x0B}) : std::nullopt;
        };
        const auto session = open();
        CardEuicc euicc(**session);
        QCOMPARE(*euicc.es10(getChallenge, {}), (Bytes{0xBF, 0x31}));
        QCOMPARE(m_recorder->since(0).back()->status, std::string("910B"));
    }

    void theBasicChannelIsUsedWhenNoOtherIsToBeHad_data()
    {
        QTest::addColumn<int>("ins");
        QTest::addColumn<int>("sw");
        QTest::newRow("no channels") << 0x70 << 0x6881;
        QTest::newRow("no such command") << 0x70 << 0x6D00;
        QTest::newRow("none left") << 0x70 << 0x6A81;
        QTest::newRow("class refused later") << 0xA4 << 0x6881;
    }

    void theBasicChannelIsUsedWhenNoOtherIsToBeHad()
    {
        QFETCH(int, ins);
        QFETCH(int, sw);
        m_meddling->meddle = [=](const CommandApdu &command) -> std::optional<Bytes> {
            if (command.ins == ins && (ins == 0x70 ? command.p1 == 0 : command.cla != 0))
                return ResponseApdu{{}, std::uint16_t(sw)}.encode();
            return std::nullopt;
        };
        {
            const auto session = open();
            QVERIFY(session.has_value());
            QCOMPARE((*session)->channel(), 0);
            QCOMPARE((*session)->basicChannelReason()->statusWord.value_or(0), std::uint16_t(sw));
            CardEuicc euicc(**session);
            QVERIFY(euicc.es10(getChallenge, {}).has_value());
            QVERIFY(m_meddling->seen.back().starts_with("80E2"));
        }
        SessionOptions strict;
        strict.channel = ChannelChoice::logical;
        QCOMPARE(open(strict).error().statusWord.value_or(0), std::uint16_t(sw));
    }

    void otherAidsAreTriedInOrder()
    {
        const Bytes vendor = isdRAids().back().aid;
        m_meddling->meddle = [vendor](const CommandApdu &command) -> std::optional<Bytes> {
            if (command.ins != 0xA4)
                return std::nullopt;
            return *fromHex(command.data == vendor ? "9000" : "6A82");
        };
        const auto session = open();
        QVERIFY(session.has_value());
        QCOMPARE((*session)->isdR().aid, vendor);
        QVERIFY(!(*session)->isdR().properties);

        m_meddling->meddle = [](const CommandApdu &command) -> std::optional<Bytes> {
            return command.ins == 0xA4 ? std::optional<Bytes>(Bytes{0x6A, 0x82}) : std::nullopt;
        };
        const auto none = open();
        QCOMPARE(none.error().kind, ErrorKind::notFound);
        QCOMPARE(none.error().step, std::string("SELECT ISD-R"));
        QCOMPARE(none.error().statusWord.value_or(0), std::uint16_t(0x6A82));
        QVERIFY2(none.error().reason.find("(6A82)") != std::string::npos,
                 none.error().reason.c_str());                                        // what was tried
        QCOMPARE(namesIn(*m_recorder).back(), std::string("MANAGE CHANNEL close 2")); // the first session still has 1
    }

    void aHostileControlInformationIsOnlyKept()
    {
        m_meddling->meddle = [](const CommandApdu &command) -> std::optional<Bytes> {
            return command.ins == 0xA4 ? std::optional<Bytes>(*fromHex("6F0AE0FF82039000")) : std::nullopt;
        };
        const auto session = open();
        QVERIFY(session.has_value());
        QCOMPARE(toHex((*session)->isdR().fci), std::string("6F0AE0FF8203"));
        QVERIFY(!(*session)->isdR().properties);
    }

    void terminalCapabilityCanBeLeftOut()
    {
        SessionOptions options;
        options.terminalCapability = false;
        options.channel = ChannelChoice::basic;
        const auto session = open(options);
        QCOMPARE(namesIn(*m_recorder), (std::vector<std::string>{"SELECT ISD-R"}));
        QCOMPARE((*session)->channel(), 0);
    }

    /// `--no-terminal-capability` against a card that demands it: the session opens, ES10 is refused.
    void aCardThatDemandsTerminalCapability()
    {
        for (const bool announced : {true, false}) {
            m_card = std::make_unique<vcard::VirtualCard>(
                m_euicc, [] {}, true);
            m_meddling = std::make_unique<MeddlingCard>(*m_card);
            m_transport = std::make_unique<vcard::InProcessTransport>(*m_meddling, "Virtual eUICC");
            SessionOptions options;
            options.terminalCapability = announced;
            const auto session = open(options);
            QVERIFY(session.has_value());
            CardEuicc euicc(**session);
            const Result<Bytes> answer = euicc.es10(getChallenge, {});
            QCOMPARE(answer.has_value(), announced);
            if (!announced)
                QCOMPARE(answer.error().statusWord.value_or(0), std::uint16_t(0x6985));
            m_card->reset(); // the session announces itself again, or not
            QCOMPARE(euicc.es10(getChallenge, {}).has_value(), announced);
        }
    }

    void aRefusedTerminalCapabilityIsNoError()
    {
        m_meddling->meddle = [](const CommandApdu &command) -> std::optional<Bytes> {
            return command.ins == 0xAA ? std::optional<Bytes>(Bytes{0x6E, 0x00}) : std::nullopt;
        };
        QVERIFY(open().has_value());
        QCOMPARE(m_recorder->since(0).front()->status, std::string("6E00"));
    }

    void aResetBetweenFunctionsIsMended()
    {
        const auto session = open();
        CardEuicc euicc(**session);
        QVERIFY(euicc.es10(getChallenge, {}).has_value());
        m_card->reset();
        QVERIFY(!(*session)->selected());
        QVERIFY(euicc.es10(getChallenge, {}).has_value());
        QVERIFY((*session)->selected());
    }

    void aResetInTheMiddleRepeatsOnlyWhatReads()
    {
        const auto session = open();
        CardEuicc euicc(**session);
        bool once = true;
        m_meddling->meddle = [&](const CommandApdu &command) -> std::optional<Bytes> {
            if (command.ins != 0xE2 || !once)
                return std::nullopt;
            once = false;
            m_card->reset();
            return std::nullopt;
        };
        QVERIFY(euicc.es10(getChallenge, {}).has_value());

        once = true;
        m_euicc.answerWith(Bytes{});
        const std::size_t before = m_euicc.requests().size();
        QVERIFY(!euicc.es10(Bytes{0xBF, 0x31, 0x00}, {}).has_value()); // EnableProfile
        QCOMPARE(m_euicc.requests().size(), before);
    }

    void aCardWithoutPowerDoesNotAnswer()
    {
        const auto session = open();
        CardEuicc euicc(**session);
        m_card->powerOff();
        QCOMPARE(euicc.es10(getChallenge, {}).error().kind, ErrorKind::timedOut);
    }

    void aStopEndsAChainBetweenBlocks()
    {
        const auto session = open();
        CardEuicc euicc(**session);
        std::stop_source source;
        m_meddling->meddle = [&](const CommandApdu &command) -> std::optional<Bytes> {
            if (command.ins == 0xE2 && command.p2 == 1)
                source.request_stop();
            return std::nullopt;
        };
        QCOMPARE(euicc.es10(pattern(1000), source.get_token()).error().kind, ErrorKind::cancelled);
        QCOMPARE(m_recorder->since(0).back()->apdu()->blocks.size(), std::size_t(2));
        m_meddling->meddle = {};
        m_euicc.answerWith(Bytes{0x01});
        QVERIFY(euicc.es10(pattern(300), {}).has_value()); // the next chain begins with block 0
    }

    void badOptionsAreRefused()
    {
        SessionOptions options;
        options.blockSize = 0;
        QCOMPARE(open(options).error().kind, ErrorKind::invalid);
        options.blockSize = 256;
        QCOMPARE(open(options).error().kind, ErrorKind::invalid);
        options.blockSize = 255;
        options.aids = {Bytes(17)};
        QCOMPARE(open(options).error().kind, ErrorKind::invalid);
    }
};

WB_TEST(SessionTest);

#include "session_test.moc"
