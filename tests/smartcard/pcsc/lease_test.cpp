// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/capture/recorder.h"
#include "smartcard/card/card_euicc.h"
#include "smartcard/pcsc/lease.h"
#include "smartcard/vcard/virtual_card.h"
#include "smartcard/vpcd/plug.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

#include <future>

using namespace wb;
using namespace wb::pcsc;
using wb::testing::Gate;
using wb::testing::OtherProgram;
using wb::testing::pattern;
using wb::testing::Pcscd;
using wb::testing::ScriptedEuicc;

namespace {

const std::string slot0 = "Lab eUICC 00 00";
const Bytes getChallenge{0xBF, 0x2E, 0x00};

LeaseOptions heldBy(const char *holder)
{
    LeaseOptions options;
    options.holder = holder;
    return options;
}

} // namespace

class LeaseTest : public QObject {
    Q_OBJECT

    Pcscd m_pcscd;
    ScriptedEuicc m_euicc;
    std::unique_ptr<vcard::VirtualCard> m_card;
    std::unique_ptr<vpcd::Plug> m_plug;

    static Result<std::unique_ptr<Lease>> take(LeaseOptions options = {})
    {
        return Lease::take(slot0, std::move(options), {});
    }

    /// Waits until pcscd has seen the card. Its first user settles the protocol.
    bool insert(const LeaseOptions &firstUser = {})
    {
        m_plug = std::make_unique<vpcd::Plug>(*m_card, vpcd::PlugAddress());
        return QTest::qWaitFor([&] { return take(firstUser).has_value(); });
    }

    static std::string send(Lease &lease, const char *hex)
    {
        const Result<Bytes> answer = lease.transmit(*fromHex(hex), {});
        return answer ? toHex(*answer) : answer.error().line();
    }

private Q_SLOTS:
    void init()
    {
        m_euicc.answerWith(ScriptedEuicc::Answer());
        m_card = std::make_unique<vcard::VirtualCard>(m_euicc);
        if (!m_pcscd.running())
            QVERIFY2(m_pcscd.start(), m_pcscd.problem());
    }

    /// pcscd notices a removal late; the next test shall not find the ghost of this one's card.
    void cleanup()
    {
        m_plug.reset();
        QTRY_VERIFY(!take().has_value());
    }

    void whatIsNotThereCannotBeTaken()
    {
        QCOMPARE(take().error().kind, ErrorKind::notFound); // no card
        QVERIFY(take().error().scard.has_value());
        QCOMPARE(Lease::take("no such reader", {}, {}).error().kind, ErrorKind::notFound);
        QVERIFY(!Lease::holderOf(slot0));
        m_pcscd.stop();
        QCOMPARE(take().error().kind, ErrorKind::unreachable);
        QCOMPARE(take().error().scard.value_or(0), 0x8010001DU);
    }

    void aCardIsSpokenTo_data()
    {
        QTest::addColumn<int>("choice");
        QTest::addColumn<int>("protocol");
        QTest::newRow("T=0") << int(ProtocolChoice::t0) << int(card::Protocol::t0);
        QTest::newRow("T=1") << int(ProtocolChoice::t1) << int(card::Protocol::t1);
    }

    void aCardIsSpokenTo()
    {
        QFETCH(int, choice);
        QFETCH(int, protocol);
        LeaseOptions options;
        options.protocol = ProtocolChoice(choice);
        QVERIFY(insert(options));
        const auto lease = take(options);
        QVERIFY(lease.has_value());
        QCOMPARE(int((*lease)->protocol()), protocol);
        QCOMPARE((*lease)->atr(), m_card->atr());
        QCOMPARE((*lease)->name(), slot0);

        const auto session = card::Session::open(**lease, {}, nullptr, {});
        QVERIFY2(session.has_value(), session ? "" : session.error().line().c_str());
        QCOMPARE((*session)->channel(), 1);
        card::CardEuicc euicc(**session);
        for (const std::size_t requestSize : {1, 255, 256, 3000}) {
            for (const std::size_t answerSize : {0, 1, 255, 256, 257, 4000}) {
                m_euicc.answerWith(pattern(answerSize));
                const Result<Bytes> answer = euicc.es10(pattern(requestSize), {});
                QVERIFY(answer.has_value());
                QCOMPARE(*answer, pattern(answerSize));
                QCOMPARE(m_euicc.requests().back(), pattern(requestSize));
            }
        }
    }

