// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "tests/support/smartcard/reader_feed.h"
#include "tests/support/test.h"
#include "widgets/discovery/lab_notice.h"
#include "widgets/reader/card_readings.h"

#include <QDockWidget>
#include <QTemporaryDir>

#include <algorithm>

using namespace wb;
using namespace wb::workbench;

/// What holds between the parts of the window, whichever panel is shown.
class CompositionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_services = std::make_unique<Services>(shell::Settings::temporary());
        m_services->theme.apply();
        m_composition = std::make_unique<Composition>(*m_services, labFolder());
    }

    void cleanup()
    {
        m_window.reset();
        m_composition.reset();
        m_services.reset();
    }

    void cardsAreFoundWhicheverPanelIsShown()
    {
        wb::testing::ReaderFeed feed;
        m_composition->cards().watchReaders(feed.feed());
        feed.show({wb::testing::ReaderFeed::empty("Reader Q")});
        open();
        QVERIFY(m_window->panel(QStringLiteral("reader")) == nullptr); // never opened
        QTRY_VERIFY(!m_composition->cards().entries().empty());
        m_services->find.ask(QStringLiteral("reader q"));
        QCOMPARE(m_services->find.hitCount(), 1);
        QStringList places;
        for (int row = 0; row < m_services->find.rowCount(); ++row) {
            if (m_services->find.subject(m_services->find.index(row)).isNull())
                places << m_services->find.index(row).data().toString();
        }
        QCOMPARE(places, (QStringList{QStringLiteral("Cards"), QStringLiteral("Discovered events"),
                                      QStringLiteral("Exchanges")}));
        QVERIFY(m_services->find.open(m_services->find.index(1)));
        QCOMPARE(m_window->currentPanel(), QStringLiteral("reader"));
        QCOMPARE(m_window->context().inspector.subject().text, QStringLiteral("Reader Q"));
    }

    void aServiceThatDoesNotRunIsAProblemWhicheverPanelIsShown()
    {
        open();
        m_composition->cards().watchReaders([](pcsc::ReaderMonitor::Observer observer) {
            pcsc::ReaderSnapshot snapshot;
            snapshot.serviceRunning = false;
            snapshot.serviceError = Error{};
            snapshot.serviceError->kind = ErrorKind::unreachable;
            snapshot.serviceError->interface = Interface::pcsc;
            observer(snapshot);
            return std::shared_ptr<void>();
        });
        const auto &problems = m_services->problems.all();
        QTRY_COMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().id, QStringLiteral("pcsc.service"));
        QVERIFY(m_window->panel(QStringLiteral("reader")) == nullptr);
    }

    void anExchangeThatIsFoundBringsItsDock()
    {
        open();
        m_services->recorder.record([] {
            capture::Exchange exchange;
            exchange.what = "ES10c.GetEID";
            exchange.detail = capture::ApduExchange{};
            return exchange;
        }());
        auto *dock = m_window->findChild<QDockWidget *>(QStringLiteral("dock.exchanges"));
        QVERIFY(m_window->applyLayout(QStringLiteral("support")));
        QVERIFY(dock->isHidden());
        const auto found = [this] {
            m_services->find.ask(QString());
            m_services->find.ask(QStringLiteral("GetEID"));
            return m_services->find.hitCount();
        };
        QTRY_COMPARE(found(), 1);
        QVERIFY(m_services->find.open(m_services->find.index(m_services->find.rowCount() - 1)));
        QVERIFY(dock->isVisible());
    }

    void aSecondWindowHasTheVirtualEuiccsToo()
    {
        open();
        m_composition->begin();
        QTRY_VERIFY_WITH_TIMEOUT(m_composition->lab().running() != nullptr, 30'000);
        Services services(shell::Settings::temporary());
        {
            Composition second(services, labFolder());
            second.begin();
            QTRY_COMPARE_WITH_TIMEOUT(second.lab().state(), lab::LabController::State::runningElsewhere, 30'000);
            const auto told = discovery::labTrouble(second.lab());
            QVERIFY(told);
            QVERIFY2(told->what.contains(QStringLiteral("another window")), qPrintable(told->what));
            QVERIFY(!told->whatToDo.isEmpty() && told->handler);
            QVERIFY(!discovery::labTrouble(m_composition->lab()));
            discovery::LabNotice notice(services.theme, services.secrets, second.lab(), nullptr);
            QVERIFY(!notice.isHidden());
            discovery::LabNotice none(services.theme, services.secrets, m_composition->lab(), nullptr);
            QVERIFY(none.isHidden());
            const auto &entries = second.cards().entries();
            const auto builtIn = std::find_if(entries.begin(), entries.end(), [](const cards::CardEntry &entry) {
                return entry.kind == cards::CardEntry::Kind::builtIn;
            });
            QVERIFY(builtIn != entries.end());
            const QString id = builtIn->id; // the entries are made anew when a reader changes
            second.readings().read(id);
            QTRY_VERIFY_WITH_TIMEOUT(second.readings().of(id) != nullptr, 10'000);
        }
    }

private:
    std::filesystem::path labFolder() const { return m_folder->filePath(QStringLiteral("lab")).toStdString(); }

    /// With Discovery as the panel that was left.
    void open()
    {
        m_services->settings.set(setting::panel, QStringLiteral("discovery"));
        m_services->settings.set(setting::layout, QStringLiteral("teaching"));
        m_window = std::make_unique<MainWindow>(*m_services, m_composition->panels());
        m_composition->attach(*m_window);
        m_window->restoreSession();
        m_window->resize(1600, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
};

WB_TEST(CompositionTest);
#include "composition_test.moc"
