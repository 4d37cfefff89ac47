// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/writer.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <limits>

using namespace wb;
using namespace wb::asn1;
using wb::testing::hex;

class WriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lengths_data();
    void lengths();
    void tags();
    void nesting();
    void integers_data();
    void integers();
    void integersOutOfRange();
    void objectIds_data();
    void objectIds();
    void refusesObjectIdTexts_data();
    void refusesObjectIdTexts();
    void refusesObjectIdOctets_data();
    void refusesObjectIdOctets();
};

void WriterTest::lengths_data()
{
    QTest::addColumn<std::size_t>("size");
    QTest::addColumn<std::string>("head");
    QTest::newRow("0") << std::size_t{0} << std::string("0400");
    QTest::newRow("127") << std::size_t{127} << std::string("047F");
    QTest::newRow("128") << std::size_t{128} << std::string("048180");
    QTest::newRow("255") << std::size_t{255} << std::string("0481FF");
    QTest::newRow("256") << std::size_t{256} << std::string("04820100");
    QTest::newRow("65535") << std::size_t{65535} << std::string("0482FFFF");
    QTest::newRow("65536") << std::size_t{65536} << std::string("0483010000");
    QTest::newRow("16777216") << std::size_t{16777216} << std::string("048401000000");
}

void WriterTest::lengths()
{
    QFETCH(std::size_t, size);
    QFETCH(std::string, head);
    const Bytes content(size, 0x5A);
    const Bytes written = tlv(0x04, content);
    const Bytes expected = hex(head);
    QCOMPARE(Bytes(written.begin(), written.begin() + static_cast<std::ptrdiff_t>(expected.size())), expected);
    const auto element = readSingle(written);
    QVERIFY(element.has_value());
    QVERIFY(equal(element->content, content));
}

void WriterTest::tags()
{
    for (const Tag tag : {Tag{0x02}, Tag{0x30}, Tag{0x5F37}, Tag{0xBF38}, Tag{0xDF8101}, Tag{0xFF818203}}) {
        const Bytes written = tlv(tag, {});
        QCOMPARE(toHex(written), tagText(tag) + "00");
        QCOMPARE(readSingle(written).value().tag, tag);
    }
}

void WriterTest::nesting()
{
    Writer writer;
    const Bytes big(200, 0x11);
    writer.constructed(0xBF38, [&] {
        writer.constructed(0xA0, [&] { writer.primitive(0x80, hex("AA")); });
        writer.primitive(0x5F37, big);
        writer.constructed(0x30, [] {});
        writer.raw(hex("8100"));
    });
    writer.primitive(0x05, {});
    Bytes expected = hex("BF3881D5 A003 8001AA 5F3781C8");
    append(expected, big);
    append(expected, hex("3000 8100 0500"));
    QCOMPARE(writer.bytes(), expected);
    QCOMPARE(writer.take(), expected);
    QVERIFY(writer.bytes().empty());
}

void WriterTest::integers_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<std::string>("content");
    const auto row = [](const char *name, qint64 number, std::string content) {
        QTest::newRow(name) << number << std::move(content);
    };
    row("0", 0, "00");
    row("1", 1, "01");
    row("127", 127, "7F");
    row("128 keeps a leading 00", 128, "0080");
    row("200", 200, "00C8");
    row("255", 255, "00FF");
    row("256", 256, "0100");
    row("32768", 32768, "008000");
    row("-1", -1, "FF");
    row("-128", -128, "80");
    row("-129", -129, "FF7F");
    row("largest", std::numeric_limits<qint64>::max(), "7FFFFFFFFFFFFFFF");
    row("smallest", std::numeric_limits<qint64>::min(), "8000000000000000");
}

void WriterTest::integers()
{
    QFETCH(qint64, number);
    QFETCH(std::string, content);
    QCOMPARE(toHex(integerContent(number)), content);
    QCOMPARE(integerValue(hex(content)).value(), std::int64_t{number});
}

void WriterTest::integersOutOfRange()
{
    QVERIFY(!integerValue({}).has_value());
    QVERIFY(!integerValue(hex("010000000000000000")).has_value());
    QCOMPARE(integerValue(hex("00000001")).value(), std::int64_t{1}); // longer than needed is read
    QCOMPARE(integerValue(hex("FFFFFFFE")).value(), std::int64_t{-2});
}

void WriterTest::objectIds_data()
{
    QTest::addColumn<std::string>("dotted");
    QTest::addColumn<std::string>("content");
    const auto row = [](const char *name, std::string dotted, std::string content) {
        QTest::newRow(name) << std::move(dotted) << std::move(content);
    };
    row("SM-DS of SGP.26", "2.999.15", "88370F");
    row("role of CERT.DSauth.ECDSA", "2.23.146.1.2.1.7", "67811201020107");
    row("prime256v1", "1.2.840.10045.3.1.7", "2A8648CE3D030107");
    row("smallest", "0.0", "00");
    row("0.39", "0.39", "27");
    row("1.39", "1.39", "4F");
    row("2.0", "2.0", "50");
    row("64-bit arc", "2.5.18446744073709551615", "5581FFFFFFFFFFFFFFFF7F");
    row("largest under root 2", "2.18446744073709551535", "81FFFFFFFFFFFFFFFF7F");
}

void WriterTest::objectIds()
{
    QFETCH(std::string, dotted);
    QFETCH(std::string, content);
    const auto octets = oidContent(dotted);
    QVERIFY(octets.has_value());
    QCOMPARE(toHex(*octets), content);
    QCOMPARE(oidText(hex(content)).value_or("none"), dotted);
}

void WriterTest::refusesObjectIdTexts_data()
{
    QTest::addColumn<std::string>("dotted");
    QTest::addColumn<std::size_t>("offset");
    const auto row = [](const char *name, std::string dotted, std::size_t offset) {
        QTest::newRow(name) << std::move(dotted) << offset;
    };
    row("empty", "", 0);
    row("one arc", "2", 1);
    row("letter", "2.99a", 4);
    row("dot at the end", "2.999.15.", 8);
    row("two dots", "2..5", 2);
    row("dot first", ".2.5", 0);
    row("negative", "2.-5", 2);
    row("blank", "2. 5", 2);
    row("root 3", "3.1", 3);
    row("second arc under root 1", "1.40", 4);
    row("arc above 64 bits", "2.5.18446744073709551616", 4);
    row("no room for the second arc", "2.18446744073709551536", 22);
}

void WriterTest::refusesObjectIdTexts()
{
    QFETCH(std::string, dotted);
    QFETCH(std::size_t, offset);
    const auto octets = oidContent(dotted);
    QVERIFY(!octets.has_value());
    QVERIFY(octets.error().kind == ErrorKind::malformed);
    QCOMPARE(octets.error().offset.value(), offset);
}

void WriterTest::refusesObjectIdOctets_data()
{
    QTest::addColumn<std::string>("content");
    QTest::newRow("empty") << std::string();
    QTest::newRow("cut") << std::string("2A86");
    QTest::newRow("filled up with zero groups") << std::string("2A8001");
    QTest::newRow("above 64 bits") << std::string("2A83FFFFFFFFFFFFFFFF7F");
}

void WriterTest::refusesObjectIdOctets()
{
    QFETCH(std::string, content);
    QVERIFY(!oidText(hex(content)).has_value());
}

WB_TEST(WriterTest);
#include "writer_test.moc"
