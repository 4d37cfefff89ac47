// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "smartcard/vcard/faulty_card.h"
#include "smartcard/vcard/virtual_card.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

#include <QElapsedTimer>

#include <thread>

using namespace wb;
using namespace std::chrono_literals;
using euicc::Fault;
using wb::testing::pattern;
using wb::testing::ScriptedEuicc;

/// A card that is disturbed, APDU by APDU. The eUICC answers BF2D with 04 .. and anything else as it does.
class FaultyCardTest : public QObject {
    Q_OBJECT

    ScriptedEuicc m_euicc;
    std::unique_ptr<vcard::VirtualCard> m_healthy;
    std::unique_ptr<vcard::FaultyCard> m_card;

    std::string send(const std::string &command, std::stop_token stop = {})
    {
        return toHex(m_card->process(*fromHex(command), std::move(stop)));
    }
    std::string select() { return send("00A4040010A0000005591010FFFFFFFF8900000100"); }

    /// A request of the ES10 function BF2D, with Le or to be fetched.
    std::string ask(bool withLe = true) { return send(std::string("80E2910003BF2D00") + (withLe ? "00" : "")); }

private Q_SLOTS:
    void init()
    {
        m_euicc.answerWith(*fromHex("BF2D05A003040155"));
        m_healthy = std::make_unique<vcard::VirtualCard>(m_euicc);
        m_card = std::make_unique<vcard::FaultyCard>(*m_healthy);
    }

    void withoutAPlanItIsAsTheOther()
    {
        QCOMPARE(toHex(m_card->atr()), toHex(m_healthy->atr()));
        QCOMPARE(m_card->generation(), m_healthy->generation());
        QVERIFY(m_card->present());
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
        select();
        QCOMPARE(ask(), std::string("BF2D05A0030401559000"));
        QVERIFY(ask(false).starts_with("61"));
        QCOMPARE(send("00C0000008"), std::string("BF2D05A0030401559000"));
        m_card->reset();
        QCOMPARE(m_card->generation(), m_healthy->generation());
        m_card->powerOff();
        QCOMPARE(send("00A4000C023F00"), std::string());
    }

    void aStatusWordAtACommand()
    {
        m_card->setPlan({{.kind = Fault::Kind::status, .command = 2, .statusWord = 0x6F42}});
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
        QCOMPARE(send("00A4000C023F00"), std::string("6F42"));
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
        m_card->reset(); // counts anew
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
        QCOMPARE(send("00A4000C023F00"), std::string("6F42"));
    }

    void aFunctionIsKnownByItsRequest()
    {
        m_card->setPlan({{.kind = Fault::Kind::status, .function = 0xBF2D, .times = 2}});
        select();
        QCOMPARE(send("80E2910003BF2E0000").substr(0, 4), std::string("BF2D")); // another function, the same answer
        QCOMPARE(ask(), std::string("6F00"));
        QCOMPARE(send("80E2110002BF2D"), std::string("9000")); // more blocks come
        QCOMPARE(send("80E29101010000"), std::string("6F00"));
        QCOMPARE(ask(), std::string("BF2D05A0030401559000")); // it was to happen twice
    }

    void whatWasRefusedIsCarriedOutOrNot()
    {
        select();
        m_card->setPlan({{.kind = Fault::Kind::status, .times = 1}, {.kind = Fault::Kind::status, .carriedOut = true}});
        const std::size_t before = m_euicc.requests().size();
        QCOMPARE(ask(), std::string("6F00"));
        QCOMPARE(m_euicc.requests().size(), before);
        QCOMPARE(ask(), std::string("6F00"));
        QCOMPARE(m_euicc.requests().size(), before + 1);
    }

