// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "core/http/server.h"
#include "core/smds/administration_interface.h"
#include "core/smds/configuration.h"
#include "core/smds/event_service.h"
#include "core/smds/metered_service.h"

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

    /// What start() would do, tried: check(), whether the database can be used, and whether the addresses can be bound at the
    /// moment. Nothing is left changed; a database that is not there yet is not made. Errors: those of check().
    static Result<std::vector<std::string>> rehearse(const Configuration &configuration,
                                                     const Surroundings &surroundings);

    /// Stops accepting, finishes what was accepted, closes the store.
    ~Server();

    std::uint16_t es11Port() const { return m_es11->port(); }
    std::uint16_t es12Port() const { return m_es12->port(); }
    std::uint16_t administrationPort() const { return m_administrationListener ? m_administrationListener->port() : 0; }
    EventStore &store() { return *m_store; }

private:
    Server() = default;
    Result<void> startForwarding(const Configuration &configuration, const pki::TrustAnchors &cis,
                                 const Surroundings &surroundings);
    Result<void> listen(const Configuration &configuration, const pki::TrustAnchors &cis,
                        const Surroundings &surroundings);
    Result<void> startAdministration(const Configuration &configuration, const Surroundings &surroundings);

    std::unique_ptr<EventStore> m_store;
    std::unique_ptr<Forwarder> m_forwarder;
    std::unique_ptr<EventService> m_service;
    CallMeter m_meter;
    std::unique_ptr<MeteredService> m_meteredService;
    std::unique_ptr<http::Server> m_es11;
    std::unique_ptr<http::Server> m_es12;

    // None of these without [administration].
    std::unique_ptr<EventReader> m_reader;
    std::unique_ptr<Administration> m_administration;
    std::unique_ptr<AdministrationInterface> m_administrationInterface;
    std::unique_ptr<http::Server> m_administrationListener;
};

} // namespace wb::smds
