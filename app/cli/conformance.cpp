// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/conformance_target.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/trace.h"
#include "app/cli/verbs.h"
#include "core/conformance/run.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace wb::cli {

namespace {

struct ConformanceOptions {
    ConformanceTargetOptions target;
    std::vector<std::string> only;
    std::string binding = "both";
    bool list = false;
    TraceOptions trace;
};

/// What came, where a server has nothing under a path.
constexpr std::string_view notFound = "http 404";

std::string padded(std::string text, std::size_t width)
{
    if (text.size() < width)
        text.append(width - text.size(), ' ');
    return text;
}

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " or ") + word;
    return text;
}

std::size_t widthOfIds(const std::vector<conformance::Case> &rows)
{
    std::size_t width = 0;
    for (const conformance::Case &row : rows)
        width = std::max(width, row.id.size());
    return width;
}

QJsonArray arrayOf(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(qtText(text));
    return array;
}

std::string bindingOf(const conformance::CaseResult &result)
{
    return result.binding == es::Binding::asn1 ? "asn1" : "json";
}

QJsonObject caseJson(const conformance::Case &row)
{
    return {{QStringLiteral("id"), qtText(row.id)},
            {QStringLiteral("title"), qtText(row.title)},
            {QStringLiteral("section"), qtText(row.section)},
            {QStringLiteral("function"), qtText(row.function)},
            {QStringLiteral("variation"), qtText(row.variation)}};
}

QJsonObject resultJson(const conformance::CaseResult &result)
{
    QJsonObject object = caseJson(result.row);
    object[QStringLiteral("binding")] = qtText(bindingOf(result));
    object[QStringLiteral("outcome")] = qtText(nameOf(result.outcome));
    object[QStringLiteral("expected")] = arrayOf(result.expected);
    object[QStringLiteral("came")] = qtText(result.came);
    object[QStringLiteral("reason")] = qtText(result.reason);
    object[QStringLiteral("sent")] = arrayOf(result.sent);
    object[QStringLiteral("milliseconds")] = static_cast<double>(result.duration.count()) / 1000.0;
    return object;
}

/// Prints a line a row as it is done, and below one that failed what was sent and why.
class RowPrinter final : public conformance::Observer {
public:
    RowPrinter(Console &console, std::size_t widthOfId) : m_console(console), m_widthOfId(widthOfId) {}

    void caseFinished(const conformance::CaseResult &result) override
    {
        if (m_console.json())
            return;
        using conformance::Outcome;
        const std::string_view mark = result.outcome == Outcome::passed   ? "pass"
                                      : result.outcome == Outcome::failed ? "FAIL"
                                                                          : "----";
        m_console.line(std::string(mark) + "  " + padded(result.row.id, m_widthOfId) + "  " + bindingOf(result) + "  "
                       + padded(result.outcome == Outcome::notRun ? "not run" : result.came, 12) + "  "
                       + result.row.title);
        if (result.outcome == Outcome::passed)
            return;
        if (result.outcome != Outcome::failed) {
            m_console.line("        " + result.reason);
            return;
        }
        const bool saysWhatWasExpected = result.reason.starts_with("expected ");
        m_console.line("        " + result.reason + (saysWhatWasExpected ? "" : "; expected " + joined(result.expected))
                       + "; " + result.row.section);
        for (const std::string &call : result.sent)
            m_console.line("        " + call);
    }

private:
    Console &m_console;
    std::size_t m_widthOfId;
};

/// Whether everything that went to ES12 or ES15 met a server that has no such paths: most likely the listener of ES11.
bool es12IsElsewhere(const conformance::Report &report)
{
    const auto isThere = [](const conformance::CaseResult &result) {
        const bool ofEs12 = result.row.function.starts_with("ES12") || result.row.function.starts_with("ES15");
        return ofEs12 && result.outcome != conformance::Outcome::notRun && result.came != notFound;
    };
    const auto isNotFound = [](const conformance::CaseResult &result) { return result.came == notFound; };
    return std::any_of(report.results.begin(), report.results.end(), isNotFound)
           && std::none_of(report.results.begin(), report.results.end(), isThere);
}

