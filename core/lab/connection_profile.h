// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/discovery_controller.h"

#include <filesystem>

namespace wb::lab {

/// How an LPA of this program reaches servers: whom it trusts, and where names are to be found. One a purpose, so that what
/// a lab trusts is never trusted in the field, and the other way round.
struct ConnectionProfile {
    pki::TrustAnchors cis;
    std::filesystem::path trustFolder; ///< CI certificates in files, read when connecting; empty: none
    http::ConnectionMap map;
    std::optional<std::filesystem::path> keyLogFile; ///< only on request
    capture::Sink *sink = nullptr;
};

/// The profile as a connection. Reads the trust folder. Errors: pki or file, naming the file; invalid when nobody is
/// trusted, because then no server could be.
Result<lds::Connection> connect(const ConnectionProfile &profile, const Clock &clock);

} // namespace wb::lab
