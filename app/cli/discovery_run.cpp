// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/discovery_run.h"

#include "app/cli/certificate_text.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/times.h"
#include "app/cli/trail_text.h"
#include "core/http/placeholder_address.h"
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

    /// The server that is asked first.
    void setAddress(const std::string &address) { m_address = address; }

    void stepStarted(lds::Step) override {}

    void hopStarted(const lds::Hop &hop) override
    {
        m_console.hide(hop.entry.eventId);
        m_address = hop.entry.rspServerAddress;
        m_following = true;
        say("hop " + std::to_string(hop.depth) + "   " + hop.entry.eventId + " at " + m_address);
    }

    void stepFinished(const lds::StepReport &report) override
    {
        if (report.server && !m_following)
            m_server = report.server;
        constexpr std::size_t nameWidth = 30;
        std::string name(lds::nameOf(report.step, report.asked));
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

        QJsonObject step{{QStringLiteral("name"), qtText(lds::nameOf(report.step, report.asked))},
                         {QStringLiteral("server"), qtText(m_address)},
                         {QStringLiteral("start"), qtText(toIso8601(report.start))},
                         {QStringLiteral("durationMs"), milliseconds(report.duration)},
                         {QStringLiteral("verdict"), report.error ? QStringLiteral("failed") : QStringLiteral("ok")},
                         {QStringLiteral("notes"), jsonOf(report.notes)},
                         {QStringLiteral("findings"), jsonOf(report.findings)}};
        m_steps.append(step);
    }

    const QJsonArray &steps() const { return m_steps; }
    /// CERT.DSauth of the server asked first and its chain, once it has shown it.
    const std::optional<lds::ServerCheck> &server() const { return m_server; }

private:
    Console &m_console;
    bool m_asResults;
    QJsonArray m_steps;
    std::string m_address;
    bool m_following = false; ///< the steps are of hops
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

std::string whoseRecords(const lds::Discovery &found)
{
    return found.eid ? " for " + eidText(*found.eid) : std::string();
}

std::string countOf(const lds::Discovery &found)
{
    const std::size_t count = found.entries.size();
    return std::to_string(count) + (count == 1 ? " Event Record" : " Event Records") + whoseRecords(found);
}

void printEntries(Console &console, const lds::Discovery &found)
{
    console.line(countOf(found));
    std::size_t width = 0;
    for (const es::EventEntry &entry : found.entries)
        width = std::max(width, entry.eventId.size());
    for (const es::EventEntry &entry : found.entries)
        console.line("  " + entry.eventId + std::string(width - entry.eventId.size() + 2, ' ')
                     + entry.rspServerAddress);
}

void printTrails(Console &console, const lds::Discovery &found, const lds::Following &following)
{
    console.line(countOf(found));
    for (const std::string &line : trailLines(following.trails))
        console.line(line);
    for (const std::string &address : lds::unreachableIn(following.trails)) {
        const std::string option = "--map " + address + "=HOST:PORT";
        console.note("finding: nobody was reached at " + address + "; say where it is with " + option);
    }
}

void hideEventIds(Console &console, const std::vector<lds::Hop> &hops)
{
    for (const lds::Hop &hop : hops) {
        console.hide(hop.entry.eventId);
        hideEventIds(console, hop.next);
    }
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

} // namespace

int runDiscovery(Surroundings &surroundings, DiscoveryTask task)
{
    Console &console = surroundings.console;
    StepPrinter printer(console, task.stepsAreResults);
    QJsonObject result{{QStringLiteral("euicc"), qtText(task.euiccName)}};
    const auto addCourse = [&] {
        result[QStringLiteral("steps")] = printer.steps();
        if (printer.server())
            result[QStringLiteral("serverCertificate")] = jsonOf(*printer.server());
        if (task.trace != nullptr && task.trace->json())
            result[QStringLiteral("exchanges")] = *task.trace->json();
    };
    const auto finish = [&](const Error &error) {
        addCourse();
        if (const auto &server = printer.server()) { // what the server showed often says why
            printer.say("server  " + certificateLine(server->certificate));
            for (const std::string &line : verdictLines(server->chain))
                printer.say("        " + line);
        }
        return failed(surroundings, error, result);
    };

    if (task.options.matchingId)
        console.hide(*task.options.matchingId);
    printer.say("eUICC   " + task.euiccName);
    const auto address = lds::findSmds(task.euicc, task.address, surroundings.stop);
    if (!address)
        return finish(address.error());
    printer.setAddress(address->text());
    printer.say("SM-DS   " + describe(*address, task.address.has_value(), task.client.map));
    if (!task.client.map.empty() && !task.client.map.holds(*address))
        console.note("        finding: no --map names " + address->text() + "; it is looked up by its name");
    result[QStringLiteral("smds")] = QJsonObject{
        {QStringLiteral("address"), qtText(address->text())},
        {QStringLiteral("source"), task.address ? QStringLiteral("given") : QStringLiteral("card")},
        {QStringLiteral("placeholder"), http::isPlaceholderAddress(address->host)},
        {QStringLiteral("reachedAt"), qtText(task.client.map.lookup(*address).text())}};

    es::RspClient client(std::move(task.client), task.binding);
    const auto found = lds::discover(task.euicc, client, *address, task.options, printer, surroundings.clock,
                                     surroundings.stop);
    if (!found)
        return finish(found.error());
    for (const es::EventEntry &entry : found->entries)
        console.hide(entry.eventId);
    addFound(result, *found);

    std::optional<lds::Following> following;
    if (task.followDepth) {
        lds::FollowOptions options;
        options.discover = task.options;
        options.maxDepth = *task.followDepth;
        following = lds::follow(task.euicc, client, found->entries, options, printer, surroundings.clock,
                                surroundings.stop);
        hideEventIds(console, following->trails);
        result[QStringLiteral("trails")] = jsonOf(following->trails);
        result[QStringLiteral("downloads")] = downloadsAsJson(following->trails);
    }

    if (!console.json()) {
        if (found->entries.empty())
            console.line("No Event Record waits" + whoseRecords(*found) + " at " + address->text());
        else if (following)
            printTrails(console, *found, *following);
        else
            printEntries(console, *found);
    }
    if (following && following->interrupted) {
        addCourse();
        return failed(surroundings, *following->interrupted, result);
    }
    if (console.json()) {
        addCourse();
        console.line(result);
    }
    const bool nothing = following ? lds::downloadsIn(following->trails).empty() : found->entries.empty();
    return nothing ? exitNothing : exitOk;
}

} // namespace wb::cli
