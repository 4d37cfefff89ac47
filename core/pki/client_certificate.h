// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/authority.h"

namespace wb::pki {

/// A certificate that nobody but its own key has signed, for a client who is known by the certificate itself: who administers an SM-DS. It has a
/// new key on P-256 and begins an hour ago. Errors: those of issueCertificate().
Result<Credential> selfSignedClient(const std::string &commonName, TimePoint now, std::chrono::days validity);

} // namespace wb::pki
