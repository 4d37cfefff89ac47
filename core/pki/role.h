// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/certificate.h"

namespace wb::pki {

/// What a certificate is for, as its policy OID says (SGP.22 section 4.5.2.1). The sub-CAs exist in version 3 only.
enum class Role { ci, ciSubCa, eum, eumSubCa, euicc, dpTls, dpAuth, dpPb, dpSubCa, dsTls, dsAuth, dsSubCa };

/// Which of the two sets of policy OIDs, and with it which form of the EUM rule: version 2 (Variant O), or the hierarchy
/// of version 3.
enum class Generation { v2, v3 };

/// "CERT.DSauth", "CERT.DS.TLS", "CERT.EUM", ...: the field and file name SGP.22 uses.
std::string_view nameOf(Role role);

/// "SGP.22 version 2", "SGP.22 version 3".
std::string_view nameOf(Generation generation);

/// The policy OID of a role; empty for a sub-CA in version 2, where there is none.
std::string_view policyOf(Role role, Generation generation);

/// Whether certificates of this role issue others.
bool isAuthority(Role role);

/// Role and generation by the first policy OID that names one; none when no policy does.
std::optional<Role> roleOf(const Certificate &certificate);
std::optional<Generation> generationOf(const Certificate &certificate);

/// nameOf(roleOf()), or "certificate" when no policy names a role.
std::string_view roleNameOf(const Certificate &certificate);

} // namespace wb::pki
