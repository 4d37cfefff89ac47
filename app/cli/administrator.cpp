// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/administrator.h"

#include "app/cli/failure.h"
#include "app/cli/lab_choice.h"
#include "app/cli/lab_connection.h"
#include "core/es/tls_trust.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

/// The operator of the lab, at the lab's SM-DS.
Result<Administrator> labAdministrator(const AdministratorOptions &options, http::ConnectionMap map,
                                       Surroundings &surroundings)
{
    auto opened = openLabOf(options.lab);
    if (!opened)
        return fail(std::move(opened.error()));
    std::unique_ptr<lab::RunningLab> running;
    lab::Lab lab = *opened;
    if (options.connection.maps.empty()) {
        auto connection = connectLab(std::move(*opened), surroundings);
        if (!connection)
            return fail(std::move(connection.error()));
        lab = std::move(connection->lab);
        running = std::move(connection->running);
        map = std::move(connection->administration);
    }
    auto client = lab::operatorOptions(lab, std::move(map), surroundings.clock);
    if (!client)
        return fail(std::move(client.error()));
    apply(options.connection, *client);
    const auto address = http::Address::parse(options.server.empty() ? lab.smds.addresses.front() : options.server);
    if (!address)
        return fail(address.error());
    return Administrator{std::move(running), events::AdministrationClient(std::move(*client), *address)};
}

/// A credential and CIs from files.
Result<Administrator> fileAdministrator(const AdministratorOptions &options, http::ConnectionMap map,
                                        Surroundings &surroundings)
{
    const auto credential = pki::loadCredentialFiles(options.certificate, options.key);
    if (!credential)
        return fail(credential.error());
    auto cis = loadCis(options.connection.cis);
    if (!cis)
        return fail(std::move(cis.error()));
    const auto address = http::Address::parse(options.server);
    if (!address)
        return fail(address.error());
    http::ClientOptions client;
    client.peerCheck = es::tlsPeerCheck(std::move(*cis), {pki::Role::dsTls}, pki::TlsEnd::server, surroundings.clock);
    client.credential = es::tlsCredential(credential->chain, credential->key);
    client.map = std::move(map);
    client.from = "administrator";
    apply(options.connection, client);
    return Administrator{nullptr, events::AdministrationClient(std::move(client), *address)};
}

} // namespace

void addAdministratorOptions(CLI::App &command, AdministratorOptions &options)
{
    CLI::Option *server = command.add_option("--server", options.server,
                                             "Administration interface of the SM-DS (default: of the lab's)");
    CLI::Option *certificate = command.add_option("--cert", options.certificate,
                                                  "A certificate that is enrolled there, PEM");
    CLI::Option *key = command.add_option("--key", options.key, "Its private key, PEM");
    CLI::Option *lab = command.add_option("--lab", options.lab,
                                          "The operator of this lab (default: of the user's lab)");
    server->type_name("ADDRESS")->group("SM-DS");
    certificate->type_name("FILE")->group("Who asks")->needs(key, server)->excludes(lab);
    key->type_name("FILE")->group("Who asks")->needs(certificate);
    lab->type_name("FOLDER")->group("Who asks");
    addConnectionOptions(command, options.connection);
}

Result<Administrator> administratorFor(const AdministratorOptions &options, Surroundings &surroundings)
{
    auto map = mapOf(options.connection);
    if (!map)
        return fail(std::move(map.error()));
    return options.usesLab() ? labAdministrator(options, std::move(*map), surroundings)
                             : fileAdministrator(options, std::move(*map), surroundings);
}

int runAsAdministrator(const std::string &verb, const AdministratorOptions &options, Surroundings &surroundings,
                       const AdministratorWork &work)
{
    if (!options.usesLab() && options.connection.cis.empty()) {
        return wrongUsage(surroundings.console, {verb + ": no CI certificate is trusted, so no server can be",
                                                 "with --cert, trust comes from --ci, never from the system",
                                                 "give the CI certificate of the SM-DS with --ci FILE"});
    }
    auto administrator = administratorFor(options, surroundings);
    if (!administrator)
        return failed(surroundings, administrator.error());
    return work(administrator->client, surroundings);
}

} // namespace wb::cli
