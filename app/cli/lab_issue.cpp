// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/lab_choice.h"
#include "app/cli/verbs.h"
#include "core/http/address.h"
#include "core/pki/authority.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace wb::cli {

namespace {

constexpr pki::Role servers[] = {pki::Role::dsTls, pki::Role::dsAuth, pki::Role::dpTls, pki::Role::dpAuth};

struct IssueOptions {
    std::string role;
    pki::ServerIdentity identity;
    std::string lab;
    std::string issuer;
    std::string folder = ".";
};

/// "DS_TLS" for CERT.DS.TLS: how the files of a lab are called.
std::string fileNameOf(std::string role)
{
    role.erase(0, std::string_view("CERT.").size());
    std::replace(role.begin(), role.end(), '.', '_');
    return role;
}

/// "1.2.3": what SGP.22 wants in registeredID.
std::string problemOfOid(const std::string &text)
{
    const bool good = text.size() > 2 && text.front() >= '0' && text.front() <= '2' && text[1] == '.'
                      && text.back() != '.' && text.find("..") == std::string::npos
                      && text.find_first_not_of("0123456789.") == std::string::npos;
    return good ? std::string() : "'" + text + "' is no object identifier such as 2.999.15.2";
}

/// A host without a port: what stands in a certificate.
std::string problemOfName(const std::string &text)
{
    const auto address = http::Address::parse(text);
    if (!address)
        return address.error().reason;
    return address->port ? "'" + text + "' has a port, and certificates name hosts" : std::string();
}

Result<pki::Credential> issue(const IssueOptions &options, const std::filesystem::path &ci, const Clock &clock)
{
    const auto authority = pki::Authority::load(ci, clock);
    if (!authority)
        return fail(authority.error());
    const auto role = std::find_if(std::begin(servers), std::end(servers),
                                   [&](pki::Role each) { return pki::nameOf(each) == options.role; });
    return authority->issueServer(*role, options.identity);
}

int labIssue(const IssueOptions &options, Surroundings &surroundings)
{
    const std::filesystem::path folder = options.folder;
    const std::string name = fileNameOf(options.role);
    const std::filesystem::path certificate = folder / ("CERT_" + name + ".pem");
    const std::filesystem::path key = folder / ("SK_" + name + ".pem");
    for (const std::filesystem::path &file : {certificate, key}) {
        if (std::filesystem::exists(file)) {
            return failed(surroundings, makeError(ErrorKind::conflict, Interface::file, file.string(),
                                                  "it is there already, and is not overwritten"));
        }
    }
    const std::filesystem::path ci = options.issuer.empty() ? labFolder(options.lab) / "ci"
                                                            : std::filesystem::path(options.issuer);
    const auto saved = issue(options, ci, surroundings.clock).and_then([&](const pki::Credential &credential) {
        return pki::saveCredential(credential, folder, name);
    });
    if (!saved)
        return failed(surroundings, saved.error());
    if (surroundings.console.json()) {
        surroundings.console.line(QJsonObject{{QStringLiteral("certificate"), qtText(certificate.string())},
                                              {QStringLiteral("key"), qtText(key.string())}});
    } else {
        surroundings.console.line("Made " + certificate.string() + " and " + key.string());
    }
    return exitOk;
}

} // namespace

Run addLabIssue(CLI::App &command)
{
    auto options = std::make_shared<IssueOptions>();
    std::vector<std::string> roles;
    for (const pki::Role role : servers)
        roles.emplace_back(pki::nameOf(role));
    command.add_option("role", options->role, "CERT.DS.TLS, CERT.DSauth, CERT.DP.TLS or CERT.DPauth")
        ->type_name("ROLE")
        ->check(CLI::IsMember(roles))
        ->required();
    command.add_option("--name", options->identity.dnsNames, "A name the server answers to; may be repeated")
        ->allow_extra_args(false)
        ->type_name("NAME")
        ->check(problemOfName, "")
        ->required();
    command
        .add_option("--oid", options->identity.oid, "Its registeredID: who it is to other servers, such as 2.999.15.2")
        ->type_name("OID")
        ->check(problemOfOid, "")
        ->required();
    command.add_option("--out", options->folder, "Where the files go (default: here)")->type_name("FOLDER");
    CLI::Option *lab = command.add_option("--lab", options->lab, "The CI of this lab (default: of the user's lab)");
    lab->type_name("FOLDER");
    command.add_option("--issuer", options->issuer, "Another CI: a folder with CERT_CI.pem and SK_CI.pem")
        ->type_name("FOLDER")
        ->excludes(lab);
    command.footer("For further SM-DSs and SM-DP+s beside those of the lab; docs/serve.md shows a cascade of two.\n"
                   "Exit code: 0 made, 1 not, 2 wrong usage.");
    return [options](Surroundings &surroundings) { return labIssue(*options, surroundings); };
}

} // namespace wb::cli
