// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

namespace wb::report {

/// What can be said of the signatures in an exchange from its own octets: serverSignature1 by the server's certificate, euiccSignature1 by
/// CERT.EUICC, and that by CERT.EUM (SGP.22 sections 5.6.1, 5.6.3, 5.7.13). Verified over the octets as they were received. What the
/// exchange carries from before it was redacted comes instead. Empty where nothing is signed. Whether the chains lead to a CI is the
/// business of whoever trusts one.
std::vector<capture::RuleVerdict> signatureVerdicts(const capture::Exchange &exchange);

} // namespace wb::report
