// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/exchangeable.h"
#include "core/capture/exchange.h"
#include "core/http/server.h"
#include "core/smds/administration_interface.h"
#include "core/smds/configuration.h"
#include "core/smds/event_service.h"
#include "core/smds/metered_service.h"
#include "core/smds/retention.h"

#include <atomic>

class QLockFile;

namespace wb::smds {

/// A running SM-DS: ES11 on a listener with server authentication only, ES12 and the administration interface each on one of its own with
/// mutual TLS.
class Server {
public:
    struct Surroundings {
        const Clock &clock = Clock::system();
        capture::Sink *sink = nullptr; ///< the server's own capture; outlives it
        std::function<void(std::string)> log;
    };

    /// Opens the store, loads the certificates and listens. Errors: config, pki, store or http, saying which file or address.
    static Result<std::unique_ptr<Server>> start(const Configuration &configuration, const Surroundings &surroundings);

    /// What start() would load, looked at without opening the store or a port: what is odd about the certificates at `now`,
    /// one clause each (expired, not issued by a trusted CI, ...). Errors: those of start().
    static Result<std::vector<std::string>> check(const Configuration &configuration, TimePoint now);

    /// What start() would do, tried.
    struct Rehearsal {
        std::vector<std::string> findings; ///< those of check(), of the database and of the addresses
        /// What somebody uses at the moment who may be this very server, running: the database, and then nothing else was tried; on
        /// PostgreSQL the addresses that are taken. Empty when nobody does.
        std::string inUse;
    };

    /// check(), whether the database can be used, and whether the addresses can be bound at the moment. Nothing is left changed; a
    /// database that is not there yet is not made. Errors: those of check().
    static Result<Rehearsal> rehearse(const Configuration &configuration, const Surroundings &surroundings);

    /// Loads certificates, keys, trusted CIs and who administers again, from the files that `configuration` names: for new connections,
    /// authentications and calls to parents. What is under way goes on. All of it or, on an error, nothing. The names of other settings that differ
    /// from the running ones: they want a restart. Errors: config, pki, tls.
    Result<std::vector<std::string>> reload(const Configuration &configuration);

    /// Stops accepting, finishes what was accepted, closes the store. Registrations that wait for a parent have `stop-seconds`; then they
    /// are answered 8.9/5.1 and withdrawn, and what may have reached the parent is deleted there after the next start.
    ~Server();

    std::uint16_t es11Port() const { return m_es11->port(); }
    std::uint16_t es12Port() const { return m_es12->port(); }
    std::uint16_t administrationPort() const { return m_administrationListener ? m_administrationListener->port() : 0; }
    EventStore &store() { return *m_store; }

    /// What the listeners have seen since the start.
    http::ServerCounters es11Counters() const { return m_es11->counters(); }
    http::ServerCounters es12Counters() const { return m_es12->counters(); }

private:
    Server(const Configuration &configuration, const Surroundings &surroundings);
    Result<void> startForwarding(const Configuration &configuration, const pki::TrustAnchors &cis,
                                 const Surroundings &surroundings);
    Result<void> listen(const Configuration &configuration, const pki::TrustAnchors &cis,
                        const Surroundings &surroundings);
    Result<void> startAdministration(const Configuration &configuration, const Surroundings &surroundings);

    const Surroundings m_surroundings;
    std::mutex m_reloadMutex;
    Exchangeable<Configuration> m_configuration; ///< with the certificates that are in use
    std::shared_ptr<Exchangeable<http::PeerCheck>> m_callerCheck;
    std::unique_ptr<QLockFile> m_lock; ///< of the file the store is in; null on a server
    std::unique_ptr<EventStore> m_store;
    std::unique_ptr<RetentionTask> m_retention;
    std::unique_ptr<Forwarder> m_forwarder;
    std::unique_ptr<EventService> m_service;
    CallMeter m_meter;
    std::unique_ptr<MeteredService> m_meteredService;
    std::unique_ptr<http::Server> m_es11;
    std::unique_ptr<http::Server> m_es12;

    // None of these without [administration].
    std::unique_ptr<EventReader> m_reader;
    std::unique_ptr<Administration> m_administration;
    std::shared_ptr<Exchangeable<Administrators>> m_enrolled;
    std::unique_ptr<AdministrationInterface> m_administrationInterface;
    std::unique_ptr<http::Server> m_administrationListener;
    std::atomic<const http::Server *> m_administrationCounted =
        nullptr; ///< which answers before start() has it in its hands
};

} // namespace wb::smds
