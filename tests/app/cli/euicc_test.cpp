// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QJsonArray>

using namespace wb;
using wb::testing::Outcome;
using wb::testing::runSmds;

/// smds euicc: virtual eUICCs of a lab, made from templates, and worked with by their names.
class EuiccTest : public QObject {
    Q_OBJECT

    testing::TestLab m_lab;
    QTemporaryDir m_place;

private Q_SLOTS:
    void theTemplatesAreListed()
    {
        const Outcome text = runSmds({"euicc", "templates"});
        QVERIFY2(text.code == cli::exitOk, text.all().c_str());
        for (const char *id : {"consumer-2.5 ", "full-card ", "slow-card ", "card-that-lies ", "card-that-goes-away "})
            QVERIFY2(holds(text.out, id), text.out.c_str());
        const QJsonArray templates =
            runSmds({"euicc", "templates", "--json"}).json()[QStringLiteral("templates")].toArray();
        QCOMPARE(templates.size(), 10);
        QVERIFY(!templates[0].toObject()[QStringLiteral("about")].toString().isEmpty());
    }

    void oneIsMadeUsedAndRemoved()
    {
        const std::string lab = m_lab.folder();
        const Outcome made = runSmds({"euicc", "create", "card-that-lies", "--lab", lab, "--name", "Liar"});
        QVERIFY2(made.code == cli::exitOk, made.all().c_str());
        QVERIFY2(holds(made.out, "Made Liar, EID 89049032"), made.out.c_str());
        const Outcome json = runSmds({"euicc", "create", "--template", "consumer-2.5", "--lab", lab, "--eid",
                                      "89049032000000000000000000000066", "--json"});
        QVERIFY2(json.code == cli::exitOk, json.all().c_str());
        QCOMPARE(json.json()[QStringLiteral("eid")].toString(), QStringLiteral("89049032000000000000000000000066"));

        const Outcome list = runSmds({"euicc", "list", "--lab", lab});
        for (const char *part : {"Lab eUICC A, EID", "Liar, EID", "4 faults",
                                 "fault: status 6F00 at ES10b.ListNotification", "Consumer 2.5, EID"})
            QVERIFY2(holds(list.out, part), list.out.c_str());
        const QJsonArray euiccs =
            runSmds({"euicc", "list", "--lab", lab, "--json"}).json()[QStringLiteral("euiccs")].toArray();
        QCOMPARE(euiccs.size(), 3);
        QCOMPARE(euiccs[1].toObject()[QStringLiteral("faults")].toArray().size(), 4);

        const Outcome info = runSmds({"card", "info", "--lab", lab, "--euicc", "Consumer 2.5"});
        QVERIFY2(info.code == cli::exitOk, info.all().c_str());
        QVERIFY2(holds(info.out, "89049032 0000 0000 0000 0000 0000 00 66"), info.out.c_str());
        const Outcome unknown = runSmds({"card", "info", "--lab", lab, "--euicc", "nobody"});
        QCOMPARE(unknown.code, int(cli::exitFailed));
        QVERIFY2(holds(unknown.err, "there are: Lab eUICC A, Liar, Consumer 2.5"), unknown.err.c_str());

        const Outcome removed = runSmds({"euicc", "remove", "Liar", "--lab", lab});
        QVERIFY2(removed.code == cli::exitOk, removed.all().c_str());
        QVERIFY(!holds(runSmds({"euicc", "list", "--lab", lab}).out, "Liar"));
    }

    /// What lies is told as what it is: a wrong answer of the card, at the function, and the rest is shown.
    void aCardThatLiesIsExplained()
    {
        const std::string lab = m_lab.folder();
        QVERIFY(runSmds({"euicc", "create", "card-that-lies", "--lab", lab, "--name", "Second liar"}).code
                == cli::exitOk);
        const Outcome info = runSmds({"card", "info", "--lab", lab, "--euicc", "Second liar"});
        QVERIFY2(holds(info.out, "EID         89049032"), info.all().c_str());
        for (const char *part :
             {"not told: ES10b GetEUICCInfo2: the answer is not as it must be", "not told: ES10c GetProfilesInfo",
              "not told: ES10a GetEuiccConfiguredAddresses", "the card refused it (SW 6F00)"})
            QVERIFY2(holds(info.out, part), info.all().c_str());
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("complaint");
        const QString lab = QString::fromStdString(m_lab.folder());
        const auto row = [&lab](const char *name, const char *line, const char *complaint) {
            QTest::newRow(name) << QString::fromLatin1(line).arg(lab).split(QLatin1Char('|'))
                                << QString::fromLatin1(complaint);
        };
        row("no template", "euicc|create|no-such|--lab|%1", "none of those that are shipped");
        row("EID of another maker", "euicc|create|slow-card|--lab|%1|--eid|89033023000000000000000000000012",
            "the EIN of the maker");
        row("no EID", "euicc|create|slow-card|--lab|%1|--eid|12", "EID");
        row("remove nobody", "euicc|remove|nobody|--lab|%1", "no eUICC of the lab");
        row("plug twice", "card|plug|--lab|%1|--euicc|euicc-a|--euicc|Lab eUICC A", "named twice");
        row("too many ports", "card|plug|--lab|%1|--port|1|--port|2", "2 ports for 1 card");
    }

    void mistakesAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, complaint);
        std::vector<std::string> words;
        for (const QString &argument : arguments)
            words.push_back(argument.toStdString());
        const Outcome outcome = runSmds(words);
        QVERIFY2(outcome.code != cli::exitOk, outcome.all().c_str());
        QVERIFY2(holds(outcome.err, complaint.toStdString()), outcome.err.c_str());
    }
};

WB_TEST(EuiccTest);

#include "euicc_test.moc"
