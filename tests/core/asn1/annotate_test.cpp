// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/annotate.h"
#include "tests/core/asn1/sample.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::asn1;
using namespace wb::testing;

class AnnotateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesFromTheSchema();
    void valuesFromTheSchema();
    void withoutASchema();
    void anotherTagThanTheSchemas();
    void untaggedChoiceOnTop();
    void problems_data();
    void problems();
    void unknownFieldsStay();
    void whatCameBeforeAFault();
    void aCutAnswerShowsItsFields();
    void nodeAtEveryOctet();
    void nodeAtGivesThePath();
    void universalNames();
    void describesAType();
};

namespace {

/// "Sample(id sealed(fruit count) ...)": the names as a tree on one line.
std::string namesOf(const std::vector<AnnotatedNode> &nodes)
{
    std::string text;
    for (const AnnotatedNode &node : nodes) {
        text += (text.empty() ? "" : " ") + (node.name.empty() ? "?" + tagText(node.tag) : std::string(node.name));
        if (!node.children.empty())
            text += "(" + namesOf(node.children) + ")";
    }
    return text;
}

std::string problemsOf(const std::vector<AnnotatedNode> &nodes)
{
    std::string text;
    for (const AnnotatedNode &node : nodes) {
        if (!node.problem.empty())
            text += "[" + node.problem + "]";
        text += problemsOf(node.children);
    }
    return text;
}

const Bytes fullBytes = hex(sampleOf("80020102 3003800107 5F370155 3005 020105 0500"
                                     "A203 0C0141 A308 A503 800101 860177 A403 020105"
                                     "880205A0 890388370F 8A01FF AB03820105 860141"));

} // namespace

void AnnotateTest::namesFromTheSchema()
{
    const Annotated tree = annotate(fullBytes, &describe<Sample>());
    QVERIFY2(!tree.error, tree.error ? tree.error->line().c_str() : "");
    QCOMPARE(namesOf(tree.nodes),
             std::string("Sample(id sealed(fruit) signature certificate(INTEGER NULL) words(UTF8String)"
                         " choices(basket(fruit) word) numbers(INTEGER) flags owner done tagged(number) word)"));
    QCOMPARE(problemsOf(tree.nodes), std::string());
    QCOMPARE(tree.nodes[0].type->name, std::string_view("Sample"));
    QVERIFY(tree.nodes[0].children[1].type->shape == TypeInfo::Shape::sequence);
}

void AnnotateTest::valuesFromTheSchema()
{
    const Annotated tree = annotate(fullBytes, &describe<Sample>());
    const std::vector<AnnotatedNode> &fields = tree.nodes[0].children;
    const auto text = [](const AnnotatedNode &node) { return valueText(node, fullBytes); };
    QCOMPARE(text(fields[0]), std::string("0102"));
    QCOMPARE(text(fields[1]), std::string()); // constructed
    QCOMPARE(text(fields[1].children[0]), std::string("7 plum"));
    QCOMPARE(text(fields[3].children[0]), std::string("5"));
    QCOMPARE(text(fields[3].children[1]), std::string());
    QCOMPARE(text(fields[4].children[0]), std::string("\"A\""));
    QCOMPARE(text(fields[5].children[1]), std::string("\"w\""));
    QCOMPARE(text(fields[7]), std::string("first, third"));
    QCOMPARE(text(fields[8]), std::string("2.999.15"));
    QCOMPARE(text(fields[9]), std::string("true"));
    QCOMPARE(text(fields[10].children[0]), std::string("5"));
    QCOMPARE(valueText(fields[0], ByteView(fullBytes).first(5)), std::string()); // not the bytes of this tree
}

void AnnotateTest::withoutASchema()
{
    const Bytes bytes = hex("3017 020105 0101FF 0603 88370F 0C0141 0500 0302 0780 8001AA");
    const Annotated tree = annotate(bytes, nullptr);
    QCOMPARE(namesOf(tree.nodes),
             std::string("SEQUENCE(INTEGER BOOLEAN OBJECT IDENTIFIER UTF8String NULL BIT STRING ?80)"));
    QCOMPARE(problemsOf(tree.nodes), std::string());
    std::string values;
    for (const AnnotatedNode &node : tree.nodes[0].children)
        values += valueText(node, bytes) + ";";
    QCOMPARE(values, std::string("5;true;2.999.15;\"A\";;0780;AA;"));
}

void AnnotateTest::anotherTagThanTheSchemas()
{
    const Annotated tree = annotate(hex("3003 020105"), &describe<Sample>());
    QCOMPARE(namesOf(tree.nodes), std::string("SEQUENCE(INTEGER)"));
    QVERIFY(tree.nodes[0].type == nullptr);
}

void AnnotateTest::untaggedChoiceOnTop()
{
    QCOMPARE(namesOf(annotate(hex("A503 800101"), &describe<Either>()).nodes), std::string("basket(fruit)"));
    QCOMPARE(namesOf(annotate(hex("860141"), &describe<Either>()).nodes), std::string("word"));
    QCOMPARE(namesOf(annotate(hex("870141"), &describe<Either>()).nodes), std::string("?87"));
}

void AnnotateTest::problems_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("problems");
    const auto row = [](const char *name, std::string bytes, std::string problems) {
        QTest::newRow(name) << std::move(bytes) << std::move(problems);
    };
    row("smallest", sampleOf(smallestFields), "");
    row("all missing", "BF7A00", "[id, sealed, signature, certificate, words, numbers, last are missing]");
    row("one missing in the middle", sampleOf("80020102 3003800107 3002 0500 A200 A400 8600"),
        "[signature is missing]");
    row("missing inside", sampleOf("80020102 3000 5F370155 3002 0500 A200 A400 8600"), "[fruit is missing]");
    row("unknown", sampleOf(smallestHead + "A200 A400 8600 9F7000"), "");
    row("list item of another kind", sampleOf(smallestHead + "A202 9000 A400 8600"), "");
    row("tagged choice, empty", sampleOf(smallestHead + "A200 A400 AB00 8600"),
        "[none of the alternatives of Tagged is there]");
}

