// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/markdown.h"

#include "core/explain/explain.h"
#include "core/report/annotation.h"
#include "core/report/bytes_text.h"
#include "core/report/exchange_text.h"
#include "core/report/identifiers.h"
#include "core/report/signature_verdicts.h"

#include <QStringList>

#include <algorithm>

namespace wb::report {

namespace {

/// A table cell: what would end it or make markup of it is escaped.
std::string cell(std::string_view text)
{
    std::string out;
    for (const char character : text) {
        if (character == '\n' || character == '\r') {
            out += ' ';
            continue;
        }
        if (std::string_view("|\\`*_<>[]").find(character) != std::string_view::npos)
            out += '\\';
        out += character;
    }
    return out;
}

std::string durationText(capture::Duration duration)
{
    return QString::number(static_cast<double>(duration.count()) / 1000.0, 'f', 1).toStdString() + " ms";
}

std::string_view mark(Verdict verdict)
{
    switch (verdict) {
    case Verdict::ok: return "";
    case Verdict::warning: return "warning";
    case Verdict::error: return "**failed**";
    }
    return "";
}

std::string row(const capture::Exchange &exchange)
{
    return "| " + std::to_string(exchange.number) + " | " + toIso8601(exchange.start) + " | "
           + cell(exchange.from + " > " + exchange.to) + " | " + cell(whatText(exchange).toStdString()) + " | "
           + cell(statusText(exchange).toStdString()) + " | " + durationText(exchange.duration) + " | "
           + std::string(mark(verdictOf(exchange))) + " |\n";
}

/// Four blanks before each line: no octet of a peer can end that.
std::string codeBlock(const QString &text)
{
    std::string out = "\n";
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        if (!line.isEmpty())
            out += "    " + line.toStdString() + "\n";
    }
    return out + "\n";
}

std::string partsText(const capture::Exchange &exchange)
{
    std::string text;
    for (const Part &part : partsOf(exchange)) {
        if (part.group == PartGroup::certificates)
            continue;
        const View view = annotatePart(part);
        QString tree;
        for (const ViewNode &node : view.nodes)
            tree += treeText(view, node) + QLatin1Char('\n');
        text += "\n" + cell(part.title.toStdString()) + " (" + std::to_string(part.bytes.size()) + " octets):\n"
                + codeBlock(tree);
        if (part.kind == PartKind::tlv || part.kind == PartKind::apdu)
            text += codeBlock(bytesText(part.bytes, BytesForm::hexDump));
    }
    return text;
}

std::string problemText(const capture::Exchange &exchange)
{
    std::string text = "\n## " + std::to_string(exchange.number) + " " + cell(whatText(exchange).toStdString())
                       + "\n\n";
    if (exchange.error) {
        const explain::Explanation words = explain::explain(*exchange.error);
        text += cell(words.what) + "\n\n* Why: " + cell(words.why) + "\n* What to do: " + cell(words.next)
                + "\n* Seen: " + cell(exchange.error->line()) + "\n";
    } else {
        text += cell(statusText(exchange).toStdString()) + "\n";
    }
    return text + partsText(exchange);
}

std::string verdictsText(std::span<const capture::ExchangePtr> exchanges)
{
    std::string text;
    for (const capture::ExchangePtr &exchange : exchanges) {
        for (const capture::RuleVerdict &verdict : signatureVerdicts(*exchange))
            text += "* " + std::to_string(exchange->number) + ": " + cell(verdict.text) + "\n";
        const capture::HttpExchange *http = exchange->http();
        if (http == nullptr)
            continue;
        for (const capture::RuleVerdict &rule : http->tls.rules) {
            if (rule.outcome == capture::RuleVerdict::Outcome::broken)
                text += "* " + std::to_string(exchange->number) + ": " + cell(rule.text) + "\n";
        }
    }
    return text;
}

void collect(std::vector<std::string> &all, const std::vector<std::string> &more)
{
    for (const std::string &each : more) {
        if (std::find(all.begin(), all.end(), each) == all.end())
            all.push_back(each);
    }
}

std::string list(std::string_view name, const std::vector<std::string> &values)
{
    std::string text;
    for (const std::string &value : values)
        text += (text.empty() ? "" : ", ") + cell(value);
    return text.empty() ? text : "* " + std::string(name) + ": " + text + "\n";
}

std::string subjectsText(std::span<const capture::ExchangePtr> exchanges)
{
    Identifiers all;
    std::vector<std::string> servers;
    std::vector<std::string> readers;
    for (const capture::ExchangePtr &exchange : exchanges) {
        const Identifiers said = identifiersOf(*exchange);
        collect(all.eids, said.eids);
        collect(all.eventIds, said.eventIds);
        if (const capture::HttpExchange *http = exchange->http())
            collect(servers, {http->address});
        else
            collect(readers, {exchange->apdu()->reader});
    }
    return list("EID", all.eids) + list("EventID", all.eventIds) + list("Servers", servers) + list("Readers", readers);
}

} // namespace

std::string toMarkdown(const capture::CaptureHeader &header, std::span<const capture::ExchangePtr> exchanges)
{
    const auto failed = std::count_if(exchanges.begin(), exchanges.end(), [](const capture::ExchangePtr &exchange) {
        return verdictOf(*exchange) == Verdict::error;
    });
    std::string text = "# eSIM discovery: " + std::to_string(exchanges.size()) + " exchanges, " + std::to_string(failed)
                       + " failed\n\n";
    text += "* Made by " + cell(header.createdBy) + " " WB_VERSION ", " + toIso8601(header.created) + "\n";
    text += header.redacted ? "* What identifies people was replaced by pseudonyms of the same form; signatures were "
                              "judged before that.\n"
                            : "* **Not redacted**: EIDs, ICCIDs and EventIDs are those of real cards.\n";
    text += subjectsText(exchanges);
    text += "\n| No. | Time (UTC) | From > to | What | Status | Duration | |\n|---|---|---|---|---|---|---|\n";
    for (const capture::ExchangePtr &exchange : exchanges)
        text += row(*exchange);
    if (const std::string verdicts = verdictsText(exchanges); !verdicts.empty())
        text += "\n## Signatures and certificates\n\n" + verdicts;
    for (const capture::ExchangePtr &exchange : exchanges) {
        if (verdictOf(*exchange) == Verdict::error)
            text += problemText(*exchange);
    }
    return text;
}

} // namespace wb::report
