// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/report/function_table.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

QJsonArray jsonOfTexts(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(qtText(text));
    return array;
}

int cardFunctions(bool markdown, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    if (markdown) {
        const std::string table = report::functionTable();
        console.line(table.substr(0, table.size() - 1)); // the line ends with one of its own
        return exitOk;
    }
    QJsonArray functions;
    for (const report::FunctionRow &row : report::functionRows()) {
        functions.append(QJsonObject{{QStringLiteral("name"), qtText(row.name)},
                                     {QStringLiteral("tag"), qtText(row.tag)},
                                     {QStringLiteral("section"), qtText(row.section)},
                                     {QStringLiteral("effect"), qtText(row.effect)},
                                     {QStringLiteral("request"), jsonOfTexts(row.request)},
                                     {QStringLiteral("results"), jsonOfTexts(row.results)}});
        if (!console.json())
            console.line(row.tag + "  " + row.name + std::string(36 - std::min<std::size_t>(35, row.name.size()), ' ')
                         + row.effect);
    }
    if (console.json())
        console.line(QJsonObject{{QStringLiteral("functions"), functions}});
    return exitOk;
}

} // namespace

Run addCardFunctions(CLI::App &command)
{
    auto markdown = std::make_shared<bool>(false);
    command.add_flag("--markdown", *markdown, "The whole table, as it stands in docs/es10-functions.md");
    return [markdown](Surroundings &surroundings) { return cardFunctions(*markdown, surroundings); };
}

} // namespace wb::cli
