// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_options.h"
#include "app/cli/euicc_source.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/base/hex.h"
#include "core/explain/status_words.h"
#include "smartcard/card/apdu.h"
#include "smartcard/pcsc/context.h"
#include "smartcard/pcsc/doctor.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

struct CardDoctorOptions {
    std::string reader;
    std::vector<std::string> aids;
    bool silent = false;
    bool markdown = false;
};

QJsonObject jsonOfFinding(const pcsc::Finding &finding)
{
    QJsonArray evidence;
    for (const std::string &line : finding.evidence)
        evidence.append(qtText(line));
    return {{QStringLiteral("name"), qtText(finding.name)},
            {QStringLiteral("severity"), qtText(pcsc::nameOf(finding.severity))},
            {QStringLiteral("reader"), qtText(finding.subject)},
            {QStringLiteral("what"), qtText(finding.what)},
            {QStringLiteral("cause"), qtText(finding.cause)},
            {QStringLiteral("evidence"), evidence},
            {QStringLiteral("remedy"), qtText(finding.remedy)},
            {QStringLiteral("command"), qtText(finding.command)},
            {QStringLiteral("check"), qtText(finding.check)}};
}

QJsonObject jsonOfSearch(const std::string &reader, const card::IsdrSearch &search)
{
    QJsonArray tries;
    for (const card::AidTry &each : search.tries) {
        tries.append(QJsonObject{{QStringLiteral("aid"), qtText(toHex(each.aid))},
                                 {QStringLiteral("origin"), qtText(card::nameOf(each.origin))},
                                 {QStringLiteral("name"), qtText(each.name)},
                                 {QStringLiteral("statusWord"), qtText(card::statusText(each.sw))},
                                 {QStringLiteral("meaning"), qtText(explain::explainStatusWord(each.sw).what)}});
    }
    QJsonObject object{{QStringLiteral("reader"), qtText(reader)}, {QStringLiteral("tries"), tries}};
    if (search.directory) {
        QJsonArray entries;
        for (const card::DirectoryEntry &entry : search.directory->entries)
            entries.append(QJsonObject{{QStringLiteral("aid"), qtText(toHex(entry.aid))},
                                       {QStringLiteral("label"), qtText(entry.label)}});
        object[QStringLiteral("efDir")] = QJsonObject{
            {QStringLiteral("records"), static_cast<int>(search.directory->records)},
            {QStringLiteral("entries"), entries}};
    }
    if (const card::AidTry *found = search.foundTry()) {
        object[QStringLiteral("aid")] = qtText(toHex(found->aid));
        object[QStringLiteral("channel")] = search.channel;
        object[QStringLiteral("fci")] = qtText(toHex(search.fci));
    }
    return object;
}

/// The reader that is meant; what was typed when there is no service to ask. Error: readers are there, and not that one.
Result<std::string> chosenReader(const std::string &typed)
{
    if (typed.empty())
        return typed;
    auto found = findReader(typed);
    if (found)
        return found;
    pcsc::Context context;
    const auto readers = context.readers();
    return readers && !readers->empty() ? found : typed;
}

int cardDoctor(const CardDoctorOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    if (options.markdown) {
        const std::string table = pcsc::findingTable();
        console.line(table.substr(0, table.size() - 1)); // the line ends with one of its own
        return exitOk;
    }
    auto reader = chosenReader(options.reader);
    if (!reader)
        return failed(surroundings, reader.error());
    pcsc::GatherOptions gather;
    gather.reader = *reader;
    gather.speakToCards = !options.silent;
    for (const std::string &aid : options.aids)
        gather.session.ownAids.push_back(fromHex(aid).value_or(Bytes()));
    const pcsc::Evidence evidence = pcsc::gatherEvidence(gather, nullptr, surroundings.stop);
    const std::vector<pcsc::Finding> findings = pcsc::diagnose(evidence);
    const bool blocked = pcsc::somethingBlocks(findings);
    if (console.json()) {
        QJsonArray told;
        for (const pcsc::Finding &finding : findings)
            told.append(jsonOfFinding(finding));
        QJsonArray searches;
        for (const pcsc::ReaderEvidence &seen : evidence.readers) {
            if (seen.search)
                searches.append(jsonOfSearch(seen.state.name, *seen.search));
        }
        console.line(QJsonObject{{QStringLiteral("blocked"), blocked},
                                 {QStringLiteral("findings"), told},
                                 {QStringLiteral("isdRs"), searches}});
    } else {
        const std::string report = pcsc::reportOf(findings, evidence);
        console.line(report.substr(0, report.size() - 1));
    }
    return blocked ? exitFailed : exitOk;
}

} // namespace

Run addCardDoctor(CLI::App &command)
{
    auto options = std::make_shared<CardDoctorOptions>();
    command.add_option("--reader", options->reader, "Only the card in this PC/SC reader; a part of the name is enough")
        ->type_name("NAME")
        ->group("Card");
    addAidOption(command, options->aids, "A further AID of an ISD-R to try");
    command.add_flag("--no-cards", options->silent, "Look at service and readers, and send nothing to cards")
        ->group("Card");
    command.add_flag("--markdown", options->markdown, "Everything that can be found, as it stands in docs/doctor.md");
    command.footer("Exit code: 0 nothing is in the way, 1 something is.");
    return [options](Surroundings &surroundings) { return cardDoctor(*options, surroundings); };
}

} // namespace wb::cli
