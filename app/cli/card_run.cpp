// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_source.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/trace.h"
#include "app/cli/verbs.h"
#include "core/base/files.h"
#include "smartcard/card/script_run.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

struct CardRunOptions {
    EuiccOptions euicc;
    TraceOptions trace;
    std::string script;
    bool unlock = false;
    bool keepGoing = false;
};

/// What a run came to.
struct RunCounts {
    int statements = 0;
    int failed = 0; ///< expectations that did not hold
};

void tell(const card::ScriptStatement &statement, const card::ScriptStep &step, QJsonArray &steps, Console &console)
{
    if (console.json()) {
        steps.append(QJsonObject{{QStringLiteral("line"), static_cast<int>(statement.line)},
                                 {QStringLiteral("statement"), qtText(statement.text)},
                                 {QStringLiteral("held"), step.held},
                                 {QStringLiteral("said"), qtText(step.said)}});
        return;
    }
    console.line(std::string(step.held ? "ok    " : "FAIL  ") + std::to_string(statement.line) + "  " + statement.text);
    if (!step.said.empty())
        console.line("        " + step.said);
}

int cardRun(const CardRunOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto text = readFile(options.script);
    if (!text)
        return failed(surroundings, text.error());
    auto script = card::readScript(*text);
    if (!script) {
        script.error().step = options.script + ", " + script.error().step;
        return failed(surroundings, script.error());
    }
    auto tracing = Trace::begin(options.trace, console, surroundings.clock);
    if (!tracing)
        return failed(surroundings, tracing.error());
    auto line = openCardLine(options.euicc, "smds card run", surroundings.stop);
    if (!line)
        return failed(surroundings, line.error());

    card::ScriptRun run(tracing->get());
    RunCounts counts;
    QJsonArray steps;
    QJsonObject result;
    for (const card::ScriptStatement &statement : *script) {
        const auto step = run.step((*line)->transport(), statement, options.unlock, surroundings.stop);
        if (!step) {
            result[QStringLiteral("steps")] = steps;
            if (step.error().kind == ErrorKind::refused && !options.unlock)
                console.note("--unlock lets the script change the card.");
            return failed(surroundings, step.error(), result);
        }
        ++counts.statements;
        counts.failed += step->held ? 0 : 1;
        tell(statement, *step, steps, console);
        if (!step->held && !options.keepGoing)
            break;
    }
    if (console.json()) {
        result = {{QStringLiteral("steps"), steps},
                  {QStringLiteral("failed"), counts.failed},
                  {QStringLiteral("done"), counts.statements}};
        if (const Trace *trace = tracing->get(); trace != nullptr && trace->json())
            result[QStringLiteral("exchanges")] = *trace->json();
        console.line(result);
    } else {
        console.line(std::to_string(counts.statements) + " of " + std::to_string(script->size()) + " statements, "
                     + std::to_string(counts.failed) + " failed");
    }
    return counts.failed == 0 ? exitOk : exitFailed;
}

} // namespace

Run addCardRun(CLI::App &command)
{
    auto options = std::make_shared<CardRunOptions>();
    command.add_option("script", options->script, "A console script: docs/console.md")->required()->type_name("FILE");
    addEuiccOptions(command, options->euicc);
    addSessionOptions(command, options->euicc);
    command.add_flag("--unlock", options->unlock, "Let the script change the card");
    command.add_flag("--keep-going", options->keepGoing, "Go on where an expectation does not hold");
    addTraceOptions(command, options->trace);
    return [options](Surroundings &surroundings) { return cardRun(*options, surroundings); };
}

} // namespace wb::cli
