// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/reader.h"
#include "core/asn1/writer.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::asn1;
using wb::testing::hex;

class ReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsOne_data();
    void readsOne();
    void walksALevel();
    void indefiniteLengths_data();
    void indefiniteLengths();
    void baseIsAddedToEveryOffset();
    void peekMovesNothing();
    void faults_data();
    void faults();
    void whatCameBeforeAFaultIsReturned();
    void cutShort_data();
    void cutShort();
    void afterAFaultNothingMore();
    void singleWantsExactlyOne_data();
    void singleWantsExactlyOne();
    void parsesTheTree();
    void depthIsBounded();
    void indefiniteDepthIsBounded();
    void countIsBounded();
    void indefiniteCountIsBounded();
    void truncationAtEveryOctet_data();
    void truncationAtEveryOctet();
    void tagTexts();
    void everyFaultHasItsText();
};

namespace {

std::string repeated(std::string_view text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

/// "30(02 A0(80 )) ": tags as a tree, | behind one whose end is missing.
std::string treeText(const std::vector<Node> &nodes)
{
    std::string text;
    for (const Node &node : nodes) {
        text += tagText(node.tag) + (node.cut ? "|" : "");
        if (!node.children.empty())
            text += "(" + treeText(node.children) + ")";
        else if (!node.cut)
            text += " ";
    }
    return text;
}

/// Whether the children of every node lie one behind the other within its content.
bool nested(const std::vector<Node> &nodes, std::size_t from, std::size_t to)
{
    for (const Node &node : nodes) {
        if (node.offset != from || node.header + node.content > node.whole || node.offset + node.whole > to)
            return false;
        const std::size_t content = node.offset + node.header;
        if (!nested(node.children, content, content + node.content))
            return false;
        from = node.offset + node.whole;
    }
    return true;
}

} // namespace

void ReaderTest::readsOne_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<quint32>("tag");
    QTest::addColumn<std::size_t>("header");
    QTest::addColumn<std::size_t>("content");
    const auto row = [](const char *name, std::string bytes, quint32 tag, std::size_t header, std::size_t content) {
        QTest::newRow(name) << std::move(bytes) << tag << header << content;
    };
    row("empty primitive", "0400", 0x04, 2, 0);
    row("primitive", "8103010203", 0x81, 2, 3);
    row("empty constructed", "3000", 0x30, 2, 0);
    row("tag of two octets", "5F3701FF", 0x5F37, 3, 1);
    row("constructed tag of two octets", "BF3803800101", 0xBF38, 3, 3);
    row("tag of three octets", "DF810100", 0xDF8101, 4, 0);
    row("tag of four octets", "FF81820300", 0xFF818203, 5, 0);
    row("tag number below 31 in the long form", "1F0300", 0x1F03, 3, 0);
    row("length 127", "047F" + repeated("00", 127), 0x04, 2, 127);
    row("length 128", "048180" + repeated("00", 128), 0x04, 3, 128);
    row("length 256", "04820100" + repeated("00", 256), 0x04, 4, 256);
    row("longer length than needed", "048400000001AA", 0x04, 6, 1);
    row("length 0 in the long form", "048100", 0x04, 3, 0);
    row("end-of-contents outside", "0000", 0x00, 2, 0);
}

void ReaderTest::readsOne()
{
    QFETCH(std::string, bytes);
    QFETCH(quint32, tag);
    QFETCH(std::size_t, header);
    QFETCH(std::size_t, content);
    const Bytes octets = hex(bytes);
    Reader reader(octets);
    Element element;
    QVERIFY(reader.next(element));
    QCOMPARE(tagText(element.tag), tagText(tag));
    QCOMPARE(element.offset, std::size_t{0});
    QCOMPARE(element.header, header);
    QCOMPARE(element.content.size(), content);
    QCOMPARE(element.contentOffset(), header);
    QCOMPARE(copyOf(element.whole), octets);
    QVERIFY(!element.indefinite);
    QVERIFY(reader.atEnd());
    QVERIFY(!reader.next(element));
    QVERIFY(reader.fault() == Fault::none);
}

void ReaderTest::walksALevel()
{
    const Bytes bytes = hex("8001AA BF2E028100 5F3700");
    Reader reader(bytes);
    std::string seen;
    for (Element element; reader.next(element);)
        seen += tagText(element.tag) + "@" + std::to_string(element.offset) + " ";
    QCOMPARE(seen, std::string("80@0 BF2E@3 5F37@8 "));
    QVERIFY(reader.atEnd() && reader.fault() == Fault::none);
}

