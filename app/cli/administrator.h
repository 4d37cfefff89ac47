// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/connection_options.h"
#include "app/cli/verb.h"
#include "core/events/administration_client.h"
#include "core/lab/running_lab.h"

namespace wb::cli {

/// Who administers which SM-DS.
struct AdministratorOptions {
    std::string server;      ///< empty: the lab's
    std::string certificate; ///< one that is enrolled
    std::string key;
    std::string lab;
    ConnectionOptions connection;

    bool usesLab() const { return certificate.empty(); }
};

/// --server, --cert, --key, --lab and those of a connection.
void addAdministratorOptions(CLI::App &command, AdministratorOptions &options);

/// A client of the administration interface, ready to ask.
struct Administrator {
    std::unique_ptr<lab::RunningLab> lab; ///< when its SM-DS runs in this process
    events::AdministrationClient client;
};

/// Loads the credential and, when the lab's SM-DS is meant and nobody runs it, starts it. Errors: config, pki, file, lab.
Result<Administrator> administratorFor(const AdministratorOptions &options, Surroundings &surroundings);

/// What a verb does with the client; returns an ExitCode.
using AdministratorWork = std::function<int(events::AdministrationClient &client, Surroundings &surroundings)>;

/// The whole run of a verb: sees whether the options can work, connects, works. `verb` is "smds list".
int runAsAdministrator(const std::string &verb, const AdministratorOptions &options, Surroundings &surroundings,
                       const AdministratorWork &work);

} // namespace wb::cli
