// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/http/address.h"
#include "core/http/tls.h"

namespace wb::http {

/// Whether a server takes up the TLS session of an earlier connection: two connections, the second of which offers what the first was
/// given, ticket or session identifier. Whom it talks to is not asked: nothing but "GET /" is said. Errors: http, unreachable; tls, timedOut,
/// removed or refused; malformed when the connection fails only because a session is offered.
Result<bool> resumesSessions(const Address &address, const Endpoint &endpoint, TlsVersion version);

} // namespace wb::http
