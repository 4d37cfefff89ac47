// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/lab_choice.h"
#include "app/cli/verbs.h"
#include "core/base/files.h"
#include "core/pki/authority.h"
#include "core/pki/pem.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

struct RevokeOptions {
    std::vector<std::string> certificates;
    std::string lab;
    std::optional<std::int64_t> number;
    std::optional<std::int64_t> base;
    std::size_t parts = 1;
    std::string folder = ".";
};

/// The certificates of the files, of each the first: it is the one that a chain is about.
Result<std::vector<pki::Certificate>> certificatesOf(const std::vector<std::string> &files)
{
    std::vector<pki::Certificate> certificates;
    for (const std::string &file : files) {
        auto chain = pki::loadCertificates(file);
        if (!chain)
            return fail(std::move(chain.error()));
        certificates.push_back(chain->front());
    }
    return certificates;
}

Result<std::vector<pki::RevocationList>> revoke(const RevokeOptions &options, std::int64_t number, const Clock &clock)
{
    auto certificates = certificatesOf(options.certificates);
    if (!certificates)
        return fail(std::move(certificates.error()));
    const auto authority = pki::Authority::load(labFolder(options.lab) / "ci", clock);
    if (!authority)
        return fail(authority.error());
    if (options.parts > 1)
        return authority->issueRevocationListInParts(*certificates, number, options.parts);
    const auto list = options.base
                          ? authority->issueRevocationListSince(*options.base, std::move(*certificates), number)
                          : authority->issueRevocationList(std::move(*certificates), number);
    return list.map([](const pki::RevocationList &one) { return std::vector<pki::RevocationList>{one}; });
}

std::string fileNameOf(const pki::RevocationList &list)
{
    const std::string begin = "CRL_" + std::to_string(list.number().value_or(0));
    return list.part()
               ? begin + "_" + std::to_string(list.part()->number) + "of" + std::to_string(list.part()->total) + ".crl"
               : begin + ".crl";
}

int labRevoke(const RevokeOptions &options, Surroundings &surroundings)
{
    const std::int64_t number = options.number.value_or(
        std::chrono::duration_cast<std::chrono::seconds>(surroundings.clock.now().time_since_epoch()).count());
    const auto lists = revoke(options, number, surroundings.clock);
    if (!lists)
        return failed(surroundings, lists.error());
    QJsonArray files;
    for (const pki::RevocationList &list : *lists) {
        const std::filesystem::path file = std::filesystem::path(options.folder) / fileNameOf(list);
        if (std::filesystem::exists(file)) {
            return failed(surroundings, makeError(ErrorKind::conflict, Interface::file, file.string(),
                                                  "it is there already, and is not overwritten"));
        }
        if (const auto written = writeFile(file, textOf(list.der())); !written)
            return failed(surroundings, written.error());
        files.append(qtText(file.string()));
        if (!surroundings.console.json())
            surroundings.console.line("Made " + file.string());
    }
    if (surroundings.console.json()) {
        surroundings.console.line(
            QJsonObject{{QStringLiteral("files"), files}, {QStringLiteral("number"), static_cast<qint64>(number)}});
    }
    return exitOk;
}

} // namespace

Run addLabRevoke(CLI::App &command)
{
    auto options = std::make_shared<RevokeOptions>();
    command
        .add_option("certificates", options->certificates,
                    "Certificates of this lab that are not to be trusted any more; none makes an empty list")
        ->type_name("FILE");
    command
        .add_option("--number", options->number, "cRLNumber: a greater one is fresher (default: the time, in seconds)")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    CLI::Option *parts = command.add_option("--parts", options->parts,
                                            "Make it in so many parts, which an eUICC takes one by one");
    parts->type_name("N")->check(CLI::Range(1, 255));
    command.add_option("--since", options->base, "Only what is added to the list of this number: a delta CRL")
        ->type_name("N")
        ->check(CLI::PositiveNumber)
        ->excludes(parts);
    command.add_option("--out", options->folder, "Where the files go (default: here)")->type_name("FOLDER");
    command.add_option("--lab", options->lab, "The CI of this lab (default: of the user's lab)")->type_name("FOLDER");
    command.footer("An eUICC takes the list by ES10b.LoadCRL: Functions page of the window, LoadCRL, \"From a file\".\n"
                   "Exit code: 0 made, 1 not, 2 wrong usage.");
    return [options](Surroundings &surroundings) { return labRevoke(*options, surroundings); };
}

} // namespace wb::cli
