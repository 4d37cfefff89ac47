// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/capture_text.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/report/capture_forms.h"
#include "core/report/card_difference.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

struct CaptureCompareOptions {
    std::string before;
    std::string after;
};

std::string_view nameOf(report::CardDifference::Kind kind)
{
    switch (kind) {
    case report::CardDifference::Kind::changed: return "changed";
    case report::CardDifference::Kind::onlyBefore: return "only before";
    case report::CardDifference::Kind::onlyAfter: return "only after";
    }
    return "";
}

std::string shown(const QString &value, bool hidden)
{
    return hidden ? "...." : value.toStdString();
}

void print(const report::CardDifference &difference, Console &console)
{
    const bool hidden = difference.secret && console.masked();
    std::string line = difference.function + "  " + difference.path.toStdString();
    switch (difference.kind) {
    case report::CardDifference::Kind::changed:
        line += ": " + shown(difference.before, hidden) + " -> " + shown(difference.after, hidden);
        break;
    case report::CardDifference::Kind::onlyBefore: line += ": only before " + shown(difference.before, hidden); break;
    case report::CardDifference::Kind::onlyAfter: line += ": only after " + shown(difference.after, hidden); break;
    }
    console.line(line);
}

int captureCompare(const CaptureCompareOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto before = report::importedFile(options.before);
    if (!before)
        return failed(surroundings, before.error());
    const auto after = options.after.empty() ? before : report::importedFile(options.after);
    if (!after)
        return failed(surroundings, after.error());
    const auto which = options.after.empty() ? report::WhichAnswer::first : report::WhichAnswer::last;
    const auto differences = report::differencesBetween(report::answersIn(before->exchanges, which),
                                                        report::answersIn(after->exchanges));
    QJsonArray rows;
    for (const report::CardDifference &difference : differences) {
        const bool hidden = difference.secret && console.masked();
        if (!console.json())
            print(difference, console);
        rows.append(QJsonObject{{QStringLiteral("kind"), qtText(nameOf(difference.kind))},
                                {QStringLiteral("function"), qtText(difference.function)},
                                {QStringLiteral("path"), difference.path},
                                {QStringLiteral("before"), qtText(shown(difference.before, hidden))},
                                {QStringLiteral("after"), qtText(shown(difference.after, hidden))}});
    }
    if (console.json())
        console.line(QJsonObject{{QStringLiteral("differences"), rows}});
    else if (differences.empty())
        console.line("No difference.");
    return exitOk;
}

} // namespace

Run addCaptureCompare(CLI::App &command)
{
    auto options = std::make_shared<CaptureCompareOptions>();
    command.add_option("before", options->before, captureFileHelp)->required()->type_name("FILE");
    command.add_option("after", options->after, "Another one (default: the first answers of the capture and its last)")
        ->type_name("FILE");
    command.footer("Compares what cards answered to the functions that only read, field by field.");
    return [options](Surroundings &surroundings) { return captureCompare(*options, surroundings); };
}

} // namespace wb::cli
