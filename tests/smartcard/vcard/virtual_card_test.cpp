// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "smartcard/card/apdu.h"
#include "smartcard/vcard/virtual_card.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::vcard;
using wb::testing::pattern;
using wb::testing::ScriptedEuicc;

namespace {

constexpr const char *isdR = "A0000005591010FFFFFFFF8900000100";
constexpr const char *isdRControlInformation = "6F1F8410A0000005591010FFFFFFFF8900000100A5049F6501FFE0058203020500";
constexpr const char *challenge = "BF2E128010000102030405060708090A0B0C0D0E0F";

} // namespace

class VirtualCardTest : public QObject {
    Q_OBJECT

    ScriptedEuicc m_euicc;
    int m_resets = 0;
    std::unique_ptr<VirtualCard> m_card;

    std::string send(const std::string &hex) { return toHex(m_card->process(*fromHex(hex))); }

    std::string select(const std::string &cla = "00") { return send(cla + "A4040010" + isdR + "00"); }

private Q_SLOTS:
    void init()
    {
        m_euicc.answerWith(ScriptedEuicc::Answer());
        m_resets = 0;
        m_card = std::make_unique<VirtualCard>(m_euicc, [this] { ++m_resets; });
    }

    void theAnswerToResetIsWellFormed()
    {
        const Bytes atr = m_card->atr();
        std::uint8_t check = 0;
        for (std::size_t i = 1; i < atr.size(); ++i)
            check ^= atr[i];
        QCOMPARE(check, std::uint8_t(0));

        // Walk the interface octets as ISO 7816-3 section 8.2.3 says, and pick the first TB after T=15.
        std::size_t at = 1;
        unsigned present = atr[at] >> 4;
        const std::size_t historical = atr[at++] & 0x0F;
        int protocol = -1;
        std::optional<std::uint8_t> globalTb;
        std::vector<int> protocols;
        while (present != 0) {
            at += (present & 1) != 0;
            if ((present & 2) != 0) {
                if (protocol == 15)
                    globalTb = atr[at];
                ++at;
            }
            at += (present & 4) != 0;
            if ((present & 8) == 0)
                break;
            protocol = atr[at] & 0x0F;
            protocols.push_back(protocol);
            present = atr[at++] >> 4;
        }
        QCOMPARE(at + historical + 1, atr.size());
        QCOMPARE(protocols, (std::vector<int>{0, 1, 15}));
        QVERIFY(globalTb.has_value());
        QCOMPARE(*globalTb & 0x82, 0x82);
    }

