// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "tests/support/core/results.h"
#include "tests/support/core/smdp_peer.h"
#include "tests/support/core/smds_node.h"
#include "tests/support/smartcard/reader_feed.h"
#include "tests/support/test.h"
#include "widgets/discovery/discovery_panel.h"
#include "widgets/discovery/discovery_runs.h"
#include "widgets/exchanges/exchange_pane.h"
#include "widgets/reader/card_readings.h"
#include "widgets/reader/reader_panel.h"
#include "widgets/shell/find_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

#include <algorithm>

using namespace wb;
using namespace wb::workbench;

namespace {

QPushButton *buttonOf(QWidget *widget, const QString &text)
{
    for (QPushButton *button : widget->findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

template <class View>
View *named(QWidget *widget, const QString &accessibleName)
{
    for (View *view : widget->findChildren<View *>()) {
        if (view->accessibleName() == accessibleName)
            return view;
    }
    return nullptr;
}

QString cell(const QAbstractItemView *table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

void selectFirst(QTreeView *tree)
{
    tree->setCurrentIndex(tree->model()->index(0, 0));
}

} // namespace

/// The window as a user has it at first start: an empty data folder, everything real, driven by clicks.
class DiscoveryWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_services = std::make_unique<Services>(shell::Settings::temporary());
        m_services->theme.apply();
        m_composition = std::make_unique<Composition>(
            *m_services, std::filesystem::path(m_folder->filePath(QStringLiteral("lab")).toStdString()));
        m_window = std::make_unique<MainWindow>(*m_services, m_composition->panels());
        m_composition->attach(*m_window);
        m_window->restoreSession();
        m_window->show();
        m_composition->begin();
        QTRY_VERIFY_WITH_TIMEOUT(m_composition->lab().running() != nullptr, 30'000);
    }

    void cleanup()
    {
        m_window.reset();
        m_composition.reset();
        m_services.reset();
    }

    void firstStartThenDiscoverByClicking()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QVERIFY(panel);
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        QPushButton *discover = buttonOf(panel, QStringLiteral("Discover"));
        QVERIFY(discover);
        QTRY_VERIFY(discover->isEnabled());
        QTest::mouseClick(discover, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY(finished.first().first().toBool());

        auto *steps = named<QTableView>(panel, QStringLiteral("Steps"));
        for (int row = 0; row < steps->model()->rowCount(); ++row)
            QCOMPARE(cell(steps, row, 1), QStringLiteral("done"));
        auto *entries = named<QTreeView>(panel, QStringLiteral("Event Records"));
        QVERIFY(entries->isVisible());
        QCOMPARE(entries->model()->rowCount(), 3);
        QCOMPARE(cell(entries, 0, 1), QStringLiteral("EV-LAB-0001"));
        QCOMPARE(cell(entries, 1, 1), QStringLiteral("EV-LAB-0002"));
        QCOMPARE(cell(entries, 2, 2), QStringLiteral("testsmdpplus2.example.com"));

        // Both interfaces in one order: the card's functions and the two requests.
        const auto exchanges = m_services->recorder.since(0);
        QStringList what;
        for (const auto &exchange : exchanges)
            what << QString::fromStdString(exchange->what);
        const auto challenge = what.indexOf(QStringLiteral("ES10b.GetEUICCChallenge"));
        const auto initiate = what.indexOf(QStringLiteral("ES11.InitiateAuthentication"));
        const auto server = what.indexOf(QStringLiteral("ES10b.AuthenticateServer"));
        const auto client = what.indexOf(QStringLiteral("ES11.AuthenticateClient"));
        QVERIFY2(challenge >= 0 && challenge < initiate && initiate < server && server < client,
                 qPrintable(what.join(QLatin1Char(','))));

        m_services->secrets.setMasked(true);
        QVERIFY(cell(entries, 0, 1) != QStringLiteral("EV-LAB-0001"));
    }

    void anEventThatIsNotThereOffersToAskForAll()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        auto *eventId = named<QLineEdit>(panel, QStringLiteral("EventID"));
        QTest::keyClicks(eventId, QStringLiteral("NOPE"));
        QTRY_VERIFY(buttonOf(panel, QStringLiteral("Discover"))->isEnabled());
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY(!finished.last().first().toBool());
        QPushButton *all = buttonOf(panel, QStringLiteral("Ask for all events"));
        QVERIFY(all);
        QTest::mouseClick(all, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 20'000);
        QVERIFY(finished.last().first().toBool());
        QVERIFY(eventId->text().isEmpty());
        QCOMPARE(named<QTreeView>(panel, QStringLiteral("Event Records"))->model()->rowCount(), 3);
    }

    void keysWorkWhereverTheKeyboardIs()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QTRY_VERIFY(buttonOf(panel, QStringLiteral("Discover"))->isEnabled());
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        auto *find = m_window->findChild<shell::FindBox *>();
        find->setFocus();
        QTest::keyClick(find, Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);

        QVERIFY(m_window->showPanel(QStringLiteral("reader")));
        QCOMPARE(m_window->context().inspector.subject().kind, shell::SubjectKind::card);
        QTest::keyClick(find, Qt::Key_F5); // the same key, of the panel that is shown now
        const QString card = m_composition->cards().current();
        QTRY_VERIFY_WITH_TIMEOUT(m_composition->readings().of(card) != nullptr, 20'000);
        QCOMPARE(finished.count(), 1);
        QTest::keyClicks(find, QStringLiteral("89049032123451234512345678901235"));
        QTest::keyClick(find, Qt::Key_Return, Qt::ControlModifier); // the find box's own, not the panel's
        QCOMPARE(m_window->currentPanel(), QStringLiteral("reader"));
        QCOMPARE(m_services->focus.subject().kind, shell::SubjectKind::eid);
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        QVERIFY(m_window->context().inspector.subject() == m_composition->runs().lastSubject());
    }

    void followedEventsSayWhereTheyLead()
    {
        const auto authority = wb::testing::must(
            pki::Authority::load(m_folder->filePath(QStringLiteral("lab/ci")).toStdString()));
        wb::testing::SmdpPeer smdp(authority, "testsmdpplus1.example.com", m_services->times.clock());
        // The second name of the lab's events is an SM-DS here, so that one trail has two hops.
        wb::testing::SmdsNode alternative(authority, "testsmdpplus2.example.com", m_services->times.clock());
        alternative.registerEvent(m_composition->lab().lab()->euiccs.front().eid.digits(), "EV-LAB-0003",
                                  smdp.address());
        const QString trusted = m_folder->filePath(QStringLiteral("trust"));
        QVERIFY(QDir().mkpath(trusted));
        QVERIFY(QFile::copy(m_folder->filePath(QStringLiteral("lab/ci/CERT_CI.pem")),
                            trusted + QStringLiteral("/CERT_CI.pem")));
        const QString smds = QString::fromStdString(
            m_composition->lab().running()->es11Map().lookup({"testrootsmds.example.com", {}}).text());

        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        named<QComboBox>(panel, QStringLiteral("Trust"))->setCurrentIndex(1);
        auto *folder = named<QLineEdit>(panel, QStringLiteral("CI folder"));
        auto *names = named<QLineEdit>(panel, QStringLiteral("Names"));
        folder->selectAll();
        QTest::keyClicks(folder, trusted);
        names->selectAll();
        QTest::keyClicks(names, QStringLiteral("testrootsmds.example.com=%1 testsmdpplus1.example.com=127.0.0.1:%2 "
                                               "testsmdpplus2.example.com=127.0.0.1:%3")
                                    .arg(smds)
                                    .arg(smdp.port())
                                    .arg(alternative.es11Port()));
        auto *entries = named<QTreeView>(panel, QStringLiteral("Event Records"));
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        QTRY_VERIFY(buttonOf(panel, QStringLiteral("Discover"))->isEnabled());
        panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY(entries->isColumnHidden(4)); // nobody was asked where they lead
        QCOMPARE(smdp.contacts(), 0);

        panel->findChild<QCheckBox *>()->setChecked(true);
        panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 20'000);
        QVERIFY(!entries->isColumnHidden(3) && !entries->isColumnHidden(4));
        QCOMPARE(cell(entries, 0, 3), QStringLiteral("SM-DP+"));
        QCOMPARE(cell(entries, 1, 4), QStringLiteral("download here"));
        QCOMPARE(cell(entries, 2, 3), QStringLiteral("SM-DS"));
        const QModelIndex third = entries->model()->index(2, 0);
        QVERIFY(entries->isExpanded(third));
        QCOMPARE(entries->model()->index(0, 3, third).data().toString(), QStringLiteral("SM-DP+"));
        QCOMPARE(smdp.contacts(), 3);
        QCOMPARE(smdp.downloads(), 0);
        auto *steps = named<QTableView>(panel, QStringLiteral("Steps"));
        QCOMPARE(steps->model()->rowCount(), 6 + 4 + 4 + 6 + 4);
        QCOMPARE(cell(steps, 0, 3), QStringLiteral("testrootsmds.example.com"));
        QCOMPARE(cell(steps, 8, 0), QStringLiteral("ES9+.InitiateAuthentication"));
        QCOMPARE(cell(steps, 8, 3), QStringLiteral("testsmdpplus1.example.com"));

        // The page of an event: its server, with CERT.DPauth and every rule.
        entries->setCurrentIndex(entries->model()->index(0, 0));
        const shell::InspectorPage page = m_composition->runs().inspect(m_window->context().inspector.subject());
        QCOMPARE(page.sections.at(1).rows.at(0).label, QStringLiteral("testsmdpplus1.example.com"));
        QVERIFY(page.problems.empty());
        QVERIFY(!page.tree.empty() && !page.raw.empty());
        entries->setCurrentIndex(entries->model()->index(0, 0, entries->model()->index(2, 0)));
        const shell::InspectorPage below = m_composition->runs().inspect(m_window->context().inspector.subject());
        QCOMPARE(below.sections.at(0).rows.at(2).value, QStringLiteral("testsmdpplus2.example.com")); // found at

        // A server that is gone ends its own trail.
        alternative.stop();
        panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 3, 20'000);
        QVERIFY(finished.last().first().toBool());
        QCOMPARE(cell(entries, 2, 3), QStringLiteral("role unknown"));
        QCOMPARE(cell(entries, 0, 3), QStringLiteral("SM-DP+"));
        QCOMPARE(steps->model()->rowCount(), 6 + 4 + 4 + 3);
        QCOMPARE(cell(steps, 16, 1), QStringLiteral("failed"));
        entries->setCurrentIndex(entries->model()->index(2, 0));
        QVERIFY(!m_composition->runs().inspect(m_window->context().inspector.subject()).problems.empty());
        QVERIFY(m_services->settings.flag("discovery/follow")); // remembered
    }

    void theInspectorKeepsWhatItShowed()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        QTRY_VERIFY(buttonOf(panel, QStringLiteral("Discover"))->isEnabled());
        panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        shell::Inspector &inspector = m_window->context().inspector;
        const shell::Subject firstRun = inspector.subject();
        selectFirst(named<QTreeView>(panel, QStringLiteral("Event Records")));
        const shell::Subject first = inspector.subject();
        QCOMPARE(first.key, QStringLiteral("EV-LAB-0001"));

        // Another run, with another event in the first row.
        QTest::keyClicks(named<QLineEdit>(panel, QStringLiteral("EventID")), QStringLiteral("EV-LAB-0002"));
        panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 20'000);
        QVERIFY(!(inspector.subject() == firstRun));
        const shell::InspectorPage page = m_composition->runs().inspect(first);
        QVERIFY(!page.sections.empty());
        QCOMPARE(page.sections.front().rows.front().value, QStringLiteral("EV-LAB-0001"));
        QCOMPARE(m_composition->runs().inspect(firstRun).sections.front().rows.front().value, QStringLiteral("3"));
        m_composition->runs().open(first); // its row is gone; what it said is not
        QCOMPARE(inspector.subject().key, QStringLiteral("EV-LAB-0001"));
    }

    void anEidInFocusLeavesWhatIsAboutIt()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        auto *pane = m_window->findChild<exchanges::ExchangePane *>();
        QTRY_COMPARE(pane->model().total(), m_services->recorder.since(0).size());
        const QString eid = QString::fromStdString(m_composition->lab().lab()->euiccs.front().eid.digits());
        QVERIFY(m_services->focus.set({shell::SubjectKind::eid, eid, eid}));
        QTRY_VERIFY(!pane->model().isFiltering());
        QStringList what;
        for (int row = 0; row < pane->model().rowCount(); ++row)
            what << QString::fromStdString(pane->model().exchangeAt(row)->what);
        // It stands in CERT.EUICC, which the eUICC shows the LPA and the LPA the server.
        QVERIFY(what.contains(QStringLiteral("ES10b.AuthenticateServer")));
        QVERIFY(what.contains(QStringLiteral("ES11.AuthenticateClient")));
        QVERIFY(!what.contains(QStringLiteral("ES11.InitiateAuthentication")));
        auto *entries = named<QTreeView>(panel, QStringLiteral("Event Records"));
        QCOMPARE(entries->model()->rowCount(), 3);
        QVERIFY(m_services->focus.set({shell::SubjectKind::eventId, QStringLiteral("EV-LAB-0002"), {}}));
        QCOMPARE(entries->model()->rowCount(), 1);
        QTRY_VERIFY(!pane->model().isFiltering());
        QCOMPARE(pane->model().rowCount(), 1); // the answer that named it
        // Where the EID was seen.
        const auto places = m_services->find.seenEids().placesOf(*rsp::Eid::fromText(eid.toStdString()));
        QCOMPARE(places.size(), 2);
    }

