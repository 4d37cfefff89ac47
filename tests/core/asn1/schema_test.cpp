// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/asn1/sample.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::asn1;
using namespace wb::testing;

class SchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smallest();
    void everythingRoundTrips();
    void choices_data();
    void choices();
    void receivedBytesAreNeverMadeAnew();
    void sealingKeepsWhatWillBeSent();
    void extrasAreKept();
    void withoutExtrasTheUnknownIsPassedOver();
    void unknownFieldsAnywhere_data();
    void unknownFieldsAnywhere();
    void indefiniteLengthsAreRead();
    void errors_data();
    void errors();
    void truncationAtEveryOctet();
};

namespace {

Sample fullSample()
{
    Sample sample;
    sample.id = {1, 2};
    sample.sealed = seal(Basket{Fruit::plum, 200, {}});
    sample.signature = Bytes(64, 0x55);
    sample.certificate.whole = hex("30020500");
    sample.spare = Basket{Fruit::pear, {}, {}};
    sample.words = {"one", "", "drei \xC3\xA4"};
    sample.choices = {Either{Basket{}}, Either{std::string("w")}};
    sample.numbers.items = {0, -1, 128, 70000};
    sample.flags = Bits<Flag>{Flag::first, Flag::third};
    sample.owner = ObjectId{"2.999.15"};
    sample.done = true;
    sample.tagged = Tagged{Either{std::string("inner")}};
    sample.last = Either{Basket{Fruit::apple, 5, {}}};
    return sample;
}

} // namespace

void SchemaTest::smallest()
{
    const auto sample = decode<Sample>(hex(sampleOf(smallestFields)));
    QVERIFY2(sample.has_value(), sample ? "" : sample.error().line().c_str());
    QVERIFY(sample->sealed.value.fruit == Fruit::plum);
    QCOMPARE(sample->certificate.whole, hex("30020500"));
    QVERIFY(!sample->spare && !sample->choices && !sample->flags && !sample->owner && !sample->done && !sample->tagged);
    QVERIFY(sample->words.empty() && sample->numbers.items.empty() && sample->extras.empty());
    QCOMPARE(std::get<1>(sample->last.value), std::string());
    QCOMPARE(encode(*sample), hex(sampleOf(smallestFields)));
}

void SchemaTest::everythingRoundTrips()
{
    const Sample sample = fullSample();
    const Bytes bytes = encode(sample);
    const auto back = decode<Sample>(bytes);
    QVERIFY2(back.has_value(), back ? "" : back.error().line().c_str());
    QVERIFY(*back == sample);
    QCOMPARE(encode(*back), bytes);

    const std::string text = toHex(bytes);
    for (const char *part : {"80020102", "3007800107810200C8", "A103800101", "A2100C036F6E650C000C076472656920C3A4",
                             "A308A503800100860177", "A40F0201000201FF020200800203011170", "880205A0", "890388370F",
                             "8A01FF", "AB078605696E6E6572", "A506800100810105"})
        QVERIFY2(text.find(part) != std::string::npos, part);
}

void SchemaTest::choices_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::size_t>("index");
    QTest::newRow("primitive") << std::string("BF0103 820105") << std::size_t{0};
    QTest::newRow("untagged inside, first") << std::string("BF0105 A503 800107") << std::size_t{1};
    QTest::newRow("untagged inside, second") << std::string("BF0103 860141") << std::size_t{1};
}

void SchemaTest::choices()
{
    QFETCH(std::string, bytes);
    QFETCH(std::size_t, index);
    const auto tagged = decode<Tagged>(hex(bytes));
    QVERIFY(tagged.has_value());
    QCOMPARE(tagged->value.index(), index);
    QCOMPARE(encode(*tagged), hex(bytes));
    if (index == 1) { // an untagged CHOICE is a data object too
        const Bytes inner = encode(std::get<1>(tagged->value));
        QCOMPARE(tlv(0xBF01, inner), hex(bytes));
        QVERIFY(decode<Either>(inner).value() == std::get<1>(tagged->value));
    }
}