    void theIsdRIsSelected_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray aid = isdR;
        const QByteArray fci = QByteArray(isdRControlInformation) + "9000";
        QTest::newRow("whole AID") << "00A4040010" + aid + "00" << fci;
        QTest::newRow("without Le") << "00A4040010" + aid << QByteArray("6121");
        QTest::newRow("no data wanted") << "00A4040C10" + aid << QByteArray("9000");
        QTest::newRow("FCP wanted") << "00A4040410" + aid + "00" << fci;
        QTest::newRow("right-truncated") << "00A4040007" + aid.left(14) + "00" << fci;
        QTest::newRow("five octets") << "00A4040005" + aid.left(10) + "00" << fci;
        QTest::newRow("four octets") << "00A4040004" + aid.left(8) + "00" << QByteArray("6A82");
        QTest::newRow("next occurrence") << "00A4040207" + aid.left(14) + "00" << QByteArray("6A82");
        QTest::newRow("ECASD") << QByteArray("00A4040010A0000005591010FFFFFFFF890000020000") << QByteArray("6A82");
        QTest::newRow("other RID") << QByteArray("00A4040007A000000087100200") << QByteArray("6A82");
        QTest::newRow("17 octets") << "00A4040011" + aid + "0000" << QByteArray("6700");
        QTest::newRow("no AID") << QByteArray("00A40400") << QByteArray("6700");
        QTest::newRow("odd P1") << "00A4090010" + aid + "00" << QByteArray("6A86");
        QTest::newRow("odd P2") << "00A4041010" + aid + "00" << QByteArray("6A86");
        QTest::newRow("Le of 10") << "00A4040010" + aid + "0A" << QByteArray(isdRControlInformation).left(20) + "6117";
        QTest::newRow("proprietary class") << "80A4040010" + aid + "00" << QByteArray("6E00");
    }

    void theIsdRIsSelected()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, answer);
        QCOMPARE(send(command.toStdString()), answer.toStdString());
    }

    void efDirNamesTheIsdR()
    {
        const std::string record = "61194F10A0000005591010FFFFFFFF890000010050054953442D52";
        QCOMPARE(send("00A4000C022F00"), std::string("9000"));
        QCOMPARE(send("00B2010400"), record + "9000");
        QCOMPARE(send("00B201041B"), record + "9000");
        QCOMPARE(send("00B2010410"), std::string("6C1B"));
        QCOMPARE(send("00B2020400"), std::string("6A83"));
        QCOMPARE(send("00B2000400"), std::string("6A83"));
        QCOMPARE(send("00B2010200"), std::string("6A86")); // next record
        QCOMPARE(send("00B20104"), std::string("6700"));
        const std::string parameters = send("00A40004022F0000");
        QVERIFY2(parameters.starts_with("62") && parameters.find("82054221001B01") != std::string::npos,
                 parameters.c_str());
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
        QCOMPARE(send("00B2010400"), std::string("6981")); // no record file
        QCOMPARE(send("00B201F400"), record + "9000");     // by short identifier
        QCOMPARE(send("00B201EC00"), std::string("6A82"));
        QVERIFY(select().ends_with("9000"));
        QCOMPARE(send("00B2010400"), std::string("6D00"));
        QCOMPARE(send("80B2010400"), std::string("6D00"));
    }

    void theMfIsSelectedWithItsParameters()
    {
        const std::string parameters = send("00A40004023F0000");
        QVERIFY(parameters.starts_with("62"));
        QVERIFY(parameters.ends_with("9000"));
        QVERIFY(parameters.find("83023F00") != std::string::npos);
        QVERIFY(send("00A40000023F0000").starts_with("6F"));
        QCOMPARE(send("00A4000C023F00"), std::string("9000"));
        QCOMPARE(send("00A40004023F00").substr(0, 2), std::string("61"));
        QCOMPARE(send("00A40004022FE200"), std::string("6A82"));
        QCOMPARE(send("00A40004033F000000"), std::string("6700"));
    }

    void storeDataNeedsTheIsdR()
    {
        QCOMPARE(send("80E2910003BF2E0000"), std::string("6985"));
        select();
        QCOMPARE(send("80E2910003BF2E0000"), challenge + std::string("9000"));
        send("00A4000C023F00");
        QCOMPARE(send("80E2910003BF2E0000"), std::string("6985"));
    }

    void anAnswerIsFetchedWithEveryClassInUse_data()
    {
        QTest::addColumn<QByteArray>("cla");
        for (const char *cla : {"00", "80", "81", "01"})
            QTest::newRow(cla) << QByteArray(cla);
    }

    void anAnswerIsFetchedWithEveryClassInUse()
    {
        QFETCH(QByteArray, cla);
        QCOMPARE(send("0070000001"), std::string("019000"));
        select("01");
        QCOMPARE(send("81E2910003BF2E00"), std::string("6115")); // as lpac sends it, without Le
        QCOMPARE(send(cla.toStdString() + "C0000015"), challenge + std::string("9000"));
        QCOMPARE(send(cla.toStdString() + "C0000015"), std::string("6985"));
    }

    void longAnswersComeInPieces()
    {
        select();
        for (const bool withLe : {true, false}) {
            const Bytes expected = pattern(600);
            m_euicc.answerWith(expected);
            Bytes all;
            Bytes answer = m_card->process(*fromHex(withLe ? "80E2910003BF2E0000" : "80E2910003BF2E00"));
            QCOMPARE(answer.size(), std::size_t(withLe ? 258 : 2));
            while (answer[answer.size() - 2] == 0x61) {
                append(all, ByteView(answer).first(answer.size() - 2));
                answer = m_card->process(Bytes{0x00, 0xC0, 0x00, 0x00, answer.back()});
                QVERIFY(answer.size() <= 258);
            }
            append(all, ByteView(answer).first(answer.size() - 2));
            QCOMPARE(all, expected);
        }
    }

    void getResponseIsStrict()
    {
        select();
        QCOMPARE(send("00C0000010"), std::string("6985"));
        send("80E2910003BF2E00");
        QCOMPARE(send("00C0000016"), std::string("6C15"));
        QCOMPARE(send("00C0010015"), std::string("6A86"));
        QCOMPARE(send("00C00000"), std::string("6700"));
        QCOMPARE(send("00C0000005"), std::string("BF2E1280106110"));
        QCOMPARE(send("00C0000000"), std::string("000102030405060708090A0B0C0D0E0F9000"));
        send("80E2910003BF2E00");
        send("00A4000C023F00");
        QCOMPARE(send("00C0000015"), std::string("6985")); // not fetched at once
    }

    void blocksArePutTogether()
    {
        select();
        m_euicc.answerWith(Bytes{0x01});
        const std::size_t before = m_euicc.requests().size();
        QCOMPARE(send("80E2110002AABB"), std::string("9000"));
        QCOMPARE(send("80E2110102CCDD00"), std::string("9000"));
        QCOMPARE(send("80E2910201EE00"), std::string("019000"));
        QCOMPARE(m_euicc.requests().size(), before + 1);
        QCOMPARE(toHex(m_euicc.requests().back()), std::string("AABBCCDDEE"));
    }

    void blocksOutOfOrderAreRefused()
    {
        select();
        m_euicc.answerWith(Bytes{0x01});
        QCOMPARE(send("80E2910102AABB"), std::string("6A86"));
        QCOMPARE(send("80E2110002AABB"), std::string("9000"));
        QCOMPARE(send("80E2910202AABB"), std::string("6A86"));
        QCOMPARE(send("80E2910102AABB"), std::string("6A86")); // the chain is gone
        QCOMPARE(send("80E2110002AABB"), std::string("9000"));
        QCOMPARE(send("80E2910002CCDD00"), std::string("019000")); // block 0 begins anew
        QCOMPARE(toHex(m_euicc.requests().back()), std::string("CCDD"));
        QCOMPARE(send("80E2900002AABB"), std::string("6A86"));
        QCOMPARE(send("80E29100"), std::string("6700"));
        QCOMPARE(send("80E2910000"), std::string("6700"));
    }

    void errorsOfTheEuiccBecomeStatusWords_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("sw");
        QTest::newRow("not found") << int(ErrorKind::notFound) << 0x6A88;
        QTest::newRow("unsupported") << int(ErrorKind::unsupported) << 0x6A88;
        QTest::newRow("malformed") << int(ErrorKind::malformed) << 0x6A80;
        QTest::newRow("refused") << int(ErrorKind::refused) << 0x6985;
        QTest::newRow("internal") << int(ErrorKind::internal) << 0x6F00;
    }

    void errorsOfTheEuiccBecomeStatusWords()
    {
        QFETCH(int, kind);
        QFETCH(int, sw);
        Error error = makeError(ErrorKind(kind), Interface::es10b, "x", "y");
        QCOMPARE(int(statusOf(error)), sw);
        error.statusWord = 0x6A84;
        QCOMPARE(int(statusOf(error)), 0x6A84);
        error.statusWord.reset();

        select();
        m_euicc.answerWith([error](ByteView, const std::stop_token &) -> Result<Bytes> { return fail(error); });
        QCOMPARE(send("80E2910003BF990000"), card::statusText(std::uint16_t(sw)));
    }

    void anEmptyAnswerIsJustDone()
    {
        select();
        m_euicc.answerWith(Bytes{});
        QCOMPARE(send("80E2910003BF360000"), std::string("9000"));
    }

    void nineteenChannelsCanBeOpened()
    {
        for (int channel = 1; channel <= card::maxChannel; ++channel)
            QCOMPARE(send("0070000001"), toHex(Bytes{std::uint8_t(channel), 0x90, 0x00}));
        QCOMPARE(send("0070000001"), std::string("6A81"));

        for (int channel = 0; channel <= card::maxChannel; ++channel) {
            const std::string cla = toHex(Bytes{card::classByte(card::ClassKind::interindustry, channel)});
            const std::string store = toHex(Bytes{card::classByte(card::ClassKind::proprietary, channel)});
            QCOMPARE(send(store + "E2910003BF2E0000"), std::string("6985")); // each channel has its own selection
            QCOMPARE(select(cla), isdRControlInformation + std::string("9000"));
            QCOMPARE(send(store + "E2910003BF2E0000"), challenge + std::string("9000"));
        }
        QCOMPARE(send("00708005"), std::string("9000"));
        QCOMPARE(send("00708005"), std::string("6200"));
        QCOMPARE(send("C1E2910003BF2E0000"), std::string("6881"));
        QCOMPARE(send("0070000000"), std::string("059000")); // the lowest free one, Le 00 as some readers send it
    }

    void chainsOfTwoChannelsDoNotMix()
    {
        select();
        send("0070000001");
        select("01");
        m_euicc.answerWith(Bytes{0x01});
        QCOMPARE(send("80E2110001AA"), std::string("9000"));
        QCOMPARE(send("81E2110001BB"), std::string("9000"));
        QCOMPARE(send("80E2910101CC00"), std::string("019000"));
        QCOMPARE(toHex(m_euicc.requests().back()), std::string("AACC"));
        QCOMPARE(send("81E2910101DD00"), std::string("019000"));
        QCOMPARE(toHex(m_euicc.requests().back()), std::string("BBDD"));
    }

    void channelsAreManagedStrictly()
    {
        QCOMPARE(send("00700000"), std::string("6700"));
        QCOMPARE(send("0070000005"), std::string("6C01"));
        QCOMPARE(send("0070000301"), std::string("6A86"));
        QCOMPARE(send("00708000"), std::string("6A81"));
        QCOMPARE(send("00708014"), std::string("6A86"));
        QCOMPARE(send("0070400001"), std::string("6A86"));
        QCOMPARE(send("02A4000C023F00"), std::string("6881"));
        select();
        send("0070000001");
        QCOMPARE(send("81E2910003BF2E0000"), std::string("6985")); // opened from the basic channel: MF
        select("01");
        QCOMPARE(send("0170000001"), std::string("029000"));
        QCOMPARE(send("82E2910003BF2E0000"), challenge + std::string("9000")); // opened from channel 1: as there
    }

    void terminalCapabilityIsTaken()
    {
        QCOMPARE(send("80AA00000AA9088100820101830107"), std::string("9000"));
        QCOMPARE(send("80AA00000281 00"), std::string("6A80"));
        QCOMPARE(send("80AA0000"), std::string("6700"));
        QCOMPARE(send("80AA01000AA9088100820101830107"), std::string("6A86"));
        QCOMPARE(send("00AA00000AA9088100820101830107"), std::string("6E00"));
    }

    void terminalCapabilityIsRead_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("es10"); ///< on a card that demands it
        QTest::newRow("all three") << QByteArray("A903830107") << QByteArray("9000") << QByteArray("9000");
        QTest::newRow("and LUIe") << QByteArray("A90383010F") << QByteArray("9000") << QByteArray("9000");
        QTest::newRow("further octets") << QByteArray("A90483020700") << QByteArray("9000") << QByteArray("9000");
        QTest::newRow("none") << QByteArray("A903830100") << QByteArray("9000") << QByteArray("6985");
        QTest::newRow("LUIe only") << QByteArray("A903830108") << QByteArray("9000") << QByteArray("6985");
        QTest::newRow("not told") << QByteArray("A9058100820101") << QByteArray("9000") << QByteArray("6985");
        QTest::newRow("empty") << QByteArray("A900") << QByteArray("9000") << QByteArray("6985");
        for (const char *partial : {"01", "02", "03", "04", "05", "06"})
            QTest::addRow("partial %s", partial)
                << QByteArray("A9038301") + partial << QByteArray("6A80") << QByteArray("6985");
        QTest::newRow("no octet") << QByteArray("A9028300") << QByteArray("9000") << QByteArray("6985");
        QTest::newRow("cut off") << QByteArray("A9038301") << QByteArray("6A80") << QByteArray("6985");
        QTest::newRow("cut off inside") << QByteArray("A9038302 07") << QByteArray("6A80") << QByteArray("6985");
        QTest::newRow("octets behind it") << QByteArray("A903830107 00") << QByteArray("6A80") << QByteArray("6985");
        QTest::newRow("another object") << QByteArray("A803830107") << QByteArray("6A80") << QByteArray("6985");
    }

    void terminalCapabilityIsRead()
    {
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, es10);
        m_card = std::make_unique<VirtualCard>(
            m_euicc, [] {}, true);
        QCOMPARE(select(), std::string(isdRControlInformation) + "9000"); // selecting needs no LPA
        QCOMPARE(send("80E2910003BF2E0000"), std::string("6985"));
        data.replace(" ", "");
        const std::string length = toHex(Bytes{static_cast<std::uint8_t>(data.size() / 2)});
        QCOMPARE(send("80AA0000" + length + data.toStdString()), answer.toStdString());
        const std::string reply = send("80E2910003BF2E0000");
        QCOMPARE(reply.substr(reply.size() - 4), es10.toStdString());
    }

    void terminalCapabilityIsForgottenAtReset()
    {
        m_card = std::make_unique<VirtualCard>(
            m_euicc, [] {}, true);
        send("80AA00000AA9088100820101830107");
        select();
        QCOMPARE(send("80AA000005A903830103"), std::string("6A80")); // refused: what was said before still holds
        QCOMPARE(send("80E2910003BF2E0000"), challenge + std::string("9000"));
        m_card->reset();
        select();
        QCOMPARE(send("80E2910003BF2E0000"), std::string("6985"));
    }

    void whatIsNotForThisCardIsRefused()
    {
        QCOMPARE(send("00FD0000"), std::string("6D00"));
        QCOMPARE(send("80FD0000"), std::string("6D00"));
        QCOMPARE(send("A0A40000023F00"), std::string("6E00"));
        QCOMPARE(send("FF000000"), std::string("6E00"));
        QCOMPARE(send("0CA40000023F00"), std::string("6882"));
        QCOMPARE(send("10A40000023F00"), std::string("6884"));
        QCOMPARE(send("00E2910003BF2E00"), std::string("6E00"));
        QCOMPARE(send("00A4"), std::string("6700"));
        QCOMPARE(send("00A40400053F00"), std::string("6700"));
        QCOMPARE(send("00A404000000023F00"), std::string("6700")); // extended
        QCOMPARE(send(""), std::string("6700"));
    }

    void aResetForgetsEverything_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("warm") << 0;
        QTest::newRow("cold") << 1;
        QTest::newRow("off and on") << 2;
    }

    void aResetForgetsEverything()
    {
        QFETCH(int, how);
        select();
        send("0070000001");
        select("01");
        send("81E2910003BF2E00");
        const std::uint64_t generation = m_card->generation();

        if (how == 0)
            m_card->reset();
        if (how == 1)
            m_card->powerOn();
        if (how == 2) {
            m_card->powerOff();
            QCOMPARE(send("00A4000C023F00"), std::string()); // no power, no answer
            m_card->powerOn();
        }
        QVERIFY(m_resets > 0);
        QVERIFY(m_card->generation() != generation);
        QCOMPARE(send("01C0000015"), std::string("6881"));
        QCOMPARE(send("00C0000015"), std::string("6985"));
        QCOMPARE(send("80E2910003BF2E0000"), std::string("6985"));
    }
};

WB_TEST(VirtualCardTest);

#include "virtual_card_test.moc"
