// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/main_window.h"

#include "app/workbench/screenshots.h"
#include "tests/support/test.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/find_box.h"
#include "widgets/shell/settings_dialog.h"

#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QVBoxLayout>

using namespace wb;
using namespace wb::shell;
using namespace wb::workbench;

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void panelsAreMadeWhenFirstShown();
    void panelKeysWork();
    void noStandardKeyConflicts();
    void everyActionIsExplained();
    void paneKeysGoRound();
    void findKeyAndPaletteKey();
    void paletteShowsThePanelsOwnActions();
    void layoutsArrange();
    void teachingMasksAndEnlarges();
    void restoreLayoutPutsDocksBack();
    void sessionSurvives();
    void brokenSessionFallsBack();
    void problemsWithoutAPlaceGoToTheInspector();
    void settingsWindowIsNotModal();
    void exchangesTakeTheirDock();
    void anEmptyTableIsAWindowToo();
    void screenshots();

private:
    std::vector<PanelSpec> table();
    void open();
    QDockWidget *dock(const char *name) const
    {
        return m_window->findChild<QDockWidget *>(QStringLiteral("dock.") + QString::fromLatin1(name));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_made;
    int m_destroyed = 0;
};

std::vector<PanelSpec> MainWindowTest::table()
{
    std::vector<PanelSpec> panels;
    for (const char *id : {"reader", "discovery"}) {
        const QString name = QString::fromLatin1(id);
        PanelSpec panel;
        panel.id = name;
        panel.title = name;
        panel.tip = name;
        panel.icon = Icon::reader;
        panel.shortcut = QKeySequence(QStringLiteral("Ctrl+%1").arg(panels.size() + 1));
        panel.make = [this, name](PanelContext &context, QWidget *parent) {
            m_made << name;
            auto *widget = new QWidget(parent);
            auto *edit = new QLineEdit(widget);
            edit->setObjectName(QStringLiteral("edit.") + name);
            (new QVBoxLayout(widget))->addWidget(edit);
            context.actions.add({.id = name + QStringLiteral(".own"),
                                 .text = QStringLiteral("Own of ") + name,
                                 .key = QKeySequence(Qt::Key_F5),
                                 .context = name,
                                 .menu = MenuId::panel},
                                widget);
            // A panel may use the frame's widgets until it ends.
            connect(widget, &QObject::destroyed, this, [this, &context] {
                ++m_destroyed;
                context.inspector.clear();
                context.bar.set({.id = QStringLiteral("card"), .label = QStringLiteral("Card"), .value = QString()});
            });
            return widget;
        };
        panels.push_back(std::move(panel));
    }
    return panels;
}

void MainWindowTest::open()
{
    m_window.reset();
    m_services = std::make_unique<Services>(std::make_unique<Settings>(m_folder->path()));
    m_services->theme.apply();
    m_window = std::make_unique<MainWindow>(*m_services, table());
    m_window->restoreSession();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void MainWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_made.clear();
    m_destroyed = 0;
    open();
}

void MainWindowTest::cleanup()
{
    const auto made = m_made.size();
    m_window.reset();
    QCOMPARE(qsizetype(m_destroyed), made);
    m_services->setTeaching(false);
    m_services.reset();
}

void MainWindowTest::panelsAreMadeWhenFirstShown()
{
    QCOMPARE(m_made, QStringList{QStringLiteral("reader")}); // the first of the table
    QVERIFY(!m_window->panel(QStringLiteral("discovery")));
    QSignalSpy shown(m_window.get(), &MainWindow::panelShown);
    QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
    QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
    QCOMPARE(m_made.size(), 2);
    QCOMPARE(shown.size(), 1);
    QVERIFY(m_window->panel(QStringLiteral("discovery"))->isVisible());
    QVERIFY(!m_window->showPanel(QStringLiteral("no such")));
    QCOMPARE(m_window->currentPanel(), QStringLiteral("discovery"));
}

void MainWindowTest::panelKeysWork()
{
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_window->currentPanel(), QStringLiteral("discovery"));
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_window->currentPanel(), QStringLiteral("reader"));

    auto *button = m_window->findChild<QAbstractButton *>(QStringLiteral("navigation.reader"));
    QVERIFY(button->isChecked());
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Down);
    QCOMPARE(m_window->currentPanel(), QStringLiteral("discovery"));
}

