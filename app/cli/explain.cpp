// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/explain.h"
#include "app/cli/eid_text.h"
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
            {QStringLiteral("function"), qtText(reading.function)},
            {QStringLiteral("what"), qtText(reading.what)},
            {QStringLiteral("why"), qtText(reading.why)},
            {QStringLiteral("todo"), qtText(reading.next)}};
}

void print(const explain::Explanation &reading, Console &console)
{
    std::string head = reading.code;
    if (!reading.function.empty())
        head += (head.empty() ? "(" : " (") + reading.function + ")";
    console.line((head.empty() ? "" : head + "  ") + reading.what);
    console.line("Why: " + reading.why);
    console.line("Do:  " + reading.next);
}

struct Asked {
    std::string text;
    explain::CodeReadings read;

    bool isKnown() const { return !read.readings.empty(); }
};

Asked askedFor(const std::string &text)
{
    if (auto eid = explainEid(text))
        return {text, {{std::move(*eid)}, {}}};
    return {text, explain::readCode(text)};
}

/// Whether all words are one thing, whatever each of them may mean: an EID in groups, or a subject and a reason code.
bool areOne(const std::vector<std::string> &words, const Asked &whole)
{
    if (words.size() < 2 || !whole.isKnown())
        return false;
    const bool isPair = words.size() == 2 && words.back().find('/') == std::string::npos
                        && whole.read.readings.front().code == words.front() + "/" + words.back();
    return isPair || explainEid(whole.text);
}

/// Every reading of every code. Words that mean something each are codes of their own; otherwise all of them may be one code
/// ("SW 6A88", "bad certificate", "AuthenticateServer 5").
std::vector<Asked> readingsOf(const std::vector<std::string> &words)
{
    std::vector<Asked> each;
    std::string text;
    for (const std::string &word : words) {
        each.push_back(askedFor(word));
        text += (text.empty() ? "" : " ") + word;
    }
    Asked whole = askedFor(text);
    if (areOne(words, whole))
        return {std::move(whole)};
    const auto isKnown = [](const Asked &asked) { return asked.isKnown(); };
    // Several codes among the words: then a word that is none is told, not swallowed by its neighbours.
    if (std::all_of(each.begin(), each.end(), isKnown) || std::count_if(each.begin(), each.end(), isKnown) > 1)
        return each;
    return whole.isKnown() ? std::vector<Asked>{std::move(whole)} : each;
}

/// "'foo', 'bar'"
std::string quotedWords(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "'" : ", '") + word + "'";
    return text;
}

int explainCodes(const std::vector<std::string> &codes, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    QJsonArray results;
    int code = exitOk;
    bool first = true;
    for (const auto &[text, read] : readingsOf(codes)) {
        const auto &[readings, unread] = read;
        QJsonArray array;
        for (const explain::Explanation &reading : readings) {
            array.append(jsonOf(reading));
            if (console.json())
                continue;
            if (!std::exchange(first, false))
                console.line("");
            print(reading, console);
        }
        QJsonObject result{{QStringLiteral("asked"), qtText(text)}, {QStringLiteral("readings"), array}};
        if (!readings.empty() && !unread.empty()) {
            code = exitNothing;
            QJsonArray words;
            for (const std::string &word : unread)
                words.append(qtText(word));
            result[QStringLiteral("notUnderstood")] = words;
            console.tell({"not understood beside the code: " + quotedWords(unread),
                          {},
                          "an interface (ES12), a function (DeleteEvent) or both (ES12.DeleteEvent) may stand there"});
        }
        results.append(result);
        if (!readings.empty())
            continue;
        code = exitNothing;
        console.tell({"'" + text + "' is no code that is known here",
                      {},
                      "try a form such as 8.9.5/3.9, 6A88, 0x8010002E, \"AuthenticateServer 5\", 176316472, \"alert "
                      "42\" or an EID"});
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
        .add_option("code", *codes,
                    "A code or EID as it was shown or read out; words with blanks may stand without quotes")
        ->type_name("CODE...")
        ->required();
    command.footer(
        "Subject and reason code (8.9.5/3.9), status word (6A88), PC/SC code (0x8010002E, SCARD_E_NO_SERVICE),\n"
        "error of a function (\"AuthenticateServer 5\"), Android's integer (176316472), TLS alert (\"alert 42\"),\n"
        "HTTP status (503), EID. A place chooses among several meanings: \"ES12 8.9.5/3.9\", \"DeleteEvent "
        "8.9.5/3.9\".\n"
        "Exit code: 0 explained, 3 not known or not all understood.");
    return [codes](Surroundings &surroundings) { return explainCodes(*codes, surroundings); };
}

} // namespace wb::cli
