// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"
#include "core/es/es10.h"
#include "core/lds/card_summary.h"
#include "core/report/capture_forms.h"
#include "core/report/redaction.h"
#include "smartcard/card/card_euicc.h"
#include "smartcard/vcard/in_process.h"
#include "smartcard/vcard/replay_card.h"
#include "smartcard/vcard/virtual_card.h"
#include "tests/support/core/results.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::vcard;
using testing::hex;

namespace {

/// A profile of the captured card.
rsp::ProfileInfo profileOf(const char *iccid, rsp::ProfileState state)
{
    rsp::ProfileInfo profile;
    profile.iccid = rsp::Iccid::fromText(iccid);
    profile.isdpAid = hex(iccid[18] == '1' ? "A0000005591010FFFFFFFF8900001100" : "A0000005591010FFFFFFFF8900001200");
    profile.state = state;
    profile.profileClass = rsp::ProfileClass::operational;
    return profile;
}

} // namespace

class ReplayCardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_cast = std::make_unique<testing::Cast>();
        m_recorder = std::make_unique<capture::Recorder>();
        euicc::Memory memory;
        memory.profiles = {profileOf("8949000000000000011", rsp::ProfileState::enabled),
                           profileOf("8949000000000000029", rsp::ProfileState::disabled)};
        euicc::VirtualEuicc euicc(m_cast->euiccIdentity(), memory);
        VirtualCard card(
            euicc, [&] { euicc.reset(); }, false, &euicc);
        InProcessTransport transport(card, "the real one");
        auto session = testing::must(card::Session::open(transport, {}, m_recorder.get(), {}));
        card::CardEuicc real(*session);
        m_before = toTexts(testing::must(lds::readCard(real, {})));
        m_challenge = testing::must(es::getEuiccChallenge(real, {}));
        testing::must(real.es10(hex("BF3211A00C5A0A989400000000000010F1810100"), {})); // DisableProfile without refresh
        m_after = toTexts(testing::must(lds::readCard(real, {})));
        QVERIFY(m_before != m_after);
    }

    void aCaptureAnswersAsTheCardDid()
    {
        ReplayCard card(m_recorder->since(0));
        Used used(card);
        QCOMPARE(toTexts(testing::must(lds::readCard(*used.euicc, {}))), m_before);
        QVERIFY(card.misses().empty());
    }

    void afterTheChangeItAnswersAsAfterTheChange()
    {
        ReplayCard card(m_recorder->since(0));
        Used used(card);
        QCOMPARE(toTexts(testing::must(lds::readCard(*used.euicc, {}))), m_before);
        QCOMPARE(toTexts(testing::must(lds::readCard(*used.euicc, {}))), m_before); // reading changes nothing
        testing::must(used.euicc->es10(hex("BF3211A00C5A0A989400000000000010F1810100"), {}));
        QCOMPARE(toTexts(testing::must(lds::readCard(*used.euicc, {}))), m_after);
        card.powerOff();
        card.powerOn();
        QCOMPARE(toTexts(testing::must(lds::readCard(*used.euicc, {}))), m_before);
    }

    void aChallengeIsGivenAsOftenAsItWasRecorded()
    {
        ReplayCard card(m_recorder->since(0));
        Used used(card);
        QCOMPARE(testing::must(es::getEuiccChallenge(*used.euicc, {})), m_challenge);
        const auto second = es::getEuiccChallenge(*used.euicc, {});
        QVERIFY(!second);
        QCOMPARE(second.error().statusWord, std::optional<std::uint16_t>(notInCapture));
        QCOMPARE(card.misses().size(), std::size_t(1));
        QCOMPARE(card.misses()[0].what, std::string("ES10b.GetEUICCChallenge"));
    }

    void whatWasNeverRecordedHasAStatusOfItsOwn()
    {
        ReplayCard card(m_recorder->since(0));
        Used used(card);
        const auto reset = used.euicc->es10(hex("BF340482020640"), {});
        QVERIFY(!reset);
        QCOMPARE(reset.error().statusWord, std::optional<std::uint16_t>(notInCapture));
        QCOMPARE(toHex(card.process(hex("00B0000000"))), std::string("6FCA"));
    }

    void otherBlocksOnAnotherChannelGetTheSame_data()
    {
        QTest::addColumn<unsigned>("blockSize");
        QTest::addColumn<int>("le");
        QTest::addColumn<int>("channel");
        for (const unsigned blockSize : {1U, 7U, 255U}) {
            for (const auto le : {card::LeChoice::always, card::LeChoice::never})
                QTest::addRow("%u, %d", blockSize, int(le)) << blockSize << int(le) << int(card::ChannelChoice::basic);
        }
    }

    void otherBlocksOnAnotherChannelGetTheSame()
    {
        QFETCH(unsigned, blockSize);
        QFETCH(int, le);
        QFETCH(int, channel);
        ReplayCard card(m_recorder->since(0));
        card::SessionOptions options;
        options.blockSize = blockSize;
        options.le = static_cast<card::LeChoice>(le);
        options.channel = static_cast<card::ChannelChoice>(channel);
        Used used(card, options);
        QCOMPARE(toTexts(testing::must(lds::readCard(*used.euicc, {}))), m_before);
    }

    void aRedactedCaptureIsAWholeCard()
    {
        const auto redacted = testing::must(report::redact(m_recorder->since(0), Bytes(32, 3), {}));
        ReplayCard card(redacted.exchanges);
        Used used(card);
        const auto summary = testing::must(lds::readCard(*used.euicc, {}));
        QVERIFY(summary.eid.digits() != testing::castEid);
        QVERIFY(summary.eid.checkDigitsHold());
        QCOMPARE(summary.profiles->size(), std::size_t(2));
    }

    void aCaptureFromTheOutputOfLpacIsACard()
    {
        const auto log = testing::must(report::imported(
            viewOf("[DEBUG] [APDU] [TX] CLA: 81, INS: E2, P1: 91, P2: 00, Lc: 06, Data: BF3E035C015A\n"
                   "[DEBUG] [APDU] [RX] SW1: 61, SW2: 15\n"
                   "[DEBUG] [APDU] [TX] CLA: 81, INS: C0, P1: 00, P2: 00, Lc: 15\n"
                   "[DEBUG] [APDU] [RX] SW1: 90, SW2: 00, Data: BF3E125A1089049032123451234512345678901235\n")));
        ReplayCard card(log.exchanges);
        Used used(card); // although neither SELECT nor MANAGE CHANNEL was in the log
        QCOMPARE(testing::must(es::getEid(*used.euicc, {})).digits(), std::string(testing::castEid));
    }

    void aCardThatRefusedAChannelRefusesItAgain()
    {
        auto exchanges = m_recorder->since(0);
        for (auto &exchange : exchanges) {
            if (exchange->what != "MANAGE CHANNEL open")
                continue;
            capture::Exchange refused = *exchange;
            auto &apdu = std::get<capture::ApduExchange>(refused.detail);
            apdu.statusWord = 0x6881;
            apdu.response.clear();
            apdu.blocks.front().response = hex("6881");
            exchange = std::make_shared<const capture::Exchange>(refused);
        }
        ReplayCard card(exchanges);
        Used used(card);
        QCOMPARE(used.session->channel(), 0);
        QVERIFY(used.session->basicChannelReason().has_value());
    }

    void hostileCommandsAreAnswered()
    {
        ReplayCard card(m_recorder->since(0));
        for (const char *command : {"", "80", "80E29100", "80E2910005AA", "FF000000", "80E291050100", "00C0000000",
                                    "0070800500", "8170000001"}) {
            const Bytes answer = card.process(hex(command));
            QCOMPARE(answer.size(), std::size_t(2));
        }
    }