    void dataIsChanged_data()
    {
        using enum Fault::Kind;
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char *name, const Fault &fault, const char *answer) {
            QTest::newRow(name) << fault << QString::fromLatin1(answer);
        };
        row("half of it", {.kind = truncated}, "BF2D05A09000");
        row("nothing of it", {.kind = truncated, .octet = 0}, "9000");
        row("more than there is", {.kind = truncated, .octet = 99}, "BF2D05A0030401559000");
        row("first octet", {.kind = garbled}, "402D05A0030401559000");
        row("one bit", {.kind = garbled, .octet = 7, .mask = 0x01}, "BF2D05A0030401549000");
        row("behind the end", {.kind = garbled, .octet = 99}, "BF2D05A0030401AA9000");
        row("too long", {.kind = wrongLength}, "BF2D06A0030401559000");
        row("too short", {.kind = wrongLength, .by = -2}, "BF2D03A0030401559000");
        row("a single octet", {.kind = stump}, "6F");
    }

    void dataIsChanged()
    {
        QFETCH(Fault, fault);
        QFETCH(QString, answer);
        select();
        m_card->setPlan({fault});
        QCOMPARE(QString::fromStdString(ask()), answer);
        if (fault.kind == Fault::Kind::stump || answer == QStringLiteral("9000"))
            return;
        const QString waiting = QString::fromStdString(ask(false));
        QCOMPARE(waiting.left(2), QStringLiteral("61"));
        m_card->setPlan({fault});
        ask(false);
        QCOMPARE(QString::fromStdString(send("00C0000000")), answer); // the same in pieces
    }

    void placesCountInTheWholeAnswer()
    {
        const Bytes whole = pattern(600);
        m_euicc.answerWith(whole);
        select();
        m_card->setPlan({{.kind = Fault::Kind::garbled, .octet = 520, .mask = 0xFF},
                         {.kind = Fault::Kind::truncated, .octet = 590}});
        std::string got = ask();
        Bytes data;
        for (int piece = 0; piece < 3; ++piece) {
            const Bytes octets = *fromHex(got);
            data.insert(data.end(), octets.begin(), octets.end() - 2);
            if (octets[octets.size() - 2] == 0x90)
                break;
            QCOMPARE(octets[octets.size() - 2], std::uint8_t(0x61));
            got = send("80C0000000");
        }
        Bytes wanted(whole.begin(), whole.begin() + 590);
        wanted[520] ^= 0xFF;
        QCOMPARE(toHex(data), toHex(wanted));
        QCOMPARE(send("00C0000000"), std::string("6985")); // nothing is left
    }

    void aSlowCardCanBeStopped()
    {
        m_card->setPlan({{.kind = Fault::Kind::slow, .delay = 5ms}});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
        QVERIFY(timer.elapsed() >= 4);

        m_card->setPlan({{.kind = Fault::Kind::slow, .delay = 60s}});
        std::stop_source stop;
        std::string answer = "none yet";
        std::thread worker([&] { answer = send("00A4000C023F00", stop.get_token()); });
        stop.request_stop();
        worker.join();
        QCOMPARE(answer, std::string());
        QVERIFY(timer.elapsed() < 30000);
    }

    void aResetEndsWhatIsSlow()
    {
        m_card->setPlan({{.kind = Fault::Kind::silent, .command = 1, .delay = 60s}});
        std::atomic<bool> done = false;
        std::thread worker([&] {
            send("00A4000C023F00");
            done = true;
        });
        while (!done) {
            m_card->reset();
            std::this_thread::yield();
        }
        worker.join();
        QVERIFY(m_card->present());
    }

    void aPulledCardIsGone()
    {
        m_card->setPlan({{.kind = Fault::Kind::pulled, .command = 2}});
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
        const std::uint64_t before = m_card->generation();
        QCOMPARE(send("00A4000C023F00"), std::string());
        QVERIFY(!m_card->present());
        QVERIFY(m_card->generation() != before);
        QCOMPARE(int(m_card->pulls()), 1);
        m_card->powerOn(); // power does not bring it back
        QCOMPARE(send("00A4000C023F00"), std::string());
        m_card->setPlan({});
        QVERIFY(m_card->present());
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
    }

    void itIsBackAfterAWhile()
    {
        m_card->setPlan({{.kind = Fault::Kind::pulled, .command = 3, .times = 1, .backAfter = 20ms}});
        select();
        QCOMPARE(send("0070000001"), std::string("019000"));
        QCOMPARE(send("00A4000C023F00"), std::string());
        QVERIFY(!m_card->present());
        QTRY_VERIFY(m_card->present());
        const std::uint64_t back = m_card->generation();
        QCOMPARE(send("01A4000C023F00"), std::string("6881")); // the channel is gone
        QCOMPARE(m_card->generation(), back);                  // whoever looked before the command sees no reset in it
    }
};

WB_TEST(FaultyCardTest);

#include "faulty_card_test.moc"
