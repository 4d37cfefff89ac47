// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/connection_options.h"
#include "app/cli/verb.h"
#include "core/conformance/target.h"
#include "core/lab/running_lab.h"

namespace wb::cli {

/// Which SM-DS is to be tested, and with what.
struct ConformanceTargetOptions {
    struct Files {
        std::string certificate;
        std::string key;
    };

    std::string server;     ///< of ES11; empty: the lab's
    std::string es12;       ///< empty: the same
    std::string parentEs11; ///< empty: it has none
    std::string lab;
    std::string euicc;  ///< folder of a virtual eUICC
    std::string issuer; ///< folder with CERT_CI.pem and SK_CI.pem
    Files registrant;
    Files otherRegistrant;
    Files smds;
    ConnectionOptions connection;

    /// A lab takes part when it is named, and when nothing says whom else the server believes.
    bool usesLab() const { return !lab.empty() || (issuer.empty() && registrant.certificate.empty()); }
};

void addTargetOptions(CLI::App &command, ConformanceTargetOptions &options);

/// Why the options cannot work at all; none when they can.
std::optional<Trouble> whatIsMissing(const ConformanceTargetOptions &options);

/// A target with the lab that runs for it.
struct ConformanceTarget {
    std::unique_ptr<lab::RunningLab> lab; ///< when its SM-DS runs in this process
    conformance::Target target;
};

/// Loads what the options name and, when neither a server nor a map is given, finds or starts the lab's SM-DS. Errors: config, pki, file, lab,
/// saying which file.
Result<ConformanceTarget> targetFor(const ConformanceTargetOptions &options, capture::Sink *sink,
                                    Surroundings &surroundings);

} // namespace wb::cli
