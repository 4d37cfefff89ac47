// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

#include <QString>

namespace wb::report {

/// How an exchange ended, for whoever looks for what went wrong.
enum class Verdict {
    ok,
    warning, ///< it worked, but: 62xx, 63xx, Executed-WithWarning; or somebody cancelled it
    error,
};

Verdict verdictOf(const capture::Exchange &exchange);

/// True when TLS never came up, so that no request was sent.
bool isFailedHandshake(const capture::Exchange &exchange);

/// The interface, "ES10b", or "APDU" and "HTTPS" where the exchange belongs to none.
QString kindText(const capture::Exchange &exchange);

/// The function; of a failed handshake it says so: "TLS handshake failed (ES11.InitiateAuthentication)".
QString whatText(const capture::Exchange &exchange);

/// The status with the words behind its code: "6A82 file or application not found", "alert 42 bad_certificate".
QString statusText(const capture::Exchange &exchange);

/// A status word in words: "ok", "12 octets wait for GET RESPONSE".
QString statusWordText(std::uint16_t statusWord);

/// "42 bad_certificate, sent by the peer"; empty when there was no alert.
QString alertText(const capture::TlsDetails &tls);

} // namespace wb::report
