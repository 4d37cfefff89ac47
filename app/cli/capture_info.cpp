// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/capture_text.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/times.h"
#include "app/cli/trace.h"
#include "app/cli/verbs.h"
#include "core/report/capture_forms.h"
#include "core/report/exchange_text.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

struct CaptureInfoOptions {
    std::string file;
    bool trace = false;
};

QJsonObject headerJson(const capture::OpenedCapture &capture)
{
    QJsonArray damages;
    for (const capture::Damage &damage : capture.damages)
        damages.append(qtText(damage.line()));
    return {{QStringLiteral("createdBy"), qtText(capture.header.createdBy)},
            {QStringLiteral("created"), qtText(toIso8601(capture.header.created))},
            {QStringLiteral("redacted"), capture.header.redacted},
            {QStringLiteral("count"), static_cast<int>(capture.exchanges.size())},
            {QStringLiteral("damages"), damages}};
}

int captureInfo(const CaptureInfoOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto capture = report::importedFile(options.file);
    if (!capture)
        return failed(surroundings, capture.error());
    if (!console.json()) {
        console.line("Made by     " + capture->header.createdBy + ", " + toIso8601(capture->header.created));
        console.line("Redacted    "
                     + std::string(capture->header.redacted ? "yes: values of people are pseudonyms" : "no"));
        console.line("Exchanges   " + std::to_string(capture->exchanges.size()));
        tellDamages(*capture, console);
    }
    Trace trace(console);
    QJsonArray rows;
    for (const capture::ExchangePtr &exchange : capture->exchanges) {
        if (options.trace)
            trace.record(*exchange);
        else if (console.json())
            rows.append(QJsonObject{{QStringLiteral("number"), static_cast<qint64>(exchange->number)},
                                    {QStringLiteral("start"), qtText(toIso8601(exchange->start))},
                                    {QStringLiteral("from"), qtText(exchange->from)},
                                    {QStringLiteral("to"), qtText(exchange->to)},
                                    {QStringLiteral("what"), report::whatText(*exchange)},
                                    {QStringLiteral("status"), report::statusText(*exchange)}});
        else
            console.line("#" + std::to_string(exchange->number) + "  " + timeText(exchange->start) + "  "
                         + exchange->from + " > " + exchange->to + "  " + report::whatText(*exchange).toStdString()
                         + "  " + report::statusText(*exchange).toStdString());
    }
    if (console.json()) {
        QJsonObject result = headerJson(*capture);
        result[QStringLiteral("exchanges")] = options.trace ? *trace.json() : rows;
        console.line(result);
    }
    return capture->damages.empty() ? exitOk : exitFailed;
}

} // namespace

Run addCaptureInfo(CLI::App &command)
{
    auto options = std::make_shared<CaptureInfoOptions>();
    command.add_option("file", options->file, captureFileHelp)->required()->type_name("FILE");
    command.add_flag("--trace", options->trace, "Show every exchange decoded")->group("Output");
    command.footer("A damaged file is read as far as it is whole; what is missing is told, and the exit code says so.");
    return [options](Surroundings &surroundings) { return captureInfo(*options, surroundings); };
}

} // namespace wb::cli
