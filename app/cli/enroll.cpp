// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/base/toml_reader.h"
#include "core/pki/client_certificate.h"
#include "core/smds/configuration.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

struct EnrollOptions {
    std::string name;
    std::string role = "viewer";
    std::string folder = ".";
    int days = 730;
};

/// The part of file names: letters, digits and hyphens of a name.
std::string credentialFileName(const std::string &name)
{
    std::string text;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        text += plain ? c : '-';
    }
    return text;
}

int enroll(const EnrollOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const std::filesystem::path folder = options.folder;
    const std::string file = credentialFileName(options.name);
    const std::filesystem::path certificate = folder / ("CERT_" + file + ".pem");
    if (std::filesystem::exists(certificate)) {
        return failed(surroundings, makeError(ErrorKind::conflict, Interface::file, certificate.string(),
                                              "it is there already, and is not overwritten"));
    }
    const auto credential = pki::selfSignedClient(options.name, surroundings.clock.now(),
                                                  std::chrono::days(options.days));
    if (!credential)
        return failed(surroundings, credential.error());
    const auto saved = pki::saveCredential(*credential, folder, file);
    if (!saved)
        return failed(surroundings, saved.error());
    if (console.json()) {
        console.line(QJsonObject{{QStringLiteral("certificate"), qtText(certificate.string())},
                                 {QStringLiteral("key"), qtText((folder / ("SK_" + file + ".pem")).string())}});
        return exitOk;
    }
    console.note("Made " + certificate.string()
                 + " and its key. To let it in, add this to the configuration of the SM-DS and"
                   " reload it (SIGHUP, systemctl reload) or start it:");
    console.line("[[administration.client]]\nname = " + tomlQuoted(options.name)
                 + "\nrole = " + tomlQuoted(options.role)
                 + "\ncertificate = " + tomlQuoted(std::filesystem::absolute(certificate).lexically_normal().string()));
    return exitOk;
}

} // namespace

Run addEnroll(CLI::App &command)
{
    auto options = std::make_shared<EnrollOptions>();
    command.add_option("--name", options->name, "Who it is for")->type_name("NAME")->required();
    command.add_option("--role", options->role, "viewer or operator (default: viewer)")
        ->type_name("ROLE")
        ->check(CLI::IsMember({"viewer", "operator"}));
    command.add_option("--out", options->folder, "Where the files go (default: here)")->type_name("FOLDER");
    command.add_option("--days", options->days, "How long it is valid (default: 730)")
        ->type_name("DAYS")
        ->check(CLI::Range(1, 36500).description(""));
    command.footer(
        "Makes a certificate and a key for somebody who administers an SM-DS, and prints the lines that enrol it.\n"
        "Exit code: 0 made, 1 not, 2 wrong usage.");
    return [options](Surroundings &surroundings) {
        if (options->name.empty())
            return wrongUsage(surroundings.console, {"smds enroll: --name is empty", {}, "say who it is for"});
        return enroll(*options, surroundings);
    };
}

} // namespace wb::cli
