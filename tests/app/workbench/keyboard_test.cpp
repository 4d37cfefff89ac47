// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "tests/support/test.h"
#include "widgets/reader/card_readings.h"
#include "widgets/reader/change_question.h"
#include "widgets/reader/console_page.h"
#include "widgets/reader/reader_panel.h"

#include <QApplication>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

#include <set>

using namespace wb;
using namespace wb::workbench;
using reader::ReaderPanel;

namespace {

QString nameOf(const QWidget *widget)
{
    if (widget == nullptr)
        return QStringLiteral("nothing");
    return QString::fromLatin1(widget->metaObject()->className()) + QStringLiteral(" \"") + widget->accessibleName()
           + QStringLiteral("\" ") + widget->property("text").toString();
}

} // namespace

/// The Reader panel without a mouse: every key goes to whatever has the focus, as from a keyboard.
class KeyboardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_services = std::make_unique<Services>(shell::Settings::temporary());
        m_services->theme.apply();
        m_composition = std::make_unique<Composition>(*m_services,
                                                      m_folder->filePath(QStringLiteral("lab")).toStdString());
        m_window = std::make_unique<MainWindow>(*m_services, m_composition->panels());
        m_composition->attach(*m_window);
        m_window->restoreSession();
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_composition->begin();
        QTRY_VERIFY_WITH_TIMEOUT(m_composition->lab().running() != nullptr, 30'000);
        QTRY_VERIFY(!m_composition->cards().current().isEmpty());
        press(Qt::Key_1, Qt::ControlModifier);
        m_panel = qobject_cast<ReaderPanel *>(m_window->panel(QStringLiteral("reader")));
        QVERIFY(m_panel != nullptr);
        press(Qt::Key_F5);
        QTRY_VERIFY(reading() != nullptr);
    }

    void cleanup()
    {
        m_window.reset();
        m_composition.reset();
        m_services.reset();
    }

    void tabReachesAllOfAPageAndComesBack_data()
    {
        QTest::addColumn<int>("page");
        for (int page = 1; page <= 9; ++page)
            QTest::addRow("Alt+%d", page) << page;
    }

    void tabReachesAllOfAPageAndComesBack()
    {
        QFETCH(int, page);
        press(static_cast<Qt::Key>(Qt::Key_0 + page), Qt::AltModifier);
        QTRY_COMPARE(pages()->currentIndex(), page - 1);
        for (const Qt::KeyboardModifiers back : {Qt::NoModifier, Qt::ShiftModifier}) {
            QWidget *start = QApplication::focusWidget();
            QVERIFY(start != nullptr);
            QVERIFY2(pages()->currentWidget()->isAncestorOf(start) || pages()->currentWidget() == start,
                     qPrintable(nameOf(start)));
            std::set<const QWidget *> visited;
            constexpr int enough = 200; // more than a window has
            for (int i = 0; i < enough && visited.insert(QApplication::focusWidget()).second; ++i)
                press(Qt::Key_Tab, back);
            QCOMPARE(nameOf(QApplication::focusWidget()), nameOf(start)); // round once, no trap on the way
            for (const QWidget *widget : pages()->currentWidget()->findChildren<QWidget *>()) {
                const bool wanted = widget->isVisible() && widget->isEnabled() && widget->focusPolicy() & Qt::TabFocus
                                    && widget->focusProxy() == nullptr;
                QVERIFY2(!wanted || visited.contains(widget), qPrintable(nameOf(widget)));
            }
        }
    }

    void aProfileIsEnabledAndItsNotificationRetrieved()
    {
        press(Qt::Key_2, Qt::AltModifier);
        press(Qt::Key_Down);
        press(Qt::Key_U, Qt::ControlModifier);
        QVERIFY(goTo(QStringLiteral("Enable...")));
        press(Qt::Key_Space);
        QTRY_VERIFY(m_panel->findChild<reader::ChangeQuestion *>() != nullptr);
        auto *question = m_panel->findChild<reader::ChangeQuestion *>();
        QTRY_VERIFY(question->isActiveWindow());
        QVERIFY(goTo(question->goAhead()->text()));
        press(Qt::Key_Space);
        QTRY_VERIFY(reading() != nullptr && reading()->summary.notifications
                    && reading()->summary.notifications->size() == 2);
        m_window->activateWindow(); // there is no window manager that would do it
        QTRY_VERIFY(m_window->isActiveWindow());

        press(Qt::Key_3, Qt::AltModifier);
        const std::size_t before = m_services->recorder.size();
        press(Qt::Key_Return); // the list has the focus
        QTRY_VERIFY(m_services->recorder.size() > before);
        QTRY_VERIFY(sent("ES10b.RetrieveNotificationsList"));
    }

    void aFunctionIsFoundByTypingItsNameAndSent()
    {
        press(Qt::Key_4, Qt::AltModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("GetEUICCCh"));
        press(Qt::Key_Return);
        QTRY_VERIFY(sent("ES10b.GetEUICCChallenge"));
    }

    void theConsoleTakesALineAndTheScriptRuns()
    {
        press(Qt::Key_5, Qt::AltModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("select isd-r"));
        press(Qt::Key_Return);
        QTRY_VERIFY(m_panel->console().transcript().contains(QStringLiteral("90 00")));
        QVERIFY(goTo(QStringLiteral("Script")));
        press(Qt::Key_Space);
        QVERIFY(goTo(QStringLiteral("Script text")));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("es10c.GetEID 5C015A"));
        press(Qt::Key_F9);
        QTRY_VERIFY(m_panel->console().transcript().contains(QStringLiteral("BF 3E 12 5A")));
    }

    void fromTheCardToItsDiscovery()
    {
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_window->panel(QStringLiteral("discovery")) != nullptr
                    && m_window->panel(QStringLiteral("discovery"))->isVisible());
    }

private:
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : QApplication::activeWindow(), key, modifiers);
    }

    /// Tabs to what has this text or accessible name.
    static bool goTo(const QString &text)
    {
        constexpr int enough = 200;
        for (int i = 0; i < enough; ++i) {
            const QWidget *focus = QApplication::focusWidget();
            if (focus != nullptr && (focus->property("text").toString() == text || focus->accessibleName() == text))
                return true;
            press(Qt::Key_Tab);
        }
        return false;
    }

    bool sent(std::string_view function) const
    {
        for (const capture::ExchangePtr &exchange : m_services->recorder.since(0)) {
            if (exchange->what == function)
                return true;
        }
        return false;
    }

    QTabWidget *pages() const { return m_panel->findChild<QTabWidget *>(); }
    const reader::CardReading *reading() const
    {
        return m_composition->readings().of(m_composition->cards().current());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
    ReaderPanel *m_panel = nullptr;
};

WB_TEST(KeyboardTest);

#include "keyboard_test.moc"
