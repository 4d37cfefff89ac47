// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/verb.h"
#include "tests/app/cli/command.h"
#include "tests/support/test.h"

#include <QProcess>

using namespace wb;
using wb::testing::runSmds;

namespace {

std::vector<std::string> wordsOf(std::string_view name)
{
    const auto blank = name.find(' ');
    if (blank == std::string_view::npos)
        return {std::string(name)};
    return {std::string(name.substr(0, blank)), std::string(name.substr(blank + 1))};
}

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

    /// What bash offers after these words, with our script loaded.
    static QStringList completions(const QString &words)
    {
        QProcess bash;
        bash.start(QStringLiteral("bash"),
                   QStringList{QStringLiteral("--norc"), QStringLiteral("-c"),
                               QString::fromStdString(runSmds({"completion", "bash"}).out)
                                   % QStringLiteral("\nCOMP_WORDS=(%1); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _smds; "
                                                    "printf '%s\\n' \"${COMPREPLY[@]}\"")
                                         .arg(words)});
        if (!bash.waitForFinished(10000))
            return {QStringLiteral("bash does not end")};
        return QString::fromUtf8(bash.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }

private Q_SLOTS:
    void everyVerbHasHelp_data()
    {
        QTest::addColumn<QString>("name");
        for (const cli::Verb &verb : cli::verbs())
            QTest::newRow(std::string(verb.name).c_str()) << QString::fromStdString(std::string(verb.name));
    }

    void everyVerbHasHelp()
    {
        QFETCH(QString, name);
        auto words = wordsOf(name.toStdString());
        words.push_back("--help");
        const auto help = runSmds(words);
        QCOMPARE(help.code, int(cli::exitOk));
        QVERIFY2(help.out.find("Usage: smds " + name.toStdString()) != std::string::npos, help.out.c_str());
        QVERIFY(help.out.find("--json") != std::string::npos);
        QVERIFY(help.out.find("--mask") != std::string::npos);
        QVERIFY(help.err.empty());
    }

    void theProgramListsItsVerbs()
    {
        const auto help = runSmds({"--help"});
        QCOMPARE(help.code, int(cli::exitOk));
        for (const cli::Verb &verb : cli::verbs())
            QVERIFY(help.out.find(wordsOf(verb.name).front()) != std::string::npos);
        QCOMPARE(runSmds({"--version"}).out, std::string("smds " WB_VERSION "\n"));
    }

    void wrongUsageIsToldInTwoLines_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char *name, const char *line, const char *complaint) {
            QTest::newRow(name) << QString::fromLatin1(line) << QString::fromLatin1(complaint);
        };
        row("no verb", "", "smds: ");
        row("unknown verb", "frobnicate", "frobnicate");
        row("unknown verb, asked for help", "frobnicate --help", "frobnicate");
        row("unknown verb of a group, asked for help", "card frobnicate --help", "frobnicate");
        row("half a verb", "card", "smds card: ");
        row("unknown option", "discover --nonsense", "--nonsense");
        row("short TAC", "discover --tac 1234567", "a TAC has 8 digits");
        row("wrong IMEI", "discover --imei 123456789012345", "an IMEI has 15 digits");
        row("unknown capability", "discover --capability foo=1.0.0", "'foo' is no member of DeviceCapabilities");
        row("capability without version", "discover --capability lpaSvn=x", "'x' is no version");
        row("map without form", "discover --map nonsense", "NAME=HOST:PORT");
        row("map without port", "discover --map a.example.com=127.0.0.1", "a port is needed");
        row("address without form", "discover --smds https://a/", "--smds");
        row("unknown binding", "discover --binding xml", "--binding");
        row("depth of nothing", "discover --depth 3", "--follow");
        row("reader and folder", "discover --reader A --euicc B", "--euicc");
        row("AID of three octets", "card info --aid A00000", "5 to 16 octets");
        row("block of 256", "card info --block-size 256", "--block-size");
        row("no configuration", "serve", "--config");
        row("event without address", "register --eid 89 --event-id E", "--address");
        row("nothing to register", "register", "no event is given");
        row("certificate without key", "register --cert a.pem --server a --file x", "--key");
        row("certificate without CI",
            "register --cert a.pem --key a.key --server a.example.com --eid 89049032123451234512345678901235 "
            "--event-id E "
            "--address b.example.com",
            "no CI certificate is trusted");
        row("certificate without server", "register --cert a.pem --key a.key --ci c.pem --file x",
            "give --server ADDRESS, or --lab FOLDER");
        row("timeout that is no number", "discover --timeout abc", "'abc' is no number of seconds from 0.001 to 3600");
        row("timeout of nothing", "discover --timeout 0", "'0' is no number of seconds from 0.001 to 3600");
        row("port that is none", "card plug --port 99999", "'99999' is no port: a number from 1 to 65535");
        row("host that is none", "card plug --host nope.invalid", "is no IP address");
        row("unknown kind", "decode --as morse 00", "'morse' is none of auto, request");
        row("unknown form", "decode --form morse 00", "--form");
    }

    void wrongUsageIsToldInTwoLines()
    {
        QFETCH(QString, line);
        QFETCH(QString, complaint);
        std::vector<std::string> words;
        for (const QString &word : line.split(QLatin1Char(' '), Qt::SkipEmptyParts))
            words.push_back(word.toStdString());
        const auto outcome = runSmds(words);
        QCOMPARE(outcome.code, int(cli::exitUsage));
        QVERIFY2(outcome.out.empty(), outcome.out.c_str());
        QVERIFY2(outcome.err.find(complaint.toStdString()) != std::string::npos, outcome.err.c_str());
        QVERIFY2(outcome.err.find("\nDo:  ") != std::string::npos, outcome.err.c_str());
    }

    void wrongUsageIsToldInJson()
    {
        for (const std::vector<std::string> &words : {std::vector<std::string>{"discover", "--nonsense", "--json"},
                                                      {"--json"},
                                                      {"register", "--json"},
                                                      {"frobnicate", "--help", "--json"}}) {
            const auto outcome = runSmds(words);
            QCOMPARE(outcome.code, int(cli::exitUsage));
            const QJsonObject error = outcome.json()[QStringLiteral("error")].toObject();
            QVERIFY2(!error[QStringLiteral("what")].toString().isEmpty(), outcome.all().c_str());
            QVERIFY(!error[QStringLiteral("todo")].toString().isEmpty());
        }
    }

    void bashCompletesVerbsAndOptions()
    {
        QCOMPARE(completions(QStringLiteral("smds dis")), QStringList{QStringLiteral("discover")});
        QCOMPARE(completions(QStringLiteral("smds card p")), QStringList{QStringLiteral("plug")});
        QCOMPARE(completions(QStringLiteral("smds lab ''")).mid(0, 3),
                 (QStringList{QStringLiteral("create"), QStringLiteral("issue"), QStringLiteral("revoke")}));
        QCOMPARE(completions(QStringLiteral("smds discover --reader X --ev")),
                 QStringList{QStringLiteral("--event-id")});
        QCOMPARE(completions(QStringLiteral("smds discover --fol")), QStringList{QStringLiteral("--follow")});
        QCOMPARE(completions(QStringLiteral("smds card info --block")), QStringList{QStringLiteral("--block-size")});
    }
};

WB_TEST(CommandLineTest);

#include "command_line_test.moc"
