// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/report/capture_controller.h"
#include "tests/support/core/results.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/test.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wb;
using report::CaptureController;
using report::CaptureForm;

class CaptureControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = std::make_unique<capture::Recorder>();
        for (const capture::Exchange &exchange : testing::sampleExchanges())
            m_session->record(exchange);
        m_controller = std::make_unique<CaptureController>(*m_session, m_pool, Clock::system(), path("data"));
    }

    void cleanup() { m_controller.reset(); }

    void whatLeavesIsRedactedAndItsTableIsKeptHere()
    {
        QSignalSpy written(m_controller.get(), &CaptureController::exported);
        m_controller->write(m_session->since(0), path("a.jsonl"), CaptureForm::jsonLines, true);
        QTRY_COMPARE(written.size(), 1);
        const auto outcome = written[0][1].value<report::ExportOutcome>();
        QCOMPARE(outcome.exchanges, m_session->size());
        const std::string text = testing::must(readFile(path("a.jsonl")));
        QVERIFY(text.find("89049032123451234512345678901235") == std::string::npos);
        QVERIFY(text.find("\"redacted\":true") != std::string::npos);
        const std::string table = testing::must(readFile(outcome.table));
        QVERIFY(table.find("EID\t89049032123451234512345678901235\t") != std::string::npos);
        QCOMPARE(std::filesystem::status(outcome.table).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        QCOMPARE(outcome.table.parent_path(), path("data") / "pseudonyms");
    }

    void openingShowsTheFileAndClosingTheSession()
    {
        QSignalSpy written(m_controller.get(), &CaptureController::exported);
        m_controller->write(m_session->since(0), path("a.smdscap"), CaptureForm::smdscap, false);
        QTRY_COMPARE(written.size(), 1);
        QSignalSpy opened(m_controller.get(), &CaptureController::openedChanged);
        m_controller->open(path("a.smdscap"));
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(m_controller->opened());
        QCOMPARE(m_controller->opened()->cardExchanges, std::size_t(4));
        QVERIFY(m_controller->opened()->damages.empty());
        QCOMPARE(m_controller->shown().size(), m_session->size());
        QVERIFY(&m_controller->shown() != m_session.get());
        m_controller->close();
        QCOMPARE(opened.size(), 2);
        QCOMPARE(&m_controller->shown(), m_session.get());
    }

    void whatCannotBeOpenedOrWrittenIsTold()
    {
        QSignalSpy failed(m_controller.get(), &CaptureController::failed);
        m_controller->open(path("absent"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!m_controller->opened());
        m_controller->write(m_session->since(0), "/proc/no/a.har", CaptureForm::har, true);
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(failed[1][0].value<Error>().kind, ErrorKind::notFound);
    }

private:
    std::filesystem::path path(const char *name) const { return m_folder->filePath(QLatin1String(name)).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    JobPool m_pool{QStringLiteral("test"), 2};
    std::unique_ptr<capture::Recorder> m_session;
    std::unique_ptr<CaptureController> m_controller;
};

WB_TEST(CaptureControllerTest);
#include "capture_controller_test.moc"