    void everyClassInUseGoesThrough()
    {
        QVERIFY(insert());
        const auto taken = take();
        Lease &lease = **taken;
        QCOMPARE(send(lease, "80AA00000AA9088100820101830107"), std::string("9000"));
        QCOMPARE(send(lease, "0070000001"), std::string("019000"));
        QVERIFY(send(lease, "01A4040010A0000005591010FFFFFFFF890000010000").ends_with("9000"));
        const std::string challenge = "BF2E128010000102030405060708090A0B0C0D0E0F9000";
        for (const char *fetch : {"00C0000015", "80C0000015", "81C0000015", "01C0000015"}) {
            QCOMPARE(send(lease, "81E2910003BF2E00"), std::string("6115"));
            QCOMPARE(send(lease, fetch), challenge);
        }
        for (int i = 0; i < 200; ++i)
            QCOMPARE(send(lease, "81E2910003BF2E0000"), challenge);
        for (int channel = 2; channel <= card::maxChannel; ++channel)
            QCOMPARE(send(lease, "0070000001"), toHex(Bytes{std::uint8_t(channel), 0x90, 0x00}));
        QVERIFY(send(lease, "4FA4040010A0000005591010FFFFFFFF890000010000").ends_with("9000"));
        QCOMPARE(send(lease, "CFE2910003BF2E0000"), challenge);
        QCOMPARE(send(lease, "00708013"), std::string("9000"));
        QCOMPARE(send(lease, "CFE2910003BF2E0000"), std::string("6881"));
    }

    void oneLeaseAtATimeInThisProgram()
    {
        QVERIFY(insert());
        auto first = take(heldBy("Discovery"));
        QVERIFY(first.has_value());
        QCOMPARE(Lease::holderOf(slot0).value_or(""), std::string("Discovery"));
        const auto second = take(heldBy("Reader"));
        QCOMPARE(second.error().kind, ErrorKind::busy);
        QCOMPARE(second.error().reason, std::string("held by Discovery"));

        LeaseOptions patient = heldBy("Reader");
        patient.waitForHolder = std::chrono::seconds(30);
        std::stop_source source;
        auto waiting = std::async(std::launch::async, [&] { return Lease::take(slot0, patient, source.get_token()); });
        source.request_stop();
        QCOMPARE(waiting.get().error().kind, ErrorKind::cancelled);

        waiting = std::async(std::launch::async, [&] { return take(patient); });
        first->reset();
        QVERIFY(waiting.get().has_value());
        QVERIFY(!Lease::holderOf(slot0));
    }

    void otherProgramsAreRespected()
    {
        QVERIFY(insert());
        OtherProgram other;
        LeaseOptions exclusive;
        exclusive.share = ShareMode::exclusive;
        {
            const auto lease = take(exclusive);
            QVERIFY(lease.has_value());
            QCOMPARE(other.connect(slot0), 0x8010000BU);
        }
        QCOMPARE(other.connect(slot0), 0U);
        const auto refused = take(exclusive);
        QCOMPARE(refused.error().kind, ErrorKind::busy);
        QCOMPARE(refused.error().scard.value_or(0), 0x8010000BU);

        QCOMPARE(other.beginTransaction(), 0U);
        LeaseOptions impatient;
        impatient.waitForOtherPrograms = std::chrono::milliseconds(100);
        QCOMPARE(take(impatient).error().kind, ErrorKind::busy);
        QVERIFY(!Lease::holderOf(slot0));
        std::stop_source source;
        source.request_stop();
        QCOMPARE(Lease::take(slot0, {}, source.get_token()).error().kind, ErrorKind::cancelled);

        QCOMPARE(other.endTransaction(), 0U);
        LeaseOptions patient;
        patient.waitForOtherPrograms = std::chrono::seconds(10); // those given up give the card back when they get it
        QVERIFY(take(patient).has_value());
    }

