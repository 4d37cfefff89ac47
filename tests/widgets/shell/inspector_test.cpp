// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/inspector.h"

#include "tests/support/test.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/inspector_page.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/value_text.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

using namespace wb;
using namespace wb::shell;

class InspectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsThePage();
    void masksSecrets();
    void breaksLongIdentifiers();
    void rowsGoInFocus();
    void keepsTheTab();
    void tabsAreMadeWhenShown();
    void nextStepAndProblemAct();
    void historyGoesBackAndForth();
    void unknownSubjects();
    void hexDump();

private:
    class Provider;
    QStringList texts() const;

    Theme m_theme;
    std::unique_ptr<Secrets> m_secrets;
    std::unique_ptr<Focus> m_focus;
    std::unique_ptr<Inspector> m_inspector;
    std::unique_ptr<Provider> m_provider;
};

namespace {

const QString inspectedEid = QStringLiteral("89049032123451234512345678901235");

Subject card(const QString &name)
{
    return {SubjectKind::card, name, name, {}};
}

} // namespace

class InspectorTest::Provider final : public InspectorProvider {
public:
    bool canInspect(const Subject &subject) const override { return subject.kind == SubjectKind::card; }
    InspectorPage inspect(const Subject &) const override { return page; }

    InspectorPage page;
};

void InspectorTest::init()
{
    m_secrets = std::make_unique<Secrets>();
    m_focus = std::make_unique<Focus>();
    m_inspector = std::make_unique<Inspector>(m_theme, *m_secrets, *m_focus);
    m_provider = std::make_unique<Provider>();
    m_provider->page.sections = {{QStringLiteral("Identity"),
                                  {{QStringLiteral("EID"), inspectedEid, true, SubjectKind::eid, Meaning::ok},
                                   {QStringLiteral("EUM"), QStringLiteral("Lab EUM")}}}};
    m_inspector->addProvider(m_provider.get());
    m_inspector->resize(400, 600);
    m_inspector->show();
}

void InspectorTest::cleanup()
{
    m_inspector.reset();
    m_provider.reset();
}

/// All texts of the page that is shown; what has been replaced still waits for its deletion.
QStringList InspectorTest::texts() const
{
    QStringList all;
    const auto *tabs = m_inspector->findChild<QTabWidget *>();
    for (const QLabel *label : tabs->currentWidget()->findChildren<QLabel *>())
        all << label->text();
    for (const ValueText *value : tabs->currentWidget()->findChildren<ValueText *>())
        all << value->toPlainText();
    return all;
}

void InspectorTest::showsThePage()
{
    QSignalSpy spy(m_inspector.get(), &Inspector::inspected);
    m_inspector->inspect(card(QStringLiteral("Card A")));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(m_inspector->findChild<QLabel *>(QStringLiteral("inspectorTitle"))->text(), QStringLiteral("Card A"));
    QVERIFY(texts().contains(QStringLiteral("Identity")));
    QVERIFY(texts().contains(QStringLiteral("Lab EUM")));
    QVERIFY(texts().contains(groupedEid(inspectedEid)));

    m_provider->page.sections[0].rows[1].value = QStringLiteral("Other EUM");
    m_inspector->refresh();
    QVERIFY(texts().contains(QStringLiteral("Other EUM")));
    QCOMPARE(spy.size(), 1);
}

void InspectorTest::masksSecrets()
{
    m_inspector->inspect(card(QStringLiteral("Card A")));
    m_secrets->setMasked(true);
    QVERIFY(texts().contains(maskedEid(inspectedEid)));
    QVERIFY(!texts().join(u' ').contains(QStringLiteral("5123")));
}

void InspectorTest::breaksLongIdentifiers()
{
    const QString transaction(64, u'A');
    m_provider->page.sections[0].rows.push_back(
        {QStringLiteral("TransactionID"), transaction, true, SubjectKind::eventId});
    m_inspector->resize(300, 600);
    m_inspector->inspect(card(QStringLiteral("SCARD-READER-WITH-A-VERY-LONG-NAME-AND-NO-BLANK-IN-IT")));
    const ValueText *value = nullptr;
    for (const ValueText *candidate : m_inspector->findChildren<ValueText *>()) {
        if (candidate->toPlainText() == transaction) // whole, as it is copied
            value = candidate;
    }
    QVERIFY(value);
    QTRY_VERIFY(value->width() > 0 && value->width() < 300);
    QVERIFY(value->height() >= 3 * value->fontMetrics().height()); // 64 characters do not fit into two lines here
    QVERIFY(m_inspector->minimumSizeHint().width() < 300);
    QCOMPARE(breakable(QStringLiteral("short.example.com")), QStringLiteral("short.example.com"));
    QCOMPARE(breakable(QStringLiteral("at testrootsmds.example.com")),
             QStringLiteral("at testrootsmds.\u200bexample.\u200bcom"));
}

