// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"
#include "core/es/es10.h"
#include "core/lds/card_summary.h"
#include "smartcard/cards/card_in_use.h"
#include "tests/support/core/results.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/smartcard/reading_functions.h"
#include "tests/support/test.h"

#include <thread>

using namespace wb;
using namespace wb::testing;
using namespace std::chrono_literals;
using euicc::Fault;

namespace {

/// A fault of one function of the card.
Fault faultAt(Fault::Kind kind, asn1::Tag function)
{
    Fault fault;
    fault.kind = kind;
    fault.function = function;
    return fault;
}

} // namespace

/// Cards that answer what they must not, or nothing: each is told as what it is, what crossed is kept, and a healthy card works
/// again after it.
class BadCardTest : public QObject {
    Q_OBJECT

    std::shared_ptr<euicc::VirtualEuicc> m_euicc;
    std::shared_ptr<cards::BuiltInCard> m_card;
    std::unique_ptr<capture::Recorder> m_recorder;

    Result<std::unique_ptr<cards::CardInUse>> open() { return cards::openBuiltIn(m_card, {}, m_recorder.get(), {}); }

    /// The octets this function is answered by a healthy card.
    std::size_t lengthOfAnswer(const ReadingFunction &function)
    {
        const auto card = must(open());
        const std::size_t before = m_recorder->size();
        must(function.call(*card).map([] { return 0; }));
        const auto exchange = m_recorder->since(before).front();
        return std::get<capture::ApduExchange>(exchange->detail).response.size();
    }

    static void eachFunction()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const ReadingFunction &function : readingFunctions())
            QTest::newRow(function.name) << index++;
    }
    /// Calls a function of a card with a fault in its answer; the error, if there was one, is complete, and the exchange is kept as it was.
    std::optional<Error> callWith(cards::CardInUse &card, const ReadingFunction &called, const Fault &fault)
    {
        m_card->setFaults({fault});
        const std::size_t before = m_recorder->size();
        const auto result = called.call(card);
        if (m_recorder->size() <= before)
            return makeError(ErrorKind::internal, Interface::none, "", "the exchange was not kept");
        return result ? std::nullopt : std::optional(result.error());
    }

    void verifyHealthyAgain(cards::CardInUse &card)
    {
        m_card->setFaults({});
        for (const ReadingFunction &each : readingFunctions())
            WB_VERIFY(each.call(card));
    }