private:
    struct Used {
        explicit Used(SmartCard &card, card::SessionOptions options = {}) : transport(card, "replayed")
        {
            session = testing::must(card::Session::open(transport, std::move(options), nullptr, {}));
            euicc = std::make_unique<card::CardEuicc>(*session);
        }
        InProcessTransport transport;
        std::unique_ptr<card::Session> session;
        std::unique_ptr<card::CardEuicc> euicc;
    };

    /// What a summary says, to be compared.
    static std::string toTexts(const lds::CardSummary &summary)
    {
        std::string text = summary.eid.digits() + toHex(summary.info1.bytes);
        text += summary.info2 ? toHex(summary.info2->bytes) : summary.info2.error().line();
        for (const rsp::ProfileInfo &profile : summary.profiles.value_or(std::vector<rsp::ProfileInfo>()))
            text += "\n" + toHex(asn1::encode(profile));
        text += "\n" + std::to_string(summary.notifications ? summary.notifications->size() : 0);
        return text;
    }

    std::unique_ptr<testing::Cast> m_cast;
    std::unique_ptr<capture::Recorder> m_recorder;
    std::string m_before;
    std::string m_after;
    decltype(testing::must(es::getEuiccChallenge(std::declval<rsp::Euicc &>(), {}))) m_challenge{};
};

WB_TEST(ReplayCardTest);
#include "replay_card_test.moc"
