// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/smds_node.h"

#include "core/es/client.h"
#include "core/es/tls_trust.h"
#include "tests/support/core/results.h"

namespace wb::testing {

namespace {

pki::Credential issue(const pki::Authority &authority, pki::Role role, const std::string &address, const char *oid,
                      pki::Generation generation)
{
    pki::ServerIdentity identity;
    identity.commonName = address;
    identity.dnsNames = {address};
    identity.oid = oid;
    pki::IssueOptions options;
    options.generation = generation;
    return must(authority.issueServer(role, identity, options));
}

void mustDo(const Result<void> &result)
{
    if (!result)
        qFatal("a test cannot be prepared: %s", result.error().line().c_str());
}

} // namespace

SmdsNode::SmdsNode(const pki::Authority &authority, const std::string &address, const Clock &clock,
                   pki::Generation generation)
    : m_address(address),
      m_clock(clock),
      m_registrant(issue(authority, pki::Role::dpTls, "smdp.example.com", "2.999.10", generation))
{
    m_cis.add(authority.ci());
    const std::filesystem::path folder = m_folder.path().toStdString();
    mustDo(pki::saveCredential(issue(authority, pki::Role::dsAuth, address, "2.999.15", generation), folder, "DSauth"));
    mustDo(pki::saveCredential(issue(authority, pki::Role::dsTls, address, "2.999.15", generation), folder, "DS_TLS"));
    mustDo(authority.save(folder));

    smds::Configuration configuration;
    configuration.name = address;
    configuration.database = folder / "smds.sqlite";
    configuration.trustedCis = {folder / "CERT_CI.pem"};
    configuration.authentication = {{folder / "CERT_DSauth.pem", folder / "SK_DSauth.pem"}};
    configuration.addresses = {address};
    configuration.es11.tls = {{folder / "CERT_DS_TLS.pem", folder / "SK_DS_TLS.pem"}};
    configuration.es12.tls = configuration.es11.tls;
    m_server = must(smds::Server::start(configuration, {clock, nullptr, {}}));
}

void SmdsNode::registerEvent(std::string_view eid, const std::string &eventId, const std::string &rspServerAddress)
{
    const http::Address address{m_address, {}};
    http::ClientOptions options;
    options.peerCheck = es::tlsPeerCheck(m_cis, {pki::Role::dsTls}, pki::TlsEnd::server, m_clock);
    options.credential = es::tlsCredential(m_registrant.chain, m_registrant.key);
    options.map.set(address, {"127.0.0.1", m_server->es12Port()});
    es::Es12Client client(std::move(options));
    es::RegisterEventRequest request;
    request.header = {"2.999.10", "by hand"};
    request.eid = eid;
    request.rspServerAddress = rspServerAddress;
    request.eventId = eventId;
    mustDo(client.registerEvent(address, request, {}));
}

} // namespace wb::testing
