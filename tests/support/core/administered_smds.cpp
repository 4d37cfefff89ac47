// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/administered_smds.h"

#include "core/es/tls_trust.h"
#include "tests/support/core/results.h"

namespace wb::testing {

namespace {

void mustBe(const Result<void> &result)
{
    if (!result)
        qFatal("a test cannot be prepared: %s", result.error().line().c_str());
}

} // namespace

AdministeredSmds::AdministeredSmds(const Cast &cast, const std::string &database)
    : operatorCredential(must(pki::selfSignedClient("Olga", cast.clock.now(), std::chrono::days(30)))),
      viewerCredential(must(pki::selfSignedClient("Vera", cast.clock.now(), std::chrono::days(30)))),
      m_cast(cast)
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    mustBe(pki::saveCredential(cast.dsAuth, folder, "DSauth"));
    mustBe(pki::saveCredential(cast.serverCertificate(pki::Role::dsTls, castAddress, "2.999.15"), folder, "DS_TLS"));
    mustBe(cast.authority.save(folder));
    mustBe(pki::saveCredential(operatorCredential, folder, "operator"));
    mustBe(pki::saveCredential(viewerCredential, folder, "viewer"));

    configuration.name = "SM-DS";
    configuration.database = must(
        store::DatabaseUrl::parse(database.empty() ? (folder / "smds.sqlite").string() : database));
    configuration.trustedCis = {folder / "CERT_CI.pem"};
    configuration.authentication = {{folder / "CERT_DSauth.pem", folder / "SK_DSauth.pem"}};
    configuration.addresses = {castAddress};
    configuration.es11.tls = {{folder / "CERT_DS_TLS.pem", folder / "SK_DS_TLS.pem"}};
    configuration.es12.tls = configuration.es11.tls;
    configuration.administration = smds::AdministrationConfiguration{
        configuration.es12,
        {{"Olga", smds::AdministratorRole::operate, folder / "CERT_operator.pem"},
         {"Vera", smds::AdministratorRole::viewer, folder / "CERT_viewer.pem"}}};
    start();
}

void AdministeredSmds::start()
{
    m_server = must(smds::Server::start(configuration, {m_cast.clock, sink, {}}));
}

http::ClientOptions AdministeredSmds::options(const std::optional<pki::Credential> &credential) const
{
    http::ClientOptions options;
    options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {pki::Role::dsTls}, pki::TlsEnd::server,
                                         m_cast.clock);
    if (credential)
        options.credential = es::tlsCredential(credential->chain, credential->key);
    options.map.set({castAddress, {}}, {"127.0.0.1", m_server->administrationPort()});
    return options;
}

events::AdministrationClient AdministeredSmds::client(const pki::Credential &credential) const
{
    return {options(credential), {castAddress, {}}};
}

smds::EventRecord AdministeredSmds::add(const std::string &eid, const std::string &eventId, const std::string &owner,
                                        std::vector<smds::Forward> forwards)
{
    smds::EventRecord record;
    record.eid = must(rsp::Eid::fromText(eid));
    record.eventId = eventId;
    record.rspServerAddress = "smdp-" + eventId + ".example.com";
    record.ownerOid = owner;
    record.ownerRole = "CERT.DP.TLS";
    record.forwarding = !forwards.empty();
    record.registeredAt = m_cast.clock.now();
    record.forwards = std::move(forwards);
    smds::AuditEntry audit;
    audit.time = record.registeredAt;
    audit.kind = "RegisterEvent";
    audit.eid = eid;
    audit.caller = owner;
    audit.outcome = "Executed-Success";
    return must(m_server->store().add(record, audit));
}

} // namespace wb::testing
