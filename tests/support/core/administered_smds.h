// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/events/administration_client.h"
#include "core/pki/client_certificate.h"
#include "core/smds/server.h"
#include "tests/support/core/rsp_cast.h"

#include <QTemporaryDir>

namespace wb::testing {

/// An SM-DS with an administration interface, in this process, with an operator and a viewer.
class AdministeredSmds {
public:
    /// The database is a file of its own, or that of the URL.
    explicit AdministeredSmds(const Cast &cast, const std::string &database = {});

    smds::Configuration configuration;
    pki::Credential operatorCredential;
    pki::Credential viewerCredential;
    capture::Sink *sink = nullptr; ///< from the next start() on

    void start();
    void stop() { m_server.reset(); }
    smds::Server &server() { return *m_server; }

    /// Without a credential: none is sent.
    http::ClientOptions options(const std::optional<pki::Credential> &credential) const;
    events::AdministrationClient client(const pki::Credential &credential) const;
    events::AdministrationClient asOperator() const { return client(operatorCredential); }

    /// A record that is in the database as if it had been registered.
    smds::EventRecord add(const std::string &eid, const std::string &eventId, const std::string &owner = "2.999.10",
                          std::vector<smds::Forward> forwards = {});

private:
    const Cast &m_cast;
    QTemporaryDir m_folder;
    std::unique_ptr<smds::Server> m_server;
};

} // namespace wb::testing
