// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/discovery_run.h"

#include "app/cli/certificate_text.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/times.h"
#include "core/http/placeholder_address.h"
#include "core/lds/discovery_controller.h"
#include "core/lds/smds_address.h"

#include <algorithm>

namespace wb::cli {

namespace {

QJsonArray jsonOf(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(qtText(text));
    return array;
}

/// Prints the steps as they happen and keeps them for the JSON.
class StepPrinter final : public lds::Observer {
public:
    StepPrinter(Console &console, bool asResults) : m_console(console), m_asResults(asResults) {}

    void say(const std::string &text)
    {
        if (m_console.json())
            return;
        if (m_asResults)
            m_console.line(text);
        else
            m_console.note(text);
    }

    void stepStarted(lds::Step) override {}

    void stepFinished(const lds::StepReport &report) override
    {
        if (report.server)
            m_server = report.server;
        constexpr std::size_t nameWidth = 30;
        std::string name(lds::nameOf(report.step));
        name.resize(std::max(nameWidth, name.size() + 2), ' ');
        std::string text = timeText(report.start) + "  " + durationText(report.duration) + "  "
                           + (report.error ? "failed  " : "ok      ") + name;
        for (const std::string &note : report.notes)
            text += (&note == &report.notes.front() ? "" : ", ") + note;
        while (text.back() == ' ')
            text.pop_back();
        for (const std::string &finding : report.findings)
            text += "\n" + std::string(24, ' ') + "finding " + finding;
        say(text);

        QJsonObject step{{QStringLiteral("name"), qtText(lds::nameOf(report.step))},
                         {QStringLiteral("start"), qtText(toIso8601(report.start))},
                         {QStringLiteral("durationMs"), milliseconds(report.duration)},
                         {QStringLiteral("verdict"), report.error ? QStringLiteral("failed") : QStringLiteral("ok")},
                         {QStringLiteral("notes"), jsonOf(report.notes)},
                         {QStringLiteral("findings"), jsonOf(report.findings)}};
        m_steps.append(step);
    }

    const QJsonArray &steps() const { return m_steps; }
    /// CERT.DSauth and its chain, once the server has shown it.
    const std::optional<lds::ServerCheck> &server() const { return m_server; }

private:
    Console &m_console;
    bool m_asResults;
    QJsonArray m_steps;
    std::optional<lds::ServerCheck> m_server;
};

/// What is told about the server before it is asked; empty parts are left out.
std::string describe(const http::Address &address, bool typed, const http::ConnectionMap &map)
{
    std::string text = address.text() + (typed ? " (as given)" : " (Root SM-DS address of the eUICC)");
    const std::string found = map.lookup(address).text();
    if (found != http::ConnectionMap().lookup(address).text())
        text += ", reached at " + found;
    if (http::isPlaceholderAddress(address.host))
        text += "\n        finding: this is a placeholder of test material; no operator registers events there";
    return text;
}

std::string eidText(const rsp::Eid &eid)
{
    return "EID " + eid.grouped() + (eid.checkDigitsHold() ? " (check digits hold)" : " (check digits wrong)");
}

void printEntries(Console &console, const lds::Discovery &found, const std::string &address)
{
    const std::string whose = found.eid ? " for " + eidText(*found.eid) : std::string();
    if (found.entries.empty()) {
        console.line("No Event Record waits" + whose + " at " + address);
        return;
    }
    console.line(std::to_string(found.entries.size()) + (found.entries.size() == 1 ? " Event Record" : " Event Records")
                 + whose);
    std::size_t width = 0;
    for (const es::EventEntry &entry : found.entries)
        width = std::max(width, entry.eventId.size());
    for (const es::EventEntry &entry : found.entries)
        console.line("  " + entry.eventId + std::string(width - entry.eventId.size() + 2, ' ')
                     + entry.rspServerAddress);
}

void addFound(QJsonObject &result, const lds::Discovery &found)
{
    QJsonArray entries;
    for (const es::EventEntry &entry : found.entries)
        entries.append(QJsonObject{{QStringLiteral("eventId"), qtText(entry.eventId)},
                                   {QStringLiteral("rspServerAddress"), qtText(entry.rspServerAddress)}});
    result[QStringLiteral("entries")] = entries;
    result[QStringLiteral("transactionId")] = qtText(found.transactionId.text());
    if (found.eid) {
        result[QStringLiteral("eid")] = qtText(found.eid->digits());
        result[QStringLiteral("eidCheckDigitsHold")] = found.eid->checkDigitsHold();
    }
}

QJsonObject jsonOf(const lds::ServerCheck &server)
{
    QJsonObject certificate = cli::jsonOf(server.certificate);
    certificate[QStringLiteral("chain")] = cli::jsonOf(server.chain);
    return certificate;
}

} // namespace

int runDiscovery(Surroundings &surroundings, DiscoveryTask task)
{
    Console &console = surroundings.console;
    StepPrinter printer(console, task.stepsAreResults);
    QJsonObject result{{QStringLiteral("euicc"), qtText(task.euiccName)}};
    const auto finish = [&](const Error &error) {
        result[QStringLiteral("steps")] = printer.steps();
        if (const auto &server = printer.server()) { // what the server showed often says why
            result[QStringLiteral("serverCertificate")] = jsonOf(*server);
            printer.say("server  " + certificateLine(server->certificate));
            for (const std::string &line : verdictLines(server->chain))
                printer.say("        " + line);
        }
        if (task.trace != nullptr)
            result[QStringLiteral("exchanges")] = task.trace->json();
        return failed(surroundings, error, result);
    };

    if (task.options.matchingId)
        console.hide(*task.options.matchingId);
    printer.say("eUICC   " + task.euiccName);
    const auto address = lds::findSmds(task.euicc, task.address, surroundings.stop);
    if (!address)
        return finish(address.error());
    printer.say("SM-DS   " + describe(*address, task.address.has_value(), task.client.map));
    if (!task.client.map.empty() && !task.client.map.holds(*address))
        console.note("finding: no --map names " + address->text() + "; it is looked up by its name");
    result[QStringLiteral("smds")] = QJsonObject{
        {QStringLiteral("address"), qtText(address->text())},
        {QStringLiteral("source"), task.address ? QStringLiteral("given") : QStringLiteral("card")},
        {QStringLiteral("placeholder"), http::isPlaceholderAddress(address->host)},
        {QStringLiteral("reachedAt"), qtText(task.client.map.lookup(*address).text())}};

    es::RspClient client(std::move(task.client));
    const auto found = lds::discover(task.euicc, client, *address, task.options, printer, surroundings.clock,
                                     surroundings.stop);
    if (!found)
        return finish(found.error());

    for (const es::EventEntry &entry : found->entries)
        console.hide(entry.eventId);
    if (console.json()) {
        result[QStringLiteral("steps")] = printer.steps();
        addFound(result, *found);
        result[QStringLiteral("serverCertificate")] = jsonOf(*printer.server());
        if (task.trace != nullptr)
            result[QStringLiteral("exchanges")] = task.trace->json();
        console.line(result);
    } else {
        printEntries(console, *found, address->text());
    }
    return found->entries.empty() ? exitNothing : exitOk;
}

} // namespace wb::cli