void AnnotateTest::problems()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, problems);
    const Annotated tree = annotate(hex(bytes), &describe<Sample>());
    QVERIFY2(!tree.error, tree.error ? tree.error->line().c_str() : "");
    QCOMPARE(problemsOf(tree.nodes), problems);
}

void AnnotateTest::unknownFieldsStay()
{
    const Annotated tree = annotate(hex("300C 9001AA 800101 BF7003 0C0141"), &describe<Basket>());
    QVERIFY2(!tree.error, tree.error ? tree.error->line().c_str() : "");
    QCOMPARE(namesOf(tree.nodes), std::string("Basket(?90 fruit ?BF70(UTF8String))"));
    QCOMPARE(problemsOf(tree.nodes), std::string()); // every definition is extensible
    const std::vector<AnnotatedNode> &fields = tree.nodes[0].children;
    QVERIFY(fields[0].unknown);
    QVERIFY(!fields[1].unknown);
    QVERIFY(fields[2].unknown);
    QVERIFY(!fields[2].children[0].unknown); // nothing was said of what is inside
}

void AnnotateTest::whatCameBeforeAFault()
{
    const Annotated tree = annotate(hex(sampleOf(smallestHead + "A2FF A400 8600")), &describe<Sample>());
    QVERIFY(tree.error.has_value());
    QCOMPARE(tree.error->offset.value(), std::size_t{21});
    QCOMPARE(namesOf(tree.nodes), std::string("Sample(id sealed(fruit) signature certificate(NULL))"));
}

void AnnotateTest::aCutAnswerShowsItsFields()
{
    const Bytes cut(fullBytes.begin(), fullBytes.begin() + 11); // in the middle of sealed
    const Annotated tree = annotate(cut, &describe<Sample>());
    QVERIFY(tree.error.has_value());
    QCOMPARE(namesOf(tree.nodes), std::string("Sample(id sealed(fruit))"));
    QVERIFY(tree.nodes[0].problem.starts_with("its end is missing"));
    QCOMPARE(tree.nodes[0].end(), cut.size());
}

void AnnotateTest::nodeAtEveryOctet()
{
    const Annotated tree = annotate(fullBytes, &describe<Sample>());
    for (std::size_t offset = 0; offset < fullBytes.size(); ++offset) {
        const AnnotatedNode *node = nodeAt(tree.nodes, offset);
        QVERIFY(node != nullptr);
        QVERIFY(node->offset <= offset && offset < node->end());
        for (const AnnotatedNode &child : node->children)
            QVERIFY(offset < child.offset || offset >= child.end()); // no smaller one contains it
    }
    QVERIFY(nodeAt(tree.nodes, fullBytes.size()) == nullptr);
    QVERIFY(nodeAt({}, 0) == nullptr);
}

void AnnotateTest::nodeAtGivesThePath()
{
    const Annotated tree = annotate(fullBytes, &describe<Sample>());
    std::vector<const AnnotatedNode *> path;
    const AnnotatedNode *node = nodeAt(tree.nodes, 11, &path); // the 07 of sealed.fruit
    QVERIFY(node != nullptr);
    QCOMPARE(node->name, std::string_view("fruit"));
    std::string names;
    for (const AnnotatedNode *each : path)
        names += std::string(each->name) + "/";
    QCOMPARE(names, std::string("Sample/sealed/fruit/"));

    // The end-of-contents octets belong to the TLV they end.
    const Annotated indefinite = annotate(hex("3080 0500 0000 0500"), nullptr);
    QCOMPARE(nodeAt(indefinite.nodes, 4)->name, std::string_view("SEQUENCE"));
    QCOMPARE(nodeAt(indefinite.nodes, 6)->name, std::string_view("NULL"));
}

void AnnotateTest::universalNames()
{
    QCOMPARE(universalName(0x30), std::string_view("SEQUENCE"));
    QCOMPARE(universalName(0x31), std::string_view("SET"));
    QCOMPARE(universalName(0x18), std::string_view("GeneralizedTime"));
    QCOMPARE(universalName(0x80), std::string_view());
    QCOMPARE(universalName(0xBF38), std::string_view());
}

void AnnotateTest::describesAType()
{
    const TypeInfo &sample = describe<Sample>();
    QCOMPARE(sample.tag, Tag{0xBF7A});
    QVERIFY(sample.shape == TypeInfo::Shape::sequence);
    QCOMPARE(sample.fields.size(), std::size_t{13});
    QCOMPARE(sample.fields[0].name, std::string_view("id"));
    QVERIFY(!sample.fields[0].optional && sample.fields[4].optional && sample.fields[6].optional);
    QVERIFY(sample.fields[5].type->shape == TypeInfo::Shape::list);
    QCOMPARE(sample.fields[5].type->fields.at(0).tag, Tag{0x0C});
    QVERIFY(sample.fields[3].type->shape == TypeInfo::Shape::opaque);
    QVERIFY(&describe<Sample>() == &sample);
    QVERIFY(sample.fields[1].type == &describe<Basket>()); // received, but the same type
    const TypeInfo &tagged = describe<Tagged>();
    QVERIFY(tagged.shape == TypeInfo::Shape::choice);
    QCOMPARE(tagged.fields[1].tag, Tag{0});
    QCOMPARE(tagged.fields[1].type->name, std::string_view("Either"));
}

WB_TEST(AnnotateTest);
#include "annotate_test.moc"
