// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "core/es/tls_trust.h"
#include "core/http/server.h"
#include "core/pki/authority.h"
#include "tests/support/interop/cutting_proxy.h"
#include "tests/support/interop/served_lab.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/test.h"
#include "widgets/discovery/discovery_panel.h"
#include "widgets/reader/reader_panel.h"
#include "widgets/shell/error_view.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeView>

#include <csignal>

using namespace wb;
using namespace wb::testing;
using workbench::MainWindow;

namespace {

const QString smdsName = QStringLiteral("testrootsmds.example.com");
const QString readerName = QStringLiteral("Lab eUICC 00 00");
constexpr int patience = 30'000; // milliseconds

QString cellOf(const QAbstractItemView *table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

template <class Widget>
Widget *widgetNamed(QWidget *within, const char *accessibleName)
{
    for (Widget *widget : within->findChildren<Widget *>()) {
        if (widget->accessibleName() == QLatin1StringView(accessibleName))
            return widget;
    }
    return nullptr;
}

QPushButton *visibleButton(QWidget *within, const char *text)
{
    for (QPushButton *button : within->findChildren<QPushButton *>()) {
        if (button->text() == QLatin1StringView(text) && button->isVisible())
            return button;
    }
    return nullptr;
}

/// As somebody types over what stands there.
void typeOver(QLineEdit *field, const QString &text)
{
    field->selectAll();
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, text);
}

/// As somebody chooses an entry with the keyboard.
void choose(QComboBox *box, const QString &text)
{
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < box->count() && box->currentText() != text; ++i)
        QTest::keyClick(box, Qt::Key_Down);
}

} // namespace

/// A discovery through the window with real parts: the virtual eUICC in pcscd's virtual reader, the SM-DS as a process of its
/// own, everything else by click and key; then the same window when a part goes away or lies.
class WindowThroughPcscdTest : public QObject {
    Q_OBJECT

    Pcscd m_pcscd;
    ServedLab m_lab;
    std::unique_ptr<Program> m_plug;
    QTemporaryDir m_place;
    std::unique_ptr<workbench::Services> m_services;
    std::unique_ptr<workbench::Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
    discovery::DiscoveryPanel *m_panel = nullptr;
    QTableView *m_steps = nullptr;
    QTreeView *m_entries = nullptr;
    QLineEdit *m_names = nullptr;

    bool plug()
    {
        m_plug = std::make_unique<Program>();
        return m_plug->start(smdsPath(), {QStringLiteral("card"), QStringLiteral("plug"), QStringLiteral("--euicc"),
                                          m_lab.file("euicc-a")})
               && !m_plug->waitForLine("plugged").isEmpty();
    }

    std::uint16_t serverPort() const { return m_lab.es11().section(QLatin1Char(':'), 1).toUShort(); }

    void reachServerAt(std::uint16_t port)
    {
        typeOver(m_names, QStringLiteral("%1=127.0.0.1:%2").arg(smdsName).arg(port));
    }

    QPushButton *discoverButton() const { return visibleButton(m_panel, "Discover"); }

    bool canDiscover() const { return discoverButton() != nullptr && discoverButton()->isEnabled(); }

