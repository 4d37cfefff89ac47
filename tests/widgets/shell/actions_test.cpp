// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/actions.h"

#include "tests/support/test.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/fuzzy.h"
#include "widgets/shell/key_editor.h"
#include "widgets/shell/settings.h"
#include "widgets/shell/theme.h"

#include <QAbstractItemModelTester>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

using namespace wb::shell;

class ActionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void addsAndRuns();
    void conflictsDependOnTheContext();
    void conflictsSeeBeginnings();
    void keysAreKept();
    void keysOfAbsentPanelsAreKept();
    void scopedActionsGoWithTheirWidget();
    void availabilityFollowsTheContext();
    void menusComeFromTheTable();
    void fuzzy_data();
    void fuzzy();
    void fuzzyOrder();
    void paletteModel();
    void paletteRunsWithEnter();
    void paletteGivesTheKeyboardBack();
    void keyModel();
    void keyEditorChangesAndRefuses();

private:
    QAction *add(const char *id, const char *text, const char *key = "", const char *context = "",
                 MenuId menu = MenuId::none);

    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ActionRegistry> m_actions;
    QStringList m_run;
};

void ActionsTest::init()
{
    m_settings = Settings::temporary();
    m_actions = std::make_unique<ActionRegistry>(*m_settings);
    m_run.clear();
}

void ActionsTest::cleanup()
{
    m_actions.reset();
    m_settings.reset();
}

QAction *ActionsTest::add(const char *id, const char *text, const char *key, const char *context, MenuId menu)
{
    const QString name = QString::fromLatin1(id);
    return m_actions->add({.id = name,
                           .text = QString::fromLatin1(text),
                           .key = QKeySequence(QString::fromLatin1(key)),
                           .context = QString::fromLatin1(context),
                           .menu = menu,
                           .handler = [this, name] { m_run << name; }});
}

void ActionsTest::addsAndRuns()
{
    add("a.one", "One", "Ctrl+1");
    QCOMPARE(m_actions->ids(), QStringList{QStringLiteral("a.one")});
    m_actions->action(QStringLiteral("a.one"))->trigger();
    QCOMPARE(m_run, QStringList{QStringLiteral("a.one")});
    QCOMPARE(m_actions->keyText(QStringLiteral("a.one")), QStringLiteral("Ctrl+1"));
    QVERIFY(m_actions->action(QStringLiteral("a.one"))->toolTip().contains(QStringLiteral("Ctrl+1")));
    QVERIFY(!m_actions->action(QStringLiteral("no.such")));
}

void ActionsTest::conflictsDependOnTheContext()
{
    add("window", "Window", "Ctrl+R");
    add("reader.x", "Reader X", "F5", "reader");
    add("reader.y", "Reader Y", "F7", "reader");
    add("discovery.x", "Discovery X", "F5", "discovery"); // the same key in another panel is fine
    const QString readerY = QStringLiteral("reader.y");
    QCOMPARE(m_actions->conflicts(readerY, QKeySequence(Qt::Key_F5)), QStringList{QStringLiteral("reader.x")});
    QCOMPARE(m_actions->conflicts(QStringLiteral("window"), QKeySequence(Qt::Key_F5)),
             (QStringList{QStringLiteral("reader.x"), QStringLiteral("discovery.x")}));
    QCOMPARE(m_actions->conflicts(readerY, QKeySequence(QStringLiteral("Ctrl+R"))),
             QStringList{QStringLiteral("window")});
    QVERIFY(m_actions->conflicts(readerY, QKeySequence(Qt::Key_F9)).isEmpty());
    QVERIFY(m_actions->conflicts(readerY, {}).isEmpty());

    QVERIFY(!m_actions->setKey(readerY, QKeySequence(Qt::Key_F5)));
    QCOMPARE(m_actions->key(readerY), QKeySequence(Qt::Key_F7));
    QVERIFY(m_actions->setKey(readerY, QKeySequence(Qt::Key_F9)));
    QCOMPARE(m_actions->action(readerY)->shortcut(), QKeySequence(Qt::Key_F9));
}

void ActionsTest::conflictsSeeBeginnings()
{
    add("chord", "Chord", "Ctrl+M, A");
    add("other", "Other");
    QCOMPARE(m_actions->conflicts(QStringLiteral("other"), QKeySequence(QStringLiteral("Ctrl+M"))).size(), 1);
    QCOMPARE(m_actions->conflicts(QStringLiteral("other"), QKeySequence(QStringLiteral("Ctrl+M, B"))).size(), 0);
}

void ActionsTest::keysAreKept()
{
    const QTemporaryDir folder;
    const auto begin = [&] { // a start of the program
        m_actions.reset();
        m_settings = std::make_unique<Settings>(folder.path());
        m_actions = std::make_unique<ActionRegistry>(*m_settings);
        add("a", "A", "F5");
        add("b", "B", "F6");
        add("c", "C", "F7");
    };
    begin();
    QVERIFY(m_actions->setKey(QStringLiteral("a"),
                              QKeySequence(QStringLiteral("Ctrl+=")))); // with the separator of the file in it
    QVERIFY(m_actions->setKey(QStringLiteral("b"), {}));
    begin();
    QCOMPARE(m_actions->key(QStringLiteral("a")), QKeySequence(QStringLiteral("Ctrl+=")));
    QCOMPARE(m_actions->action(QStringLiteral("a"))->shortcut(), QKeySequence(QStringLiteral("Ctrl+=")));
    QVERIFY(m_actions->key(QStringLiteral("b")).isEmpty());
    QCOMPARE(m_actions->key(QStringLiteral("c")), QKeySequence(Qt::Key_F7));
}