    void aResetIsToldAndSurvived()
    {
        QVERIFY(insert());
        LeaseOptions options;
        options.transaction = false; // within a transaction nobody else can reset the card
        const auto taken = take(options);
        Lease &lease = **taken;
        capture::Recorder recorder;
        const auto session = card::Session::open(lease, {}, &recorder, {});
        QVERIFY2(session.has_value(), session ? "" : session.error().line().c_str());
        card::CardEuicc euicc(**session);
        QVERIFY(euicc.es10(getChallenge, {}).has_value());

        OtherProgram other;
        QCOMPARE(other.connect(slot0), 0U);
        QCOMPARE(other.disconnect(true), 0U);
        const std::uint64_t before = lease.generation();
        const Result<Bytes> answer = lease.transmit(*fromHex("00A4000C023F00"), {});
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, ErrorKind::removed);
        QCOMPARE(answer.error().scard.value_or(0), 0x80100068U);
        QVERIFY(lease.generation() != before);
        QVERIFY(!(*session)->selected());
        QVERIFY(euicc.es10(getChallenge, {}).has_value()); // selected again

        QCOMPARE(other.connect(slot0), 0U);
        QCOMPARE(other.disconnect(true), 0U);
        const std::size_t exchanges = recorder.size();
        QVERIFY(euicc.es10(getChallenge, {}).has_value()); // found out by itself
        QCOMPARE(recorder.since(exchanges).front()->status, std::string("SCARD 0x80100068"));
    }

    void aCardPulledInMidCommandIsRemoved()
    {
        QVERIFY(insert());
        const auto lease = take();
        const auto session = card::Session::open(**lease, {}, nullptr, {});
        QVERIFY2(session.has_value(), session ? "" : session.error().line().c_str());
        const auto gate = std::make_shared<Gate>(); // the card may stand in it longer than the test
        m_euicc.answerWith([gate](ByteView, const std::stop_token &stop) -> Result<Bytes> {
            gate->pass(stop);
            return Bytes{0x01};
        });
        auto answer = std::async(std::launch::async, [&] { return card::CardEuicc(**session).es10(getChallenge, {}); });
        QTRY_VERIFY(gate->somebodyWaits());
        m_plug.reset();
        const Result<Bytes> result = answer.get();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, ErrorKind::removed);
        QVERIFY(result.error().interface == Interface::pcsc);
        QCOMPARE((*lease)->transmit(*fromHex("00A4000C023F00"), {}).error().kind, ErrorKind::removed);
    }

    void aCardPulledBetweenCommandsIsRemoved()
    {
        QVERIFY(insert());
        const auto lease = take();
        QVERIFY(lease.has_value());
        m_plug.reset();
        QCOMPARE((*lease)->transmit(*fromHex("00A4000C023F00"), {}).error().kind, ErrorKind::removed);
    }

    void pcscdKilledInMidCommandIsRemoved()
    {
        QVERIFY(insert());
        const auto lease = take();
        const auto session = card::Session::open(**lease, {}, nullptr, {});
        QVERIFY2(session.has_value(), session ? "" : session.error().line().c_str());
        const auto gate = std::make_shared<Gate>(); // the card may stand in it longer than the test
        m_euicc.answerWith([gate](ByteView, const std::stop_token &stop) -> Result<Bytes> {
            gate->pass(stop);
            return Bytes{0x01};
        });
        auto answer = std::async(std::launch::async, [&] { return card::CardEuicc(**session).es10(getChallenge, {}); });
        QTRY_VERIFY(gate->somebodyWaits());
        m_pcscd.kill();
        gate->open();
        QCOMPARE(answer.get().error().kind, ErrorKind::removed);
    }

    void aStopBeforeTheCommandIsObeyed()
    {
        QVERIFY(insert());
        const auto lease = take();
        std::stop_source source;
        source.request_stop();
        QCOMPARE((*lease)->transmit(*fromHex("00A4000C023F00"), source.get_token()).error().kind, ErrorKind::cancelled);
        QCOMPARE(send(**lease, "00A4000C023F00"), std::string("9000"));
    }
};

WB_TEST(LeaseTest);

#include "lease_test.moc"
