// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/server.h"

#include "core/base/rest.h"
#include "core/pki/authority.h"
#include "core/smds/database_sessions.h"
#include "core/smds/handlers.h"
#include "core/smds/server_loading.h"

#include <algorithm>
#include <thread>

namespace wb::smds {

namespace {

/// A registration waits on a worker, for its parents and for the commit it shares with all others that wait: as many share one as
/// there are workers.
constexpr unsigned es12Workers = 64;

/// The time a listener takes to send what was answered when the waiting for parents ended.
constexpr std::chrono::seconds farewell{2};

/// The OID that parents know this server by.
Result<std::string> ownOid(const Configuration &configuration)
{
    const CredentialFiles &files = configuration.es12.tls.front();
    return pki::loadCredentialFiles(files.certificate, files.key).map([](const auto &credential) {
        return std::string(credential.leaf().oid());
    });
}

} // namespace

Result<std::unique_ptr<Server>> Server::start(const Configuration &configuration, const Surroundings &surroundings)
{
    auto cis = pki::loadTrustAnchors(configuration.trustedCis);
    if (!cis)
        return fail(std::move(cis.error()));
    auto authentication = loadAuthentication(configuration, *cis);
    if (!authentication)
        return fail(std::move(authentication.error()));
    auto lock = lockedFor(configuration.database);
    if (!lock)
        return fail(std::move(lock.error()));
    auto store = EventStore::open(configuration.database);
    if (!store)
        return fail(std::move(store.error()));

    std::unique_ptr<Server> server(new Server(configuration, surroundings));
    server->m_lock = std::move(*lock);
    server->m_store = std::move(*store);
    if (configuration.operation.switches.reuseEventIds)
        server->m_store->allowReuse();
    auto forwarding = server->startForwarding(configuration, *cis, surroundings);
    if (!forwarding)
        return fail(std::move(forwarding.error()));
    std::unique_ptr<auth::SessionStore> sessions; // in memory, where nobody shares them
    if (configuration.database.dialect == store::Dialect::postgresql) {
        auto shared = DatabaseSessions::open(configuration.database, surroundings.clock, authentication->sessions);
        if (!shared)
            return fail(std::move(shared.error()));
        sessions = std::move(*shared);
    }
    server->m_service = std::make_unique<EventService>(std::move(*authentication), *server->m_store,
                                                       *server->m_forwarder, surroundings.clock, std::move(sessions),
                                                       configuration.operation);
    server->m_meteredService = std::make_unique<MeteredService>(*server->m_service, *server->m_service, server->m_meter,
                                                                surroundings.log);
    if (surroundings.log) {
        for (const std::string &name : switchesOn(configuration.operation.switches))
            surroundings.log("switched on: " + name);
    }
    auto listening = server->listen(configuration, *cis, surroundings).and_then([&] {
        return server->startAdministration(configuration, surroundings);
    });
    if (!listening)
        return fail(std::move(listening.error()));
    server->m_retention = std::make_unique<RetentionTask>(configuration.operation.retention, *server->m_store,
                                                          surroundings.clock, surroundings.log);
    return server;
}

Result<void> Server::startForwarding(const Configuration &configuration, const pki::TrustAnchors &cis,
                                     const Surroundings &surroundings)
{
    auto parents = loadParents(configuration, cis, surroundings);
    if (!parents)
        return fail(std::move(parents.error()));
    ForwardingOptions options;
    options.ownAddress = configuration.addresses.front();
    options.otherAddresses.assign(configuration.addresses.begin() + 1, configuration.addresses.end());
    options.answerAtOnce = configuration.answerAtOnce;
    options.mostHops = configuration.mostHops;
    const http::Timeouts usual;
    options.longestCall = usual.resolve + usual.connect + usual.handshake
                          + 3 * std::chrono::seconds(configuration.timeoutSeconds) + std::chrono::seconds(10);
    options.longestSettling = std::chrono::seconds(configuration.settlingSeconds);
    if (!parents->empty()) {
        auto oid = ownOid(configuration);
        if (!oid)
            return fail(std::move(oid.error()));
        options.requester = std::move(*oid);
    }

    // This program alone has a file open, so what somebody was at work on when it was killed, nobody is at work on now. A
    // server is shared: there others may be at work, and only what is too old for that is nobody's; claims run out.
    const bool shared = configuration.database.dialect == store::Dialect::postgresql;
    const TimePoint now = surroundings.clock.now();
    const auto abandoned = m_store->withdrawAbandoned(shared ? now - options.patience - 2 * options.longestCall : now,
                                                      now, now + options.longestSettling);
    if (!abandoned)
        return fail(abandoned.error());
    auto released = shared ? Result<void>() : m_store->releaseClaims(now + options.settling);
    if (!released)
        return fail(std::move(released.error()));
    if (*abandoned > 0 && surroundings.log)
        surroundings.log(std::to_string(*abandoned) + " registrations that were never acknowledged are withdrawn");

    m_forwarder = std::make_unique<Forwarder>(std::move(*parents), std::move(options), *m_store, surroundings.clock,
                                              surroundings.log);
    return {};
}

Result<void> Server::listen(const Configuration &configuration, const pki::TrustAnchors &cis,
                            const Surroundings &surroundings)
{
    MeteredService &service = *m_meteredService;

    auto es11 = listenerOptions(configuration.name + " ES11", Interface::es11, configuration.es11, configuration,
                                surroundings);
    if (!es11)
        return fail(std::move(es11.error()));
    m_callerCheck = std::make_shared<Exchangeable<http::PeerCheck>>(callerCheck(cis, surroundings.clock));
    const http::PeerCheck checkOfCallers = [check = m_callerCheck](const std::vector<Bytes> &chain,
                                                                   std::string_view name) {
        return (*check->get())(chain, name);
    };
    const Switches &switches = configuration.operation.switches;
    if (switches.combinedPort) {
        es11->clientCertificate = http::ClientCertificate::optional;
        es11->clientCheck = checkOfCallers;
        es11->workers = es12Workers;
        es11->limits.grace = std::chrono::seconds(configuration.stopSeconds) + farewell;
    } else if (configuration.database.dialect == store::Dialect::sqlite) {
        // On a file nothing in ES11 waits for anybody, and two hand-overs between threads cost more than all but the signatures.
        es11->workers = 0;
        es11->networkThreads = std::max(2U, std::thread::hardware_concurrency());
    }
    auto es11Server = http::Server::start(
        std::move(*es11), es11Handler(service, service, configuration.es12Folders, switches, surroundings.log));
    if (!es11Server)
        return fail(std::move(es11Server.error()));
    m_es11 = std::move(*es11Server);

    auto es12 = listenerOptions(configuration.name + " ES12", Interface::es12, configuration.es12, configuration,
                                surroundings);
    if (!es12)
        return fail(std::move(es12.error()));
    es12->workers = es12Workers;
    es12->limits.grace = std::chrono::seconds(configuration.stopSeconds) + farewell;
    es12->clientCertificate = http::ClientCertificate::required;
    es12->clientCheck = checkOfCallers;
    auto es12Server = http::Server::start(std::move(*es12), es12Handler(service, configuration.es12Folders));
    if (!es12Server)
        return fail(std::move(es12Server.error()));
    m_es12 = std::move(*es12Server);
    return {};
}

Result<void> Server::startAdministration(const Configuration &configuration, const Surroundings &surroundings)
{
    if (!configuration.administration)
        return {};
    auto administrators = Administrators::load(configuration.administration->clients);
    if (!administrators)
        return fail(std::move(administrators.error()));
    auto reader = EventReader::open(configuration.database);
    if (!reader)
        return fail(std::move(reader.error()));
    auto options = listenerOptions(configuration.name + " administration", Interface::administration,
                                   configuration.administration->listener, configuration, surroundings);
    if (!options)
        return fail(std::move(options.error()));
    m_reader = std::move(*reader);
    const Clock &clock = surroundings.clock;
    m_administration = std::make_unique<Administration>(Administration::Parts{
        *m_reader, *m_store, *m_forwarder, m_meter, clock, [this] { return *m_configuration.get(); },
        [this, &clock] { return Server::check(*m_configuration.get(), clock.now()); },
        [this] {
            std::vector<ListenerState> states{{"es11", m_es11->counters()}, {"es12", m_es12->counters()}};
            if (const http::Server *own = m_administrationCounted)
                states.push_back({"administration", own->counters()});
            return states;
        }});
    options->clientCertificate = http::ClientCertificate::required;
    m_enrolled = std::make_shared<Exchangeable<Administrators>>(std::move(*administrators));
    options->clientCheck = [enrolled = m_enrolled, &clock](const std::vector<Bytes> &chain, std::string_view) {
        return enrolled->get()->verdictOn(chain, clock.now());
    };
    m_administrationInterface = std::make_unique<AdministrationInterface>(*m_administration, m_enrolled);
    auto listener = http::Server::start(
        std::move(*options), [&interface = *m_administrationInterface](const http::Request &request, std::stop_token) {
            return interface.serve(request);
        });
    if (!listener)
        return fail(std::move(listener.error()));
    m_administrationListener = std::move(*listener);
    m_administrationCounted = m_administrationListener.get();
    return {};
}

Server::Server(const Configuration &configuration, const Surroundings &surroundings)
    : m_surroundings(surroundings),
      m_configuration(configuration)
{
}

Server::~Server()
{
    // A registration that waits for a parent could wait longer than the listener's grace time: its registrant is answered before.
    const std::chrono::seconds patience(m_configuration.get()->stopSeconds);
    const std::jthread noLonger([&](const std::stop_token &stop) {
        if (restFor(patience, stop) && m_forwarder)
            m_forwarder->endWaiting();
    });
    m_administrationListener.reset(); // first: it asks the others
    std::jthread es11([this] { m_es11.reset(); });
    m_es12.reset();
    es11.join();
}

} // namespace wb::smds
