// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// New certificates for a running SM-DS, and who administers it.

#include "core/http/tls_context.h"
#include "core/smds/server_loading.h"

#include <algorithm>

namespace wb::smds {

namespace {

/// The running configuration with everything of `fresh` that can be exchanged.
Configuration withExchanged(Configuration running, const Configuration &fresh)
{
    running.trustedCis = fresh.trustedCis;
    running.authentication = fresh.authentication;
    running.es11.tls = fresh.es11.tls;
    running.es12.tls = fresh.es12.tls;
    if (running.administration && fresh.administration) {
        running.administration->listener.tls = fresh.administration->listener.tls;
        running.administration->clients = fresh.administration->clients;
    }
    for (ParentConfiguration &parent : running.parents) {
        const auto same = std::find_if(fresh.parents.begin(), fresh.parents.end(),
                                       [&](const ParentConfiguration &other) { return other.name == parent.name; });
        if (same != fresh.parents.end())
            parent.tls = same->tls;
    }
    return running;
}

/// But for the certificates.
bool isSame(const ListenerConfiguration &running, const ListenerConfiguration &fresh)
{
    return running.bind == fresh.bind && running.port == fresh.port && running.limits == fresh.limits;
}

bool isSame(const std::optional<AdministrationConfiguration> &running,
            const std::optional<AdministrationConfiguration> &fresh)
{
    if (!running || !fresh)
        return !running && !fresh;
    return isSame(running->listener, fresh->listener);
}

/// What `fresh` says otherwise, by the names of the file.
std::vector<std::string> differences(const Configuration &running, const Configuration &fresh)
{
    std::vector<std::string> names;
    const auto note = [&names](bool same, const char *name) {
        if (!same)
            names.emplace_back(name);
    };
    note(running.name == fresh.name, "name");
    note(running.database == fresh.database, "database");
    note(running.addresses == fresh.addresses, "es11.addresses");
    note(isSame(running.es11, fresh.es11), "es11");
    note(isSame(running.es12, fresh.es12), "es12");
    note(running.es12Folders == fresh.es12Folders, "es12.folder or es12.es15-folder");
    note(isSame(running.administration, fresh.administration), "administration");
    note(running.answerAtOnce == fresh.answerAtOnce && running.mostHops == fresh.mostHops
             && running.timeoutSeconds == fresh.timeoutSeconds && running.settlingSeconds == fresh.settlingSeconds
             && running.stopSeconds == fresh.stopSeconds,
         "forwarding");
    note(running.parents == fresh.parents, "parent");
    note(running.operation.limits == fresh.operation.limits, "limits");
    note(running.operation.switches == fresh.operation.switches, "switches or lab");
    note(running.operation.v3 == fresh.operation.v3, "v3");
    note(running.operation.retention == fresh.operation.retention, "retention");
    return names;
}

/// The certificates of a listener, which would take them.
Result<std::vector<http::TlsCredential>> usableTls(const ListenerConfiguration &listener)
{
    auto credentials = loadTls(listener);
    if (!credentials)
        return credentials;
    http::TlsSetup setup;
    setup.server = true;
    setup.credentials = *credentials;
    const auto context = http::TlsContext::create(std::move(setup));
    if (!context)
        return fail(context.error());
    return credentials;
}

} // namespace

Result<std::vector<std::string>> Server::reload(const Configuration &fresh)
{
    const std::scoped_lock lock(m_reloadMutex);
    Configuration next = withExchanged(*m_configuration.get(), fresh);
    auto cis = pki::loadTrustAnchors(next.trustedCis);
    if (!cis)
        return fail(std::move(cis.error()));
    auto authentication = loadAuthentication(next, *cis);
    if (!authentication)
        return fail(std::move(authentication.error()));
    auto es11 = usableTls(next.es11);
    if (!es11)
        return fail(std::move(es11.error()));
    auto es12 = usableTls(next.es12);
    if (!es12)
        return fail(std::move(es12.error()));
    auto administration = next.administration ? usableTls(next.administration->listener) : es12;
    if (!administration)
        return fail(std::move(administration.error()));
    auto enrolled = Administrators::load(next.administration ? next.administration->clients
                                                             : std::vector<AdministratorConfiguration>());
    if (!enrolled)
        return fail(std::move(enrolled.error()));
    auto parents = loadParents(next, *cis, m_surroundings);
    if (!parents)
        return fail(std::move(parents.error()));

    // All is there and usable.
    m_service->reload(std::move(authentication->credentials), *cis);
    m_callerCheck->set(callerCheck(*cis, m_surroundings.clock));
    if (m_enrolled)
        m_enrolled->set(std::move(*enrolled));
    auto exchanged = m_es11->reload(*es11).and_then([&] { return m_es12->reload(*es12); }).and_then([&] {
        return m_administrationListener ? m_administrationListener->reload(*administration) : Result<void>();
    });
    if (!exchanged)
        return fail(std::move(exchanged.error()));
    m_forwarder->reload(std::move(*parents));
    auto different = differences(next, fresh);
    m_configuration.set(std::move(next));
    return different;
}

} // namespace wb::smds
