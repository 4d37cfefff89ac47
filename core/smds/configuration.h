// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace wb::smds {

/// A certificate chain (own certificate first) and its key, as PEM files.
struct CredentialFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

/// One HTTPS address of the server.
struct ListenerConfiguration {
    std::string bind = "127.0.0.1"; ///< numeric; anything but loopback is told in the log
    std::uint16_t port = 0;         ///< 0: any free one
    std::vector<CredentialFiles> tls;
};

/// Everything `smds serve` is told, from one TOML file. Relative paths count from the folder of that file.
///
///     name = "Root SM-DS"
///     database = "smds.sqlite"
///     trusted-cis = ["ci.pem"]
///
///     [[authentication]]                    # CERT.DSauth, one a CI
///     certificate = "dsauth.pem"
///     key = "dsauth.key"
///
///     [es11]
///     addresses = ["testrootsmds.example.com"]
///     port = 8443
///     tls = [{ certificate = "ds-tls.pem", key = "ds-tls.key" }]
///
///     [es12]
///     port = 8444
///     tls = [{ certificate = "ds-tls.pem", key = "ds-tls.key" }]
struct Configuration {
    std::string name;
    std::filesystem::path database;
    std::vector<std::filesystem::path> trustedCis;
    std::vector<CredentialFiles> authentication;
    std::vector<std::string> addresses; ///< of ES11, as eUICCs and LPAs know the server
    ListenerConfiguration es11;
    ListenerConfiguration es12;
};

/// Reads and checks a configuration file. Errors: config, io when it cannot be read; malformed with line and column;
/// invalid for a setting that is missing, unknown or makes no sense.
Result<Configuration> readConfiguration(const std::filesystem::path &file);

/// The text of a configuration file that reads back as the same values; paths are written relative to `folder` where
/// they lie below it.
std::string configurationText(const Configuration &configuration, const std::filesystem::path &folder);

} // namespace wb::smds