void ActionsTest::keysOfAbsentPanelsAreKept()
{
    {
        QWidget panel;
        m_actions->add({.id = QStringLiteral("panel.x"), .text = QStringLiteral("X"), .key = QKeySequence(Qt::Key_F5)},
                       &panel);
        QVERIFY(m_actions->setKey(QStringLiteral("panel.x"), QKeySequence(Qt::Key_F7)));
    }
    add("other", "Other", "F8");
    QVERIFY(m_actions->setKey(QStringLiteral("other"), QKeySequence(Qt::Key_F9)));
    QWidget again;
    m_actions->add({.id = QStringLiteral("panel.x"), .text = QStringLiteral("X"), .key = QKeySequence(Qt::Key_F5)},
                   &again);
    QCOMPARE(m_actions->key(QStringLiteral("panel.x")), QKeySequence(Qt::Key_F7));
    m_actions->resetAllKeys();
    QCOMPARE(m_actions->key(QStringLiteral("panel.x")), QKeySequence(Qt::Key_F5));
    QCOMPARE(m_actions->key(QStringLiteral("other")), QKeySequence(Qt::Key_F8));
}

void ActionsTest::scopedActionsGoWithTheirWidget()
{
    QWidget window;
    m_actions->setWindow(&window);
    add("everywhere", "Everywhere");
    QCOMPARE(window.actions().size(), 1);
    {
        QWidget panel(&window);
        QLineEdit elsewhere(&window);
        int called = 0;
        m_actions->add({.id = QStringLiteral("panel.x"),
                        .text = QStringLiteral("X"),
                        .key = QKeySequence(QStringLiteral("F5")),
                        .handler = [&called] { ++called; }},
                       &panel);
        QCOMPARE(m_actions->ids().size(), 2);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        elsewhere.setFocus();
        QTest::keyClick(&elsewhere, Qt::Key_F5); // the panel is shown: its keys work wherever the keyboard is
        QCOMPARE(called, 1);
        panel.hide();
        QTest::keyClick(&elsewhere, Qt::Key_F5);
        QCOMPARE(called, 1);
    }
    QCOMPARE(m_actions->ids(), QStringList{QStringLiteral("everywhere")});
}

void ActionsTest::availabilityFollowsTheContext()
{
    QAction *everywhere = add("everywhere", "Everywhere");
    add("reader.x", "Reader X", "", "reader");
    QVERIFY(m_actions->isAvailable(QStringLiteral("everywhere")));
    QVERIFY(!m_actions->isAvailable(QStringLiteral("reader.x")));
    m_actions->setContext(QStringLiteral("reader"));
    QVERIFY(m_actions->isAvailable(QStringLiteral("reader.x")));
    everywhere->setEnabled(false);
    QVERIFY(!m_actions->isAvailable(QStringLiteral("everywhere")));
}

void ActionsTest::menusComeFromTheTable()
{
    add("view.a", "A", "", "", MenuId::view);
    add("view.group.b", "B", "", "", MenuId::view);
    add("view.group.c", "C", "", "", MenuId::view);
    add("file.x", "X", "", "", MenuId::file);
    add("view.d", "D", "", "reader", MenuId::view);
    QMenu menu;
    m_actions->fillMenu(&menu, MenuId::view);
    const auto texts = [&menu] {
        QStringList all;
        for (const QAction *action : menu.actions())
            all << (action->isSeparator() ? QStringLiteral("-") : action->text());
        return all.join(u' ');
    };
    QCOMPARE(texts(), QStringLiteral("A - B C"));
    m_actions->setContext(QStringLiteral("reader"));
    Q_EMIT menu.aboutToShow();
    QCOMPARE(texts(), QStringLiteral("A - B C - D"));
}

void ActionsTest::fuzzy_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("empty") << QString() << QStringLiteral("anything") << true;
    QTest::newRow("letters in order") << QStringLiteral("cmp") << QStringLiteral("Command palette") << true;
    QTest::newRow("case") << QStringLiteral("PAL") << QStringLiteral("Command palette") << true;
    QTest::newRow("not in order") << QStringLiteral("pmc") << QStringLiteral("Command palette") << false;
    QTest::newRow("words in any order") << QStringLiteral("teach lay") << QStringLiteral("Layout Teaching") << true;
    QTest::newRow("one word missing") << QStringLiteral("teach xyz") << QStringLiteral("Layout Teaching") << false;
    QTest::newRow("too long") << QStringLiteral("Discovery!") << QStringLiteral("Discovery") << false;
}

