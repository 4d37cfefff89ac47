// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/served_here.h"

#include "tests/support/core/rsp_cast.h"

namespace wb::bench {

namespace {

pki::EumIdentity eumIdentity(int number)
{
    pki::EumIdentity identity;
    identity.organization += " " + std::to_string(number);
    return identity;
}

pki::Credential server(const pki::Authority &authority, pki::Role role, const char *name, const char *oid)
{
    pki::ServerIdentity identity;
    identity.commonName = name;
    identity.dnsNames = {name};
    identity.oid = oid;
    return testing::must(authority.issueServer(role, identity));
}

void mustDo(const Result<void> &result)
{
    if (!result)
        qFatal("a figure cannot be prepared: %s", result.error().line().c_str());
}

} // namespace

Preparation::Preparation(int devices)
    : m_authority(testing::must(pki::Authority::create())),
      m_eums{testing::must(m_authority.issueEum(eumIdentity(1))), testing::must(m_authority.issueEum(eumIdentity(2)))},
      m_dsAuth(server(m_authority, pki::Role::dsAuth, servedAddress, "2.999.15")),
      m_dsTls(server(m_authority, pki::Role::dsTls, servedAddress, "2.999.15")),
      m_registrant(server(m_authority, pki::Role::dpTls, "smdp.example.com", "2.999.10"))
{
    mustDo(pki::saveCredential(m_dsAuth, folder(), "DSauth"));
    mustDo(pki::saveCredential(m_dsTls, folder(), "DS_TLS"));
    mustDo(m_authority.save(folder()));
    m_configuration.name = servedAddress;
    m_configuration.database = folder() / "smds.sqlite";
    m_configuration.trustedCis = {folder() / "CERT_CI.pem"};
    m_configuration.authentication = {{folder() / "CERT_DSauth.pem", folder() / "SK_DSauth.pem"}};
    m_configuration.addresses = {servedAddress};
    m_configuration.es11.tls = {{folder() / "CERT_DS_TLS.pem", folder() / "SK_DS_TLS.pem"}};
    m_configuration.es12.tls = m_configuration.es11.tls;
    smds::Limits &limits = m_configuration.operation.limits; // everybody here comes from one address
    limits.requestsPerSecond = 0;
    limits.certificateRequestsPerSecond = 0;
    limits.handshakesPerSecond = 0;

    auth::Configuration authentication;
    authentication.addresses = {servedAddress};
    authentication.credentials = {{m_dsAuth.leaf(), m_dsAuth.key}};
    authentication.cis.add(m_authority.ci());
    authentication.refusals = auth::smdsRefusals();
    auth::MutualAuthentication pattern(std::move(authentication), Clock::system());
    for (int number = 0; number < devices; ++number) {
        m_devices.emplace_back(m_authority, m_eums[static_cast<std::size_t>(number) % m_eums.size()],
                               eidOfNumber(static_cast<std::uint64_t>(number)), pattern, servedAddress);
    }
}

Result<void> Preparation::registerEvents(smds::EventStore &store) const
{
    int number = 0;
    for (const Device &device : m_devices) {
        smds::EventRecord record;
        record.eid = device.eid();
        record.eventId = "EVENT-" + std::to_string(number++);
        record.rspServerAddress = "smdp.example.com";
        record.ownerOid = "2.999.10";
        record.ownerRole = "CERT.DP.TLS";
        record.registeredAt = Clock::system().now();
        smds::AuditEntry audit;
        audit.time = record.registeredAt;
        audit.kind = "RegisterEvent";
        audit.outcome = "Executed-Success";
        if (auto added = store.add(std::move(record), std::move(audit)); !added)
            return fail(std::move(added.error()));
    }
    return {};
}

Result<std::unique_ptr<ServedHere>> ServedHere::start(const smds::Configuration &configuration)
{
    std::unique_ptr<ServedHere> served(new ServedHere);
    if (!served->m_logFile.open())
        return fail(ErrorKind::io, Interface::file, "log", served->m_logFile.errorString().toStdString());
    auto server = smds::Server::start(
        configuration,
        {Clock::system(), &served->m_log, [&log = served->m_log](const std::string &text) { log.message(text); }});
    if (!server)
        return fail(std::move(server.error()));
    served->m_server = std::move(*server);
    served->m_threads.noteNew();
    return served;
}

void ServedHere::write(const std::string &line)
{
    m_logFile.write((line + "\n").c_str());
    m_logFile.flush();
}

Result<void> checkEntries(ByteView answer)
{
    const std::string_view text(reinterpret_cast<const char *>(answer.data()), answer.size());
    if (text.find("Executed-Success") == text.npos || text.find("EVENT-") == text.npos)
        return fail(ErrorKind::refused, Interface::es11, "AuthenticateClient", std::string(text));
    return {};
}

Result<void> callPair(const Device &device, BareTlsConnection &first, BareTlsConnection &second)
{
    const auto initiated = first.ask(device.initiation());
    if (!initiated)
        return fail(initiated.error());
    const auto request = device.authentication(*initiated);
    if (!request)
        return fail(request.error());
    return second.ask(*request).and_then(checkEntries);
}

} // namespace wb::bench
