// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/tls.h"
#include "core/pki/key.h"
#include "core/pki/rules.h"

namespace wb::es {

/// The trust decision of RSP for one end of a TLS connection: the chain rules of SGP.22 against these CIs and nothing else,
/// one of these roles, and for a server the name. `clock` outlives the check.
http::PeerCheck tlsPeerCheck(pki::TrustAnchors cis, std::vector<pki::Role> roles, pki::TlsEnd end, const Clock &clock);

/// A certificate chain with its key in the form the TLS side takes.
http::TlsCredential tlsCredential(std::span<const pki::Certificate> chain, const pki::PrivateKey &key);

} // namespace wb::es