    /// Clicks Discover and waits for the end; what the window shows of the error then, empty when there is none.
    void discover(QString &error)
    {
        QTRY_VERIFY_WITH_TIMEOUT(canDiscover(), patience);
        QSignalSpy finished(m_panel, &discovery::DiscoveryPanel::finished);
        QTest::mouseClick(discoverButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        error = shownError();
        QCOMPARE(finished.first().first().toBool(), error.isEmpty());
    }

    QString shownError() const
    {
        QStringList lines;
        for (shell::ErrorView *view : m_panel->findChildren<shell::ErrorView *>()) {
            if (!view->isVisible())
                continue;
            for (QLabel *label : view->findChildren<QLabel *>())
                lines << label->text();
        }
        lines.removeAll(QString());
        return lines.join(QLatin1Char('\n'));
    }

    /// The window still does its work: the whole discovery, from the button on.
    void discoverAgain()
    {
        QString error;
        discover(error);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        QCOMPARE(m_entries->model()->rowCount(), 3);
    }

    /// A discovery that waits for the answer to InitiateAuthentication, because the server sleeps.
    void startWaiting()
    {
        QTRY_VERIFY_WITH_TIMEOUT(canDiscover(), patience);
        m_lab.server().send(SIGSTOP);
        QTest::mouseClick(discoverButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(cellOf(m_steps, 2, 1), QStringLiteral("running"), patience);
    }

    const cards::CardEntry *reader() const
    {
        return m_composition->cards().entry(QStringLiteral("reader:") + readerName);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_pcscd.start(), m_pcscd.problem());
        QVERIFY2(m_lab.start(), m_lab.problem());
        QVERIFY(plug());
        for (int i = 1; i <= 3; ++i) {
            const Ended registered = m_lab.registerEvent(QStringLiteral("EV-%1").arg(i),
                                                         QStringLiteral("smdp%1.example.com").arg(i));
            QVERIFY2(registered.code == 0, registered.all());
        }
        QVERIFY(QDir(m_place.path()).mkdir(QStringLiteral("trust")));
        QVERIFY(QFile::copy(m_lab.ci(), m_place.filePath(QStringLiteral("trust/CERT_CI.pem"))));

        m_services = std::make_unique<workbench::Services>(shell::Settings::temporary());
        m_services->theme.apply();
        m_composition = std::make_unique<workbench::Composition>(
            *m_services, std::filesystem::path(m_place.filePath(QStringLiteral("own-lab")).toStdString()));
        m_window = std::make_unique<MainWindow>(*m_services, m_composition->panels());
        m_composition->attach(*m_window);
        m_window->restoreSession();
        m_window->show();
        m_composition->begin();
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_composition.reset();
        m_services.reset();
    }

    void init()
    {
        if (m_panel != nullptr)
            QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
    }

    void theReaderIsChosenByClicking()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("reader")));
        auto *list = widgetNamed<QTableView>(m_window->panel(QStringLiteral("reader")), "Readers and cards");
        QVERIFY(list);
        QModelIndex row;
        const auto listed = [&] {
            const QModelIndexList found = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, readerName,
                                                               1, Qt::MatchExactly);
            row = found.value(0);
            return row.isValid()
                   && row.siblingAtColumn(1).data().toString().startsWith(QStringLiteral("Card inserted"));
        };
        QTRY_VERIFY_WITH_TIMEOUT(listed(), patience);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(row).center());
        QCOMPARE(m_composition->cards().current(), QStringLiteral("reader:") + readerName);
    }

    void trustAndNamesAreTyped()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        m_panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QVERIFY(m_panel);
        m_steps = widgetNamed<QTableView>(m_panel, "Steps");
        m_entries = widgetNamed<QTreeView>(m_panel, "Event Records");
        m_names = widgetNamed<QLineEdit>(m_panel, "Names");
        auto *folder = widgetNamed<QLineEdit>(m_panel, "CI folder");
        auto *trust = widgetNamed<QComboBox>(m_panel, "Trust");
        QVERIFY(m_steps && m_entries && m_names && folder && trust);
        QVERIFY(!m_names->isVisible()); // the lab knows its own
        choose(trust, QStringLiteral("CIs in your trust folder"));
        QVERIFY(m_names->isVisible());
        typeOver(folder, m_place.filePath(QStringLiteral("trust")));

        typeOver(m_names, smdsName + QStringLiteral("=127.0.0.1"));
        QVERIFY(!discoverButton()->isEnabled());
        QStringList shown;
        for (QLabel *label : m_panel->findChildren<QLabel *>()) {
            if (label->isVisible())
                shown << label->text();
        }
        QVERIFY2(shown.filter(QStringLiteral("a port is needed")).size() == 1,
                 qPrintable(shown.join(QLatin1Char('|'))));
        reachServerAt(serverPort());
        QTRY_VERIFY_WITH_TIMEOUT(canDiscover(), patience);
    }

    void theEventsAppearInOrder()
    {
        QString error;
        discover(error);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        QVERIFY(m_entries->isVisible());
        QCOMPARE(m_entries->model()->rowCount(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(cellOf(m_entries, i, 1), QStringLiteral("EV-%1").arg(i + 1));
            QCOMPARE(cellOf(m_entries, i, 2), QStringLiteral("smdp%1.example.com").arg(i + 1));
        }
        for (int row = 0; row < m_steps->model()->rowCount(); ++row)
            QCOMPARE(cellOf(m_steps, row, 1), QStringLiteral("done"));
    }

    void aServerThatEndsInItsAnswer()
    {
        std::size_t whole = 0;
        {
            const CuttingProxy untouched(serverPort());
            reachServerAt(untouched.port());
            discoverAgain();
            whole = untouched.passed();
        }
        QString error;
        {
            const CuttingProxy cut(serverPort(), whole - 100, [this] { m_lab.server().send(SIGKILL); });
            reachServerAt(cut.port());
            discover(error);
        }
        QVERIFY2(error.contains(QStringLiteral("ended the connection before its answer was complete"))
                     && error.count(QLatin1Char('\n')) >= 2, // what, why, what to do
                 qPrintable(error));
        QCOMPARE(cellOf(m_steps, 5, 1), QStringLiteral("failed"));

        m_lab.server().finish(); // killed, and now gone
        reachServerAt(serverPort());
        discover(error);
        QVERIFY2(error.contains(QStringLiteral("nobody listens at")), qPrintable(error));
        QVERIFY2(m_lab.serve(), m_lab.problem());
        reachServerAt(serverPort());
        discoverAgain();
    }

    void aCardThatIsPulled()
    {
        startWaiting();
        QSignalSpy finished(m_panel, &discovery::DiscoveryPanel::finished);
        m_plug->send(SIGTERM);
        QCOMPARE(m_plug->finish().code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(reader() != nullptr && reader()->state == cards::CardEntry::State::empty, patience);
        m_lab.server().send(SIGCONT);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        QVERIFY(!finished.first().first().toBool());
        QCOMPARE(cellOf(m_steps, 4, 1), QStringLiteral("failed"));
        QVERIFY2(shownError().contains(QStringLiteral("card"), Qt::CaseInsensitive), qPrintable(shownError()));
        QVERIFY(!canDiscover()); // there is no card to ask with

        QVERIFY(plug());
        discoverAgain();
    }

    /// Nothing that was read from one card is shown of the next.
    void aCardThatIsSwapped()
    {
        QVERIFY(m_window->showPanel(QStringLiteral("reader")));
        auto *panel = qobject_cast<reader::ReaderPanel *>(m_window->panel(QStringLiteral("reader")));
        const auto shown = [panel] {
            QStringList texts;
            for (QLabel *label : panel->findChildren<QLabel *>()) {
                if (label->isVisible())
                    texts << label->text();
            }
            return texts.join(QLatin1Char('|'));
        };
        const auto shows = [&shown](const char *text) { return shown().contains(QLatin1StringView(text)); };
        QSignalSpy read(panel, &reader::ReaderPanel::read);
        QTRY_VERIFY_WITH_TIMEOUT(visibleButton(panel, "Read card")->isEnabled(), patience);
        QTest::mouseClick(visibleButton(panel, "Read card"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(read.count(), 1, patience);
        QVERIFY(read.first().at(1).toBool());
        QTRY_VERIFY2(shows("Check digits"), qPrintable(shown()));

        m_plug->send(SIGTERM);
        QCOMPARE(m_plug->finish().code, 0);
        QVERIFY(plug());
        QTRY_VERIFY_WITH_TIMEOUT(shows("has not been read yet"), patience);
        QVERIFY(!shows("Check digits"));
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        discoverAgain();
    }

    void aServiceThatIsRestarted()
    {
        startWaiting();
        QSignalSpy finished(m_panel, &discovery::DiscoveryPanel::finished);
        m_pcscd.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_composition->cards().serviceRunning(), patience);
        QVERIFY2(m_pcscd.start(), m_pcscd.problem());
        m_lab.server().send(SIGCONT);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        QVERIFY(!finished.first().first().toBool());
        QCOMPARE(cellOf(m_steps, 4, 1), QStringLiteral("failed"));
        QVERIFY2(shownError().count(QLatin1Char('\n')) >= 2, qPrintable(shownError()));
        discoverAgain(); // the plug inserts its card again by itself
        QCOMPARE(m_composition->cards().current(), QStringLiteral("reader:") + readerName);
    }

    void aServerWithABadCertificate_data()
    {
        QTest::addColumn<bool>("expired");
        QTest::addColumn<QString>("rule");
        QTest::newRow("expired") << true << QStringLiteral("validity");
        QTest::newRow("of another role") << false << QStringLiteral("policy");
    }

    void aServerWithABadCertificate()
    {
        QFETCH(bool, expired);
        QFETCH(QString, rule);
        const auto authority = pki::Authority::load(m_lab.file("ci").toStdString());
        QVERIFY2(authority, authority ? "" : authority.error().line().c_str());
        pki::IssueOptions defect;
        (expired ? defect.defects.expired : defect.defects.wrongPolicy) = true;
        pki::ServerIdentity identity;
        identity.oid = "2.999.15";
        identity.dnsNames = {smdsName.toStdString()};
        const auto credential = authority->issueServer(pki::Role::dsTls, identity, defect);
        QVERIFY2(credential, credential ? "" : credential.error().line().c_str());
        http::ServerOptions options;
        options.name = "impostor";
        options.credentials = {es::tlsCredential(credential->chain, credential->key)};
        const auto server = http::Server::start(
            std::move(options), [](const http::Request &, std::stop_token) { return http::Response{}; });
        QVERIFY2(server, server ? "" : server.error().line().c_str());

        reachServerAt((*server)->port());
        QString error;
        discover(error);
        QVERIFY2(error.contains(QStringLiteral("TLS")) && error.contains(rule), qPrintable(error));
        QCOMPARE(cellOf(m_steps, 2, 1), QStringLiteral("failed"));
        reachServerAt(serverPort());
        discoverAgain();
    }

    void anUnknownEventId()
    {
        auto *eventId = widgetNamed<QLineEdit>(m_panel, "EventID");
        QVERIFY(eventId);
        typeOver(eventId, QStringLiteral("NO-SUCH-EVENT"));
        QString error;
        discover(error);
        QVERIFY2(error.contains(QStringLiteral("8.9.5")) && error.contains(QStringLiteral("3.9")), qPrintable(error));
        typeOver(eventId, QString());
        discoverAgain();
    }
};

WB_TEST(WindowThroughPcscdTest);

#include "window_through_pcscd_test.moc"
