// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/lab_controller.h"

#include "core/base/files.h"
#include "core/lab/lab_euiccs.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;
using lab::LabController;
using State = lab::LabController::State;

/// How a window brings its lab up.
class LabControllerTest : public QObject {
    Q_OBJECT

    JobPool m_pool{QStringLiteral("test"), 2};
    std::unique_ptr<QTemporaryDir> m_folder;

    std::filesystem::path labPath() const { return std::filesystem::path(m_folder->path().toStdString()) / "lab"; }

    /// Starts the lab and waits until it is known how it stands.
    State stateAfterStart(LabController &controller) const
    {
        controller.start(labPath());
        if (controller.state() != State::starting)
            return controller.state();
        const bool settled = QTest::qWaitFor([&] { return controller.state() != State::starting; }, 20'000);
        return settled ? controller.state() : State::starting;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aLabIsMadeAndStarted()
    {
        LabController controller(m_pool, Clock::system());
        QVERIFY(controller.state() == State::notStarted);
        QVERIFY(controller.running() == nullptr && controller.lab() == nullptr);
        QSignalSpy changed(&controller, &LabController::changed);
        controller.start(labPath());
        QVERIFY(controller.state() == State::starting);
        QCOMPARE(changed.count(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(controller.state() == State::running, 20'000);
        QCOMPARE(changed.count(), 2);
        QVERIFY(!controller.error());
        QVERIFY(controller.running() != nullptr);
        WB_COMPARE(controller.lab()->name, "First lab");
        QCOMPARE(controller.running()->euiccs().size(), std::size_t(1));
        QVERIFY(std::filesystem::exists(labPath() / "lab.toml"));
    }

    void anEuiccThatIsMadeMeanwhileIsSeen()
    {
        LabController controller(m_pool, Clock::system());
        QVERIFY(stateAfterStart(controller) == State::running);
        QSignalSpy made(&controller, &LabController::euiccMade);
        const auto added = must(
            lab::addEuicc(labPath(), must(euicc::findTemplate("consumer-2.5")), {}, Clock::system()));
        QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, 20'000);
        QVERIFY(made[0][0].value<euicc::Identity>().eid == added.eid);
        QCOMPARE(controller.lab()->euiccs.size(), std::size_t(2));
    }

    void theSecondWindowSeesItAndLeavesItAlone()
    {
        auto first = std::make_unique<LabController>(m_pool, Clock::system());
        QVERIFY(stateAfterStart(*first) == State::running);
        LabController second(m_pool, Clock::system());
        QVERIFY(stateAfterStart(second) == State::runningElsewhere);
        QVERIFY(second.running() == nullptr);
        QVERIFY(second.lab() != nullptr); // its eUICCs and addresses can be shown
        QCOMPARE(second.error()->kind, ErrorKind::busy);

        first.reset();
        QVERIFY(stateAfterStart(second) == State::running);
        QVERIFY(!second.error());
    }

    void aBrokenLabSaysWhatIsWrong()
    {
        WB_VERIFY(writeFile(labPath() / "lab.toml", "nonsense\n"));
        LabController controller(m_pool, Clock::system());
        QVERIFY(stateAfterStart(controller) == State::failed);
        QCOMPARE(controller.error()->interface, Interface::config);
        QVERIFY(controller.lab() == nullptr && controller.running() == nullptr);
    }

    void cleanup() { m_folder.reset(); }
};

WB_TEST(LabControllerTest);
#include "lab_controller_test.moc"