/// Over these bytes the signature is verified; a longer length than needed must survive.
void SchemaTest::receivedBytesAreNeverMadeAnew()
{
    const std::string bytes = sampleOf("80020102 308103 800107 5F370155 3002 0500 A200 A400 8602 4142");
    const auto sample = decode<Sample>(hex(bytes));
    QVERIFY2(sample.has_value(), sample ? "" : sample.error().line().c_str());
    QCOMPARE(sample->sealed.bytes, hex("308103800107"));
    QCOMPARE(encode(*sample), hex(bytes));
}

void SchemaTest::sealingKeepsWhatWillBeSent()
{
    const auto sealed = seal(Basket{Fruit::pear, {}, {}});
    QCOMPARE(sealed.bytes, hex("3003800101"));
    QVERIFY(sealed.value.fruit == Fruit::pear);
}

void SchemaTest::extrasAreKept()
{
    // 90 before the fields, 9F70 in the middle, 92 at the end: all come back, behind the known ones.
    const auto basket = decode<Basket>(hex("300F 9001AA 800101 9F7001BB 810105 9200"));
    QVERIFY(basket.has_value());
    QCOMPARE(basket->extras, hex("9001AA 9F7001BB 9200"));
    QCOMPARE(basket->count.value(), std::int64_t{5});
    const Bytes written = encode(*basket);
    QCOMPARE(written, hex("300F 800101 810105 9001AA 9F7001BB 9200"));
    QVERIFY(decode<Basket>(written).value() == *basket);

    // A field that comes twice: the first counts, the second is kept.
    const auto twice = decode<Basket>(hex("3006 800101 800107"));
    QVERIFY(twice.has_value());
    QVERIFY(twice->fruit == Fruit::pear);
    QCOMPARE(twice->extras, hex("800107"));
}

void SchemaTest::withoutExtrasTheUnknownIsPassedOver()
{
    const auto note = decode<Note>(hex("3106 9001AA 0C0141"));
    QVERIFY(note.has_value());
    QCOMPARE(note->text, std::string("A"));
    QCOMPARE(encode(*note), hex("3103 0C0141"));
}

void SchemaTest::unknownFieldsAnywhere_data()
{
    QTest::addColumn<std::size_t>("position");
    for (std::size_t position = 0; position <= 7; ++position)
        QTest::addRow("before field %zu", position) << position;
}

void SchemaTest::unknownFieldsAnywhere()
{
    QFETCH(std::size_t, position);
    const std::vector<std::string> parts{"80020102", "3003800107", "5F370155", "30020500", "A200", "A400", "8600"};
    std::string content;
    for (std::size_t i = 0; i <= parts.size(); ++i) {
        if (i == position)
            content += "9F7A02BEEF";
        if (i < parts.size())
            content += parts[i];
    }
    const auto sample = decode<Sample>(hex(sampleOf(content)));
    QVERIFY2(sample.has_value(), sample ? "" : sample.error().line().c_str());
    QCOMPARE(sample->extras, hex("9F7A02BEEF"));
    QCOMPARE(sample->certificate.whole, hex("30020500"));
}

void SchemaTest::indefiniteLengthsAreRead()
{
    const auto sample = decode<Sample>(
        hex(sampleOf("80020102 3080 800107 0000 5F370155 3080 0500 0000 A280 0C0141 0000 A400 8600 0000")));
    QVERIFY2(sample.has_value(), sample ? "" : sample.error().line().c_str());
    QCOMPARE(sample->sealed.bytes, hex("3080 800107 0000"));
    QCOMPARE(sample->certificate.whole, hex("3080 0500 0000"));
    QCOMPARE(sample->words.at(0), std::string("A"));
}

