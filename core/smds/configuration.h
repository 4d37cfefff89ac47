// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/es/paths.h"
#include "core/http/address.h"
#include "core/smds/operation_settings.h"
#include "core/store/database_url.h"

#include <filesystem>
#include <vector>

namespace wb::smds {

/// A certificate chain (own certificate first) and its key, as PEM files.
struct CredentialFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;

    bool operator==(const CredentialFiles &) const = default;
};

/// One HTTPS address of the server.
struct ListenerConfiguration {
    std::string bind = "127.0.0.1"; ///< numeric; anything but loopback is told in the log
    std::uint16_t port = 0;         ///< 0: any free one
    std::vector<CredentialFiles> tls;
    std::optional<Limits> limits; ///< its own; without them those of all
};

/// An SM-DS that events are forwarded to over ES15.
struct ParentConfiguration {
    std::string name;           ///< in table, log and audit
    http::Address address;      ///< of its ES15
    std::string folder;         ///< of its paths
    bool forwardsAgain = false; ///< the ForwardingIndicator it is sent: it is no Root but passes the event on
    std::optional<http::Endpoint> connectTo; ///< where it really listens, when its name does not lead there
    std::optional<CredentialFiles> tls;      ///< CERT.DS.TLS to call it with; the first one of ES12 when absent

    bool operator==(const ParentConfiguration &) const = default;
};

/// What somebody who is enrolled with the administration interface may do.
enum class AdministratorRole {
    viewer,  ///< look
    operate, ///< also retry, withdraw and delete
};

/// "viewer", "operator": as in the configuration and in what the interface says.
std::string_view nameOf(AdministratorRole role);

struct AdministratorConfiguration {
    std::string name;
    AdministratorRole role = AdministratorRole::viewer;
    std::filesystem::path certificate; ///< PEM; the first one in it

    bool operator==(const AdministratorConfiguration &) const = default;
};

/// The administration interface: a listener of its own, for those who are enrolled.
struct AdministrationConfiguration {
    ListenerConfiguration listener; ///< with the certificates of ES12 when it has none
    std::vector<AdministratorConfiguration> clients;
};

/// Everything `smds serve` is told, from one TOML file. Relative paths count from the folder of that file.
///
///     name = "Root SM-DS"
///     database = "smds.sqlite"              # or postgresql://user:password@host/name
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
///
///     [es12.limits]                         # where they differ from [limits]; [es11.limits], [administration.limits] too
///     certificate-requests-per-second = 50
///
///     [forwarding]                          # only with parents
///     answer = "after-parents"              # or "at-once"
///     most-hops = 3
///     timeout-seconds = 20
///     settling-seconds = 90
///     stop-seconds = 20
///
///     [[parent]]                            # the SM-DSs events are forwarded to
///     name = "Root"
///     address = "testrootsmds.example.com:8444"
///     folder = "/gsma/rsp2/es15/"
///     forwards-again = false
///     connect-to = "127.0.0.1:9444"
///
///     [administration]                      # no such interface without it
///     port = 8445
///     [[administration.client]]
///     name = "Ann"
///     role = "operator"                     # or "viewer"
///     certificate = "ann.pem"
struct Configuration {
    std::string name;
    store::DatabaseUrl database;
    std::vector<std::filesystem::path> trustedCis;
    std::vector<CredentialFiles> authentication;
    std::vector<std::string> addresses; ///< of ES11, as eUICCs and LPAs know the server
    ListenerConfiguration es11;
    ListenerConfiguration es12;
    es::Es12Folders es12Folders;
    std::optional<AdministrationConfiguration> administration;
    std::vector<ParentConfiguration> parents;
    bool answerAtOnce = false;         ///< registrations that are forwarded: before the parents are asked
    std::size_t mostHops = 3;          ///< SM-DSs a forwarded event may pass, this one included
    std::int64_t timeoutSeconds = 20;  ///< how long a parent may take for each phase of a call
    std::int64_t settlingSeconds = 90; ///< how long a parent may be at work on a call that it has not answered
    std::int64_t stopSeconds = 20;     ///< how long a stop waits for registrations that wait for parents
    OperationSettings operation;
};

/// Reads and checks a configuration file. Errors: config, io when it cannot be read; malformed with line and column;
/// invalid for a setting that is missing, unknown or makes no sense.
Result<Configuration> readConfiguration(const std::filesystem::path &file);

/// The text of a configuration file that reads back as the same values; paths are written relative to `folder` where
/// they lie below it.
std::string configurationText(const Configuration &configuration, const std::filesystem::path &folder);

} // namespace wb::smds
