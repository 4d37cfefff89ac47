// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/server.h"

#include <QLockFile>

/// What an SM-DS loads from the files its configuration names, at the start and again when it is told to. Errors: config, pki.
namespace wb::smds {

/// CERT.DSauth of each CI, and everything else ES11 wants to know.
Result<auth::Configuration> loadAuthentication(const Configuration &configuration, const pki::TrustAnchors &cis);

/// The CERT.DS.TLS of a listener.
Result<std::vector<http::TlsCredential>> loadTls(const ListenerConfiguration &listener);

/// How a listener is started, with its certificates. `name` and `interface` are what its exchanges say.
Result<http::ServerOptions> listenerOptions(const std::string &name, Interface interface,
                                            const ListenerConfiguration &listener, const Configuration &configuration,
                                            const Server::Surroundings &surroundings);

/// The parents with all that is needed to call them. Their certificates are held against the same CIs.
Result<std::vector<Parent>> loadParents(const Configuration &configuration, const pki::TrustAnchors &cis,
                                        const Server::Surroundings &surroundings);

/// The check of who calls ES12 or ES15.
http::PeerCheck callerCheck(const pki::TrustAnchors &cis, const Clock &clock);

/// A file belongs to one server at a time. The lock ends with the process, however that ends; null on a server, which is shared. Errors: store,
/// busy, saying whose it is; io.
Result<std::unique_ptr<QLockFile>> lockedFor(const store::DatabaseUrl &url);

} // namespace wb::smds