void ReaderTest::indefiniteLengths_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("content");
    const auto row = [](const char *name, std::string bytes, std::string content) {
        QTest::newRow(name) << std::move(bytes) << std::move(content);
    };
    row("empty", "30800000", "");
    row("one inside", "3080020105 0000", "020105");
    row("zeros inside a primitive are content", "3080 04020000 0000", "04020000");
    row("nested", "3080 A080 020105 0000 0101FF 0000", "A0800201050000 0101FF");
    row("nested three deep", "BF3880 3080 3080 0000 0000 0000", "3080308000000000");
    row("within definite", "3080 A004 30800000 0000", "A00430800000");
}

void ReaderTest::indefiniteLengths()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, content);
    const Bytes octets = hex(bytes + "8101AA"); // something behind it, which must be left alone
    Reader reader(octets);
    Element element;
    QVERIFY(reader.next(element));
    QVERIFY(element.indefinite);
    QCOMPARE(copyOf(element.content), hex(content));
    QCOMPARE(element.whole.size(), hex(bytes).size());
    QVERIFY(reader.next(element));
    QCOMPARE(tagText(element.tag), std::string("81"));
    QVERIFY(reader.atEnd());

    const Parsed parsed = parse(octets);
    QVERIFY(!parsed.error);
    QVERIFY(nested(parsed.nodes, 0, octets.size()));
}

void ReaderTest::baseIsAddedToEveryOffset()
{
    const Bytes bytes = hex("8000 8105AA");
    Reader reader(bytes, 100);
    QCOMPARE(reader.offset(), std::size_t{100});
    Element element;
    QVERIFY(reader.next(element));
    QCOMPARE(element.offset, std::size_t{100});
    QCOMPARE(element.contentOffset(), std::size_t{102});
    QCOMPARE(reader.offset(), std::size_t{102});
    QVERIFY(!reader.next(element));
    QCOMPARE(reader.faultOffset(), std::size_t{102});
    QCOMPARE(reader.error("X").line(),
             std::string("ASN.1 X: the length reaches beyond the end of the bytes at byte 102"));
}

void ReaderTest::peekMovesNothing()
{
    const Bytes bytes = hex("BF2E00 80");
    Reader reader(bytes);
    QCOMPARE(reader.peekTag(), Tag{0xBF2E});
    QCOMPARE(reader.peekTag(), Tag{0xBF2E});
    Element element;
    QVERIFY(reader.next(element));
    QCOMPARE(reader.peekTag(), Tag{0}); // a tag without its length
    QVERIFY(reader.fault() == Fault::none);
    QVERIFY(!reader.next(element));
    QVERIFY(reader.fault() == Fault::truncatedLength);
    QCOMPARE(reader.peekTag(), Tag{0});
    QCOMPARE(Reader(ByteView()).peekTag(), Tag{0});
}

void ReaderTest::faults_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<int>("fault");
    QTest::addColumn<std::size_t>("offset");
    const auto row = [](const char *name, std::string bytes, Fault fault, std::size_t offset) {
        QTest::newRow(name) << std::move(bytes) << static_cast<int>(fault) << offset;
    };
    row("tag cut after its first octet", "BF", Fault::truncatedTag, 1);
    row("tag cut after its second octet", "8000 DF81", Fault::truncatedTag, 4);
    row("tag of five octets", "DF8182838400", Fault::tagTooLong, 4);
    row("no length", "30", Fault::truncatedLength, 1);
    row("no length after a long tag", "BF38", Fault::truncatedLength, 2);
    row("length cut", "048201", Fault::truncatedLength, 3);
    row("length of five octets", "04850000000001AA", Fault::lengthTooLong, 1);
    row("reserved length", "8000 30FF", Fault::reservedLength, 3);
    row("content cut", "8000 8105AABB", Fault::contentTooShort, 2);
    row("content cut, long form", "0481FFAA", Fault::contentTooShort, 0);
    row("length of four octets beyond everything", "0484FFFFFFFF00", Fault::contentTooShort, 0);
    row("indefinite length without an end", "3080 020105", Fault::unterminated, 5);
    row("half of an end-of-contents", "3080 020105 00", Fault::truncatedLength, 6);
    row("inner one without an end", "3080 A080 0000", Fault::unterminated, 6);
    row("content cut inside an indefinite length", "3080 0405AA 0000", Fault::contentTooShort, 2);
    row("reserved length inside an indefinite length", "3080 04FF 0000", Fault::reservedLength, 3);
    row("indefinite length on a primitive", "048000", Fault::primitiveIndefinite, 1);
}