void MainWindowTest::noStandardKeyConflicts()
{
    m_window->showPanel(QStringLiteral("discovery")); // both panels have a key F5, each in its own context
    const ActionRegistry &actions = m_services->actions;
    for (const QString &id : actions.ids())
        QCOMPARE(actions.conflicts(id, actions.key(id)), QStringList());
}

void MainWindowTest::everyActionIsExplained()
{
    for (const QString &id : m_services->actions.ids()) {
        QVERIFY2(!m_services->actions.spec(id)->text.isEmpty(), qPrintable(id));
        QVERIFY2(!m_services->actions.action(id)->toolTip().isEmpty(), qPrintable(id));
    }
}

void MainWindowTest::paneKeysGoRound()
{
    m_window->findBox()->setFocus();
    QList<QWidget *> visited;
    const auto inside = [](const QWidget *pane) {
        return pane == QApplication::focusWidget() || pane->isAncestorOf(QApplication::focusWidget());
    };
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(inside(m_window->findChild<QWidget *>(QStringLiteral("navigation"))));
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(inside(m_window->panel(QStringLiteral("reader"))));
    m_window->context().inspector.inspect({SubjectKind::other, QStringLiteral("about"), QStringLiteral("x"), {}});
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(inside(dock("inspector")));
    QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(inside(m_window->panel(QStringLiteral("reader"))));
    m_window->findBox()->setFocus();
    dock("exchanges")->hide();
    QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier); // backwards over the edge, hidden ones left out
    QVERIFY(inside(dock("inspector")));
}

