// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/report/annotation.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/test.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/bytes/copy_menu.h"
#include "widgets/bytes/hex_view.h"
#include "widgets/bytes/tlv_tree.h"
#include "widgets/shell/secrets.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>

using namespace wb;
using namespace wb::bytes;
using report::ViewNode;

class BytesPaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theModelIsSound();
    void aNodeLightsUpItsOctets();
    void anOctetSelectsItsNode();
    void hoverPreviewsUntilLocked();
    void aBase64MemberOpensAsTlv();
    void theFieldStaysSelected();
    void whatWasOpenedStaysOpen();
    void theCaretGoesWhereKeysSay();
    void shiftMarksOctets();
    void aScreenReaderHearsTheCaret();
    void findsTextAndOctets();
    void copies();
    void hidesSecrets();
    void goesFromProblemToProblem();
    void paintsEverySize_data();
    void paintsEverySize();
    void anyOctetsHaveAPane();
    void ownPaneFollowsTheMaskingSwitch();
    void namesComeFirstWhereItIsNarrow();

private:
    shell::Theme m_theme;
    shell::Secrets m_secrets;
};

namespace {

report::ViewPtr viewOfObject(std::string_view hex, rsp::Direction direction = rsp::Direction::response)
{
    return std::make_shared<const report::View>(report::annotatePart(
        {QString(), fromHex(hex).value(), report::PartKind::tlv, direction, report::PartGroup::response}));
}

report::ViewPtr viewOfRequest(const capture::Exchange &exchange)
{
    std::vector<report::Part> shown;
    for (const report::Part &part : report::partsOf(exchange)) {
        if (part.group == report::PartGroup::request)
            shown.push_back(part);
    }
    return std::make_shared<const report::View>(report::annotateParts(shown));
}

const char info1[] = "BF20 13 8203 020300 A90C 0404 01020304 0404 05060708";

const ViewNode *named(const BytesPane &pane, const ByteSelection &selection, const char *name)
{
    Q_UNUSED(pane)
    for (const ViewNode *node : selection.index().inOrder()) {
        if (node->name == QLatin1String(name))
            return node;
    }
    return nullptr;
}

void showPane(BytesPane &pane)
{
    pane.resize(1100, 400);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
}

QPoint pointOf(const HexView &hex, std::size_t offset)
{
    return hex.geometryOfOctets().hexRect(offset).center()
           - QPoint(hex.horizontalScrollBar()->value(),
                    hex.verticalScrollBar()->value() * hex.geometryOfOctets().lineHeight());
}

} // namespace

void BytesPaneTest::namesComeFirstWhereItIsNarrow()
{
    BytesPane pane(m_theme);
    pane.setView(viewOfObject(info1));
    showPane(pane);
    const QHeaderView *header = pane.tree()->header();
    const int letter = pane.fontMetrics().averageCharWidth();
    const auto atWidth = [&](int width) {
        pane.resize(width, 400);
        return header->sectionSize(NodeModel::Name) >= letter * 20;
    };
    const int everything = pane.tree()->wholeWidth() + pane.hex()->widthFor(true);
    QVERIFY(atWidth(everything + letter * 4));
    QVERIFY(!header->isSectionHidden(NodeModel::Tag) && !header->isSectionHidden(NodeModel::Offset));
    QVERIFY(!pane.isNarrow());

    const int smallest = pane.tree()->minimumWidth() + pane.hex()->widthFor(false);
    QVERIFY(atWidth(smallest + letter * 2));
    QVERIFY(header->isSectionHidden(NodeModel::Tag) && header->isSectionHidden(NodeModel::Offset));
    QVERIFY(!pane.isNarrow() && pane.tree()->isVisible() && pane.hex()->isVisible());
    QCOMPARE(pane.hex()->geometryOfOctets().perLine(), std::size_t(8));

    QVERIFY(atWidth(smallest - letter * 2));
    QVERIFY(pane.isNarrow() && pane.tree()->isVisible() && !pane.hex()->isVisible());
    auto *sides = pane.findChild<QTabBar *>(QStringLiteral("sides"));
    QVERIFY(sides != nullptr && sides->isVisible());
    sides->setCurrentIndex(1);
    QVERIFY(!pane.tree()->isVisible() && pane.hex()->isVisible());

    QVERIFY(atWidth(everything + letter * 4)); // and all of it comes back
    QVERIFY(!pane.isNarrow() && pane.tree()->isVisible() && pane.hex()->isVisible() && !sides->isVisible());
    QVERIFY(!header->isSectionHidden(NodeModel::Tag) && !header->isSectionHidden(NodeModel::Offset));
}

