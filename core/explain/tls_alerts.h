// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/explain/explanation.h"

#include <optional>
#include <span>
#include <string_view>

/// TLS alert descriptions (RFC 8446 section 6, and those of TLS 1.2 that are still met), with their usual cause between RSP servers.
namespace wb::explain {

struct TlsAlertMeaning {
    int number;
    const char *name; ///< "bad_certificate"
    const char *why;
    const char *next;
};

std::span<const TlsAlertMeaning> tlsAlertMeanings();

/// "bad_certificate" for 42; empty for a number that is no alert.
std::string_view tlsAlertName(int number);

/// The number of a name in either case, with blanks or underscores.
std::optional<int> tlsAlertNumber(std::string_view name);

/// Explains any number; one that is no alert says so.
Explanation explainTlsAlert(int number);

/// Explains why this side did not accept the certificate of the other, by the alert it sent for it.
Explanation explainOwnRefusal(int number);

} // namespace wb::explain
