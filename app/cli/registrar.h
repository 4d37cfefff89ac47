// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/connection_options.h"
#include "app/cli/verb.h"
#include "core/lab/running_lab.h"

namespace wb::cli {

/// Who calls ES12, and which SM-DS.
struct RegistrarOptions {
    std::string server;      ///< empty: the lab's
    std::string certificate; ///< CERT.DP.TLS with its chain
    std::string key;
    std::string lab;
    ConnectionOptions connection;

    bool usesLab() const { return certificate.empty() || !lab.empty(); }
};

/// --server, --cert, --key, --lab and those of a connection. With --cert and --lab the lab's SM-DS is called with that certificate.
void addRegistrarOptions(CLI::App &command, RegistrarOptions &options);

/// Why the options cannot work at all (`verb` is "smds register"); none when they can.
std::optional<Trouble> whatIsMissing(const RegistrarOptions &options, const std::string &verb);

/// A caller of ES12, ready to call.
struct Registrar {
    std::unique_ptr<lab::RunningLab> lab; ///< when its SM-DS runs in this process
    http::Address server;
    http::ClientOptions client;
    std::string requester; ///< functionRequesterIdentifier: the OID of the certificate
    std::vector<rsp::Eid> knownEids;

    /// The header of the next call: a call identifier of its own.
    es::RequestHeader header() const;
};

/// Loads the credential and, when the lab's SM-DS is meant and no map says where it runs, starts it. Errors: config, pki,
/// file, lab, saying which file.
Result<Registrar> registrarFor(const RegistrarOptions &options, Surroundings &surroundings);

} // namespace wb::cli
