// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// What a configuration would come to, looked at before it is used.

#include "core/http/text.h"
#include "core/pki/authority.h"
#include "core/smds/server_loading.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace wb::smds {

namespace {

/// Adds each broken rule, with the part of the configuration it concerns.
void noteBroken(const pki::ChainReport &report, const std::string &part, std::vector<std::string> &odd)
{
    for (const pki::RuleVerdict &verdict : report.verdicts) {
        if (verdict.verdict == pki::Verdict::broken)
            odd.push_back(part + ": " + verdict.line());
    }
}

/// Each parent wants a certificate that lets this server call it, and must be another server. Error: that of a certificate that
/// cannot be read.
Result<void> noteParents(const Configuration &configuration, const pki::TrustAnchors &cis, TimePoint now,
                         std::vector<std::string> &odd)
{
    static constexpr pki::Role roles[] = {pki::Role::dsTls};
    for (const ParentConfiguration &parent : configuration.parents) {
        const CredentialFiles &files = parent.tls ? *parent.tls : configuration.es12.tls.front();
        const auto credential = pki::loadCredentialFiles(files.certificate, files.key);
        if (!credential)
            return fail(credential.error());
        noteBroken(pki::checkTlsCertificate(credential->chain, cis, roles, std::nullopt, pki::TlsEnd::client, now),
                   "parent " + parent.name, odd);
        const auto isParent = [&](const std::string &own) {
            const auto address = http::Address::parse(own);
            return address && http::equalIgnoringCase(address->host, parent.address.host);
        };
        if (std::any_of(configuration.addresses.begin(), configuration.addresses.end(), isParent))
            odd.push_back("parent " + parent.name + ": " + parent.address.host + " is this server itself");
    }
    return {};
}

/// The addresses of a configuration, by the names their tables have.
std::vector<std::pair<const ListenerConfiguration *, const char *>> listenersOf(const Configuration &configuration)
{
    std::vector<std::pair<const ListenerConfiguration *, const char *>> listeners{{&configuration.es11, "es11"},
                                                                                  {&configuration.es12, "es12"}};
    if (configuration.administration)
        listeners.emplace_back(&configuration.administration->listener, "administration");
    return listeners;
}

/// Each address of ES11 must be a name in one of its certificates, or LPAs will not accept it.
void noteUnnamed(const Configuration &configuration, std::vector<std::string> &odd)
{
    std::vector<std::string> names;
    for (const CredentialFiles &files : configuration.es11.tls) {
        const auto credential = pki::loadCredentialFiles(files.certificate, files.key);
        if (credential)
            names.insert(names.end(), credential->leaf().dnsNames().begin(), credential->leaf().dnsNames().end());
    }
    for (const std::string &text : configuration.addresses) {
        const auto address = http::Address::parse(text);
        const auto isIt = [&](const std::string &name) { return http::equalIgnoringCase(name, address->host); };
        if (address && std::none_of(names.begin(), names.end(), isIt))
            odd.push_back("es11: no CERT.DS.TLS has the name " + address->host);
    }
}

/// Whether a database can be opened there, or made. Leaves everything as it is.
Result<void> databaseIsUsable(const store::DatabaseUrl &url)
{
    if (url.dialect == store::Dialect::postgresql) {
        const auto reached = store::SqlThread::open(url, store::SqlThread::Mode::reading);
        return reached ? Result<void>() : Result<void>(fail(reached.error()));
    }
    const std::filesystem::path &file = url.file;
    std::error_code problem;
    if (std::filesystem::exists(file, problem)) {
        const auto opened = store::SqlThread::open(file.string(), store::SqlThread::Mode::reading);
        if (!opened)
            return fail(opened.error());
    }
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (::access(folder.c_str(), W_OK) != 0) {
        return fail(ErrorKind::io, Interface::store, "open",
                    "in " + folder.string() + " nothing can be written: " + std::strerror(errno));
    }
    return {};
}

} // namespace

Result<std::vector<std::string>> Server::check(const Configuration &configuration, TimePoint now)
{
    const auto cis = pki::loadTrustAnchors(configuration.trustedCis);
    if (!cis)
        return fail(cis.error());
    const auto authentication = loadAuthentication(configuration, *cis);
    if (!authentication)
        return fail(authentication.error());

    std::vector<std::string> odd;
    static constexpr pki::Role authRoles[] = {pki::Role::dsAuth};
    for (const auth::AuthCredential &credential : authentication->credentials)
        noteBroken(pki::checkServerCertificate(credential.certificate, {}, *cis, authRoles, now), "authentication",
                   odd);
    static constexpr pki::Role tlsRoles[] = {pki::Role::dsTls};
    for (const auto &[listener, name] : listenersOf(configuration)) {
        const auto credentials = loadTls(*listener);
        if (!credentials)
            return fail(credentials.error());
        for (const CredentialFiles &files : listener->tls) {
            const auto chain = pki::loadCredentialFiles(files.certificate, files.key);
            if (chain)
                noteBroken(
                    pki::checkTlsCertificate(chain->chain, *cis, tlsRoles, std::nullopt, pki::TlsEnd::server, now),
                    name, odd);
        }
    }
    noteUnnamed(configuration, odd);
    if (configuration.administration) {
        const auto administrators = Administrators::load(configuration.administration->clients);
        if (!administrators)
            return fail(administrators.error());
        administrators->noteNotValid(now, odd);
    }
    auto parents = noteParents(configuration, *cis, now, odd);
    if (!parents)
        return fail(std::move(parents.error()));
    return odd;
}

Result<Server::Rehearsal> Server::rehearse(const Configuration &configuration, const Surroundings &surroundings)
{
    auto odd = check(configuration, surroundings.clock.now());
    if (!odd)
        return fail(std::move(odd.error()));
    const auto lock = lockedFor(configuration.database); // until the end, so that nobody starts meanwhile
    if (!lock && lock.error().kind == ErrorKind::busy)
        return Rehearsal{std::move(*odd), lock.error().reason};
    // A server on PostgreSQL has no lock that tells of it.
    const bool mayBeOwn = configuration.database.dialect == store::Dialect::postgresql;
    std::string inUse;
    if (const auto usable = databaseIsUsable(configuration.database); !usable)
        odd->push_back("database: " + usable.error().reason);
    for (const auto &[listener, name] : listenersOf(configuration)) {
        auto options = listenerOptions(configuration.name, Interface::none, *listener, configuration,
                                       {surroundings.clock, nullptr, {}});
        if (!options)
            return fail(std::move(options.error()));
        const auto bound = http::Server::start(std::move(*options),
                                               [](const http::Request &, std::stop_token) { return http::Response(); });
        if (bound)
            continue;
        if (mayBeOwn && bound.error().kind == ErrorKind::conflict)
            inUse += (inUse.empty() ? "" : "; ") + std::string(name) + ": " + bound.error().reason;
        else
            odd->push_back(std::string(name) + ": " + bound.error().reason);
    }
    return Rehearsal{std::move(*odd), std::move(inUse)};
}

} // namespace wb::smds
