// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/lab/running_lab.h"
#include "core/lab/running_place.h"
#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace wb;
using wb::testing::must;
using wb::testing::Outcome;
using wb::testing::runSmds;

namespace {

constexpr const char *listedEid = "89049032123451234512345678901235";

QStringList linesOf(const std::string &text)
{
    return QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

/// The verbs that administer an SM-DS, and those that meet a lab another program runs.
class AdministrationTest : public QObject {
    Q_OBJECT

    testing::TestLab m_lab;

    Outcome run(std::vector<std::string> arguments, std::stop_token stop = {})
    {
        arguments.insert(arguments.begin() + 1, {"--lab", m_lab.folder()});
        return runSmds(std::move(arguments), {}, std::move(stop));
    }

    void registerEvent(const std::string &eventId)
    {
        const Outcome outcome = run(
            {"register", "--eid", listedEid, "--event-id", eventId, "--address", "smdp.example.com"});
        QVERIFY2(outcome.code == cli::exitOk, outcome.all().c_str());
    }

private Q_SLOTS:
    void recordsAreListed()
    {
        registerEvent("EV-A");
        registerEvent("EV-B");
        const Outcome all = run({"list", "--count"});
        QVERIFY2(all.code == cli::exitOk, all.all().c_str());
        const QStringList lines = linesOf(all.out);
        QVERIFY(lines.size() >= 2);
        QVERIFY(lines[0].contains(QStringLiteral("EV-B"))); // the newest first
        QVERIFY2(holds(all.err, std::to_string(lines.size()) + " Event Records"), all.err.c_str());

        const Outcome one = run({"list", "--event-id", "EV-A", "--json"});
        QCOMPARE(one.json()[QStringLiteral("eid")].toString(), QLatin1String(listedEid));
        const Outcome some = run({"list", "--limit", "1"});
        QCOMPARE(linesOf(some.out).size(), 1);
        QVERIFY(holds(some.err, "There may be more"));
        QCOMPARE(run({"list", "--eid-end", "999"}).code, int(cli::exitNothing));
        const Outcome wrong = run({"list", "--state", "lost"});
        QCOMPARE(wrong.code, int(cli::exitUsage));
        QVERIFY2(holds(wrong.err, "--state must be any, live"), wrong.err.c_str());
    }

    void aRecordIsRemovedAndItsHistoryTold()
    {
        registerEvent("EV-STUCK");
        const auto number = run({"list", "--event-id", "EV-STUCK", "--json"}).json()[QStringLiteral("id")].toInteger();
        QVERIFY(number > 0);
        const std::string record = std::to_string(number);
        const Outcome retried = run({"retry", record, "--reason", "no forwards"});
        QCOMPARE(retried.code, int(cli::exitFailed));
        QVERIFY2(holds(retried.err, "no forward of Event Record " + record), retried.err.c_str());
        QCOMPARE(run({"remove", record}).code, int(cli::exitUsage)); // not without a reason
        const Outcome removed = run({"remove", record, "--reason", "customer called"});
        QVERIFY2(removed.code == cli::exitOk, removed.all().c_str());
        QVERIFY(!holds(run({"discover"}).out, "EV-STUCK"));
        const Outcome history = run({"history", "--event-id", "EV-STUCK"});
        QVERIFY2(holds(history.out, "AdministratorDelete"), history.all().c_str());
        QVERIFY(holds(history.out, "customer called"));
        const QJsonObject json = run({"history", record, "--json"}).json();
        QVERIFY(json[QStringLiteral("history")].toArray().size() >= 2);
        QCOMPARE(json[QStringLiteral("state")].toString(), QStringLiteral("deleted"));
        QVERIFY(holds(run({"history", "999999"}).err, "no Event Record with the number 999999"));
    }

    void theTrailAndTheStatisticsAreShown()
    {
        registerEvent("EV-TRAIL");
        const Outcome tail = run({"tail", "-n", "1", "--kind", "RegisterEvent"});
        QVERIFY2(holds(tail.out, "RegisterEvent"), tail.all().c_str());
        QCOMPARE(linesOf(tail.out).size(), 1);
        const Outcome stats = run({"stats"});
        QVERIFY2(stats.code == cli::exitOk && holds(stats.out, "Health: good"), stats.all().c_str());
        QVERIFY2(holds(stats.out, "es12: "), stats.all().c_str());
        QVERIFY(run({"stats", "--json"}).json()[QStringLiteral("records")][QStringLiteral("live")].toInt() > 0);
    }

    /// A window or a daemon runs the lab: everything else asks that one.
    void aLabThatRunsIsAsked()
    {
        const auto running = must(
            lab::RunningLab::start(m_lab.open(), Clock::system(), [](const std::string &) {}, {}));
        registerEvent("EV-BESIDE");
        QVERIFY(holds(run({"discover"}).out, "EV-BESIDE"));
        QVERIFY(holds(run({"demo"}).out, "EV-BESIDE"));
        QVERIFY(holds(run({"list"}).out, "EV-BESIDE"));
        const std::string last =
            run({"tail", "-n", "1", "--json"}).json()[QStringLiteral("position")].toString().toStdString();
        registerEvent("EV-LATER");
        const Outcome since = run({"tail", "--after", last, "--kind", "RegisterEvent"});
        QCOMPARE(linesOf(since.out).size(), 1);
        QVERIFY2(holds(since.out, "RegisterEvent"), since.all().c_str());
        std::stop_source stopped;
        stopped.request_stop();
        QCOMPARE(run({"tail", "--follow"}, stopped.get_token()).code, int(cli::exitInterrupted));
    }

    void aLabThatEndedLeavesNoPlace()
    {
        run({"list"});
        QVERIFY(!lab::runningPlaceOf(m_lab.folder()));
    }

    /// A lab that was made before there was an administration interface gets an operator when it is started.
    void anOldLabGetsAnOperator()
    {
        testing::TestLab old;
        const std::string file = old.file("root-smds/smds.toml");
        const std::string text = *readFile(file);
        WB_VERIFY(writeFile(file, text.substr(0, text.find("\n[administration]"))));
        std::filesystem::remove_all(old.file("operator"));
        const Outcome listed = runSmds({"list", "--lab", old.folder()});
        QVERIFY2(listed.code == cli::exitOk, listed.all().c_str());
    }

    void somebodyIsEnrolled()
    {
        QTemporaryDir place;
        const std::string folder = place.path().toStdString();
        const Outcome made = runSmds({"enroll", "--name", "Ann Lee", "--role", "operator", "--out", folder});
        QVERIFY2(made.code == cli::exitOk, made.all().c_str());
        QVERIFY(holds(made.out, "role = 'operator'"));
        const std::string file = m_lab.file("root-smds/enrolled.toml");
        WB_VERIFY(writeFile(file, *readFile(m_lab.file("root-smds/smds.toml")) + "\n" + made.out));
        const auto configuration = must(smds::readConfiguration(file));
        const auto server = must(smds::Server::start(configuration, {}));
        const std::string map = "testrootsmds.example.com=127.0.0.1:" + std::to_string(server->administrationPort());
        const Outcome listed = runSmds({"stats", "--server", "testrootsmds.example.com", "--map", map, "--ci",
                                        m_lab.file("ci/CERT_CI.pem"), "--cert", folder + "/CERT_Ann-Lee.pem", "--key",
                                        folder + "/SK_Ann-Lee.pem"});
        QVERIFY2(listed.code == cli::exitOk, listed.all().c_str());
        QCOMPARE(runSmds({"enroll", "--name", "Ann Lee", "--out", folder}).code,
                 int(cli::exitFailed)); // nothing is overwritten
        QCOMPARE(runSmds({"stats", "--server", "x.example.com", "--cert", folder + "/CERT_Ann-Lee.pem", "--key",
                          folder + "/SK_Ann-Lee.pem"})
                     .code,
                 int(cli::exitUsage)); // nobody is trusted
    }
};

WB_TEST(AdministrationTest);
#include "administration_test.moc"