void ReaderTest::faults()
{
    QFETCH(std::string, bytes);
    QFETCH(int, fault);
    QFETCH(std::size_t, offset);
    const Bytes octets = hex(bytes);
    Reader reader(octets);
    for (Element element; reader.next(element);) {}
    QCOMPARE(static_cast<int>(reader.fault()), fault);
    QCOMPARE(reader.faultOffset(), offset);
    const Error error = reader.error("Test");
    QVERIFY(error.kind == ErrorKind::malformed);
    QCOMPARE(error.offset.value(), offset);
    QCOMPARE(error.reason, std::string(faultText(reader.fault())));
}

void ReaderTest::whatCameBeforeAFaultIsReturned()
{
    const Parsed parsed = parse(hex("8001AA 300A 020105 0101FF 040900 8100"));
    //                               0      3    5      8      11 (says 9, has 2)
    QVERIFY(parsed.error.has_value());
    QCOMPARE(parsed.error->offset.value(), std::size_t{11});
    QCOMPARE(parsed.nodes.size(), std::size_t{2});
    QCOMPARE(parsed.nodes[1].children.size(), std::size_t{3}); // the one that was cut too
    QCOMPARE(parsed.nodes[1].children[1].offset, std::size_t{8});
}

/// What is there of a TLV whose end is missing is looked into all the same.
void ReaderTest::cutShort_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("tree");
    QTest::addColumn<std::size_t>("offset");
    const auto row = [](const char *name, std::string bytes, std::string tree, std::size_t offset) {
        QTest::newRow(name) << std::move(bytes) << std::move(tree) << offset;
    };
    row("between fields", "BF3820 020105 8000", "BF38|(02 80 )", 0);
    row("inside a field", "BF3820 020105 8005AA", "BF38|(02 80|)", 6);
    row("two levels", "BF3820 A010 020105 8000", "BF38|(A0|(02 80 ))", 3);
    row("indefinite, no end", "3080 020105", "30|(02 )", 5);
    row("indefinite, fault inside", "3080 020105 04FF 0000", "30|(02 )", 6);
    row("primitive", "8001AA 0409AA", "80 04|", 3);
    row("nothing inside", "8001AA 3005", "80 30|", 3);
}

void ReaderTest::cutShort()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, tree);
    QFETCH(std::size_t, offset);
    const Bytes octets = hex(bytes);
    const Parsed parsed = parse(octets);
    QCOMPARE(treeText(parsed.nodes), tree);
    QVERIFY(parsed.error.has_value());
    QCOMPARE(parsed.error->offset.value(), offset);
    QVERIFY(nested(parsed.nodes, 0, octets.size()));
}

void ReaderTest::afterAFaultNothingMore()
{
    const Bytes bytes = hex("30FF 8000 8000");
    Reader reader(bytes);
    Element element;
    QVERIFY(!reader.next(element));
    QVERIFY(!reader.next(element));
    QCOMPARE(reader.faultOffset(), std::size_t{1});
}

void ReaderTest::singleWantsExactlyOne_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("line");
    QTest::newRow("one") << std::string("BF2E00") << std::string();
    QTest::newRow("none") << std::string() << std::string("ASN.1 X: no bytes where a TLV is expected at byte 0");
    QTest::newRow("two") << std::string("BF2E00 8000") << std::string("ASN.1 X: bytes follow after the TLV at byte 3");
    QTest::newRow("cut") << std::string("BF2E01")
                         << std::string("ASN.1 X: the length reaches beyond the end of the bytes at byte 0");
}

void ReaderTest::singleWantsExactlyOne()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, line);
    const Bytes octets = hex(bytes);
    const auto element = readSingle(octets, "X");
    QCOMPARE(element.has_value(), line.empty());
    QCOMPARE(element ? std::string() : element.error().line(), line);
}

void ReaderTest::parsesTheTree()
{
    const Bytes bytes = hex("BF3807 A005 3003 020105 8000");
    const Parsed parsed = parse(bytes);
    QVERIFY(!parsed.error);
    QCOMPARE(parsed.nodes.size(), std::size_t{2});
    const Node &outer = parsed.nodes[0];
    QCOMPARE(outer.whole, std::size_t{10});
    const Node &integer = outer.children.at(0).children.at(0).children.at(0);
    QCOMPARE(tagText(integer.tag), std::string("02"));
    QCOMPARE(integer.offset, std::size_t{7});
    QCOMPARE(integer.header, std::size_t{2});
    QCOMPARE(integer.content, std::size_t{1});
    QVERIFY(nested(parsed.nodes, 0, bytes.size()));
    QVERIFY(parse({}).nodes.empty() && !parse({}).error);
}

