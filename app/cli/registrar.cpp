// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/registrar.h"

#include "app/cli/lab_choice.h"
#include "app/cli/lab_connection.h"
#include "core/base/hex.h"
#include "core/es/tls_trust.h"
#include "core/pki/key.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

/// The lab's SM-DP+ at the lab's SM-DS, which is started here unless the user says where it is.
Result<Registrar> labRegistrar(const RegistrarOptions &options, http::ConnectionMap map, Surroundings &surroundings)
{
    auto opened = openLabOf(options.lab);
    if (!opened)
        return fail(std::move(opened.error()));
    Registrar registrar;
    for (const euicc::Identity &euicc : opened->euiccs)
        registrar.knownEids.push_back(euicc.eid);
    const std::string address = opened->smds.addresses.front();
    const lab::Lab lab = *opened;
    if (options.connection.maps.empty()) {
        auto connection = connectLab(std::move(*opened), surroundings);
        if (!connection)
            return fail(std::move(connection.error()));
        registrar.lab = std::move(connection->running);
        map = std::move(connection->es12);
    }
    registrar.client = lab::registrantOptions(lab, std::move(map), surroundings.clock);
    registrar.requester = lab.registrant.leaf().oid();
    if (!options.certificate.empty()) { // somebody else calls the lab's SM-DS
        const auto credential = pki::loadCredentialFiles(options.certificate, options.key);
        if (!credential)
            return fail(credential.error());
        registrar.requester = credential->leaf().oid();
        registrar.client.credential = es::tlsCredential(credential->chain, credential->key);
    }
    const auto parsed = http::Address::parse(address);
    if (!parsed)
        return fail(parsed.error());
    registrar.server = *parsed;
    return registrar;
}

/// A credential and CIs from files.
Result<Registrar> fileRegistrar(const RegistrarOptions &options, http::ConnectionMap map, Surroundings &surroundings)
{
    const auto credential = pki::loadCredentialFiles(options.certificate, options.key);
    if (!credential)
        return fail(credential.error());
    auto cis = loadCis(options.connection.cis);
    if (!cis)
        return fail(std::move(cis.error()));
    Registrar registrar;
    registrar.requester = credential->leaf().oid();
    registrar.client.peerCheck = es::tlsPeerCheck(std::move(*cis), {pki::Role::dsTls}, pki::TlsEnd::server,
                                                  surroundings.clock);
    registrar.client.credential = es::tlsCredential(credential->chain, credential->key);
    registrar.client.map = std::move(map);
    registrar.client.from = "SM-DP+";
    return registrar;
}

} // namespace

void addRegistrarOptions(CLI::App &command, RegistrarOptions &options)
{
    CLI::Option *server = command.add_option("--server", options.server, "The SM-DS (default: the lab's)");
    CLI::Option *certificate = command.add_option("--cert", options.certificate,
                                                  "CERT.DP.TLS with its chain, PEM (default: the lab's)");
    CLI::Option *key = command.add_option("--key", options.key, "Its private key, PEM");
    CLI::Option *lab = command.add_option("--lab", options.lab, "The SM-DP+ of this lab (default: of the user's lab)");
    server->type_name("ADDRESS")->group("SM-DS");
    certificate->type_name("FILE")->group("Who calls")->needs(key);
    key->type_name("FILE")->group("Who calls")->needs(certificate);
    lab->type_name("FOLDER")->group("Who calls");
    addConnectionOptions(command, options.connection);
}

std::optional<Trouble> whatIsMissing(const RegistrarOptions &options, const std::string &verb)
{
    if (options.usesLab())
        return {};
    if (options.server.empty()) {
        return Trouble{verb + ": no SM-DS is given", "with --cert, it comes from --server or from a lab",
                       "give --server ADDRESS, or --lab FOLDER"};
    }
    if (!options.connection.cis.empty())
        return {};
    return Trouble{verb + ": no CI certificate is trusted, so no server can be",
                   "with --cert, trust comes from --ci, never from the system",
                   "give the CI certificate of the SM-DS with --ci FILE"};
}

es::RequestHeader Registrar::header() const
{
    return {requester, toHex(pki::randomBytes(8))};
}

Result<Registrar> registrarFor(const RegistrarOptions &options, Surroundings &surroundings)
{
    auto map = mapOf(options.connection);
    if (!map)
        return fail(std::move(map.error()));
    auto registrar = options.usesLab() ? labRegistrar(options, std::move(*map), surroundings)
                                       : fileRegistrar(options, std::move(*map), surroundings);
    if (!registrar)
        return registrar;
    if (!options.server.empty()) {
        const auto address = http::Address::parse(options.server);
        if (!address)
            return fail(address.error());
        registrar->server = *address;
    }
    apply(options.connection, registrar->client);
    return registrar;
}

} // namespace wb::cli
