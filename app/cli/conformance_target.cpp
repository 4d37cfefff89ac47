// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/conformance_target.h"

#include "app/cli/lab_choice.h"
#include "app/cli/lab_connection.h"
#include "core/es/tls_trust.h"
#include "core/euicc/identity_files.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

/// The lab's address, CI, SM-DP+ and eUICC. Its SM-DS is started here unless the user says where a server is.
Result<void> addLab(const ConformanceTargetOptions &options, Surroundings &surroundings, ConformanceTarget &made,
                    pki::TrustAnchors &cis)
{
    auto opened = openLabOf(options.lab);
    if (!opened)
        return fail(std::move(opened.error()));
    auto issuer = pki::Authority::load(opened->folder / "ci", surroundings.clock);
    if (!issuer)
        return fail(std::move(issuer.error()));
    const auto address = http::Address::parse(opened->smds.addresses.front());
    if (!address)
        return fail(address.error());
    conformance::Target &target = made.target;
    target.es11 = target.es12 = *address;
    target.issuer = std::move(*issuer);
    target.registrant = opened->registrant;
    if (!opened->euiccs.empty())
        target.euicc = opened->euiccs.front();
    if (cis.empty())
        cis = opened->cis;
    if (!options.server.empty() || !options.connection.maps.empty())
        return {};
    auto connection = connectLab(std::move(*opened), surroundings);
    if (!connection)
        return fail(std::move(connection.error()));
    made.lab = std::move(connection->running);
    target.lpa.map = std::move(connection->es11);
    target.server.map = std::move(connection->es12);
    return {};
}

Result<void> setAddress(http::Address &address, const std::string &text)
{
    if (text.empty())
        return {};
    auto parsed = http::Address::parse(text);
    if (!parsed)
        return fail(std::move(parsed.error()));
    address = std::move(*parsed);
    return {};
}

Result<void> setCredential(std::optional<pki::Credential> &place, const ConformanceTargetOptions::Files &files)
{
    if (files.certificate.empty())
        return {};
    auto credential = pki::loadCredentialFiles(files.certificate, files.key);
    if (!credential)
        return fail(std::move(credential.error()));
    place = std::move(*credential);
    return {};
}

Result<void> setKeys(const ConformanceTargetOptions &options, const Clock &clock, conformance::Target &target)
{
    if (!options.issuer.empty()) {
        auto issuer = pki::Authority::load(options.issuer, clock);
        if (!issuer)
            return fail(std::move(issuer.error()));
        target.issuer = std::move(*issuer);
    }
    if (!options.euicc.empty()) {
        auto identity = euicc::loadIdentity(options.euicc);
        if (!identity)
            return fail(std::move(identity.error()));
        target.euicc = std::move(*identity);
    }
    for (const auto &[place, files] :
         {std::pair(&target.registrant, &options.registrant),
          std::pair(&target.otherRegistrant, &options.otherRegistrant), std::pair(&target.smds, &options.smds)}) {
        if (auto set = setCredential(*place, *files); !set)
            return set;
    }
    return {};
}

void addFiles(CLI::App &command, const std::string &prefix, const std::string &what,
              ConformanceTargetOptions::Files &files)
{
    CLI::Option *certificate = command.add_option("--" + prefix + "cert", files.certificate,
                                                  what + " with its chain, PEM");
    CLI::Option *key = command.add_option("--" + prefix + "key", files.key, "Its private key, PEM");
    certificate->type_name("FILE")->group("Who calls")->needs(key);
    key->type_name("FILE")->group("Who calls")->needs(certificate);
}

} // namespace

void addTargetOptions(CLI::App &command, ConformanceTargetOptions &options)
{
    command.add_option("--server", options.server, "The SM-DS to test, its address of ES11 (default: the lab's)")
        ->type_name("ADDRESS")
        ->group("SM-DS");
    command.add_option("--es12", options.es12, "Its address of ES12 and ES15 (default: the same)")
        ->type_name("ADDRESS")
        ->group("SM-DS");
    command
        .add_option("--parent-es11", options.parentEs11,
                    "The address of ES11 of the SM-DS it forwards events to: for the rows on forwarding")
        ->type_name("ADDRESS")
        ->group("SM-DS");
    addFiles(command, "", "CERT.DP.TLS of an SM-DP+", options.registrant);
    addFiles(command, "other-", "CERT.DP.TLS of a second SM-DP+", options.otherRegistrant);
    addFiles(command, "smds-", "CERT.DS.TLS of an SM-DS that calls ES15", options.smds);
    command.add_option("--euicc", options.euicc, "The virtual eUICC in this folder")
        ->type_name("FOLDER")
        ->group("Keys");
    command
        .add_option("--issuer", options.issuer,
                    "A CI the SM-DS trusts, with its key (CERT_CI.pem, SK_CI.pem): makes whatever is not given, and "
                    "certificates with defects")
        ->type_name("FOLDER")
        ->group("Keys");
    command.add_option("--lab", options.lab, "Keys of this lab (default: of the user's lab)")
        ->type_name("FOLDER")
        ->group("Keys");
    addConnectionOptions(command, options.connection);
}

std::optional<Trouble> whatIsMissing(const ConformanceTargetOptions &options)
{
    if (options.usesLab())
        return {};
    if (options.server.empty())
        return Trouble{"smds conformance: no SM-DS is given", "without a lab there is none to test by default",
                       "give its address with --server"};
    if (options.issuer.empty() && options.connection.cis.empty())
        return Trouble{"smds conformance: no CI certificate is trusted, so no server can be",
                       "with --cert, trust comes from --ci or --issuer, never from the system",
                       "give the CI certificate of the SM-DS with --ci FILE"};
    return {};
}

Result<ConformanceTarget> targetFor(const ConformanceTargetOptions &options, capture::Sink *sink,
                                    Surroundings &surroundings)
{
    ConformanceTarget made;
    conformance::Target &target = made.target;
    auto cis = loadCis(options.connection.cis);
    if (!cis)
        return fail(std::move(cis.error()));
    auto map = mapOf(options.connection);
    if (!map)
        return fail(std::move(map.error()));
    target.lpa.map = target.server.map = std::move(*map);
    if (options.usesLab()) {
        if (auto added = addLab(options, surroundings, made, *cis); !added)
            return fail(std::move(added.error()));
    }
    auto set =
        setKeys(options, surroundings.clock, target).and_then([&] { return setAddress(target.es11, options.server); });
    if (set && !options.server.empty())
        target.es12 = target.es11;
    if (set)
        set = setAddress(target.es12, options.es12);
    if (set && !options.parentEs11.empty())
        set = setAddress(target.parentEs11.emplace(), options.parentEs11);
    if (!set)
        return fail(std::move(set.error()));
    if (cis->empty() && target.issuer)
        cis->add(target.issuer->ci());
    for (http::ClientOptions *client : {&target.lpa, &target.server}) {
        client->peerCheck = es::tlsPeerCheck(*cis, {pki::Role::dsTls}, pki::TlsEnd::server, surroundings.clock);
        client->sink = sink;
        apply(options.connection, *client);
    }
    target.lpa.from = "LPA";
    target.server.from = "SM-DP+";
    return made;
}

} // namespace wb::cli
