// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/json_scanner.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::report;

class JsonScannerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsOrderOffsetsAndDuplicates();
    void resolvesEscapes();
    void stopsWhereItMust_data();
    void stopsWhereItMust();
    void returnsWhatCameBefore();
    void boundsDepthAndCount();
};

namespace {

JsonScan scanText(std::string_view text)
{
    return scanJson(viewOf(text));
}

} // namespace

void JsonScannerTest::keepsOrderOffsetsAndDuplicates()
{
    const std::string_view text = R"( {"b": 1, "a":[true , null],"b":"x"} )";
    const JsonScan scan = scanText(text);
    QVERIFY(!scan.error);
    QVERIFY(scan.root);
    const auto &members = scan.root->children;
    QCOMPARE(members.size(), std::size_t(3));
    QCOMPARE(members[0].name, std::string("b"));
    QCOMPARE(members[1].name, std::string("a"));
    QVERIFY(!members[0].duplicate);
    QVERIFY(members[2].duplicate);
    QCOMPARE(text.substr(members[0].offset, members[0].length), std::string_view(R"("b": 1)"));
    QCOMPARE(text.substr(members[0].valueOffset, members[0].valueLength), std::string_view("1"));
    QCOMPARE(text.substr(members[1].offset, members[1].length), std::string_view(R"("a":[true , null])"));
    QCOMPARE(members[1].children.size(), std::size_t(2));
    QCOMPARE(text.substr(members[1].children[0].offset, members[1].children[0].length), std::string_view("true"));
    QCOMPARE(text.substr(scan.root->offset, scan.root->length), text.substr(1, text.size() - 2));
}

void JsonScannerTest::resolvesEscapes()
{
    const JsonScan scan = scanText(R"(["\"\\\/\n", "\u00e9", "\ud83d\ude00", "\ud83dx", "\ud83d\u0041"])");
    QVERIFY(!scan.error);
    const auto &items = scan.root->children;
    QCOMPARE(items[0].text, std::string("\"\\/\n"));
    QCOMPARE(items[1].text, std::string("\xC3\xA9"));
    QCOMPARE(items[2].text, std::string("\xF0\x9F\x98\x80"));
    QCOMPARE(items[3].text, std::string("\xEF\xBF\xBDx"));
    QCOMPARE(items[4].text, std::string("\xEF\xBF\xBD"
                                        "A"));
}

void JsonScannerTest::stopsWhereItMust_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("blanks") << QByteArray("  ") << 2;
    QTest::newRow("cut in a string") << QByteArray(R"({"a":"b)") << 7;
    QTest::newRow("cut after a comma") << QByteArray(R"({"a":1,)") << 7;
    QTest::newRow("no colon") << QByteArray(R"({"a" 1})") << 5;
    QTest::newRow("no name") << QByteArray(R"({a:1})") << 1;
    QTest::newRow("wrong end") << QByteArray("[1}") << 2;
    QTest::newRow("something follows") << QByteArray("{} x") << 3;
    QTest::newRow("bad literal") << QByteArray("[trux]") << 4;
    QTest::newRow("leading zero") << QByteArray("[01]") << 2;
    QTest::newRow("bare minus") << QByteArray("[-]") << 2;
    QTest::newRow("no fraction") << QByteArray("[1.]") << 3;
    QTest::newRow("no exponent") << QByteArray("[1e+]") << 4;
    QTest::newRow("bad escape") << QByteArray(R"(["\q"])") << 3;
    QTest::newRow("bad digits") << QByteArray(R"(["\u12g4"])") << 6;
    QTest::newRow("control character") << QByteArray("[\"a\nb\"]") << 3;
    QTest::newRow("zero octet") << QByteArray("\0", 1) << 0;
    QTest::newRow("comma before the end") << QByteArray("[1,]") << 3;
}

void JsonScannerTest::stopsWhereItMust()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    const JsonScan scan = scanText({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(scan.error);
    QCOMPARE(scan.error->kind, ErrorKind::malformed);
    QVERIFY(!scan.error->reason.empty());
    QCOMPARE(static_cast<int>(scan.error->offset.value()), offset);
}

void JsonScannerTest::returnsWhatCameBefore()
{
    const std::string_view text = R"({"a":{"b":1,"c":[2,"thr)";
    const JsonScan scan = scanText(text);
    QVERIFY(scan.error);
    QVERIFY(scan.root);
    const JsonNode &a = scan.root->children.at(0);
    QCOMPARE(a.children.at(0).text, std::string("1"));
    QCOMPARE(a.children.at(1).children.at(1).text, std::string("thr"));
    QCOMPARE(a.offset + a.length, text.size());
}

void JsonScannerTest::boundsDepthAndCount()
{
    const JsonScan deep = scanText(std::string(100'000, '['));
    QVERIFY(deep.error);
    QCOMPARE(deep.error->offset.value(), std::size_t(64));

    std::string many = "[0";
    for (int i = 0; i < 100; ++i)
        many += ",0";
    many += "]";
    const JsonScan scan = scanJson(viewOf(many), {8, 50});
    QVERIFY(scan.error);
    QVERIFY(scan.root->children.size() <= 50);
}

WB_TEST(JsonScannerTest);
#include "json_scanner_test.moc"
