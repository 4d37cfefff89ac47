// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// What an SM-DS loads from the files its configuration names.

#include "core/smds/server_loading.h"

#include "core/es/exchange_names.h"
#include "core/es/tls_trust.h"
#include "core/pki/authority.h"

namespace wb::smds {

Result<auth::Configuration> loadAuthentication(const Configuration &configuration, const pki::TrustAnchors &cis)
{
    auth::Configuration authentication;
    authentication.addresses = configuration.addresses;
    authentication.cis = cis;
    authentication.refusals = auth::smdsRefusals();
    authentication.sessions = configuration.operation.limits.forSessions();
    for (const CredentialFiles &files : configuration.authentication) {
        auto credential = pki::loadCredentialFiles(files.certificate, files.key);
        if (!credential)
            return fail(std::move(credential.error()));
        if (pki::roleOf(credential->leaf()) != pki::Role::dsAuth) {
            return fail(ErrorKind::invalid, Interface::config, files.certificate.string(),
                        "the certificate is no CERT.DSauth but " + std::string(pki::roleNameOf(credential->leaf())));
        }
        authentication.credentials.push_back({credential->leaf(), credential->key});
    }
    return authentication;
}

Result<std::vector<http::TlsCredential>> loadTls(const ListenerConfiguration &listener)
{
    std::vector<http::TlsCredential> credentials;
    for (const CredentialFiles &files : listener.tls) {
        auto credential = pki::loadCredentialFiles(files.certificate, files.key);
        if (!credential)
            return fail(std::move(credential.error()));
        if (pki::roleOf(credential->leaf()) != pki::Role::dsTls) {
            return fail(ErrorKind::invalid, Interface::config, files.certificate.string(),
                        "the certificate is no CERT.DS.TLS but " + std::string(pki::roleNameOf(credential->leaf())));
        }
        credentials.push_back(es::tlsCredential(credential->chain, credential->key));
    }
    return credentials;
}

Result<http::ServerOptions> listenerOptions(const std::string &name, Interface interface,
                                            const ListenerConfiguration &listener, const Configuration &configuration,
                                            const Server::Surroundings &surroundings)
{
    auto credentials = loadTls(listener);
    if (!credentials)
        return fail(std::move(credentials.error()));
    http::ServerOptions options;
    options.name = name;
    options.bindAddress = listener.bind;
    options.port = listener.port;
    options.credentials = std::move(*credentials);
    options.sink = surroundings.sink;
    options.log = surroundings.log;
    options.limits = listener.limits.value_or(configuration.operation.limits).forListener();
    options.beforeRecord = [interface, folders = configuration.es12Folders](capture::Exchange &exchange) {
        es::nameCall(exchange, interface, folders);
    };
    return options;
}

Result<std::vector<Parent>> loadParents(const Configuration &configuration, const pki::TrustAnchors &cis,
                                        const Server::Surroundings &surroundings)
{
    std::vector<Parent> parents;
    for (const ParentConfiguration &parent : configuration.parents) {
        const CredentialFiles &files = parent.tls ? *parent.tls : configuration.es12.tls.front();
        auto credential = pki::loadCredentialFiles(files.certificate, files.key);
        if (!credential)
            return fail(std::move(credential.error()));
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(cis, {pki::Role::dsTls}, pki::TlsEnd::server, surroundings.clock);
        options.credential = es::tlsCredential(credential->chain, credential->key);
        options.from = configuration.name;
        options.sink = surroundings.sink;
        const std::chrono::seconds timeout(configuration.timeoutSeconds); // a registrant waits for all of them
        options.timeouts.write = timeout;
        options.timeouts.firstByte = timeout;
        options.timeouts.body = timeout;
        if (parent.connectTo)
            options.map.set(parent.address, *parent.connectTo);
        parents.push_back({parent.name, parent.address, parent.forwardsAgain,
                           es15Calls(std::move(options), parent.address, parent.folder)});
    }
    return parents;
}

http::PeerCheck callerCheck(const pki::TrustAnchors &cis, const Clock &clock)
{
    return es::tlsPeerCheck(cis, {pki::Role::dpTls, pki::Role::dsTls}, pki::TlsEnd::client, clock);
}

Result<std::unique_ptr<QLockFile>> lockedFor(const store::DatabaseUrl &url)
{
    if (url.dialect != store::Dialect::sqlite)
        return std::unique_ptr<QLockFile>();
    const QString name = QString::fromStdString(url.file.string()) + QStringLiteral(".lock");
    auto lock = std::make_unique<QLockFile>(name);
    lock->setStaleLockTime(0); // a server that is alive keeps it however long it runs
    if (lock->tryLock())
        return lock;
    if (lock->error() != QLockFile::LockFailedError)
        return fail(ErrorKind::io, Interface::store, "open", name.toStdString() + " cannot be made");
    qint64 process = 0;
    QString host;
    QString program;
    lock->getLockInfo(&process, &host, &program);
    return fail(ErrorKind::busy, Interface::store, "open",
                url.file.string() + " is in use by " + program.toStdString() + ", process " + std::to_string(process));
}

} // namespace wb::smds
