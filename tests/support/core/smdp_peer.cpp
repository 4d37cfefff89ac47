// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/smdp_peer.h"

#include "core/es/tls_trust.h"
#include "tests/support/core/results.h"

namespace wb::testing {

namespace {

pki::Credential credentialOf(const pki::Authority &authority, pki::Role role, const std::string &address,
                             pki::Generation generation)
{
    pki::ServerIdentity identity;
    identity.commonName = address;
    identity.dnsNames = {address};
    identity.oid = "2.999.10";
    pki::IssueOptions options;
    options.generation = generation;
    return must(authority.issueServer(role, identity, options));
}

} // namespace

SmdpPeer::SmdpPeer(const pki::Authority &authority, const std::string &address, const Clock &clock,
                   const SmdpPeerDefects &defects)
    : m_address(address),
      m_defects(defects)
{
    const auto auth = credentialOf(authority, defects.authRole.value_or(pki::Role::dpAuth), address,
                                   defects.generation);
    auth::Configuration configuration;
    configuration.addresses = {address};
    configuration.credentials = {{auth.leaf(), auth.key}};
    configuration.cis.add(authority.ci());
    configuration.refusals = {
        {"8.8.1", "3.8", {}, {}}, {"8.8.2", "3.1", {}, {}}, {"8.8.3", "3.1", {}, {}}, {"8.8.4", "3.7", {}, {}}};
    m_authentication = std::make_unique<auth::MutualAuthentication>(std::move(configuration), clock);

    const auto tls = credentialOf(authority, pki::Role::dpTls, address, defects.generation);
    http::ServerOptions options;
    options.name = "SM-DP+";
    options.credentials = {es::tlsCredential(tls.chain, tls.key)};
    options.limits.grace = std::chrono::milliseconds(200);
    m_server = must(http::Server::start(std::move(options), [this](const http::Request &request, std::stop_token) {
        return es::serveEs11(request, *this); // the same path and form as ES9+ (SGP.22 section 6.5.2)
    }));
}

Result<es::InitiateAuthenticationResponse>
SmdpPeer::initiateAuthentication(const es::InitiateAuthenticationRequest &request)
{
    ++m_contacts;
    auto answer = m_authentication->initiate(request);
    if (answer && m_defects.wrongSignature)
        answer->serverSignature1.back() ^= 1;
    return answer;
}

Result<es::AuthenticateClientResponseEs11> SmdpPeer::authenticateClient(const es::AuthenticateClientRequest &)
{
    ++m_downloads;
    Error error = makeError(ErrorKind::refused, Interface::es9plus, "AuthenticateClient", "no profile here");
    error.status = StatusPair{"8.2.6", "3.8", {}, {}};
    return fail(std::move(error));
}

} // namespace wb::testing
