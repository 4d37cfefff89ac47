// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"
#include "widgets/discovery/step_model.h"

#include <QAbstractItemModelTester>

using namespace wb;
using discovery::StepModel;

class StepModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsFillInAsTheyHappen()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        StepModel model(theme, secrets);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), static_cast<int>(std::size(lds::allSteps)));
        QCOMPARE(model.state(lds::Step::getEuiccInfo), StepModel::State::waiting);

        model.start(lds::Step::getEuiccInfo);
        QCOMPARE(model.state(lds::Step::getEuiccInfo), StepModel::State::running);
        lds::StepReport report{lds::Step::getEuiccInfo, {}, std::chrono::microseconds(1500), {}, {"SVN 2.5.0"}, {}};
        model.finish(report);
        QCOMPARE(model.state(lds::Step::getEuiccInfo), StepModel::State::done);
        QVERIFY(model.index(0, StepModel::LearnedColumn).data().toString().contains(QStringLiteral("SVN 2.5.0")));
        QVERIFY(!model.index(0, StepModel::TimeColumn).data().toString().isEmpty());

        report.step = lds::Step::getEuiccChallenge;
        report.findings = {"CERT.DSauth validity broken"};
        model.finish(report);
        QCOMPARE(model.state(lds::Step::getEuiccChallenge), StepModel::State::doneWithFindings);

        report.step = lds::Step::initiateAuthentication;
        report.error = makeError(ErrorKind::refused, Interface::es11, "InitiateAuthentication", "no");
        model.finish(report);
        model.end();
        QCOMPARE(model.state(lds::Step::initiateAuthentication), StepModel::State::failed);
        QCOMPARE(model.state(lds::Step::authenticateClient), StepModel::State::notReached);

        model.reset();
        for (const lds::Step step : lds::allSteps)
            QCOMPARE(model.state(step), StepModel::State::waiting);
    }

    void everyVerdictHasAWordBesideItsColour()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        StepModel model(theme, secrets);
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(!model.index(row, StepModel::VerdictColumn).data().toString().isEmpty());
    }
};

WB_TEST(StepModelTest);
#include "step_model_test.moc"