void BytesPaneTest::theModelIsSound()
{
    ByteSelection selection;
    NodeModel model(selection, m_theme);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    selection.setView(viewOfRequest(testing::initiateAuthenticationExchange()));
    QCOMPARE(model.rowCount(), 2);
    selection.setView(viewOfObject(info1));
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(root.data().toString(), QStringLiteral("EUICCInfo1"));
    QCOMPARE(model.index(0, NodeModel::Tag).data().toString(), QStringLiteral("BF20"));
    QCOMPARE(model.index(0, NodeModel::Offset, root).data().toString(), QStringLiteral("0003"));
    selection.setView(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void BytesPaneTest::aNodeLightsUpItsOctets()
{
    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfObject(info1));
    const ViewNode *svn = named(pane, pane.selection(), "svn");
    const QModelIndex index = pane.tree()->nodes().indexOf(svn);
    QTest::mouseClick(pane.tree()->viewport(), Qt::LeftButton, {}, pane.tree()->visualRect(index).center());
    QCOMPARE(pane.selection().node(), svn);
    QCOMPARE(pane.selection().range(), (ByteRange{0, 3, 5}));
    QCOMPARE(pane.hex()->caret(), std::size_t(3));
    // The octets are really painted in the colour of a field.
    const QImage image = pane.hex()->viewport()->grab().toImage();
    const QPoint corner = pane.hex()->geometryOfOctets().hexRect(4).topRight() + QPoint(3, 2);
    QCOMPARE(image.pixelColor(corner * image.devicePixelRatio()), m_theme.bytes(shell::ByteMark::field));
}

void BytesPaneTest::anOctetSelectsItsNode()
{
    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfObject(info1));
    pane.tree()->collapseAll();
    QTest::mouseClick(pane.hex()->viewport(), Qt::LeftButton, {}, pointOf(*pane.hex(), 20));
    const ViewNode *node = pane.selection().node();
    QVERIFY(node != nullptr);
    QCOMPARE(node->offset, std::size_t(16));
    QCOMPARE(NodeModel::nodeOf(pane.tree()->currentIndex()), node);
    QVERIFY(pane.tree()->isExpanded(pane.tree()->currentIndex().parent()));
    QVERIFY(pane.selection().isLocked());
    QTest::keyClick(pane.hex(), Qt::Key_Escape);
    QVERIFY(!pane.selection().isLocked());
    QCOMPARE(pane.selection().node(), node);
    QTest::keyClick(pane.hex(), Qt::Key_Backspace);
    QCOMPARE(pane.selection().node(), pane.selection().index().parent(node));
}

void BytesPaneTest::hoverPreviewsUntilLocked()
{
    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfObject(info1));
    QTest::mouseMove(pane.hex()->viewport(), pointOf(*pane.hex(), 5));
    QTRY_COMPARE(pane.selection().hovered(), named(pane, pane.selection(), "svn"));
    QVERIFY(pane.selection().node() == nullptr);
    QTest::mouseClick(pane.hex()->viewport(), Qt::LeftButton, {}, pointOf(*pane.hex(), 5));
    QVERIFY(pane.selection().hovered() == nullptr);
    QTest::mouseMove(pane.hex()->viewport(), pointOf(*pane.hex(), 12));
    QCoreApplication::sendPostedEvents();
    QVERIFY(pane.selection().hovered() == nullptr);
}

void BytesPaneTest::aBase64MemberOpensAsTlv()
{
    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfRequest(testing::initiateAuthenticationExchange()));
    const ViewNode *svn = named(pane, pane.selection(), "svn");
    QVERIFY(svn != nullptr);
    QVERIFY(svn->buffer >= 2); // head and body come first
    pane.selection().selectNode(svn, Origin::program);
    QCOMPARE(pane.selection().buffer(), svn->buffer);
    QVERIFY(equal(pane.selection().bytes(), ByteView(pane.selection().view()->buffers[svn->buffer].bytes)));
    const auto *tabs = pane.findChild<QTabBar *>(QStringLiteral("buffers"));
    QCOMPARE(tabs->currentIndex(), static_cast<int>(svn->buffer));
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("euiccInfo1"));
    QVERIFY(!pane.tree()->visualRect(pane.tree()->nodes().indexOf(svn)).isEmpty());
    // And the member itself is octets of the body.
    pane.selection().selectParent(Origin::program);
    pane.selection().selectParent(Origin::program);
    QCOMPARE(pane.selection().node()->name, QStringLiteral("euiccInfo1"));
    QCOMPARE(pane.selection().buffer(), std::size_t(1));
}

