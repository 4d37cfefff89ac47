// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/primitive.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

namespace {

enum class Colour { red, green, blue = 9 };

} // namespace

template <>
struct wb::asn1::NamesOf<Colour> {
    static constexpr Named table[] = {{0, "red"}, {1, "green"}, {9, "blue"}};
};

using namespace wb;
using namespace wb::asn1;
using wb::testing::hex;

class ValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names();
    void bitsAreMinimalWhenMade();
    void bitsAreKeptAsReceived();
    void settingABitMakesMinimal();
    void refusesBits_data();
    void refusesBits();
    void enumerations();
    void booleans();
    void fixedOctets();
    void utf8_data();
    void utf8();
    void texts_data();
    void texts();
};

namespace {

template <class T>
Bytes contentOf(const T &value)
{
    return Primitive<T>::content(value);
}

} // namespace

void ValuesTest::names()
{
    QCOMPARE(asn1::nameOf(Colour::blue), std::string_view("blue"));
    QCOMPARE(asn1::nameOf(static_cast<Colour>(5)), std::string_view());
    QCOMPARE(nameIn(NamesOf<Colour>::table, 1), std::string_view("green"));
    QCOMPARE(nameIn(NamesOf<Colour>::table, -1), std::string_view());
}

/// The coding of the notification bits, protocol.md 5.2: 0780, 0640, 0520, 0410.
void ValuesTest::bitsAreMinimalWhenMade()
{
    QCOMPARE(contentOf(Bits<Colour>{Colour::red}), hex("0780"));
    QCOMPARE(contentOf(Bits<Colour>{Colour::green}), hex("0640"));
    QCOMPARE(contentOf(Bits<Colour>{Colour::blue}), hex("060040"));
    QCOMPARE(contentOf(Bits<Colour>{Colour::red, Colour::blue}), hex("068040"));
    QCOMPARE(contentOf(Bits<Colour>{Colour::blue, Colour::red}), hex("068040"));
    QCOMPARE(contentOf(Bits<Colour>{}), hex("00"));
}

void ValuesTest::bitsAreKeptAsReceived()
{
    for (const char *content : {"020080", "0080", "00800000", "0781", "00"}) {
        Bits<Colour> bits;
        QVERIFY(Primitive<Bits<Colour>>::parse(hex(content), bits));
        QCOMPARE(contentOf(bits), hex(content));
    }
    Bits<Colour> bits;
    QVERIFY(Primitive<Bits<Colour>>::parse(hex("020080"), bits));
    QVERIFY(!bits.has(Colour::red) && !bits.has(Colour::blue));
    QVERIFY(Primitive<Bits<Colour>>::parse(hex("0740"), bits)); // bit 1 lies beyond the end: one bit is there
    QVERIFY(!bits.has(Colour::green));
}

void ValuesTest::settingABitMakesMinimal()
{
    Bits<Colour> bits;
    QVERIFY(Primitive<Bits<Colour>>::parse(hex("00800000"), bits));
    bits.set(Colour::green);
    QCOMPARE(contentOf(bits), hex("06C0"));
    QVERIFY(Primitive<Bits<Colour>>::parse(hex("07FF"), bits)); // seven bits that are none
    bits.set(Colour::blue);
    QCOMPARE(contentOf(bits), hex("068040"));
    QVERIFY(bits.has(Colour::red) && !bits.has(Colour::green) && bits.has(Colour::blue));
}

void ValuesTest::refusesBits_data()
{
    QTest::addColumn<std::string>("content");
    QTest::newRow("empty") << std::string();
    QTest::newRow("eight unused") << std::string("0800");
    QTest::newRow("unused bits of nothing") << std::string("03");
}

void ValuesTest::refusesBits()
{
    QFETCH(std::string, content);
    Bits<Colour> bits;
    QVERIFY(!Primitive<Bits<Colour>>::parse(hex(content), bits));
}

void ValuesTest::enumerations()
{
    Colour colour{};
    QVERIFY(Primitive<Colour>::parse(hex("09"), colour));
    QVERIFY(colour == Colour::blue);
    QVERIFY(Primitive<Colour>::parse(hex("00C8"), colour)); // a later version's value is kept
    QCOMPARE(contentOf(colour), hex("00C8"));
    QVERIFY(!Primitive<Colour>::parse(hex("FF"), colour));
    QVERIFY(!Primitive<Colour>::parse(hex("0080000000"), colour));
    QVERIFY(!Primitive<Colour>::parse({}, colour));
}

