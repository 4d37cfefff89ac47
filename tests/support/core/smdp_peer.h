// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/auth/mutual_authentication.h"
#include "core/es/server.h"
#include "core/http/server.h"
#include "core/pki/authority.h"

#include <atomic>

namespace wb::testing {

/// What differs from a good SM-DP+.
struct SmdpPeerDefects {
    std::optional<pki::Role> authRole; ///< signs with a certificate of this role, not CERT.DPauth
    pki::Generation generation = pki::Generation::v2;
    bool wrongSignature = false;
};

/// An SM-DP+ as far as an LPA that follows an event gets to know it: CERT.DP.TLS, and ES9+.InitiateAuthentication signed with
/// CERT.DPauth. AuthenticateClient, the beginning of a download, is refused with 8.2.6/3.8 and counted.
class SmdpPeer final : public es::Es11Service {
public:
    /// `address` is a name, reached at 127.0.0.1 and port().
    SmdpPeer(const pki::Authority &authority, const std::string &address, const Clock &clock,
             const SmdpPeerDefects &defects = {});

    const std::string &address() const { return m_address; }
    std::uint16_t port() const { return m_server->port(); }
    int contacts() const { return m_contacts; }   ///< InitiateAuthentication
    int downloads() const { return m_downloads; } ///< AuthenticateClient

    Result<es::InitiateAuthenticationResponse>
    initiateAuthentication(const es::InitiateAuthenticationRequest &request) override;
    Result<es::AuthenticateClientResponseEs11>
    authenticateClient(const es::AuthenticateClientRequest &request) override;

private:
    std::string m_address;
    SmdpPeerDefects m_defects;
    std::unique_ptr<auth::MutualAuthentication> m_authentication;
    std::atomic<int> m_contacts = 0;
    std::atomic<int> m_downloads = 0;
    std::unique_ptr<http::Server> m_server; // last: ends before what it calls
};

} // namespace wb::testing