void SchemaTest::errors_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("line");
    const auto row = [](const char *name, std::string bytes, std::string line) {
        QTest::newRow(name) << std::move(bytes) << "ASN.1 " + line;
    };
    row("nothing", "", "Sample: no bytes where a TLV is expected at byte 0");
    row("another object", "BF7B00", "Sample: tag BF7B instead of BF7A at byte 0");
    row("something behind it", "BF7A00 8000", "Sample: bytes follow after the TLV at byte 3");
    row("first field missing", "BF7A00", "Sample.id: is missing at byte 3");
    row("later field missing, at the end", sampleOf("80020102"), "Sample.sealed: is missing at byte 7");
    row("later field missing, in the middle", sampleOf("80020102 A200"), "Sample.sealed: is missing at byte 7");
    row("wrong size", sampleOf("800101"), "Sample.id: 1 octets that are no OCTET STRING at byte 5");
    row("inside a received value", sampleOf("80020102 3000"), "Sample.sealed.fruit: is missing at byte 9");
    row("wrong value inside", sampleOf("80020102 3002 8000"),
        "Sample.sealed.fruit: 0 octets that are no INTEGER at byte 11");
    row("cut inside", sampleOf("80020102 3003 800501"),
        "Sample.sealed: the length reaches beyond the end of the bytes at byte 9");
    row("fault after a field is not that field's", sampleOf("80020102 30FF"),
        "Sample: the reserved length octet FF at byte 8");
    row("list item of another tag", sampleOf(smallestHead + "A203 040141 8600"),
        "Sample.words: tag 04 where a list item is expected at byte 22");
    row("list item that is no text", sampleOf(smallestHead + "A203 0C01FF 8600"),
        "Sample.words: 1 octets that are no UTF8String at byte 24");
    row("list cut inside", sampleOf(smallestHead + "A203 0C0541 8600"),
        "Sample.words: the length reaches beyond the end of the bytes at byte 22");
    row("alternative that does not fit", sampleOf(smallestHead + "A200 A303 840100 8600"),
        "Sample.choices: tag 84 where a list item is expected at byte 24");
    row("inside an untagged alternative", sampleOf(smallestHead + "A200 A400 A502 8000"),
        "Sample.last.basket.fruit: 0 octets that are no INTEGER at byte 28");
    row("tagged choice, empty", sampleOf(smallestHead + "A200 A400 AB00 8600"), "Sample.tagged: is empty at byte 26");
    row("tagged choice, none of them", sampleOf(smallestHead + "A200 A400 AB02 8F00 8600"),
        "Sample.tagged: tag 8F is none of the alternatives at byte 26");
    row("tagged choice, two of them", sampleOf(smallestHead + "A200 A400 AB05 820105 8600 8600"),
        "Sample.tagged: bytes follow after the alternative at byte 29");
    row("untagged choice missing", sampleOf(smallestHead + "A200 A400"), "Sample.last: is missing at byte 24");
}

void SchemaTest::errors()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, line);
    const auto sample = decode<Sample>(hex(bytes));
    QVERIFY(!sample.has_value());
    QVERIFY(sample.error().kind == ErrorKind::malformed);
    QCOMPARE(sample.error().line(), line);
}

void SchemaTest::truncationAtEveryOctet()
{
    const Bytes whole = encode(fullSample());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const auto sample = decode<Sample>(cut);
        QVERIFY(!sample.has_value());
        QVERIFY(sample.error().offset.value() <= size);
    }
    // The same with the outer length made to fit, so that the cut lies between or inside the fields.
    const auto content = readSingle(whole)->content;
    for (std::size_t size = 0; size < content.size(); ++size) {
        const auto sample = decode<Sample>(tlv(0xBF7A, content.first(size)));
        if (!sample) {
            QVERIFY(sample.error().step.starts_with("Sample"));
            QVERIFY(sample.error().offset.has_value());
        } else {
            QVERIFY(*sample == decode<Sample>(encode(*sample)).value());
        }
    }
}

WB_TEST(SchemaTest);
#include "schema_test.moc"
