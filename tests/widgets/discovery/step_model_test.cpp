// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"
#include "widgets/discovery/step_model.h"
#include "widgets/shell/settings.h"

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
        shell::ServerColours servers(*m_settings);
        StepModel model(theme, secrets, servers);
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

        report.error = makeError(ErrorKind::cancelled, Interface::es11, "InitiateAuthentication", "was cancelled");
        model.finish(report); // by hand: nothing went wrong
        QCOMPARE(model.state(lds::Step::initiateAuthentication), StepModel::State::stopped);
        const QModelIndex stopped = model.index(static_cast<int>(lds::Step::initiateAuthentication),
                                                StepModel::VerdictColumn);
        QVERIFY(stopped.data(Qt::DecorationRole).isNull());

        model.reset();
        for (const lds::Step step : lds::allSteps)
            QCOMPARE(model.state(step), StepModel::State::waiting);
    }

    void theStepsOfHopsStandBelowWithTheirServer()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        shell::ServerColours servers(*m_settings);
        StepModel model(theme, secrets, servers);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int own = model.rowCount();
        model.setServer(QStringLiteral("testrootsmds.example.com"));
        lds::Hop hop;
        hop.entry = {"EV-1", "testsmdpplus1.example.com"};
        for (int round = 0; round < 2; ++round) {
            model.startHop(hop);
            QCOMPARE(model.rowCount(), own); // nothing has begun
            model.start(lds::Step::initiateAuthentication);
            QCOMPARE(model.rowCount(), own + 1);
            const auto cell = [&](int column) { return model.index(own, column).data().toString(); };
            QCOMPARE(cell(StepModel::StepColumn), QStringLiteral("ES9+.InitiateAuthentication"));
            QCOMPARE(cell(StepModel::VerdictColumn), QStringLiteral("running"));
            QCOMPARE(cell(StepModel::ServerColumn), QStringLiteral("testsmdpplus1.example.com"));
            QVERIFY(model.index(own, StepModel::ServerColumn).data(Qt::DecorationRole).isValid());
            lds::StepReport report{lds::Step::initiateAuthentication, {}, {}, {}, {"TransactionID 01"}, {}};
            report.asked = Interface::es9plus;
            model.finish(report);
            QCOMPARE(cell(StepModel::VerdictColumn), QStringLiteral("done"));
            QCOMPARE(model.state(lds::Step::initiateAuthentication), StepModel::State::waiting); // that is another row
            QCOMPARE(model.index(0, StepModel::ServerColumn).data().toString(),
                     round == 0 ? QStringLiteral("testrootsmds.example.com") : QString());
            model.reset();
            QCOMPARE(model.rowCount(), own);
        }
    }

    void everyVerdictHasAWordBesideItsColour()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        shell::ServerColours servers(*m_settings);
        StepModel model(theme, secrets, servers);
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(!model.index(row, StepModel::VerdictColumn).data().toString().isEmpty());
    }

private:
    std::unique_ptr<shell::Settings> m_settings = shell::Settings::temporary();
};

WB_TEST(StepModelTest);
#include "step_model_test.moc"