void ActionsTest::fuzzy()
{
    QFETCH(QString, typed);
    QFETCH(QString, text);
    QFETCH(bool, fits);
    QCOMPARE(fuzzyScore(typed, text).has_value(), fits);
}

void ActionsTest::fuzzyOrder()
{
    const auto score = [](const char *typed, const char *text) {
        return fuzzyScore(QString::fromLatin1(typed), QString::fromLatin1(text)).value();
    };
    QVERIFY(score("dis", "Discovery") > score("dis", "Mead is here"));
    QVERIFY(score("cp", "Command palette") > score("cp", "Scope"));
    QVERIFY(score("in", "Put in focus") > score("in", "Restraint")); // the best place counts, not the first
}

void ActionsTest::paletteModel()
{
    add("a", "Layout Card", "Ctrl+1");
    add("b", "Settings");
    add("c", "Layout Support");
    add("d", "Only in reader", "", "reader");
    CommandModel model(*m_actions);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 3);
    model.setFilter(QStringLiteral("lay"));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("Layout Card"));
    QCOMPARE(model.index(0).data(CommandModel::KeyRole).toString(), QStringLiteral("Ctrl+1"));
    model.setFilter(QStringLiteral("sup"));
    QCOMPARE(model.id(model.index(0)), QStringLiteral("c"));
    model.setFilter(QStringLiteral("zzz"));
    QCOMPARE(model.rowCount(), 0);
}

void ActionsTest::paletteRunsWithEnter()
{
    QWidget window;
    window.resize(800, 600);
    add("a", "Layout Card");
    add("b", "Layout Support");
    const Theme theme;
    CommandPalette palette(theme, *m_actions, &window);
    window.show();
    palette.open();
    QVERIFY(palette.isVisible());
    auto *line = palette.findChild<QLineEdit *>();
    QTest::keyClicks(line, QStringLiteral("layout"));
    QTest::keyClick(line, Qt::Key_Down);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_run, QStringList{QStringLiteral("b")});
    QVERIFY(!palette.isVisible());

    palette.open();
    QVERIFY(line->text().isEmpty());
    QTest::keyClick(line, Qt::Key_Up); // from the first round to the last
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_run.last(), QStringLiteral("b"));

    palette.open();
    QTest::keyClicks(line, QStringLiteral("nothing like it"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_run.size(), 2);
    QVERIFY(palette.isVisible());
}

void ActionsTest::paletteGivesTheKeyboardBack()
{
    QWidget window;
    window.resize(800, 600);
    QLineEdit edit(&window);
    const Theme theme;
    CommandPalette palette(theme, *m_actions, &window);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    edit.setFocus();
    palette.open();
    auto *line = palette.findChild<QLineEdit *>();
    QVERIFY(line->hasFocus());
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!palette.isVisible());
    QVERIFY(edit.hasFocus());
}

void ActionsTest::keyModel()
{
    KeyModel model(*m_actions);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    add("a", "A", "F5");
    add("b", "B", "F6", "reader");
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, KeyModel::KeyColumn).data().toString(), QStringLiteral("F5"));
    QVERIFY(!model.index(0, KeyModel::KeyColumn).data(Qt::FontRole).isValid());
    m_actions->setKey(QStringLiteral("a"), QKeySequence(Qt::Key_F9));
    QCOMPARE(model.index(0, KeyModel::KeyColumn).data().toString(), QStringLiteral("F9"));
    QVERIFY(model.index(0, KeyModel::KeyColumn).data(Qt::FontRole).value<QFont>().bold());
}

void ActionsTest::keyEditorChangesAndRefuses()
{
    add("a", "A", "F5");
    add("b", "B", "F6");
    const Theme theme;
    KeyEditor editor(theme, *m_actions);
    editor.show();
    auto *key = editor.findChild<QKeySequenceEdit *>();
    const auto button = [&editor](const char *text) {
        for (auto *candidate : editor.findChildren<QPushButton *>()) {
            if (candidate->text() == QString::fromLatin1(text))
                return candidate;
        }
        return static_cast<QPushButton *>(nullptr);
    };
    QCOMPARE(key->keySequence(), QKeySequence(Qt::Key_F5)); // the first action is selected
    key->setKeySequence(QKeySequence(Qt::Key_F6));
    QVERIFY(!button("Set")->isEnabled()); // taken by B
    bool named = false;
    for (const QLabel *label : editor.findChildren<QLabel *>())
        named = named || label->text().contains(QStringLiteral("Taken by: B"));
    QVERIFY(named);
    key->setKeySequence(QKeySequence(Qt::Key_F7));
    button("Set")->click();
    QCOMPARE(m_actions->key(QStringLiteral("a")), QKeySequence(Qt::Key_F7));
    button("Standard")->click();
    QCOMPARE(m_actions->key(QStringLiteral("a")), QKeySequence(Qt::Key_F5));
    button("Remove")->click();
    QVERIFY(m_actions->key(QStringLiteral("a")).isEmpty());
    button("All keys standard")->click();
    QCOMPARE(m_actions->key(QStringLiteral("a")), QKeySequence(Qt::Key_F5));
}

WB_TEST(ActionsTest);
#include "actions_test.moc"