void ReaderTest::depthIsBounded()
{
    Bytes bytes = hex("0500");
    for (int i = 0; i < 31; ++i)
        bytes = tlv(0x30, bytes);
    QVERIFY(!parse(bytes).error); // 32 levels
    bytes = tlv(0x30, bytes);
    const Parsed parsed = parse(bytes);
    QVERIFY(parsed.error.has_value());
    QCOMPARE(parsed.error->reason, std::string(faultText(Fault::tooDeep)));
    QCOMPARE(parsed.error->step, std::string("30"));
    QCOMPARE(parsed.error->offset.value(), std::size_t{62}); // the TLV whose inside is not looked at any more
    std::size_t levels = 0;
    for (const std::vector<Node> *nodes = &parsed.nodes; !nodes->empty(); nodes = &nodes->front().children)
        ++levels;
    QCOMPARE(levels, std::size_t{32});

    QVERIFY(!parse(hex("30023000"), Limits{2, 100}).error); // nothing inside the second level
    QVERIFY(parse(hex("300430020500"), Limits{2, 100}).error.has_value());
}

void ReaderTest::indefiniteDepthIsBounded()
{
    const Bytes bytes = hex(repeated("3080", 100'000) + repeated("0000", 100'000));
    Reader reader(bytes);
    Element element;
    QVERIFY(!reader.next(element));
    QVERIFY(reader.fault() == Fault::tooDeep);
    QCOMPARE(reader.faultOffset(), std::size_t{64});
}

void ReaderTest::countIsBounded()
{
    const Bytes bytes = hex(repeated("0500", 11));
    QVERIFY(!parse(bytes, Limits{32, 11}).error);
    const Parsed parsed = parse(bytes, Limits{32, 10});
    QVERIFY(parsed.error.has_value());
    QCOMPARE(parsed.error->reason, std::string(faultText(Fault::tooMany)));
    QCOMPARE(parsed.error->offset.value(), std::size_t{20});
    QCOMPARE(parsed.nodes.size(), std::size_t{10});
}

void ReaderTest::indefiniteCountIsBounded()
{
    const Bytes bytes = hex("3080" + repeated("0500", 11) + "0000");
    Reader generous(bytes, 0, Limits{32, 12});
    Element element;
    QVERIFY(generous.next(element));
    Reader reader(bytes, 0, Limits{32, 10});
    QVERIFY(!reader.next(element));
    QVERIFY(reader.fault() == Fault::tooMany);
    QCOMPARE(reader.faultOffset(), std::size_t{22});
}

void ReaderTest::truncationAtEveryOctet_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::newRow("definite") << std::string(
        "BF402BA02980080123456789ABCDEFA11D301B80084556322D30303031810F616C742E6578616D70"
        "6C652E636F6D");
    QTest::newRow("indefinite") << std::string("BF4080 A080 80080123456789ABCDEF 0000 0000");
    QTest::newRow("long forms") << "30820105 DF818201 81FF" + repeated("AA", 255);
}

void ReaderTest::truncationAtEveryOctet()
{
    QFETCH(std::string, bytes);
    const Bytes whole = hex(bytes);
    QVERIFY(!parse(whole).error);
    QVERIFY(readSingle(whole).has_value());
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const Bytes cut(whole.begin(),
                        whole.begin() + static_cast<std::ptrdiff_t>(size)); // a copy: a sanitizer sees the end
        const Parsed parsed = parse(cut);
        QVERIFY(parsed.error.has_value());
        QVERIFY(parsed.error->offset.value() <= size);
        QVERIFY(nested(parsed.nodes, 0, size));
        QVERIFY(!readSingle(cut).has_value());
    }
}

void ReaderTest::tagTexts()
{
    QCOMPARE(tagText(0x04), std::string("04"));
    QCOMPARE(tagText(0xBF38), std::string("BF38"));
    QCOMPARE(tagText(0xDF8101), std::string("DF8101"));
    QCOMPARE(tagText(0xFF818203), std::string("FF818203"));
    QVERIFY(isConstructed(0x30) && isConstructed(0xBF38) && isConstructed(0xFF818203));
    QVERIFY(!isConstructed(0x04) && !isConstructed(0x5F37) && !isConstructed(0xDF8120));
}

void ReaderTest::everyFaultHasItsText()
{
    for (int i = 0; i <= static_cast<int>(Fault::tooMany); ++i)
        QVERIFY(!faultText(static_cast<Fault>(i)).empty());
}

WB_TEST(ReaderTest);
#include "reader_test.moc"
