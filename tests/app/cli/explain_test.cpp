// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/test.h"

#include <QJsonArray>

using namespace wb;
using wb::testing::Outcome;
using wb::testing::runSmds;

class ExplainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormIsExplained_data()
    {
        QTest::addColumn<QStringList>("codes");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const QStringList &codes, const char *part) {
            QTest::newRow(name) << codes << QString::fromLatin1(part);
        };
        row("status pair", {QStringLiteral("8.9.5/3.9")}, "8.9.5/3.9 (ES11.AuthenticateClient)  ");
        row("status pair in two words", {QStringLiteral("8.9.5"), QStringLiteral("3.9")},
            "8.9.5/3.9 (ES11.AuthenticateClient)  ");
        row("status word", {QStringLiteral("6A88")}, "SW 6A88  ");
        row("status word in two words", {QStringLiteral("SW"), QStringLiteral("6A88")}, "SW 6A88  ");
        row("PC/SC by number", {QStringLiteral("0x8010002E")}, "SCARD_E_NO_READERS_AVAILABLE");
        row("PC/SC by name", {QStringLiteral("SCARD_E_NO_SERVICE")}, "8010001D");
        row("function error", {QStringLiteral("AuthenticateServer"), QStringLiteral("5")}, "invalidOid");
        row("Android's integer", {QStringLiteral("176316472")}, "8.2.6/3.8");
        row("HTTP status", {QStringLiteral("503")}, "HTTP 503  ");
        row("a pair with its functions", {QStringLiteral("8.9.5/3.9")},
            "8.9.5/3.9 (ES12.DeleteEvent, ES15.DeleteEvent)  ");
        row("a pair at an interface", {QStringLiteral("ES11"), QStringLiteral("8.9.5/3.9")},
            "8.9.5/3.9 (ES11.AuthenticateClient)  ");
        row("a number of many functions", {QStringLiteral("127")}, "127 undefinedError (ES10a.");
        row("an EID", {QStringLiteral("89049032123451234512345678901235")}, "An EID; its check digits hold.");
        row("an EID in groups",
            {QStringLiteral("89049032"), QStringLiteral("1234"), QStringLiteral("5123"), QStringLiteral("4512"),
             QStringLiteral("3456"), QStringLiteral("7890"), QStringLiteral("12"), QStringLiteral("53")},
            "89049032 1234 5123 4512 3456 7890 12 35  digits 31 and 32 swapped");
        row("an EID with a digit too few", {QStringLiteral("8904903212345123451234567890123")},
            "31 digits; an EID has 32.");
        row("TLS alert", {QStringLiteral("alert"), QStringLiteral("42")}, "bad_certificate");
    }

    void everyFormIsExplained()
    {
        QFETCH(QStringList, codes);
        QFETCH(QString, part);
        std::vector<std::string> arguments{"explain"};
        for (const QString &code : codes)
            arguments.push_back(code.toStdString());
        const Outcome text = runSmds(arguments);
        QVERIFY2(text.code == cli::exitOk && text.err.empty(), text.all().c_str());
        QVERIFY2(holds(text.out, part.toStdString()), text.out.c_str());
        QVERIFY2(holds(text.out, "\nWhy: ") && holds(text.out, "\nDo:  "), text.out.c_str());

        arguments.push_back("--json");
        const QJsonArray results = runSmds(arguments).json()[QStringLiteral("results")].toArray();
        QCOMPARE(results.size(), 1);
        const QJsonObject reading = results[0][QStringLiteral("readings")][0].toObject();
        for (const char *member : {"code", "what", "why", "todo"})
            QVERIFY2(!reading[QLatin1String(member)].toString().isEmpty(), member);
    }

    void severalCodesAreExplainedOneByOne()
    {
        const QJsonArray results =
            runSmds({"explain", "6A88", "8.9.1/3.8", "--json"}).json()[QStringLiteral("results")].toArray();
        QCOMPARE(results.size(), 2);
        QCOMPARE(results[1][QStringLiteral("asked")].toString(), QStringLiteral("8.9.1/3.8"));
    }

    void aWordAmongCodesIsNotSwallowed()
    {
        const Outcome outcome = runSmds({"explain", "6A82", "foo", "8.9.1/3.8"});
        QCOMPARE(outcome.code, int(cli::exitNothing));
        QVERIFY2(holds(outcome.out, "6A82") && holds(outcome.out, "8.9.1/3.8"), outcome.out.c_str());
        QVERIFY2(holds(outcome.err, "'foo'"), outcome.err.c_str());
    }

    void aWordBesideACodeIsTold()
    {
        for (const std::vector<std::string> &arguments : {std::vector<std::string>{"explain", "8.9.5/3.9", "foo"},
                                                          std::vector<std::string>{"explain", "8.9.5/3.9 foo"}}) {
            const Outcome outcome = runSmds(arguments);
            QCOMPARE(outcome.code, int(cli::exitNothing));
            QVERIFY2(holds(outcome.out, "8.9.5/3.9 (ES11.AuthenticateClient)"), outcome.out.c_str());
            QVERIFY2(holds(outcome.err, "not understood beside the code: 'foo'"), outcome.err.c_str());
        }
    }

    void whatIsNoCodeIsTold()
    {
        const Outcome outcome = runSmds({"explain", "6A88", "nonsense"});
        QCOMPARE(outcome.code, int(cli::exitNothing));
        QVERIFY2(holds(outcome.out, "SW 6A88"), outcome.out.c_str());
        QVERIFY2(holds(outcome.err, "'nonsense' is no code that is known here"), outcome.err.c_str());
    }
};

WB_TEST(ExplainTest);

#include "explain_test.moc"
