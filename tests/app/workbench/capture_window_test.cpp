// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "core/base/files.h"
#include "tests/support/core/results.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/test.h"
#include "widgets/exchanges/capture_notice.h"
#include "widgets/exchanges/exchange_pane.h"
#include "widgets/exchanges/export_dialog.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::workbench;

/// Captures through the window: saved with the dialog, opened again, left by a session that ended badly.
class CaptureWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        start();
    }

    void cleanup() { stop(); }

    void whatIsRecordedIsWrittenAndOpenedAgain()
    {
        record();
        auto *dialog = ask();
        QVERIFY(dialog->redact());
        QCOMPARE(dialog->range(), exchanges::ExportRange::all);
        dialog->setFile(m_folder->filePath(QStringLiteral("a.smdscap")));
        dialog->setForm(report::CaptureForm::har);
        QCOMPARE(dialog->file(), m_folder->filePath(QStringLiteral("a.har"))); // the suffix goes with the form
        dialog->setForm(report::CaptureForm::smdscap);
        QSignalSpy written(&captures(), &report::CaptureController::exported);
        dialog->accept();
        QTRY_COMPARE(written.size(), 1);

        captures().open(m_folder->filePath(QStringLiteral("a.smdscap")).toStdString());
        QTRY_VERIFY(captures().opened() != nullptr);
        const auto *notice = m_window->findChild<exchanges::CaptureNotice *>();
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->text().startsWith(QStringLiteral("a.smdscap: 7 exchange")), qPrintable(notice->text()));
        QVERIFY(notice->text().contains(QStringLiteral("redacted")));
        QTRY_COMPARE(pane()->model().rowCount(), 7);
        QCOMPARE(pane()->current()->number, std::uint64_t(1));

        // The session goes on behind it.
        m_services->recorder.record(wb::testing::eidExchange());
        QCOMPARE(pane()->model().rowCount(), 7);
        m_services->actions.action(QStringLiteral("file.capture.close"))->trigger();
        QVERIFY(!notice->isVisible());
        QTRY_COMPARE(pane()->model().rowCount(), 8);
        QVERIFY(!m_services->actions.action(QStringLiteral("file.capture.close"))->isEnabled());
    }

    void theListMayBeWrittenAsItIsFiltered()
    {
        record();
        pane()->setFilter(QStringLiteral("GetEID"));
        auto *dialog = ask();
        dialog->setFile(m_folder->filePath(QStringLiteral("b.jsonl")));
        dialog->setForm(report::CaptureForm::jsonLines);
        dialog->setRedact(false);
        auto *range = dialog->findChildren<QComboBox *>().at(1);
        range->setCurrentIndex(1);
        QSignalSpy written(&captures(), &report::CaptureController::exported);
        dialog->accept();
        QTRY_COMPARE(written.size(), 1);
        const std::string text = wb::testing::must(
            readFile(m_folder->filePath(QStringLiteral("b.jsonl")).toStdString()));
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), 2); // header and one exchange
        QVERIFY(text.find("89049032123451234512345678901235") != std::string::npos);
    }

    void aDamagedFileSaysWhatIsMissing()
    {
        record();
        auto octets = capture::captureOctets({}, m_services->recorder.since(0));
        octets.resize(octets.size() - 5);
        QVERIFY(writeFile(m_folder->filePath(QStringLiteral("c.smdscap")).toStdString(), textOf(octets)));
        captures().open(m_folder->filePath(QStringLiteral("c.smdscap")).toStdString());
        QTRY_VERIFY(captures().opened() != nullptr);
        const QString text = m_window->findChild<exchanges::CaptureNotice *>()->text();
        QVERIFY2(
            text.contains(QStringLiteral("the file ends within a record; at least one exchange at the end is missing")),
            qPrintable(text));
    }

    void whatIsNoCaptureIsAProblem()
    {
        QVERIFY(writeFile(m_folder->filePath(QStringLiteral("d.txt")).toStdString(), "hello"));
        captures().open(m_folder->filePath(QStringLiteral("d.txt")).toStdString());
        const auto &problems = m_services->problems.all();
        QTRY_COMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().id, QStringLiteral("capture"));
        QVERIFY(captures().opened() == nullptr);
    }

    void aSessionThatEndedBadlyIsOffered()
    {
        m_composition->captures().begin();
        record();
        const std::filesystem::path sessions = folder() / "sessions";
        std::filesystem::path kept;
        for (const auto &entry : std::filesystem::directory_iterator(sessions)) {
            if (entry.path().extension() == ".smdscap")
                kept = entry.path();
        }
        const std::string octets = wb::testing::must(readFile(kept));
        stop();
        QVERIFY(!std::filesystem::exists(kept));
        QVERIFY(writeFile(sessions / "session-20261122T140211Z-1.smdscap", octets)); // as a killed program leaves it
        start();
        m_composition->captures().begin();
        const auto &problems = m_services->problems.all();
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().id, QStringLiteral("capture.leftBehind"));
        m_services->problems.next();
        QTRY_VERIFY(captures().opened() != nullptr);
        QTRY_COMPARE(pane()->model().rowCount(), 7);
        QVERIFY(m_services->problems.all().empty());
        QVERIFY(capture::SessionKeeper::leftBehind(sessions).empty());
    }

private:
    std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    void start()
    {
        m_services = std::make_unique<Services>(shell::Settings::temporary());
        m_services->theme.apply();
        m_composition = std::make_unique<Composition>(*m_services, folder() / "lab");
        m_window = std::make_unique<MainWindow>(*m_services, m_composition->panels());
        m_composition->attach(*m_window);
        m_window->restoreSession();
        m_window->show();
    }

    void stop()
    {
        m_window.reset();
        m_composition.reset();
        m_services.reset();
    }

    void record()
    {
        for (const capture::Exchange &exchange : wb::testing::sampleExchanges())
            m_services->recorder.record(exchange);
        QTRY_COMPARE(pane()->model().rowCount(), 7);
    }

    exchanges::ExportDialog *ask()
    {
        m_services->actions.action(QStringLiteral("file.capture.save"))->trigger();
        auto *dialog = m_window->findChild<exchanges::ExportDialog *>();
        [dialog] { QVERIFY(dialog != nullptr && dialog->isVisible()); }();
        return dialog;
    }

    exchanges::ExchangePane *pane() const { return m_window->findChild<exchanges::ExchangePane *>(); }
    report::CaptureController &captures() const { return m_composition->captures().captures(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
};

WB_TEST(CaptureWindowTest);
#include "capture_window_test.moc"