void InspectorTest::rowsGoInFocus()
{
    m_inspector->inspect(card(QStringLiteral("A")));
    QCOMPARE(m_inspector->focusable().key, inspectedEid); // a card has no place in the focus, its EID has
    const auto buttons = m_inspector->findChildren<QToolButton *>(QStringLiteral("focus"));
    QCOMPARE(buttons.size(), 1); // none beside the EUM
    QVERIFY(!buttons.front()->toolTip().isEmpty());
    buttons.front()->click();
    QCOMPARE(m_focus->subject().kind, SubjectKind::eid);
    QCOMPARE(m_focus->subject().key, inspectedEid);

    m_provider->page.sections.clear();
    m_inspector->refresh();
    QVERIFY(m_inspector->focusable().isNull());
}

void InspectorTest::keepsTheTab()
{
    m_provider->page.raw = Bytes(40, 0x41);
    m_provider->page.tree = {{QStringLiteral("BF20"), QStringLiteral("EUICCInfo1"), Meaning::plain, {}}};
    m_inspector->inspect(card(QStringLiteral("A")));
    auto *tabs = m_inspector->findChild<QTabWidget *>();
    QCOMPARE(tabs->count(), 3);
    QCOMPARE(qobject_cast<QTreeWidget *>(tabs->widget(1))->topLevelItem(0)->text(1), QStringLiteral("EUICCInfo1"));
    tabs->setCurrentIndex(2);
    m_inspector->inspect(card(QStringLiteral("B")));
    QCOMPARE(tabs->currentIndex(), 2);
    m_provider->page.raw.clear();
    m_inspector->inspect(card(QStringLiteral("C")));
    QCOMPARE(tabs->currentIndex(), 0);
    QCOMPARE(tabs->count(), 2);
}

void InspectorTest::tabsAreMadeWhenShown()
{
    int made = 0;
    m_provider->page.tabs = {{QStringLiteral("Certificate"), Icon::certificate, [&made](QWidget *parent) {
                                  ++made;
                                  return new QLabel(QStringLiteral("chain"), parent);
                              }}};
    m_inspector->inspect(card(QStringLiteral("A")));
    QCOMPARE(made, 0);
    m_inspector->findChild<QTabWidget *>()->setCurrentIndex(1);
    QCOMPARE(made, 1);
    QVERIFY(texts().contains(QStringLiteral("chain")));
}

void InspectorTest::nextStepAndProblemAct()
{
    QStringList done;
    m_provider->page.nextStep = QStringLiteral("Discover");
    m_provider->page.nextHandler = [&done] { done << QStringLiteral("next"); };
    m_provider->page.problems = {
        {QStringLiteral("What"), QStringLiteral("Why"), QStringLiteral("Do"), QStringLiteral("Mend"), [&, this] {
             done << QStringLiteral("mend");
             m_inspector->clear(); // takes the very button away that was clicked
         }}};
    m_inspector->inspect(card(QStringLiteral("A")));
    for (const char *text : {"Discover", "Mend"}) {
        const auto buttons = m_inspector->findChild<QTabWidget *>()->currentWidget()->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == QString::fromLatin1(text)) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
    }
    QCOMPARE(done, (QStringList{QStringLiteral("next"), QStringLiteral("mend")}));
    QVERIFY(m_inspector->subject().isNull());
}

void InspectorTest::historyGoesBackAndForth()
{
    for (const char *name : {"A", "B", "C"})
        m_inspector->inspect(card(QString::fromLatin1(name)));
    m_inspector->inspect(card(QStringLiteral("C"))); // the same again is no step
    m_inspector->goBack();
    QCOMPARE(m_inspector->subject().key, QStringLiteral("B"));
    m_inspector->goBack();
    QVERIFY(!m_inspector->canGoBack());
    m_inspector->goForward();
    QCOMPARE(m_inspector->subject().key, QStringLiteral("B"));
    m_inspector->inspect(card(QStringLiteral("D"))); // a new way from here
    QVERIFY(!m_inspector->canGoForward());
    m_inspector->goBack();
    QCOMPARE(m_inspector->subject().key, QStringLiteral("B"));
}

void InspectorTest::unknownSubjects()
{
    m_inspector->inspect({SubjectKind::server, QStringLiteral("x"), QStringLiteral("smds.example"), {}});
    QCOMPARE(m_inspector->findChild<QLabel *>(QStringLiteral("inspectorTitle"))->text(),
             QStringLiteral("smds.example"));
    m_inspector->removeProvider(m_provider.get());
    m_inspector->inspect(card(QStringLiteral("A")));
    QVERIFY(!texts().contains(QStringLiteral("Identity")));
}

void InspectorTest::hexDump()
{
    const std::unique_ptr<QWidget> view(
        makeHexDump({0xBF, 0x20, 0x41, 0x42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x7E}, m_theme, nullptr));
    const QStringList lines = qobject_cast<QPlainTextEdit *>(view.get())->toPlainText().split(u'\n');
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0], QStringLiteral("0000  BF 20 41 42 00 00 00 00 00 00 00 00 00 00 00 00  . AB............"));
    QCOMPARE(lines[1], QStringLiteral("0010  7E") + QString(47, u' ') + u'~');
}

WB_TEST(InspectorTest);
#include "inspector_test.moc"
