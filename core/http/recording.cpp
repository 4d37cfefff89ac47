// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/recording.h"

namespace wb::http {

std::string statusText(const capture::HttpExchange &http, const std::optional<Error> &error)
{
    if (!error)
        return "HTTP " + std::to_string(http.status);
    if (error->kind == ErrorKind::malformed && http.status != 0)
        return "HTTP " + std::to_string(http.status); // a server's answer to what is no request
    if (error->tlsAlert)
        return "alert " + std::to_string(*error->tlsAlert);
    switch (error->kind) {
    case ErrorKind::timedOut: return "timed out";
    case ErrorKind::cancelled: return "cancelled";
    case ErrorKind::unreachable: return "unreachable";
    case ErrorKind::removed: return "cut off";
    default: return "failed";
    }
}

} // namespace wb::http
