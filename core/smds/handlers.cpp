// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/handlers.h"

#include "core/pki/role.h"

namespace wb::smds {

namespace {

/// What mutual TLS has proved of the caller. The check of the handshake has seen to role and registeredID.
es::Registrant registrantOf(const http::Request &request)
{
    if (request.peerChain.empty())
        return {};
    const auto certificate = pki::Certificate::fromDer(request.peerChain.front());
    if (!certificate)
        return {};
    return {std::string(certificate->oid()), std::string(pki::roleNameOf(*certificate))};
}

http::Response forbidden()
{
    constexpr std::string_view text = "ES12 and ES15 want a client certificate.\n";
    return {403, {{"Content-Type", "text/plain; charset=utf-8"}}, copyOf(viewOf(text))};
}

} // namespace

http::Handler es11Handler(es::Es11Service &es11, es::Es12Service &es12, const es::Es12Folders &folders,
                          const Switches &switches, Log log)
{
    if (!log)
        log = [](const std::string &) {};
    return [&es11, &es12, folders, switches, log](const http::Request &request, std::stop_token) {
        if (switches.combinedPort
            && (request.target.starts_with(folders.es12) || request.target.starts_with(folders.es15))) {
            log("lab: ES12 or ES15 is called on the port of ES11 by " + request.remote);
            return request.peerChain.empty() ? forbidden()
                                             : es::serveEs12(request, registrantOf(request), es12, folders);
        }
        if (switches.es11PathAlias && request.target.starts_with(es::es11Alias)) {
            log("switch es11-path-alias: " + request.remote + " calls ES11 as " + std::string(es::es11Alias));
            http::Request renamed = request;
            renamed.target.replace(0, es::es11Alias.size(), es::es9plusFolder);
            return es::serveEs11(renamed, es11);
        }
        return es::serveEs11(request, es11);
    };
}

http::Handler es12Handler(es::Es12Service &service, const es::Es12Folders &folders)
{
    return [&service, folders](const http::Request &request, std::stop_token) {
        return es::serveEs12(request, registrantOf(request), service, folders);
    };
}

} // namespace wb::smds