int listRows(const std::vector<conformance::Case> &rows, Console &console)
{
    QJsonArray array;
    for (const conformance::Case &row : rows) {
        QJsonObject object = caseJson(row);
        object[QStringLiteral("expected")] = arrayOf(row.expected);
        array.append(object);
        if (!console.json())
            console.line(padded(row.id, widthOfIds(rows)) + "  " + padded(joined(row.expected), 12) + "  " + row.title);
    }
    if (console.json())
        console.line(QJsonObject{{QStringLiteral("cases"), array}});
    return exitOk;
}

QJsonObject summaryOf(const conformance::Report &report)
{
    QJsonArray cases;
    for (const conformance::CaseResult &result : report.results)
        cases.append(resultJson(result));
    const auto count = [&](conformance::Outcome outcome) { return static_cast<qint64>(report.count(outcome)); };
    return {{QStringLiteral("passed"), count(conformance::Outcome::passed)},
            {QStringLiteral("failed"), count(conformance::Outcome::failed)},
            {QStringLiteral("notRun"), count(conformance::Outcome::notRun)},
            {QStringLiteral("cases"), cases}};
}

int runSuite(const ConformanceOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto rows = conformance::chosen(conformance::allCases(), options.only);
    if (!rows)
        return wrongUsage(console, {"smds conformance: " + rows.error().step + ": " + rows.error().reason,
                                    {},
                                    "--list shows the rows with their ids"});
    if (options.list)
        return listRows(*rows, console);
    if (const auto missing = whatIsMissing(options.target))
        return wrongUsage(console, *missing);

    auto tracing = Trace::begin(options.trace, console, surroundings.clock);
    if (!tracing)
        return failed(surroundings, tracing.error());
    Trace *const trace = tracing->get();
    auto made = targetFor(options.target, trace, surroundings);
    if (!made)
        return failed(surroundings, made.error());
    conformance::RunOptions how;
    how.json = options.binding != "asn1";
    how.asn1 = options.binding != "json";
    RowPrinter printer(console, widthOfIds(*rows));
    const auto report = conformance::run(*rows, std::move(made->target), how, printer, surroundings.clock,
                                         surroundings.stop);
    if (!report)
        return failed(surroundings, report.error());
    QJsonObject result = summaryOf(*report);
    if (console.json()) {
        if (trace != nullptr && trace->json())
            result[QStringLiteral("exchanges")] = *trace->json();
        console.line(result);
    } else {
        console.line(std::to_string(report->count(conformance::Outcome::passed)) + " passed, "
                     + std::to_string(report->count(conformance::Outcome::failed)) + " failed, "
                     + std::to_string(report->count(conformance::Outcome::notRun)) + " not run");
    }
    if (es12IsElsewhere(*report)) {
        console.note("Nothing is served at the paths of ES12 there. When ES12 has an address or a port of its own, "
                     "--es12 and --map say "
                     "where.");
    }
    return report->count(conformance::Outcome::failed) == 0 ? exitOk : exitFailed;
}

} // namespace

Run addConformance(CLI::App &command)
{
    auto options = std::make_shared<ConformanceOptions>();
    addTargetOptions(command, options->target);
    command.add_option("--only", options->only, "Rows with this id, or whose id begins so; may be repeated")
        ->type_name("ID")
        ->group("Suite");
    command.add_flag("--list", options->list, "Show the rows, run none")->group("Suite");
    command.add_option("--binding", options->binding, "Bindings of ES11: json, asn1 or both (default)")
        ->type_name("BINDING")
        ->check(CLI::IsMember({"json", "asn1", "both"}).description(""))
        ->group("Suite");
    addTraceOptions(command, options->trace);
    command.footer(
        "Events are registered and deleted again; EventIDs begin with CONF-. Rows whose keys or certificates are not "
        "given are not run,\nand counted apart. Without a server, that of the lab is started in this "
        "process, unless --map says where it is.\n"
        "Exit code: 0 no row failed, 1 one failed or the server is not there, 2 wrong usage.");
    return [options](Surroundings &surroundings) { return runSuite(*options, surroundings); };
}

} // namespace wb::cli
