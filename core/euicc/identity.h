// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/capacity.h"
#include "core/euicc/fault_plan.h"
#include "core/pki/key.h"
#include "core/pki/rules.h"
#include "core/rsp/authentication.h"
#include "core/rsp/euicc_rules.h"

#include <filesystem>

namespace wb::euicc {

/// The keys and certificates an eUICC has under one CI.
struct EuiccCredential {
    pki::Certificate euicc; ///< CERT.EUICC
    pki::Certificate eum;   ///< CERT.EUM that issued it
    pki::PrivateKey key;    ///< SK.EUICC
};

/// What makes an eUICC this one: everything that its maker puts in and that it does not change by itself.
struct Identity {
    std::string name; ///< for people: "Lab eUICC A"
    rsp::Eid eid;
    std::vector<EuiccCredential> credentials; ///< best first; their CIs make euiccCiPKIdListForSigning
    pki::TrustAnchors cis;                    ///< CIs it verifies servers with
    std::vector<rsp::KeyId>
        verificationKeyIds; ///< euiccCiPKIdListForVerification, best first; a CI that is not in it does not count
    rsp::EuiccInfo2 info;   ///< without the two CI lists, which come from the members above
    rsp::EuiccConfiguredAddresses
        addresses; ///< the default SM-DP+ in it is the first one; what becomes of it is in the memory
    std::vector<rsp::ProfileInfo> profiles; ///< those it is delivered with
    std::vector<rsp::ProfilePolicyAuthorisationRule> rulesAuthorisationTable;
    /// Its card refuses ES10 until TERMINAL CAPABILITY has announced an LPA in the device (SGP.22 section 5.7.1).
    bool demandsTerminalCapability = false;
    /// Once it has asked for a REFRESH it answers 6985 to ES10 until the card is reset, as some cards in the field do.
    bool refusesUntilReset = false;
    std::optional<Capacity> capacity; ///< none: extCardResource of `info` is said as it is, and it is never full
    FaultPlan faults;                 ///< what its card does wrong on purpose
    std::filesystem::path folder;     ///< it was loaded from and keeps its memory in; empty: it keeps nothing
};

/// EUICCInfo2 of a plain consumer eUICC of SGP.22 v2.5, for a new identity.
rsp::EuiccInfo2 usualEuiccInfo2();

} // namespace wb::euicc
