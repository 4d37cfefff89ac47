// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "core/base/files.h"
#include "core/es/es10.h"
#include "core/pki/pem.h"
#include "tests/support/test.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/discovery/discovery_panel.h"
#include "widgets/discovery/step_page.h"
#include "widgets/reader/card_readings.h"
#include "widgets/reader/certificate_page.h"
#include "widgets/reader/change_question.h"
#include "widgets/reader/compare_page.h"
#include "widgets/reader/console_page.h"
#include "widgets/reader/doctor_page.h"
#include "widgets/reader/function_page.h"
#include "widgets/reader/notification_model.h"
#include "widgets/reader/reader_panel.h"
#include "widgets/reader/rule_model.h"
#include "widgets/reader/script_editor.h"
#include "widgets/reader/script_pane.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>

using namespace wb;
using namespace wb::workbench;
using reader::ReaderPanel;

/// The Reader panel on the eUICC of a new lab, as somebody uses it.
class ReaderWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_services = std::make_unique<Services>(shell::Settings::temporary());
        m_services->theme.apply();
        m_composition = std::make_unique<Composition>(*m_services,
                                                      m_folder->filePath(QStringLiteral("lab")).toStdString());
        m_services->settings.set(setting::panel, QStringLiteral("reader"));
        m_window = std::make_unique<MainWindow>(*m_services, m_composition->panels());
        m_composition->attach(*m_window);
        m_window->restoreSession();
        m_window->show();
        m_composition->begin();
        QTRY_VERIFY_WITH_TIMEOUT(m_composition->lab().running() != nullptr, 30'000);
        QTRY_VERIFY(!m_composition->cards().current().isEmpty());
        m_panel = qobject_cast<ReaderPanel *>(m_window->panel(QStringLiteral("reader")));
        QVERIFY(m_panel != nullptr);
        m_panel->readCurrent();
        QTRY_VERIFY(reading() != nullptr);
    }

    void cleanup()
    {
        m_window.reset();
        m_composition.reset();
        m_services.reset();
    }

    void certificatesOfAnAuthenticationAreJudged()
    {
        m_panel->showPage(ReaderPanel::Page::certificates);
        auto *page = m_panel->findChild<reader::CertificatePage *>();
        QCOMPARE(page->count(), 0);
        m_window->showPanel(QStringLiteral("discovery"));
        auto *discovery = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QSignalSpy finished(discovery, &discovery::DiscoveryPanel::finished);
        discovery->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        m_window->showPanel(QStringLiteral("reader"));
        QTRY_COMPARE(page->count(), 4); // CERT.DS.TLS, CERT.DSauth, CERT.EUICC, CERT.EUM
        auto *list = page->findChild<QListWidget *>();
        for (int row = 0; row < list->count(); ++row) {
            list->setCurrentRow(row);
            const shell::Subject shown = m_window->context().inspector.subject();
            QVERIFY(shown.kind == shell::SubjectKind::certificate);
            const shell::InspectorPage about = reader::CertificateInspector(m_services->times).inspect(shown);
            QVERIFY(!about.tree.empty() && !about.raw.empty() && about.sections.size() == 3);
            const bool authority = list->item(row)->text().startsWith(QStringLiteral("CERT.EUM"));
            QCOMPARE(page->rules().rowCount() == 0, authority);
            for (int rule = 0; rule < page->rules().rowCount(); ++rule)
                QVERIFY(page->rules().index(rule, reader::RuleModel::VerdictColumn).data().toString()
                        != QStringLiteral("broken"));
        }
        const QString pem = m_folder->filePath(QStringLiteral("chain.pem"));
        page->exportChain(pem);
        const auto written = pki::loadCertificates(pem.toStdString());
        QVERIFY(written && !written->empty());
        page->open(pem); // once more, from a file
        QVERIFY(page->count() > 4);
        page->open(m_folder->filePath(QStringLiteral("absent.pem")));
        QCOMPARE(m_services->problems.all().back().id, QStringLiteral("certificates"));
    }

    void aCapturedCardCanBeUsedAsOne()
    {
        const auto file = m_folder->filePath(QStringLiteral("card.smdscap")).toStdString();
        QVERIFY(capture::saveCapture(file, {}, m_services->recorder.since(0)));
        report::CaptureController &captures = m_composition->captures().captures();
        captures.open(file);
        QTRY_VERIFY(captures.opened() != nullptr);
        m_services->actions.action(QStringLiteral("file.capture.replay"))->trigger();
        QCOMPARE(m_composition->cards().current(), QStringLiteral("capture:card.smdscap"));
        QVERIFY(captures.opened() == nullptr);
        m_panel->readCurrent();
        QTRY_VERIFY(m_composition->readings().of(QStringLiteral("capture:card.smdscap")) != nullptr);
        QCOMPARE(m_composition->readings().of(QStringLiteral("capture:card.smdscap"))->summary.profiles->size(),
                 std::size_t(3));
    }

    void aScriptStandsBesideTheConsole()
    {
        m_panel->showPage(ReaderPanel::Page::console);
        reader::ConsolePage &console = m_panel->console();
        QVERIFY(!console.script().isVisible());
        m_services->actions.action(QStringLiteral("reader.script.show"))->trigger();
        QVERIFY(console.script().isVisible());
        reader::ScriptPane &script = console.script();
        script.run();
        QVERIFY2(script.words().contains(QStringLiteral("no statement")), qPrintable(script.words()));
        script.setText(QStringLiteral("select isd-r\nexpect 9000\nes10b.GetEUICCChallenge\nexpect 6A88\n"));
        script.run();
        QTRY_VERIFY(script.controller().state() == cards::ScriptController::State::idle);
        const auto marks = script.editor()->marks();
        QCOMPARE(marks.size(), std::size_t(4));
        QVERIFY(marks.at(2) == shell::Meaning::ok && marks.at(4) == shell::Meaning::warning);
        QVERIFY2(script.words().contains(QStringLiteral("did not hold")), qPrintable(script.words()));
        QVERIFY(console.transcript().contains(QStringLiteral("line 3 > ")));
        QVERIFY(console.transcript().contains(QStringLiteral("expected 6A88")));

        script.setText(QStringLiteral("select isd-r\nhello\n"));
        QTRY_VERIFY(script.words().contains(QStringLiteral("line 2")));
        // A file in its place, and back.
        const QString file = m_folder->filePath(QStringLiteral("a.apdu"));
        script.save(file);
        script.setText(QStringLiteral("reset\n"));
        script.open(file);
        QCOMPARE(script.editor()->toPlainText(), QStringLiteral("select isd-r\nhello\n"));
        script.open(m_folder->filePath(QStringLiteral("absent.apdu")));
        QVERIFY2(script.words().contains(QStringLiteral("absent.apdu")), qPrintable(script.words()));
        QCOMPARE(script.editor()->toPlainText(), QStringLiteral("select isd-r\nhello\n"));
    }

    /// What is done by hand on any page becomes a script, which does the same again.
    void whatIsDoneIsRecordedAsAScript()
    {
        m_panel->showPage(ReaderPanel::Page::console);
        reader::ScriptPane &script = m_panel->console().script();
        script.setText({});
        script.record(true);
        QVERIFY(script.words().contains(QStringLiteral("Recording")));
        script.record(false);
        QVERIFY2(script.words().contains(QStringLiteral("Nothing")), qPrintable(script.words()));
        script.record(true);
        m_panel->console().enter(QStringLiteral("select isd-r"));
        QTRY_VERIFY(m_panel->console().transcript().contains(QStringLiteral("90 00")));
        QSignalSpy read(m_panel, &ReaderPanel::read);
        m_panel->readCurrent();
        QTRY_COMPARE(read.size(), 1);
        script.record(false);
        const QString text = script.editor()->toPlainText();
        QVERIFY2(text.contains(QStringLiteral("00A4040010A0000005591010FFFFFFFF8900000100")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("BF2D")), qPrintable(text));
        script.run();
        QTRY_VERIFY_WITH_TIMEOUT(script.controller().state() == cards::ScriptController::State::idle, 30'000);
        QVERIFY2(script.words().startsWith(QStringLiteral("Done:")), qPrintable(script.words() + text));
    }

    void aRevocationListIsLoadedFromItsFile()
    {
        m_panel->showPage(ReaderPanel::Page::functions);
        auto *page = m_panel->findChild<reader::FunctionPage *>();
        page->choose(QStringLiteral("ES10b.LoadCRL"));
        const auto list = m_composition->lab().lab()->cis.certificates().front(); // a CertificateList it is not
        const auto file = m_folder->filePath(QStringLiteral("list.crl"));
        QVERIFY(writeFile(file.toStdString(), textOf(list.der())));
        page->open(file);
        m_services->actions.action(QStringLiteral("reader.unlock"))->trigger();
        page->send();
        const auto loaded = [this]() -> capture::ExchangePtr {
            const auto all = m_services->recorder.since(0);
            const auto place = std::find_if(all.begin(), all.end(),
                                            [](const auto &each) { return each->what == "ES10b.LoadCRL"; });
            return place == all.end() ? nullptr : *place;
        };
        QTRY_VERIFY(loaded() != nullptr);
        const auto response = asn1::decode<rsp::LoadCrlResponse>(loaded()->apdu()->response);
        QVERIFY(response
                && std::get<rsp::LoadCrlResponseError>(response->value) == rsp::LoadCrlResponseError::invalidCRLFormat);
        page->open(m_folder->filePath(QStringLiteral("absent.crl"))); // told, and what was there stays
    }

    void anAuthenticationStepByStep()
    {
        m_panel->showPage(ReaderPanel::Page::functions);
        auto *page = m_panel->findChild<reader::FunctionPage *>();
        page->choose(QStringLiteral("ES10b.AuthenticateServer"));
        Q_EMIT page->guideWanted();
        auto *discovery = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QVERIFY(discovery->isVisible());
        QSignalSpy waiting(discovery, &discovery::DiscoveryPanel::waiting);
        QSignalSpy finished(discovery, &discovery::DiscoveryPanel::finished);
        discovery->run();
        auto *step = discovery->findChild<discovery::StepPage *>();
        for (int count = 1; count <= 6; ++count) {
            QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), count, 30'000);
            QVERIFY(step->isVisible());
            if (count == 2) { // what is no hexadecimal is not sent
                auto *octets = step->findChild<QPlainTextEdit *>();
                const QString before = octets->toPlainText();
                octets->setPlainText(QStringLiteral("XY"));
                discovery->goOn();
                octets->setPlainText(before);
            }
            m_services->actions.action(QStringLiteral("discovery.next"))->trigger();
        }
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QVERIFY(finished[0][0].toBool());
        QVERIFY(!step->isVisible());

        // Once more, and the session is cancelled where it can be.
        discovery->run();
        for (int count = 7; count <= 11; ++count) {
            QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), count, 30'000);
            discovery->goOn();
        }
        QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), 12, 30'000);
        const auto buttons = step->findChildren<QPushButton *>();
        const auto cancel = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) {
            return button->text() == QStringLiteral("Cancel the session");
        });
        QVERIFY(cancel != buttons.end() && (*cancel)->isVisible());
        (*cancel)->click();
        QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), 13, 30'000); // CancelSession itself
        discovery->goOn();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 30'000);
        QVERIFY(!finished[1][0].toBool());
    }

    void whatAChangeDidStandsInComparison()
    {
        m_panel->showPage(ReaderPanel::Page::compare);
        auto *page = m_panel->findChild<reader::ComparePage *>();
        QVERIFY(page->isVisible());
        QCOMPARE(page->model().rowCount(), 0);
        m_panel->showPage(ReaderPanel::Page::overview);
        const auto euicc = m_composition->lab().running()->euiccs().front();
        const auto &profiles = *reading()->summary.profiles;
        const auto disabled = std::find_if(profiles.begin(), profiles.end(), [](const rsp::ProfileInfo &profile) {
            return profile.state == rsp::ProfileState::disabled;
        });
        QVERIFY(disabled != profiles.end());
        QVERIFY(es::setNickname(*euicc, {*disabled->iccid, "Compared"}, {}));
        m_panel->readCurrent();
        QTRY_VERIFY(!m_composition->readings().isReading());
        m_panel->showPage(ReaderPanel::Page::compare);
        QVERIFY(page->model().rowCount() > 0); // the free memory has changed as well
        QStringList fields;
        for (int row = 0; row < page->model().rowCount(); ++row)
            fields << page->model().index(row, reader::DifferenceModel::FieldColumn).data().toString();
        QVERIFY2(fields.join(QLatin1Char(';')).contains(QStringLiteral("profileNickname")),
                 qPrintable(fields.join(QLatin1Char(';'))));
    }

    void aProfileIsEnabled()
    {
        m_panel->showPage(ReaderPanel::Page::profiles);
        auto *table = named<QTableView>(QStringLiteral("Profiles"));
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->selectRow(1);
        auto *enable = button(QStringLiteral("Enable..."));
        QVERIFY(!enable->isEnabled()); // locked
        m_services->actions.action(QStringLiteral("reader.unlock"))->trigger();
        QVERIFY(enable->isEnabled());
        QVERIFY(!button(QStringLiteral("Disable..."))->isEnabled());
        enable->click();
        auto *question = m_panel->findChild<reader::ChangeQuestion *>();
        QVERIFY(question != nullptr);
        question->goAhead()->click();
        QTRY_VERIFY(reading()->summary.enabledProfile() != nullptr
                    && reading()->summary.enabledProfile()->profileName == "Beta");
        QTRY_COMPARE(reading()->summary.notifications->size(), std::size_t(2));
        QTRY_VERIFY(button(QStringLiteral("Fetch and answer")) != nullptr);
        button(QStringLiteral("Fetch and answer"))->click();
        QTRY_VERIFY(said(*m_panel, QStringLiteral("REFRESH, UICC reset")));

        m_panel->showPage(ReaderPanel::Page::notifications);
        auto *notifications = named<QTableView>(QStringLiteral("Notifications"));
        QTRY_COMPARE(notifications->model()->rowCount(), 2);
        m_panel->showPage(ReaderPanel::Page::journal);
        auto *journal = named<QTableView>(QStringLiteral("Journal of changes"));
        QTRY_COMPARE(journal->model()->rowCount(), 1);
    }

    void whatTheCardRefusesIsExplained()
    {
        m_services->actions.action(QStringLiteral("reader.unlock"))->trigger();
        m_panel->showPage(ReaderPanel::Page::profiles);
        auto *table = named<QTableView>(QStringLiteral("Profiles"));
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->selectRow(1); // Beta must not be deleted
        button(QStringLiteral("Delete..."))->click();
        auto *question = m_panel->findChild<reader::ChangeQuestion *>();
        QVERIFY(question != nullptr);
        QVERIFY(said(*question, QStringLiteral("ppr2")));
        Q_EMIT question->accepted(); // as with the digits typed
        question->close();
        QTRY_VERIFY(said(*m_panel, QStringLiteral("disallowedByPolicy")));
        QCOMPARE(reading()->summary.profiles->size(), std::size_t(3));
    }

    void aFunctionIsSent()
    {
        m_panel->showPage(ReaderPanel::Page::functions);
        auto *page = m_panel->findChild<reader::FunctionPage *>();
        page->choose(QStringLiteral("ES10b.GetEUICCChallenge"));
        const std::size_t before = m_services->recorder.size();
        page->send();
        QTRY_VERIFY(m_services->recorder.size() > before);
        QTRY_VERIFY(page->findChild<bytes::BytesPane *>()->selection().view() != nullptr);
        page->choose(QStringLiteral("ES10c.DeleteProfile"));
        QTRY_VERIFY(said(*page, QStringLiteral("iccid"))); // what is missing
    }

    void theConsoleSendsWhatIsTyped()
    {
        m_panel->showPage(ReaderPanel::Page::console);
        auto *page = m_panel->findChild<reader::ConsolePage *>();
        auto *line = named<QLineEdit>(QStringLiteral("Command"));
        line->setText(QStringLiteral("select isd-r"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(page->transcript().contains(QStringLiteral("90 00")));
        page->enter(QStringLiteral("80E2910003BF2E00"));
        QTRY_VERIFY(page->transcript().contains(QStringLiteral("by the console > 00 C0")));
        page->enter(QStringLiteral("80E2910003BF3400")); // may change the card
        QTRY_VERIFY(page->transcript().contains(QStringLiteral("locked")));
        QTest::keyClick(line, Qt::Key_Up);
        QCOMPARE(line->text(), QStringLiteral("80E2910003BF3400"));
        QTest::keyClick(line, Qt::Key_Up);
        QTest::keyClick(line, Qt::Key_Up);
        QCOMPARE(line->text(), QStringLiteral("select isd-r"));
        page->enter(QStringLiteral("reset"));
        QTRY_VERIFY(page->transcript().contains(QStringLiteral("was reset")));
        line->setText(QStringLiteral("nonsense"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(line->text(), QStringLiteral("nonsense")); // stays, to be mended
        QVERIFY(said(*page, QStringLiteral("neither hexadecimal nor a name")));
    }

    void theDoctorLooks()
    {
        m_services->actions.action(QStringLiteral("reader.doctor"))->trigger();
        reader::DoctorPage &page = m_panel->doctor();
        QVERIFY(page.isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!page.findings().empty(), 20'000);
        const auto hasFinding = [&page](std::string_view name) {
            const auto &findings = page.findings();
            return std::any_of(findings.begin(), findings.end(),
                               [name](const pcsc::Finding &finding) { return finding.name == name; });
        };
        QVERIFY(hasFinding("card-answers")); // the built-in one, whatever the machine has besides
        auto *tries = named<QTableView>(QStringLiteral("What was tried to find the ISD-R"));
        QVERIFY(tries->model()->rowCount() >= 1);
        QVERIFY(tries->isVisibleTo(&page));
        QVERIFY(button(QStringLiteral("Copy report"))->isEnabled());
        button(QStringLiteral("Copy report"))->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("card-answers")));
    }

    /// What the user met counts as evidence.
    void theDoctorIsToldWhatHappened()
    {
        Error failure = makeError(ErrorKind::unsupported, Interface::pcsc, "SCardConnect", "mismatch");
        failure.scard = 0x8010000F;
        m_panel->runDoctor(failure);
        QTRY_VERIFY_WITH_TIMEOUT(said(m_panel->doctor(), QStringLiteral("SCARD_E_PROTO_MISMATCH")), 20'000);
        m_services->settings.set(setting::mode, QStringLiteral("dark")); // made anew
        QTRY_VERIFY(said(m_panel->doctor(), QStringLiteral("SCARD_E_PROTO_MISMATCH")));
    }

private:
    const reader::CardReading *reading() const
    {
        return m_composition->readings().of(m_composition->cards().current());
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *each : m_panel->findChildren<QPushButton *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    template <class T>
    T *named(const QString &name) const
    {
        for (T *each : m_panel->findChildren<T *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    static bool said(const QWidget &widget, const QString &word)
    {
        for (const QLabel *label : widget.findChildren<QLabel *>()) {
            if (label->text().contains(word) && label->isVisible())
                return true;
        }
        return false;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
    ReaderPanel *m_panel = nullptr;
};

WB_TEST(ReaderWindowTest);
#include "reader_window_test.moc"
