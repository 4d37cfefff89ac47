// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/explain.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

#include <algorithm>

namespace wb::cli {

namespace {

QJsonObject jsonOf(const explain::Explanation &reading)
{
    return {{QStringLiteral("code"), qtText(reading.code)},
            {QStringLiteral("what"), qtText(reading.what)},
            {QStringLiteral("why"), qtText(reading.why)},
            {QStringLiteral("todo"), qtText(reading.next)}};
}

void print(const explain::Explanation &reading, Console &console)
{
    console.line((reading.code.empty() ? "" : reading.code + "  ") + reading.what);
    console.line("Why: " + reading.why);
    console.line("Do:  " + reading.next);
}

struct Asked {
    std::string text;
    std::vector<explain::Explanation> readings;
};

/// Every reading of every code. Words that mean something each are codes of their own; otherwise all of them may be one code
/// ("SW 6A88", "bad certificate", "AuthenticateServer 5").
std::vector<Asked> readingsOf(const std::vector<std::string> &codes)
{
    std::vector<Asked> each;
    std::string whole;
    for (const std::string &code : codes) {
        each.push_back({code, explain::explainCode(code)});
        whole += (whole.empty() ? "" : " ") + code;
    }
    const auto known = [](const Asked &asked) { return !asked.readings.empty(); };
    // Several codes among the words: then a word that is none is told, not swallowed by its neighbours.
    if (std::all_of(each.begin(), each.end(), known) || std::count_if(each.begin(), each.end(), known) > 1)
        return each;
    Asked asOne{whole, explain::explainCode(whole)};
    return known(asOne) ? std::vector<Asked>{std::move(asOne)} : each;
}

int explainCodes(const std::vector<std::string> &codes, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    QJsonArray results;
    int code = exitOk;
    bool first = true;
    for (const auto &[text, readings] : readingsOf(codes)) {
        QJsonArray array;
        for (const explain::Explanation &reading : readings) {
            array.append(jsonOf(reading));
            if (console.json())
                continue;
            if (!std::exchange(first, false))
                console.line("");
            print(reading, console);
        }
        results.append(QJsonObject{{QStringLiteral("asked"), qtText(text)}, {QStringLiteral("readings"), array}});
        if (!readings.empty())
            continue;
        code = exitNothing;
        console.tell(
            {"'" + text + "' is no code that is known here",
             {},
             "try a form such as 8.9.5/3.9, 6A88, 0x8010002E, \"AuthenticateServer 5\", 176316472 or \"alert 42\""});
    }
    if (console.json())
        console.line(QJsonObject{{QStringLiteral("results"), results}});
    return code;
}

} // namespace

Run addExplain(CLI::App &command)
{
    auto codes = std::make_shared<std::vector<std::string>>();
    command
        .add_option("code", *codes, "A code as it was shown or read out; words with blanks may stand without quotes")
        ->type_name("CODE...")
        ->required();
    command.footer(
        "Subject and reason code (8.9.5/3.9), status word (6A88), PC/SC code (0x8010002E, SCARD_E_NO_SERVICE),\n"
        "error of a function (\"AuthenticateServer 5\"), Android's integer (176316472), TLS alert (\"alert 42\").\n"
        "Exit code: 0 explained, 3 not known.");
    return [codes](Surroundings &surroundings) { return explainCodes(*codes, surroundings); };
}

} // namespace wb::cli
