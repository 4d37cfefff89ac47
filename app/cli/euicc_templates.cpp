// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/euicc/euicc_template.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

constexpr std::size_t templateColumn = 22;

int euiccTemplates(Surroundings &surroundings)
{
    const auto models = euicc::shippedTemplates();
    if (!models)
        return failed(surroundings, models.error());
    Console &console = surroundings.console;
    QJsonArray templates;
    for (const euicc::EuiccTemplate &model : *models) {
        templates.append(QJsonObject{{QStringLiteral("template"), qtText(model.id)},
                                     {QStringLiteral("name"), qtText(model.common.name)},
                                     {QStringLiteral("about"), qtText(model.about)}});
        if (console.json())
            continue;
        std::string id = model.id;
        id.resize(std::max(templateColumn, id.size() + 1), ' ');
        console.line(id + model.about);
    }
    if (console.json())
        console.line(QJsonObject{{QStringLiteral("templates"), templates}});
    return exitOk;
}

} // namespace

Run addEuiccTemplates(CLI::App &)
{
    return [](Surroundings &surroundings) { return euiccTemplates(surroundings); };
}

} // namespace wb::cli
