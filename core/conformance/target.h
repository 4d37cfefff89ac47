// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/client.h"
#include "core/euicc/identity.h"
#include "core/pki/authority.h"

namespace wb::conformance {

/// The SM-DS that is tested, and who may test it. What is absent keeps the rows that need it from being run, and the report says so.
struct Target {
    http::Address es11;
    http::Address es12;
    std::optional<http::Address> parentEs11; ///< of the SM-DS it forwards events to
    http::ClientOptions lpa;                 ///< for ES11; without a credential
    http::ClientOptions server;              ///< for ES12 and ES15; the credential is put in
    std::string es15Folder{es::es15Folder};

    std::optional<pki::Credential> registrant;      ///< CERT.DP.TLS of an SM-DP+ that may register
    std::optional<pki::Credential> otherRegistrant; ///< of another one, with another OID
    std::optional<pki::Credential> smds;            ///< CERT.DS.TLS of an SM-DS that may call ES15
    std::optional<euicc::Identity> euicc;           ///< with its key: it signs what a row wants it to
    std::optional<pki::Authority>
        issuer; ///< a CI that the server trusts, with its key: makes certificates with defects
};

/// Makes what is missing with the issuer, where there is one: registrants with OIDs of their own, and an eUICC with an EID that
/// nobody else has, in place of the given one, because what waits for that is not the suite's business. Errors: those of the issuer.
Result<Target> completed(Target target);

/// The eUICC, with a fresh EID of a known EUM; its EUM's certificates are those of the issuer.
Result<euicc::Identity> newEuicc(const pki::Authority &issuer);

/// A random EID whose check digits hold.
std::string newEid();

} // namespace wb::conformance