    void aFailureShowsTheChain()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        QTest::keyClicks(named<QLineEdit>(panel, QStringLiteral("EventID")), QStringLiteral("NO-SUCH-EVENT"));
        panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY(!finished.first().first().toBool());
        const shell::InspectorPage page = m_composition->runs().inspect(m_window->context().inspector.subject());
        QVERIFY(!page.problems.empty());
        QVERIFY(!page.tree.empty()); // every rule with its verdict
        QVERIFY(!page.raw.empty());  // CERT.DSauth
    }

    void theListOfCardsStaysOpenWhileReadersChange()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *box = named<QComboBox>(m_window->panel(QStringLiteral("discovery")), QStringLiteral("Card"));
        wb::testing::ReaderFeed feed;
        m_composition->cards().watchReaders(feed.feed());
        feed.show({wb::testing::ReaderFeed::empty("B")});
        QTRY_COMPARE(box->count(), 2);
        const QPersistentModelIndex kept = box->model()->index(1, 0);
        const QString current = box->currentText();
        feed.show({wb::testing::ReaderFeed::empty("A"), wb::testing::ReaderFeed::withCard("B", {0x3B}, 1)});
        QTRY_COMPARE(box->itemText(2), QStringLiteral("B"));
        QVERIFY(kept.isValid()); // the entry was moved and renamed, not made anew
        QCOMPARE(kept.row(), 2);
        QCOMPARE(box->currentText(), current);
        feed.show({});
        QTRY_COMPARE(box->count(), 1);
        QCOMPARE(box->currentText(), current);
    }

    void anUnknownEventIdIsExplained()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        auto *eventId = named<QLineEdit>(panel, QStringLiteral("EventID"));
        QVERIFY(eventId);
        QTest::keyClicks(eventId, QStringLiteral("NO-SUCH-EVENT"));
        QTRY_VERIFY(buttonOf(panel, QStringLiteral("Discover"))->isEnabled());
        QTest::mouseClick(buttonOf(panel, QStringLiteral("Discover")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY(!finished.first().first().toBool());
        QStringList shown;
        for (QLabel *label : panel->findChildren<QLabel *>()) {
            if (label->isVisible())
                shown << label->text();
        }
        QVERIFY2(shown.join(QLatin1Char('|')).contains(QStringLiteral("8.9.5")),
                 qPrintable(shown.join(QLatin1Char('|'))));
    }

    void nobodyAtATypedAddressIsExplainedAndNothingHangs()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        auto *panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QSignalSpy finished(panel, &discovery::DiscoveryPanel::finished);
        auto *source = named<QComboBox>(panel, QStringLiteral("SM-DS"));
        QVERIFY(source);
        source->setCurrentIndex(2);
        auto *address = named<QLineEdit>(panel, QStringLiteral("Address"));
        QTest::keyClicks(address, QStringLiteral("127.0.0.1:9"));
        QTRY_VERIFY(buttonOf(panel, QStringLiteral("Discover"))->isEnabled());
        QTest::mouseClick(buttonOf(panel, QStringLiteral("Discover")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY(!finished.first().first().toBool());
        auto *steps = named<QTableView>(panel, QStringLiteral("Steps"));
        QCOMPARE(cell(steps, 2, 1), QStringLiteral("failed"));
        QCOMPARE(cell(steps, 3, 1), QStringLiteral("not reached"));
        const auto &problems = m_services->problems.all();
        QVERIFY(std::any_of(problems.begin(), problems.end(),
                            [](const shell::Problem &problem) { return problem.id == QStringLiteral("discovery"); }));
        // A failed connection is an exchange too.
        const auto exchanges = m_services->recorder.since(0);
        QVERIFY(std::any_of(exchanges.begin(), exchanges.end(), [](const capture::ExchangePtr &exchange) {
            return exchange->http() != nullptr && exchange->error && exchange->error->kind == ErrorKind::unreachable;
        }));
    }

    void theReaderPanelReadsTheBuiltInCard()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("reader")));
        auto *panel = qobject_cast<reader::ReaderPanel *>(m_window->panel(QStringLiteral("reader")));
        QSignalSpy read(panel, &reader::ReaderPanel::read);
        auto *list = named<QTableView>(panel, QStringLiteral("Readers and cards"));
        QTRY_VERIFY(list->model()->rowCount() >= 1);
        QCOMPARE(cell(list, 0, 0), QStringLiteral("Lab eUICC A"));
        QTest::mouseClick(buttonOf(panel, QStringLiteral("Read card")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(read.count(), 1, 20'000);
        QVERIFY(read.first().at(1).toBool());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
};

WB_TEST(DiscoveryWindowTest);
#include "discovery_window_test.moc"
