// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using wb::testing::hex;

class HexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesHex();
    void readsHex_data();
    void readsHex();
    void refusesHex_data();
    void refusesHex();
    void base64Vectors_data();
    void base64Vectors();
    void readsForeignBase64_data();
    void readsForeignBase64();
    void refusesBase64_data();
    void refusesBase64();
    void everyLengthRoundTrips();
    void equalLooksAtLengthAndOctets();
};

void HexTest::writesHex()
{
    const Bytes bytes{0x00, 0x5F, 0x37, 0xFF};
    QCOMPARE(toHex(bytes), std::string("005F37FF"));
    QCOMPARE(toSpacedHex(bytes), std::string("00 5F 37 FF"));
    QCOMPARE(toHex({}), std::string());
    QCOMPARE(toSpacedHex({}), std::string());
}

void HexTest::readsHex_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("empty") << std::string() << std::string();
    QTest::newRow("upper") << std::string("BF3800") << std::string("BF3800");
    QTest::newRow("lower") << std::string("bf3800") << std::string("BF3800");
    QTest::newRow("blanks and line ends") << std::string(" BF 38\r\n\t00 ") << std::string("BF3800");
    QTest::newRow("colons") << std::string("81:37:0f") << std::string("81370F");
    QTest::newRow("0x") << std::string("0xBF38") << std::string("BF38");
    QTest::newRow("0X after blanks") << std::string(" 0Xbf38") << std::string("BF38");
    QTest::newRow("a blank within an octet") << std::string("B F") << std::string("BF");
}

void HexTest::readsHex()
{
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    const auto bytes = fromHex(text);
    QVERIFY(bytes.has_value());
    QCOMPARE(toHex(*bytes), expected);
}

void HexTest::refusesHex_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::size_t>("offset");
    QTest::newRow("letter") << std::string("BFX8") << std::size_t{2};
    QTest::newRow("odd") << std::string("BF3") << std::size_t{3};
    QTest::newRow("lone digit") << std::string("0") << std::size_t{1};
    QTest::newRow("second 0x") << std::string("0x0x") << std::size_t{3};
    QTest::newRow("sign") << std::string("-1") << std::size_t{0};
    QTest::newRow("beyond ASCII") << std::string("00\xC3\xA4") << std::size_t{2};
}

void HexTest::refusesHex()
{
    QFETCH(std::string, text);
    QFETCH(std::size_t, offset);
    const auto bytes = fromHex(text);
    QVERIFY(!bytes.has_value());
    QVERIFY(bytes.error().kind == ErrorKind::malformed);
    QVERIFY(!bytes.error().reason.empty());
    QCOMPARE(bytes.error().offset.value(), offset);
}

/// RFC 4648 section 10.
void HexTest::base64Vectors_data()
{
    QTest::addColumn<std::string>("plain");
    QTest::addColumn<std::string>("coded");
    QTest::newRow("0") << std::string() << std::string();
    QTest::newRow("1") << std::string("f") << std::string("Zg==");
    QTest::newRow("2") << std::string("fo") << std::string("Zm8=");
    QTest::newRow("3") << std::string("foo") << std::string("Zm9v");
    QTest::newRow("4") << std::string("foob") << std::string("Zm9vYg==");
    QTest::newRow("5") << std::string("fooba") << std::string("Zm9vYmE=");
    QTest::newRow("6") << std::string("foobar") << std::string("Zm9vYmFy");
    QTest::newRow("last letters") << std::string("\xFB\xEF\xBE\xFF") << std::string("++++/w==");
}

void HexTest::base64Vectors()
{
    QFETCH(std::string, plain);
    QFETCH(std::string, coded);
    QCOMPARE(toBase64(viewOf(plain)), coded);
    const auto back = fromBase64(coded);
    QVERIFY(back.has_value());
    QCOMPARE(std::string(textOf(*back)), plain);
}

/// What servers in the field send: facts, protocol.md section 8.
void HexTest::readsForeignBase64_data()
{
    QTest::addColumn<std::string>("coded");
    QTest::addColumn<std::string>("plain");
    QTest::newRow("line ends") << std::string("Zm9v\r\nYmFy\n") << std::string("foobar");
    QTest::newRow("no padding, two digits") << std::string("Zg") << std::string("f");
    QTest::newRow("no padding, three digits") << std::string("Zm8") << std::string("fo");
    QTest::newRow("half of the padding") << std::string("Zg=") << std::string("f");
    QTest::newRow("blank before the padding") << std::string("Zg =\n=") << std::string("f");
}

void HexTest::readsForeignBase64()
{
    QFETCH(std::string, coded);
    QFETCH(std::string, plain);
    const auto bytes = fromBase64(coded);
    QVERIFY(bytes.has_value());
    QCOMPARE(std::string(textOf(*bytes)), plain);
}

void HexTest::refusesBase64_data()
{
    QTest::addColumn<std::string>("coded");
    QTest::addColumn<std::size_t>("offset");
    QTest::newRow("lone digit") << std::string("Z") << std::size_t{1};
    QTest::newRow("lone digit after a group") << std::string("Zm9vY") << std::size_t{5};
    QTest::newRow("URL alphabet") << std::string("Zm-v") << std::size_t{2};
    QTest::newRow("padding first") << std::string("=Zm9") << std::size_t{0};
    QTest::newRow("padding after a whole group") << std::string("Zm9v=") << std::size_t{4};
    QTest::newRow("padding after one digit") << std::string("Z===") << std::size_t{1};
    QTest::newRow("too much for three digits") << std::string("Zm8==") << std::size_t{4};
    QTest::newRow("too much for two digits") << std::string("Zg===") << std::size_t{4};
    QTest::newRow("characters after the padding") << std::string("Zg==Zg==") << std::size_t{4};
    QTest::newRow("zero octet") << std::string("Zm\0v", 4) << std::size_t{2};
}

void HexTest::refusesBase64()
{
    QFETCH(std::string, coded);
    QFETCH(std::size_t, offset);
    const auto bytes = fromBase64(coded);
    QVERIFY(!bytes.has_value());
    QVERIFY(bytes.error().kind == ErrorKind::malformed);
    QCOMPARE(bytes.error().offset.value(), offset);
}

void HexTest::everyLengthRoundTrips()
{
    Bytes bytes;
    for (int i = 0; i < 260; ++i) {
        QCOMPARE(fromHex(toHex(bytes)).value(), bytes);
        QCOMPARE(fromHex(toSpacedHex(bytes)).value(), bytes);
        QCOMPARE(fromBase64(toBase64(bytes)).value(), bytes);
        bytes.push_back(static_cast<std::uint8_t>(i * 37));
    }
}

void HexTest::equalLooksAtLengthAndOctets()
{
    QVERIFY(equal({}, {}));
    QVERIFY(equal(hex("5F37"), hex("5F37")));
    QVERIFY(!equal(hex("5F37"), hex("5F")));
    QVERIFY(!equal(hex("5F"), hex("5F37")));
    QVERIFY(!equal(hex("5F37"), hex("5F38")));
}

WB_TEST(HexTest);
#include "hex_test.moc"
