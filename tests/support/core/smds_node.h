// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/authority.h"
#include "core/smds/server.h"

#include <QTemporaryDir>

namespace wb::testing {

/// One SM-DS of a cascade in this process, with certificates of its own for its name, in a folder that goes with it.
class SmdsNode {
public:
    SmdsNode(const pki::Authority &authority, const std::string &address, const Clock &clock,
             pki::Generation generation = pki::Generation::v2);

    const std::string &address() const { return m_address; }
    std::uint16_t es11Port() const { return m_server->es11Port(); }
    smds::Server &server() { return *m_server; }

    /// Over ES12, as an SM-DP+ with the OID 2.999.10 does it.
    void registerEvent(std::string_view eid, const std::string &eventId, const std::string &rspServerAddress);

    /// No longer there.
    void stop() { m_server.reset(); }

private:
    std::string m_address;
    const Clock &m_clock;
    pki::TrustAnchors m_cis;
    pki::Credential m_registrant;
    QTemporaryDir m_folder;
    std::unique_ptr<smds::Server> m_server;
};

} // namespace wb::testing