private Q_SLOTS:
    void init()
    {
        m_euicc = equippedEuicc("Bad");
        {
            const auto disabled = es::disableProfile(*m_euicc, {{alpha}, false}, {}); // so that a notification waits
            WB_VERIFY(disabled);
        }
        m_card = std::make_shared<cards::BuiltInCard>(m_euicc);
        m_recorder = std::make_unique<capture::Recorder>();
    }

    void anOctetTurnedOverInEveryPosition_data() { eachFunction(); }
    void anOctetTurnedOverInEveryPosition()
    {
        QFETCH(int, index);
        const ReadingFunction &called = readingFunctions()[static_cast<std::size_t>(index)];
        const std::size_t length = lengthOfAnswer(called);
        const auto card = must(open());
        int refused = 0;
        for (std::size_t octet = 0; octet < length; ++octet) {
            for (const std::uint8_t mask : {0x01, 0x20, 0x80, 0xFF}) {
                Fault fault = faultAt(Fault::Kind::garbled, called.tag);
                fault.octet = octet;
                fault.mask = mask;
                const auto error = callWith(*card, called, fault);
                if (!error)
                    continue; // it was a value, and is another one now
                ++refused;
                QVERIFY2(complaintAbout(*error).empty(), complaintAbout(*error).c_str());
                QCOMPARE(error->kind, ErrorKind::malformed);
                QCOMPARE(error->interface, called.interface);
                WB_COMPARE(error->step, called.name);
                QVERIFY(error->offset.has_value());
            }
        }
        QVERIFY(refused >= 8); // tag and length of the whole at least
        verifyHealthyAgain(*card);
    }

    void anAnswerThatEndsEarly_data() { eachFunction(); }
    void anAnswerThatEndsEarly()
    {
        QFETCH(int, index);
        const ReadingFunction &called = readingFunctions()[static_cast<std::size_t>(index)];
        const std::size_t length = lengthOfAnswer(called);
        const auto card = must(open());
        for (std::size_t left = 0; left < length; ++left) {
            Fault fault = faultAt(Fault::Kind::truncated, called.tag);
            fault.octet = left;
            const auto error = callWith(*card, called, fault);
            QVERIFY2(error, qPrintable(QString::number(left)));
            QVERIFY2(complaintAbout(*error).empty(), complaintAbout(*error).c_str());
            QCOMPARE(error->kind, ErrorKind::malformed);
            WB_COMPARE(error->step, called.name);
        }
        verifyHealthyAgain(*card);
    }

    void aLengthThatIsWrong_data() { eachFunction(); }
    void aLengthThatIsWrong()
    {
        QFETCH(int, index);
        const ReadingFunction &called = readingFunctions()[static_cast<std::size_t>(index)];
        const auto card = must(open());
        for (int by = -127; by <= 127; ++by) {
            if (by == 0)
                continue;
            Fault fault = faultAt(Fault::Kind::wrongLength, called.tag);
            fault.by = by;
            const auto error = callWith(*card, called, fault);
            QVERIFY2(error, qPrintable(QString::number(by)));
            QVERIFY2(complaintAbout(*error).empty(), complaintAbout(*error).c_str());
            QCOMPARE(error->kind, ErrorKind::malformed);
        }
        verifyHealthyAgain(*card);
    }

    void aStatusWord_data() { eachFunction(); }
    void aStatusWord()
    {
        QFETCH(int, index);
        const ReadingFunction &called = readingFunctions()[static_cast<std::size_t>(index)];
        const auto card = must(open());
        for (const std::uint16_t status :
             {0x6F00, 0x6581, 0x6700, 0x6881, 0x6985, 0x6A80, 0x6A88, 0x6D00, 0x6E00, 0x0000}) {
            Fault fault = faultAt(Fault::Kind::status, called.tag);
            fault.statusWord = status;
            const auto error = callWith(*card, called, fault);
            QVERIFY(error);
            QVERIFY2(complaintAbout(*error).empty(), complaintAbout(*error).c_str());
            QCOMPARE(error->interface, Interface::apdu);
            QVERIFY2(error->step.ends_with(called.name) || error->step == "ES10b.GetEUICCInfo", error->step.c_str());
            QCOMPARE(int(error->statusWord.value_or(1)), int(status));
        }
        verifyHealthyAgain(*card);
    }

    void noAnswerAtAll_data() { eachFunction(); }
    void noAnswerAtAll()
    {
        QFETCH(int, index);
        const ReadingFunction &called = readingFunctions()[static_cast<std::size_t>(index)];
        const auto card = must(open());
        Fault fault = faultAt(Fault::Kind::silent, called.tag);
        fault.delay = 1ms;
        const auto silent = callWith(*card, called, fault);
        QVERIFY(silent);
        QVERIFY2(complaintAbout(*silent).empty(), complaintAbout(*silent).c_str());
        QCOMPARE(silent->kind, ErrorKind::timedOut);
        const auto stump = callWith(*card, called, faultAt(Fault::Kind::stump, called.tag));
        QVERIFY(stump);
        QVERIFY2(complaintAbout(*stump).empty(), complaintAbout(*stump).c_str());
        QCOMPARE(stump->kind, ErrorKind::malformed);
        const std::size_t beforePulled = m_recorder->size();
        const auto pulled = callWith(*card, called, faultAt(Fault::Kind::pulled, called.tag));
        QVERIFY(pulled);
        QVERIFY2(complaintAbout(*pulled).empty(), complaintAbout(*pulled).c_str());
        QCOMPARE(pulled->kind, ErrorKind::removed);
        const auto kept = m_recorder->since(beforePulled).front();
        QVERIFY(kept->error.has_value());
        QVERIFY(std::get<capture::ApduExchange>(kept->detail).blocks.size() == 1); // what was sent is seen
        verifyHealthyAgain(*card);
    }

    /// Opening and reading a card takes some dozen commands; whichever goes wrong, it is told, and nothing is lost.
    void everyStepOfReadingACard_data()
    {
        using enum Fault::Kind;
        QTest::addColumn<Fault>("fault");
        QTest::newRow("6F00") << Fault{.kind = status};
        QTest::newRow("stump") << Fault{.kind = stump};
        QTest::newRow("silent") << Fault{.kind = silent, .delay = 1ms};
        QTest::newRow("pulled") << Fault{.kind = pulled};
        QTest::newRow("pulled and back") << Fault{.kind = pulled, .times = 1, .backAfter = 0ms};
        QTest::newRow("pulled after it was done") << Fault{.kind = pulled, .carriedOut = true};
        QTest::newRow("truncated") << Fault{.kind = truncated};
        QTest::newRow("wrong length") << Fault{.kind = wrongLength};
        QTest::newRow("garbled") << Fault{.kind = garbled, .octet = 1};
    }
    void everyStepOfReadingACard()
    {
        QFETCH(Fault, fault);
        for (unsigned command = 1; command <= 14; ++command) {
            fault.command = command;
            m_card->card().powerOn();
            m_card->setFaults({fault});
            const std::size_t before = m_recorder->size();
            auto opened = open();
            if (!opened) {
                QVERIFY2(complaintAbout(opened.error()).empty(), complaintAbout(opened.error()).c_str());
                QVERIFY(m_recorder->size() > before);
            } else {
                const auto summary = lds::readCard(**opened, {});
                if (!summary)
                    QVERIFY2(complaintAbout(summary.error()).empty(), complaintAbout(summary.error()).c_str());
                opened->reset();
            }
            m_card->setFaults({});
            const auto healthy = must(open());
            WB_VERIFY(lds::readCard(*healthy, {}));
        }
    }

    void aSlowCardIsLeftWhenItIsStopped()
    {
        const auto card = must(open());
        m_card->setFaults({{.kind = Fault::Kind::slow, .delay = 60s}});
        std::stop_source stop;
        Result<rsp::Eid> eid = rsp::Eid();
        std::thread worker([&] { eid = es::getEid(*card, stop.get_token()); });
        stop.request_stop();
        worker.join();
        QVERIFY(!eid);
        QCOMPARE(eid.error().kind, ErrorKind::cancelled);
        verifyHealthyAgain(*card);
    }

    /// The answer was lost, and the change had been made: the card says so when it is asked again.
    void aChangeWhoseAnswerWasLost()
    {
        const auto card = must(open());
        m_card->setFaults({{.kind = Fault::Kind::pulled, .function = 0xBF31, .backAfter = 0ms, .carriedOut = true}});
        const auto lost = es::enableProfile(*card, {{beta}, false}, {});
        QVERIFY(!lost);
        QCOMPARE(lost.error().kind, ErrorKind::removed);
        QCOMPARE(m_euicc->memory().profiles[1].state, std::optional(rsp::ProfileState::enabled));
        m_card->setFaults({});
        QCOMPARE(must(es::enableProfile(*card, {{beta}, false}, {})), rsp::EnableResult::profileNotInDisabledState);
    }
};

WB_TEST(BadCardTest);

#include "bad_card_test.moc"
