// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/identity.h"
#include "core/pki/authority.h"
#include "core/smds/configuration.h"

namespace wb::lab {

/// A lab as it lies in its folder: who takes part, with which certificates. Nothing of it runs yet.
///
///     lab.toml            the parts below
///     ci/                 the lab's CI: certificate and key
///     root-smds/          smds.toml, database, CERT.DSauth and CERT.DS.TLS
///     smdp/               CERT.DP.TLS of the SM-DP+ that registers events
///     operator/           certificate of who administers the SM-DS
///     euicc-a/            a virtual eUICC
struct Lab {
    std::filesystem::path folder;
    std::string name;
    pki::TrustAnchors cis;
    std::filesystem::path smdsFile; ///< where the next comes from
    smds::Configuration smds;
    pki::Credential registrant; ///< CERT.DP.TLS with its key
    smds::CredentialFiles registrantFiles;
    std::vector<euicc::Identity> euiccs;
};

/// The folder of the user's own lab: below the data folder of the desktop.
std::filesystem::path defaultLabFolder();

/// Makes the first lab: a CI, a Root SM-DS at testrootsmds.example.com, the credential of an SM-DP+ and one virtual eUICC.
/// The folder appears whole or not at all. Errors: file, io; conflict when it exists.
Result<void> createLab(const std::filesystem::path &folder, const Clock &clock);

/// Reads a lab. Errors: config, pki or file, saying which file is wrong.
Result<Lab> openLab(const std::filesystem::path &folder);

} // namespace wb::lab