void BytesPaneTest::theFieldStaysSelected()
{
    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfObject(info1));
    const ViewNode *second = &pane.selection().view()->nodes[0].children[1].children[1];
    pane.selection().selectNode(second, Origin::tree);
    pane.setView(viewOfObject("BF20 14 8204 02030001 A90C 0404 01020304 0404 F5060708"));
    const ViewNode *same = pane.selection().node();
    QCOMPARE(same, &pane.selection().view()->nodes[0].children[1].children[1]);
    QCOMPARE(NodeModel::nodeOf(pane.tree()->currentIndex()), same);
    pane.setView(viewOfObject("BF2E 12 8010 000102030405060708090A0B0C0D0E0F"));
    QVERIFY(pane.selection().node() == nullptr);
    QVERIFY(!pane.tree()->currentIndex().isValid());
    pane.setView(viewOfObject(info1)); // and back: it was not forgotten
    QCOMPARE(pane.selection().node(), &pane.selection().view()->nodes[0].children[1].children[1]);
}

void BytesPaneTest::whatWasOpenedStaysOpen()
{
    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfObject(info1));
    const auto list = [&pane] { return pane.tree()->nodes().indexOf(&pane.selection().view()->nodes[0].children[1]); };
    QVERIFY(pane.tree()->isExpanded(list()));
    pane.tree()->collapse(list());
    pane.setView(viewOfObject("BF20 14 8204 02030001 A90C 0404 01020304 0404 F5060708"));
    QVERIFY(!pane.tree()->isExpanded(list()));
    pane.tree()->expand(list());
    pane.setView(viewOfObject(info1));
    QVERIFY(pane.tree()->isExpanded(list()));
    pane.tree()->setCurrentIndex(pane.tree()->nodes().index(0, 0));
    QTest::keyClick(pane.tree(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(!pane.tree()->isExpanded(pane.tree()->nodes().index(0, 0)));
    QTest::keyClick(pane.tree(), Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(pane.tree()->isExpanded(list()));
}

void BytesPaneTest::theCaretGoesWhereKeysSay()
{
    BytesPane pane(m_theme);
    showPane(pane);
    Bytes object = fromHex("BF2E 82012C 80 820128").value();
    object.resize(object.size() + 0x128, 0x11);
    pane.setView(std::make_shared<const report::View>(report::annotatePart(
        {QString(), object, report::PartKind::tlv, rsp::Direction::response, report::PartGroup::response})));
    HexView *hex = pane.hex();
    hex->setFocus();
    const std::size_t line = hex->geometryOfOctets().perLine();
    const std::size_t last = object.size() - 1;
    QCOMPARE(hex->caret(), std::size_t(0));
    QTest::keyClick(hex, Qt::Key_Left);
    QCOMPARE(hex->caret(), std::size_t(0));
    QTest::keyClick(hex, Qt::Key_Right);
    QCOMPARE(hex->caret(), std::size_t(1));
    QTest::keyClick(hex, Qt::Key_Down);
    QCOMPARE(hex->caret(), 1 + line);
    QTest::keyClick(hex, Qt::Key_End);
    QCOMPARE(hex->caret(), 2 * line - 1);
    QTest::keyClick(hex, Qt::Key_Home);
    QCOMPARE(hex->caret(), line);
    QTest::keyClick(hex, Qt::Key_Up);
    QCOMPARE(hex->caret(), std::size_t(0));
    QTest::keyClick(hex, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(hex->caret(), last);
    QCOMPARE(hex->verticalScrollBar()->value(), hex->verticalScrollBar()->maximum());
    QTest::keyClick(hex, Qt::Key_Right);
    QTest::keyClick(hex, Qt::Key_Down);
    QTest::keyClick(hex, Qt::Key_PageDown);
    QCOMPARE(hex->caret(), last);
    QTest::keyClick(hex, Qt::Key_PageUp);
    QVERIFY(hex->caret() < last);
    QTest::keyClick(hex, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(hex->caret(), std::size_t(0));
    QCOMPARE(hex->verticalScrollBar()->value(), 0);
    QCOMPARE(pane.selection().node()->tagText, QStringLiteral("BF2E")); // the caret selects as it goes
}

void BytesPaneTest::shiftMarksOctets()
{
    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfObject(info1));
    HexView *hex = pane.hex();
    QTest::mouseClick(hex->viewport(), Qt::LeftButton, {}, pointOf(*hex, 5));
    QTest::keyClick(hex, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(hex, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(pane.selection().isStretch());
    QCOMPARE(pane.selection().range(), (ByteRange{0, 5, 3}));
    QCOMPARE(pane.selection().node(), named(pane, pane.selection(), "svn"));
    QTest::keyClick(hex, Qt::Key_Right, Qt::ShiftModifier); // beyond svn: the node around both
    QCOMPARE(pane.selection().node()->tagText, QStringLiteral("BF20"));
    QTest::keyClick(hex, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(pane.selection().range().length, pane.selection().bytes().size());
    QTest::mousePress(hex->viewport(), Qt::LeftButton, {}, pointOf(*hex, 2));
    QTest::mouseMove(hex->viewport(), pointOf(*hex, 4));
    QTest::mouseRelease(hex->viewport(), Qt::LeftButton, {}, pointOf(*hex, 4));
    QCOMPARE(pane.selection().range(), (ByteRange{0, 2, 3}));
}

void BytesPaneTest::aScreenReaderHearsTheCaret()
{
    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfObject(info1));
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(pane.hex());
    QVERIFY(interface != nullptr);
    QVERIFY(!interface->text(QAccessible::Name).isEmpty());
    QVERIFY(interface->state().readOnly);
    pane.selection().selectNode(named(pane, pane.selection(), "svn"), Origin::tree);
    QTest::keyClick(pane.hex(), Qt::Key_Right);
    QTest::keyClick(pane.hex(), Qt::Key_Right);
    QCOMPARE(interface->text(QAccessible::Value), QStringLiteral("Offset 0005, 02, svn"));
    QCOMPARE(interface->text(QAccessible::Description), interface->text(QAccessible::Value));
    pane.setView(nullptr);
    QCOMPARE(interface->text(QAccessible::Value), QStringLiteral("no octets"));
}

void BytesPaneTest::findsTextAndOctets()
{
    const report::NodeIndex index(viewOfObject(info1));
    QCOMPARE(search(index, QStringLiteral("SVN")).size(), std::size_t(1));
    QCOMPARE(search(index, QStringLiteral("bf20")).front().node, &index.view()->nodes[0]);
    const std::vector<Match> octets = search(index, QStringLiteral("0203"));
    QVERIFY(!octets.empty());
    QVERIFY(std::any_of(octets.begin(), octets.end(), [](const Match &match) {
        return match.range == ByteRange{0, 5, 2};
    }));
    QVERIFY(search(index, QStringLiteral("nowhere")).empty());
    QVERIFY(search(index, QStringLiteral("  ")).empty());

    BytesPane pane(m_theme);
    showPane(pane);
    pane.setView(viewOfObject(info1));
    pane.openFind();
    auto *line = pane.findChild<QLineEdit *>();
    QVERIFY(line->isVisible());
    QTest::keyClicks(line, QStringLiteral("svn"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(pane.selection().node(), named(pane, pane.selection(), "svn"));
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!line->isVisible());
}

void BytesPaneTest::copies()
{
    ByteSelection selection;
    CopyMenu menu(selection);
    QSignalSpy said(&menu, &CopyMenu::said);
    selection.setView(viewOfObject(info1));
    selection.selectNode(&selection.view()->nodes[0].children[0], Origin::tree);
    menu.copyHexStream();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("8203020300"));
    QCOMPARE(said.count(), 1);
    Q_EMIT menu.aboutToShow();
    for (QAction *action : menu.actions()) {
        if (action->text().contains(QStringLiteral("field as text")))
            action->trigger();
    }
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("82 svn: ")));
}

void BytesPaneTest::hidesSecrets()
{
    ByteSelection selection;
    CopyMenu menu(selection);
    selection.setView(viewOfObject("BF3E125A1089049032123451234512345678901235"));
    const ViewNode *eid = &selection.view()->nodes[0].children[0];
    selection.selectNode(eid, Origin::tree);
    selection.setMasked(true);
    QVERIFY(selection.isHidden(0, eid->offset + 2));
    QVERIFY(!selection.isHidden(0, eid->offset)); // tag and length may be seen
    QApplication::clipboard()->setText(QStringLiteral("before"));
    menu.copyHexStream();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("before"));
    NodeModel model(selection, m_theme);
    QVERIFY(!model.indexOf(eid, NodeModel::Value).data().toString().contains(QStringLiteral("8904")));
    HexView hex(selection, m_theme);
    QTest::keyClick(&hex, Qt::Key_End);
    QVERIFY(!hex.caretText().contains(QStringLiteral("35")));
    selection.setMasked(false);
    QVERIFY(model.indexOf(eid, NodeModel::Value).data().toString().contains(QStringLiteral("8904")));
}

void BytesPaneTest::goesFromProblemToProblem()
{
    BytesPane pane(m_theme);
    QVERIFY(!pane.nextProblem());
    pane.setView(viewOfObject("BF2E 12 8010 000102030405060708090A0B0C0D0E0F"));
    QVERIFY(!pane.nextProblem());
    pane.setView(viewOfObject("BF20 11 8203 020300 8001FF A906 0404 01020304 8001FF"));
    QVERIFY(pane.nextProblem());
    const ViewNode *first = pane.selection().node();
    QVERIFY(!first->problem.isEmpty());
    QVERIFY(pane.nextProblem());
    QVERIFY(pane.selection().node() != first);
    QVERIFY(pane.nextProblem(true));
    QCOMPARE(pane.selection().node(), first);
}

void BytesPaneTest::paintsEverySize_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("width");
    for (const int size : {0, 1, 15, 16, 17, 4096, 70'000}) {
        for (const int width : {30, 300, 900})
            QTest::addRow("%d octets in %d pixels", size, width) << size << width;
    }
}

void BytesPaneTest::paintsEverySize()
{
    QFETCH(int, size);
    QFETCH(int, width);
    ByteSelection selection;
    HexView hex(selection, m_theme);
    hex.resize(width, 200);
    selection.setView(std::make_shared<const report::View>(
        report::annotatePart({QString(), Bytes(static_cast<std::size_t>(size), 0xA5), report::PartKind::raw,
                              rsp::Direction::request, report::PartGroup::request})));
    QVERIFY(!hex.grab().isNull());
    QTest::keyClick(&hex, Qt::Key_End, Qt::ControlModifier);
    QVERIFY(!hex.grab().isNull());
    QCOMPARE(hex.caret(), static_cast<std::size_t>(std::max(0, size - 1)));
    const HexGeometry &geometry = hex.geometryOfOctets();
    for (int at = 0; at < std::min(size, 40); ++at) {
        const auto offset = static_cast<std::size_t>(at);
        QCOMPARE(geometry.octetAt(geometry.hexRect(offset).center()), std::optional(offset));
        QCOMPARE(geometry.octetAt(geometry.characterRect(offset).center()), std::optional(offset));
        QCOMPARE(geometry.nearestOctet(geometry.hexRect(offset).center()), offset);
    }
}

void BytesPaneTest::anyOctetsHaveAPane()
{
    const std::unique_ptr<BytesPane> pane(makeBytesPane(fromHex(info1).value(), m_theme, m_secrets, nullptr));
    QCOMPARE(pane->tree()->nodes().index(0, 0).data().toString(), QStringLiteral("EUICCInfo1"));
}

/// The inspector's raw tab hides what belongs to people as soon as the switch says so, and shows it again.
void BytesPaneTest::ownPaneFollowsTheMaskingSwitch()
{
    shell::Secrets secrets;
    const Bytes eid = fromHex("BF3E125A1089049032123451234512345678901235").value();
    const std::unique_ptr<BytesPane> pane(makeBytesPane(eid, m_theme, secrets, nullptr));
    QVERIFY(!pane->selection().isHidden(0, 6));
    secrets.setMasked(true);
    QVERIFY(pane->selection().isHidden(0, 6));
    const std::unique_ptr<BytesPane> later(makeBytesPane(eid, m_theme, secrets, nullptr));
    QVERIFY(later->selection().isHidden(0, 6));
    secrets.setMasked(false);
    QVERIFY(!pane->selection().isHidden(0, 6));
}

WB_TEST(BytesPaneTest);
#include "bytes_pane_test.moc"