void MainWindowTest::findKeyAndPaletteKey()
{
    m_window->findChild<QLineEdit *>(QStringLiteral("edit.reader"))->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(m_window->findBox()->hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto *palette = m_window->findChild<CommandPalette *>();
    QVERIFY(palette && palette->isVisible());
    auto *line = palette->findChild<QLineEdit *>();
    QTest::keyClicks(line, QStringLiteral("discovery"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_window->currentPanel(), QStringLiteral("discovery"));
}

void MainWindowTest::paletteShowsThePanelsOwnActions()
{
    m_window->showPanel(QStringLiteral("discovery"));
    QVERIFY(m_services->actions.isAvailable(QStringLiteral("discovery.own")));
    QVERIFY(!m_services->actions.isAvailable(QStringLiteral("reader.own")));
    QStringList menus;
    for (const QAction *menu : m_window->menuBar()->actions()) {
        if (menu->isVisible())
            menus << menu->text().remove(u'&');
    }
    QVERIFY(menus.contains(QStringLiteral("discovery")));
}

void MainWindowTest::layoutsArrange()
{
    m_window->resize(1280, 800);
    QVERIFY(m_window->applyLayout(QStringLiteral("support")));
    QVERIFY(dock("exchanges")->isHidden());
    QVERIFY(dock("inspector")->isVisible());
    QTRY_VERIFY(std::abs(dock("inspector")->width() - 1280 * 0.34) < 20);

    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(m_window->currentLayout(), QStringLiteral("card"));
    QVERIFY(dock("exchanges")->isVisible());
    QTRY_VERIFY(std::abs(dock("exchanges")->height() - 800 * 0.34) < 20);
    QVERIFY(!m_window->applyLayout(QStringLiteral("no such")));
    QCOMPARE(m_window->size(), QSize(1280, 800));
}

void MainWindowTest::teachingMasksAndEnlarges()
{
    const int unit = m_services->theme.unit();
    QVERIFY(m_window->applyLayout(QStringLiteral("teaching")));
    QVERIFY(m_services->secrets.masked());
    QVERIFY(m_services->theme.unit() > unit);
    QVERIFY(!m_services->settings.flag(setting::masked)); // for the lesson, not for good
    QVERIFY(m_window->applyLayout(QStringLiteral("card")));
    QVERIFY(!m_services->secrets.masked());
    QCOMPARE(m_services->theme.unit(), unit);
}

void MainWindowTest::restoreLayoutPutsDocksBack()
{
    m_window->applyLayout(QStringLiteral("card"));
    m_window->showPanel(QStringLiteral("discovery"));
    dock("inspector")->hide();
    dock("exchanges")->setFloating(true);
    QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(dock("inspector")->isVisible());
    QVERIFY(!dock("exchanges")->isFloating());
    QCOMPARE(m_window->dockWidgetArea(dock("exchanges")), Qt::BottomDockWidgetArea);
    QCOMPARE(m_window->currentPanel(), QStringLiteral("discovery")); // the work goes on where it was
}

void MainWindowTest::sessionSurvives()
{
    m_window->resize(1100, 700);
    m_window->applyLayout(QStringLiteral("card"));
    m_window->showPanel(QStringLiteral("discovery"));
    dock("inspector")->hide();
    m_services->setMasked(true);
    m_window->close();

    m_made.clear();
    m_destroyed = 0;
    open();
    m_destroyed = 0; // those of the first window
    QCOMPARE(m_window->size(), QSize(1100, 700));
    QCOMPARE(m_window->currentPanel(), QStringLiteral("discovery"));
    QCOMPARE(m_window->currentLayout(), QStringLiteral("card"));
    QVERIFY(dock("inspector")->isHidden());
    QVERIFY(dock("exchanges")->isVisible());
    QVERIFY(m_services->secrets.masked());
}

void MainWindowTest::brokenSessionFallsBack()
{
    m_services->settings.set(setting::state, QByteArray("nonsense"));
    m_services->settings.set(setting::geometry, QByteArray("nonsense"));
    m_services->settings.set(setting::panel, QStringLiteral("a panel of a later version"));
    m_services->settings.set(setting::layout, QStringLiteral("no such"));
    m_services->settings.sync();
    m_made.clear();
    open();
    m_destroyed = 0;
    QCOMPARE(m_window->currentPanel(), QStringLiteral("reader"));
    QVERIFY(dock("inspector")->isVisible());
    QVERIFY(dock("exchanges")->isVisible());
}

void MainWindowTest::problemsWithoutAPlaceGoToTheInspector()
{
    dock("inspector")->hide();
    m_services->problems.report({QStringLiteral("pcsc"), {.what = QStringLiteral("pcscd does not run")}});
    QTest::keyClick(m_window.get(), Qt::Key_F8);
    QVERIFY(dock("inspector")->isVisible());
    QCOMPARE(m_window->context().inspector.subject().text, QStringLiteral("pcscd does not run"));
}

void MainWindowTest::settingsWindowIsNotModal()
{
    QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
    auto *dialog = m_window->findChild<SettingsDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(!QApplication::activeModalWidget());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void MainWindowTest::exchangesTakeTheirDock()
{
    auto *list = new QLineEdit;
    m_window->setExchanges(list);
    QCOMPARE(dock("exchanges")->widget(), list);
    m_window->findBox()->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(list->hasFocus());
}

void MainWindowTest::anEmptyTableIsAWindowToo()
{
    m_window.reset();
    const auto before = m_made.size();
    m_services = std::make_unique<Services>(Settings::temporary());
    m_window = std::make_unique<MainWindow>(*m_services, std::vector<PanelSpec>());
    m_window->restoreSession();
    m_window->show();
    QVERIFY(m_window->currentPanel().isEmpty());
    QCOMPARE(m_made.size(), before);
}

void MainWindowTest::screenshots()
{
    const QTemporaryDir pictures;
    Screenshots screenshots(*m_services, *m_window, pictures.filePath(QStringLiteral("new/folder")));
    QSignalSpy finished(&screenshots, &Screenshots::finished);
    screenshots.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
    QCOMPARE(finished[0][1].toString(), QString());
    QCOMPARE(finished[0][0].toInt(), 8); // two panels, two themes, two sizes
    const QImage picture(pictures.filePath(QStringLiteral("new/folder/discovery-dark-1920x1080.png")));
    QCOMPARE(picture.size(), QSize(1920, 1080));
    QCOMPARE(picture.pixelColor(960, 300), darkColours().palette.color(QPalette::Window));
}

WB_TEST(MainWindowTest);
#include "main_window_test.moc"
