// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/session_keeper.h"
#include "tests/support/core/results.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace wb;
using namespace wb::capture;

class SessionKeeperTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void eachExchangeIsOnDiskAtOnce()
    {
        Recorder recorder;
        auto keeper = testing::must(SessionKeeper::begin(folder(), recorder, Clock::system()));
        for (const Exchange &exchange : testing::sampleExchanges()) {
            recorder.record(exchange);
            QCOMPARE(testing::must(openCapture(keeper->file())).exchanges.size(), recorder.size());
        }
        QVERIFY(!keeper->problem());
    }

    void aSessionThatEndsLeavesNothing()
    {
        Recorder recorder;
        {
            auto keeper = testing::must(SessionKeeper::begin(folder(), recorder, Clock::system()));
            recorder.record(testing::eidExchange());
            QVERIFY(SessionKeeper::leftBehind(folder()).empty()); // it is still written to
        }
        recorder.record(testing::eidExchange()); // nobody keeps it
        QVERIFY(SessionKeeper::leftBehind(folder()).empty());
        QVERIFY(std::filesystem::is_empty(folder()));
    }

    void aKilledProgramLeavesAllButTheLast()
    {
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            Recorder recorder;
            auto keeper = SessionKeeper::begin(folder(), recorder, Clock::system());
            for (int i = 0; i < 50; ++i)
                recorder.record(testing::eidExchange());
            ::kill(::getpid(), SIGKILL);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        const auto left = SessionKeeper::leftBehind(folder());
        QCOMPARE(left.size(), std::size_t(1));
        const auto opened = testing::must(openCapture(left.front()));
        QCOMPARE(opened.exchanges.size(), std::size_t(50));
        QVERIFY(opened.damages.empty());
        SessionKeeper::forget(left.front());
        QVERIFY(SessionKeeper::leftBehind(folder()).empty());
    }

    void aFolderThatCannotBeWrittenIsTold()
    {
        Recorder recorder;
        const auto keeper = SessionKeeper::begin("/proc/no", recorder, Clock::system());
        QVERIFY(!keeper);
        QCOMPARE(keeper.error().interface, Interface::file);
    }

private:
    std::filesystem::path folder() const { return m_folder->filePath(QStringLiteral("sessions")).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

WB_TEST(SessionKeeperTest);
#include "session_keeper_test.moc"
