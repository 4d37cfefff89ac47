// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/auth/mutual_authentication.h"
#include "core/euicc/virtual_euicc.h"
#include "core/pki/authority.h"
#include "tests/support/core/results.h"

namespace wb::testing {

inline constexpr const char *castAddress = "testrootsmds.example.com";
inline constexpr const char *castEid = "89049032123451234512345678901235"; ///< #EID1 of SGP.23

/// Everybody who takes part in an authentication, with real certificates under one CI, on a clock that stands still.
struct Cast {
    explicit Cast(pki::Curve curve = pki::Curve::p256);
    Cast(const Cast &) = delete;
    Cast &operator=(const Cast &) = delete;

    ManualClock clock;
    pki::Authority authority;
    pki::Credential eum;
    pki::Credential euicc;  ///< EID castEid
    pki::Credential dsAuth; ///< registeredID 2.999.15

    /// The key identifier of the CI.
    rsp::KeyId ci() const;

    /// Of an SM-DS at castAddress that accepts eUICCs of this CI.
    auth::Configuration serverConfiguration() const;

    /// Of the eUICC, which knows this CI only.
    euicc::Identity euiccIdentity() const;

    /// Another eUICC of the same EUM.
    euicc::Identity euiccIdentity(std::string_view eid) const;

    /// CERT.DS.TLS, CERT.DP.TLS, ... for a name.
    pki::Credential serverCertificate(pki::Role role, std::string_view name, std::string_view oid,
                                      const pki::IssueOptions &options = {}) const;
};

/// CI certificates as trust anchors.
pki::TrustAnchors trusting(std::initializer_list<const pki::Authority *> authorities);

/// What an LPA asks a server after it asked its eUICC: a fresh challenge and EUICCInfo1.
es::InitiateAuthenticationRequest questionOf(rsp::Euicc &euicc, std::string address = castAddress);

/// What an LPA passes on to its eUICC, and back to the server.
rsp::AuthenticateServerRequest passedOn(const es::InitiateAuthenticationResponse &answer,
                                        std::optional<std::string> matchingId = {});
es::AuthenticateClientRequest answerOf(rsp::Euicc &euicc, const es::InitiateAuthenticationResponse &answer,
                                       std::optional<std::string> matchingId = {});

} // namespace wb::testing
