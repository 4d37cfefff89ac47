// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "smartcard/card/apdu.h"
#include "smartcard/card/functions.h"
#include "smartcard/card/known_aids.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::card;

class ApduTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCaseIsReadAndWritten_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("dataSize");
        QTest::addColumn<int>("le");
        QTest::addColumn<bool>("extended");
        const QByteArray many(2 * 255, 'A');
        QTest::newRow("case 1") << QByteArray("00A40000") << 0 << -1 << false;
        QTest::newRow("case 2") << QByteArray("00C0000012") << 0 << 0x12 << false;
        QTest::newRow("case 2, 256") << QByteArray("00C0000000") << 0 << 256 << false;
        QTest::newRow("case 3") << QByteArray("81E2910003BF2E00") << 3 << -1 << false;
        QTest::newRow("case 4") << QByteArray("81E2910003BF2E0000") << 3 << 256 << false;
        QTest::newRow("case 4, Le 1") << QByteArray("00A40400023F0001") << 2 << 1 << false;
        QTest::newRow("case 3, 255 octets") << "80E29100FF" + many << 255 << -1 << false;
        QTest::newRow("case 4, 255 octets") << "80E29100FF" + many + "00" << 255 << 256 << false;
        QTest::newRow("extended case 2") << QByteArray("00C00000000000") << 0 << 65536 << true;
        QTest::newRow("extended case 2, 258") << QByteArray("00C00000000102") << 0 << 258 << true;
        QTest::newRow("extended case 3") << QByteArray("00A404000000023F00") << 2 << -1 << true;
        QTest::newRow("extended case 4") << QByteArray("00A404000000023F000000") << 2 << 65536 << true;
    }

    void everyCaseIsReadAndWritten()
    {
        QFETCH(QByteArray, wire);
        QFETCH(int, dataSize);
        QFETCH(int, le);
        QFETCH(bool, extended);
        const Bytes bytes = *fromHex(wire.toStdString());
        const Result<CommandApdu> command = CommandApdu::decode(bytes);
        QVERIFY(command.has_value());
        QCOMPARE(command->data.size(), std::size_t(dataSize));
        QCOMPARE(command->le ? int(*command->le) : -1, le);
        QCOMPARE(command->extended, extended);
        QCOMPARE(toHex(command->encode()), toHex(bytes));
    }

    void lengthsThatDoNotAddUpAreRefused_data()
    {
        QTest::addColumn<QByteArray>("wire");
        for (const char *wire : {"", "00", "00A404", "00A40400023F", "00A40400023F000000", "00A404000000",
                                 "00A4040000000000", "00A404000000033F00", "00A404000000023F0000"})
            QTest::newRow(wire) << QByteArray(wire);
    }

    void lengthsThatDoNotAddUpAreRefused()
    {
        QFETCH(QByteArray, wire);
        const Result<CommandApdu> command = CommandApdu::decode(*fromHex(wire.toStdString()));
        QVERIFY(!command.has_value());
        QCOMPARE(command.error().kind, ErrorKind::malformed);
        QVERIFY(command.error().offset.has_value());
    }

    void longDataGoesExtended()
    {
        const CommandApdu command{0x80, 0xE2, 0x91, 0x00, Bytes(256, 0x11), 256};
        const Bytes bytes = command.encode();
        QCOMPARE(toHex(ByteView(bytes).first(7)), std::string("80E29100000100"));
        QCOMPARE(toHex(ByteView(bytes).last(2)), std::string("0100"));
        QCOMPARE(CommandApdu::decode(bytes)->data.size(), std::size_t(256));
    }

    void responsesNeedAStatusWord()
    {
        QCOMPARE(ResponseApdu::decode(Bytes{0x01, 0x90, 0x00})->sw, std::uint16_t(0x9000));
        QCOMPARE(ResponseApdu::decode(Bytes{0x01, 0x90, 0x00})->data, Bytes{0x01});
        QVERIFY(!ResponseApdu::decode(Bytes{0x90}).has_value());
        QCOMPARE(toHex(ResponseApdu{Bytes{0xAB}, 0x6A82}.encode()), std::string("AB6A82"));
    }

    void statusWordsSayWhatToDo()
    {
        QVERIFY(isSuccess(0x9000));
        QVERIFY(isSuccess(0x910B));
        QVERIFY(!isSuccess(0x9001));
        QVERIFY(!isSuccess(0x6100));
        QCOMPARE(waitingOctets(0x6100).value_or(0), 256U);
        QCOMPARE(waitingOctets(0x6135).value_or(0), 0x35U);
        QVERIFY(!waitingOctets(0x9000));
        QCOMPARE(wantedLe(0x6C00).value_or(0), 256U);
        QCOMPARE(wantedLe(0x6C10).value_or(0), 0x10U);
        QVERIFY(!wantedLe(0x6D00));
        QCOMPARE(statusText(0x6A82), std::string("6A82"));
    }

    void classBytesCarryTheChannel()
    {
        for (int channel = 0; channel <= maxChannel; ++channel) {
            for (const ClassKind kind : {ClassKind::interindustry, ClassKind::proprietary}) {
                const std::optional<ClassInfo> info = classOf(classByte(kind, channel));
                QVERIFY(info.has_value());
                QCOMPARE(info->channel, channel);
                QVERIFY(info->kind == kind);
                QVERIFY(!info->chaining && !info->secureMessaging);
            }
        }
        QCOMPARE(classByte(ClassKind::interindustry, 3), std::uint8_t(0x03));
        QCOMPARE(classByte(ClassKind::interindustry, 4), std::uint8_t(0x40));
        QCOMPARE(classByte(ClassKind::interindustry, 19), std::uint8_t(0x4F));
        QCOMPARE(classByte(ClassKind::proprietary, 1), std::uint8_t(0x81));
        QCOMPARE(classByte(ClassKind::proprietary, 4), std::uint8_t(0xC0));
        QCOMPARE(classByte(ClassKind::proprietary, 19), std::uint8_t(0xCF));
        QVERIFY(classOf(0x10)->chaining);
        QVERIFY(classOf(0x84)->secureMessaging);
        QVERIFY(classOf(0x64)->secureMessaging);
        QVERIFY(!classOf(0xA0));
        QVERIFY(!classOf(0x20));
        QVERIFY(!classOf(0xFF));
    }

    void commandsAreDescribed_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("select") << QByteArray("01A4040010A0000005591010FFFFFFFF890000010000")
                                << QByteArray("SELECT ISD-R");
        QTest::newRow("5ber") << QByteArray("01A4040010A0000005591010FFFFFFFF890005050000")
                              << QByteArray("SELECT ISD-R of 5ber");
        QTest::newRow("ecasd") << QByteArray("01A4040010A0000005591010FFFFFFFF890000020000")
                               << QByteArray("SELECT ECASD");
        QTest::newRow("isd-p") << QByteArray("01A4040010A0000005591010FFFFFFFF890000110000")
                               << QByteArray("SELECT ISD-P");
        QTest::newRow("other aid") << QByteArray("00A4040005A000000087") << QByteArray("SELECT AID A000000087");
        QTest::newRow("mf") << QByteArray("00A40004023F00") << QByteArray("SELECT MF");
        QTest::newRow("file") << QByteArray("00A40004022FE2") << QByteArray("SELECT file 2FE2");
        QTest::newRow("open") << QByteArray("0070000001") << QByteArray("MANAGE CHANNEL open");
        QTest::newRow("close") << QByteArray("00708001") << QByteArray("MANAGE CHANNEL close 1");
        QTest::newRow("more") << QByteArray("81E2110003BF2E00") << QByteArray("STORE DATA block 0");
        QTest::newRow("last") << QByteArray("81E2910203BF2E00") << QByteArray("STORE DATA block 2, last");
        QTest::newRow("response") << QByteArray("00C0000010") << QByteArray("GET RESPONSE");
        QTest::newRow("capability") << QByteArray("80AA000000") << QByteArray("TERMINAL CAPABILITY");
        QTest::newRow("pin") << QByteArray("0020000108313233343435FFFF") << QByteArray("VERIFY PIN");
        QTest::newRow("transact") << QByteArray("00750000") << QByteArray("TRANSACT DATA");
        QTest::newRow("suspend") << QByteArray("80760000") << QByteArray("SUSPEND UICC");
        QTest::newRow("unknown") << QByteArray("80FD0000") << QByteArray("CLA 80 INS FD");
    }

    void commandsAreDescribed()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, text);
        QCOMPARE(describe(*CommandApdu::decode(*fromHex(wire.toStdString()))), text.toStdString());
    }

    void functionsAreNamedByTheirTag()
    {
        const CardFunction challenge = functionOf(Bytes{0xBF, 0x2E, 0x00});
        QCOMPARE(challenge.name, std::string("ES10b.GetEUICCChallenge"));
        QVERIFY(challenge.interface == Interface::es10b);
        QVERIFY(challenge.readsOnly);
        QVERIFY(functionOf(Bytes{0xBF, 0x3C, 0x00}).interface == Interface::es10a);
        QVERIFY(functionOf(Bytes{0xBF, 0x3E, 0x00}).interface == Interface::es10c);
        QVERIFY(!functionOf(Bytes{0xBF, 0x38, 0x00}).readsOnly);
        QCOMPARE(functionOf(Bytes{0x86, 0x00}).name, std::string("ES10b.LoadBoundProfilePackage"));
        QCOMPARE(functionOf(Bytes{0xBF, 0x7E, 0x00}).name, std::string("STORE DATA BF7E"));
        QVERIFY(functionOf(Bytes{0xBF, 0x7E, 0x00}).interface == Interface::apdu);
        QCOMPARE(functionOf({}).name, std::string("STORE DATA"));
    }
};

WB_TEST(ApduTest);

#include "apdu_test.moc"
