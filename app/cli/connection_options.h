// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/client.h"
#include "core/pki/trust_anchors.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wb::cli {

/// How servers are reached and whom they are believed from.
struct ConnectionOptions {
    std::vector<std::string> cis;  ///< files
    std::vector<std::string> maps; ///< "NAME[:PORT]=HOST:PORT"
    std::string keyLog;
    double timeoutSeconds = 0; ///< 0: each phase's own
};

void addConnectionOptions(CLI::App &command, ConnectionOptions &options);
void addTrustOption(CLI::App &command, std::vector<std::string> &cis);

/// Every CI certificate of these files. Errors: those of pki::loadCertificates(); malformed for a file that is none.
Result<pki::TrustAnchors> loadCis(const std::vector<std::string> &files);

/// The connection map the options describe. Error: invalid, config, for an entry without form.
Result<http::ConnectionMap> mapOf(const ConnectionOptions &options);

/// Key log and time limits.
void apply(const ConnectionOptions &options, http::ClientOptions &client);

} // namespace wb::cli
