// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/annotation.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using wb::testing::hex;

namespace {

report::View viewOfAtr(const Bytes &atr)
{
    return report::annotatePart(
        {{}, atr, report::PartKind::answerToReset, rsp::Direction::response, report::PartGroup::response});
}

const report::ViewNode *find(const report::View &view, const QString &name)
{
    for (const report::ViewNode &node : view.nodes) {
        if (node.name == name)
            return &node;
    }
    return nullptr;
}

QString problemsIn(const report::View &view)
{
    QString all;
    for (const report::ViewNode &node : view.nodes)
        all += node.problem;
    return all;
}

} // namespace

/// The answer to reset, octet by octet.
class AtrTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Every octet belongs to one node, in order, and nothing is wrong.
    void ourOwnCard()
    {
        const Bytes atr = hex("3B9F9680813FC7828031E073FE2117 57534D44532D5742 FE");
        const auto view = viewOfAtr(atr);
        std::size_t at = 0;
        for (const report::ViewNode &node : view.nodes) {
            QCOMPARE(node.offset, at);
            at = node.end();
        }
        QCOMPARE(at, atr.size());
        QCOMPARE(problemsIn(view), QString());
        QVERIFY(find(view, QStringLiteral("TA1"))->value.contains(QStringLiteral("Fi 512, Di 32")));
        QVERIFY(find(view, QStringLiteral("TD1"))->value.contains(QStringLiteral("T=0")));
        QVERIFY(find(view, QStringLiteral("TD2"))->value.contains(QStringLiteral("T=1")));
        QVERIFY(find(view, QStringLiteral("TA4"))->value.contains(QStringLiteral("1.8 V")));
        QVERIFY(find(view, QStringLiteral("TB4"))->value.contains(QStringLiteral("eUICC")));
        QVERIFY(find(view, QStringLiteral("card capabilities"))->value.contains(QStringLiteral("8 logical channels")));
        QVERIFY(find(view, QStringLiteral("TCK"))->value.contains(QStringLiteral("holds")));
    }

    void aCardOfTheField()
    {
        const auto view = viewOfAtr(hex("3B9F96801FC78031E073FE2113574A330E0D3141004E")); // field.md 2, longer
        QVERIFY(find(view, QStringLiteral("TD2"))->value.contains(QStringLiteral("T=15")));
        QVERIFY(find(view, QStringLiteral("TA3"))->value.contains(QStringLiteral("3 V")));
        QVERIFY(find(view, QStringLiteral("TB3")) == nullptr);
    }

    void whatIsWrong_data()
    {
        QTest::addColumn<std::string>("atr");
        QTest::addColumn<QString>("problem");
        QTest::newRow("one octet") << std::string("3B") << QStringLiteral("two octets");
        QTest::newRow("no convention") << std::string("0000") << QStringLiteral("neither 3B");
        QTest::newRow("missing interface byte") << std::string("3B10") << QStringLiteral("announced");
        QTest::newRow("missing history") << std::string("3B0380") << QStringLiteral("2 octet(s) are missing");
        QTest::newRow("missing check") << std::string("3B8001") << QStringLiteral("TCK is missing");
        QTest::newRow("wrong check") << std::string("3B800100") << QStringLiteral("does not hold");
        QTest::newRow("more") << std::string("3B00AA") << QStringLiteral("nothing belongs");
        QTest::newRow("object too long") << std::string("3B028073") << QStringLiteral("reaches beyond");
        QTest::newRow("endless levels") << std::string("3B80808080808080") << QStringLiteral("announced");
    }
    void whatIsWrong()
    {
        QFETCH(std::string, atr);
        QFETCH(QString, problem);
        const QString found = problemsIn(viewOfAtr(hex(atr)));
        QVERIFY2(found.contains(problem), qPrintable(found));
    }

    void cutOffAnywhere()
    {
        const Bytes atr = hex("3B9F9680813FC7828031E073FE211757534D44532D5742FE");
        for (std::size_t length = 0; length < atr.size(); ++length) {
            const auto view = viewOfAtr(copyOf(ByteView(atr).first(length)));
            for (const report::ViewNode &node : view.nodes)
                QVERIFY(node.end() <= length);
            QVERIFY(length == 0 || !problemsIn(view).isEmpty());
        }
    }
};

WB_TEST(AtrTest);
#include "atr_test.moc"