void ValuesTest::booleans()
{
    bool value = false;
    QVERIFY(Primitive<bool>::parse(hex("01"), value) && value); // BER: anything but 00 is true
    QVERIFY(Primitive<bool>::parse(hex("00"), value) && !value);
    QVERIFY(!Primitive<bool>::parse(hex("FFFF"), value));
    QVERIFY(!Primitive<bool>::parse({}, value));
    QCOMPARE(contentOf(true), hex("FF"));
    QCOMPARE(contentOf(false), hex("00"));
}

void ValuesTest::fixedOctets()
{
    using Four = std::array<std::uint8_t, 4>;
    Four four{};
    QVERIFY(Primitive<Four>::parse(hex("01020304"), four));
    QCOMPARE(contentOf(four), hex("01020304"));
    QVERIFY(!Primitive<Four>::parse(hex("010203"), four));
    QVERIFY(!Primitive<Four>::parse(hex("0102030405"), four));
}

void ValuesTest::utf8_data()
{
    QTest::addColumn<std::string>("content");
    QTest::addColumn<bool>("wellFormed");
    const auto row = [](const char *name, std::string content, bool wellFormed) {
        QTest::newRow(name) << std::move(content) << wellFormed;
    };
    row("empty", "", true);
    row("ASCII", "616263", true);
    row("two octets", "C3A4", true);
    row("three octets", "E282AC", true);
    row("four octets", "F09F9880", true);
    row("last code point", "F48FBFBF", true);
    row("continuation alone", "80", false);
    row("cut", "E282", false);
    row("cut before ASCII", "C361", false);
    row("overlong, two octets", "C0AF", false);
    row("overlong, three octets", "E0809F", false);
    row("overlong, four octets", "F08FBFBF", false);
    row("surrogate", "EDA080", false);
    row("above U+10FFFF", "F4908080", false);
    row("no such first octet", "F5808080", false);
    row("FF", "FF", false);
}

void ValuesTest::utf8()
{
    QFETCH(std::string, content);
    QFETCH(bool, wellFormed);
    QCOMPARE(isUtf8(hex(content)), wellFormed);
    std::string value;
    QCOMPARE(Primitive<std::string>::parse(hex(content), value), wellFormed);
}

void ValuesTest::texts_data()
{
    using Text = std::string (*)(ByteView);
    QTest::addColumn<Text>("text");
    QTest::addColumn<std::string>("content");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *name, Text text, std::string content, std::string expected) {
        QTest::newRow(name) << text << std::move(content) << std::move(expected);
    };
    const Text integer = integerText;
    const Text boolean = booleanText;
    const Text characters = utf8Text;
    const Text enumeration = &Primitive<Colour>::text;
    const Text bits = &Primitive<Bits<Colour>>::text;
    const Text oid = objectIdText;
    const Text octets = hexText;
    row("octets", octets, "0aFF", "0AFF");
    row("many octets", octets, std::string(130, '1'), std::string(128, '1') + "... (65 octets)");
    row("integer", integer, "00C8", "200");
    row("negative integer", integer, "FF", "-1");
    row("no integer", integer, "", "");
    row("large integer", integer, "010000000000000000", "010000000000000000");
    row("true", boolean, "FF", "true");
    row("false", boolean, "00", "false");
    row("no boolean", boolean, "0000", "0000");
    row("text", characters, "736D64732E", "\"smds.\"");
    row("empty text", characters, "", "\"\"");
    row("no UTF-8", characters, "FF", "FF (not UTF-8)");
    row("an escape sequence must not reach a terminal", characters, "1B5B324A07", "\"\\x1B[2J\\x07\"");
    row("control characters beyond ASCII", characters, "C29BC2A0", "\"\\x9B\xC2\xA0\"");
    row("quotation mark and backslash", characters, "225C", "\"\\\"\\\\\"");
    row("named", enumeration, "01", "1 green");
    row("not named", enumeration, "05", "5 (unknown)");
    row("no number", enumeration, "", "");
    row("bits", bits, "068040", "red, blue");
    row("bits without a name", bits, "0420", "bit 2");
    row("bits beyond the end", bits, "0740", "none");
    row("no bits", bits, "00", "none");
    row("no bit string", bits, "09", "09 (not a BIT STRING)");
    row("object identifier", oid, "88370F", "2.999.15");
    row("no object identifier", oid, "80", "80 (not an object identifier)");
}

void ValuesTest::texts()
{
    using Text = std::string (*)(ByteView);
    QFETCH(Text, text);
    QFETCH(std::string, content);
    QFETCH(std::string, expected);
    QCOMPARE(text(hex(content)), expected);
}

WB_TEST(ValuesTest);
#include "values_test.moc"
