// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/trace.h"

#include "app/cli/json.h"
#include "app/cli/times.h"
#include "app/cli/tree_text.h"
#include "core/base/hex.h"
#include "core/report/annotation.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

std::string_view groupName(report::PartGroup group)
{
    switch (group) {
    case report::PartGroup::request: return "request";
    case report::PartGroup::response: return "response";
    case report::PartGroup::asSent: return "as sent";
    case report::PartGroup::certificates: return "certificates";
    }
    return "";
}

std::string heading(const capture::Exchange &exchange)
{
    std::string text = "#" + std::to_string(exchange.number) + "  " + timeText(exchange.start) + "  "
                       + durationText(exchange.duration) + "  " + exchange.from + " > " + exchange.to + "  "
                       + exchange.what + "  " + exchange.status;
    if (exchange.error)
        text += "  " + exchange.error->line();
    return text;
}

/// Whether a part says something that others of the exchange do not: blocks as sent repeat an ES10 data object, and are all
/// there is to a command without one.
bool isTold(const report::Part &part, const capture::ApduExchange *apdu)
{
    return apdu == nullptr || (part.group == report::PartGroup::asSent) == apdu->request.empty();
}

/// Each part under its title.
std::string partLines(const capture::Exchange &exchange, bool masked)
{
    std::string text;
    const capture::ApduExchange *apdu = exchange.apdu();
    for (const report::Part &part : report::partsOf(exchange)) {
        if (!isTold(part, apdu))
            continue;
        text += "\n    " + std::string(groupName(part.group)) + ", " + part.title.toStdString() + "\n"
                + treeLines(report::annotatePart(part), {true, masked, "    "});
    }
    return text;
}

QJsonObject exchangeJson(const capture::Exchange &exchange, bool masked)
{
    QJsonArray parts;
    for (const report::Part &part : report::partsOf(exchange)) {
        QJsonObject object{{QStringLiteral("group"), qtText(groupName(part.group))},
                           {QStringLiteral("title"), part.title},
                           {QStringLiteral("tree"), treeJson(report::annotatePart(part), masked)}};
        if (!masked)
            object[QStringLiteral("hex")] = qtText(toHex(part.bytes));
        parts.append(object);
    }
    return {{QStringLiteral("number"), static_cast<qint64>(exchange.number)},
            {QStringLiteral("start"), qtText(toIso8601(exchange.start))},
            {QStringLiteral("durationMs"), milliseconds(exchange.duration)},
            {QStringLiteral("from"), qtText(exchange.from)},
            {QStringLiteral("to"), qtText(exchange.to)},
            {QStringLiteral("what"), qtText(exchange.what)},
            {QStringLiteral("status"), qtText(exchange.status)},
            {QStringLiteral("parts"), parts}};
}

} // namespace

void addTraceOptions(CLI::App &command, TraceOptions &options)
{
    command.add_flag("--trace", options.show, "Show every exchange decoded")->group("Output");
    command
        .add_option("--record", options.record,
                    "Keep every exchange in this capture, not redacted (see smds capture convert)")
        ->type_name("FILE")
        ->group("Output");
}

Result<std::unique_ptr<Trace>> Trace::begin(const TraceOptions &options, Console &console, const Clock &clock)
{
    if (!options.show && options.record.empty())
        return nullptr;
    auto trace = std::make_unique<Trace>(console);
    if (!options.show)
        trace->m_json.reset();
    if (!options.record.empty()) {
        auto writer = capture::CaptureWriter::create(options.record,
                                                     {capture::captureVersion, "smds " WB_VERSION, clock.now(), false});
        if (!writer)
            return fail(std::move(writer.error()));
        trace->m_writer = std::move(*writer);
    }
    return trace;
}

void Trace::record(capture::Exchange exchange)
{
    const std::scoped_lock lock(m_mutex);
    exchange.number = ++m_count;
    if (m_writer) {
        if (const Result<void> written = m_writer->append(exchange); !written) {
            m_console.note("Not recorded any more: " + written.error().line());
            m_writer.reset();
        }
    }
    if (!m_json)
        return;
    if (m_console.json())
        m_json->append(exchangeJson(exchange, m_console.masked()));
    else
        m_console.note(heading(exchange) + partLines(exchange, m_console.masked()));
}

} // namespace wb::cli
