// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"

#include <cstdio>

namespace wb {

std::string_view nameOf(Interface interface)
{
    switch (interface) {
    case Interface::none: return "";
    case Interface::es9plus: return "ES9+";
    case Interface::es10a: return "ES10a";
    case Interface::es10b: return "ES10b";
    case Interface::es10c: return "ES10c";
    case Interface::es11: return "ES11";
    case Interface::es12: return "ES12";
    case Interface::es15: return "ES15";
    case Interface::tls: return "TLS";
    case Interface::http: return "HTTP";
    case Interface::apdu: return "APDU";
    case Interface::pcsc: return "PC/SC";
    case Interface::asn1: return "ASN.1";
    case Interface::pki: return "PKI";
    case Interface::store: return "Store";
    case Interface::administration: return "Administration";
    case Interface::file: return "File";
    case Interface::config: return "Configuration";
    }
    return "";
}

Interface interfaceNamed(std::string_view name)
{
    for (int number = 0; number <= static_cast<int>(Interface::config); ++number) {
        if (nameOf(static_cast<Interface>(number)) == name)
            return static_cast<Interface>(number);
    }
    return Interface::none;
}

std::string_view nameOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::malformed: return "malformed";
    case ErrorKind::refused: return "refused";
    case ErrorKind::untrusted: return "untrusted";
    case ErrorKind::unreachable: return "unreachable";
    case ErrorKind::timedOut: return "timedOut";
    case ErrorKind::cancelled: return "cancelled";
    case ErrorKind::busy: return "busy";
    case ErrorKind::removed: return "removed";
    case ErrorKind::unsupported: return "unsupported";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::notFound: return "notFound";
    case ErrorKind::invalid: return "invalid";
    case ErrorKind::io: return "io";
    case ErrorKind::internal: return "internal";
    }
    return "";
}

ErrorKind errorKindNamed(std::string_view name)
{
    for (int number = 0; number < static_cast<int>(ErrorKind::internal); ++number) {
        if (nameOf(static_cast<ErrorKind>(number)) == name)
            return static_cast<ErrorKind>(number);
    }
    return ErrorKind::internal;
}

std::string Error::line() const
{
    std::string text(nameOf(interface));
    if (step.starts_with(text + " ")) // "TLS" and "TLS handshake"
        text = step;
    else if (!step.empty())
        text += (text.empty() ? "" : " ") + step;
    if (!text.empty())
        text += ": ";
    text += reason;

    char number[32];
    if (status)
        text += " (" + status->subject + "/" + status->reason + ")";
    if (functionError)
        text += " (" + functionError->function + " error " + std::to_string(functionError->code) + ")";
    if (statusWord) {
        std::snprintf(number, sizeof number, " (SW %04X)", *statusWord);
        text += number;
    }
    if (scard) {
        std::snprintf(number, sizeof number, " (SCARD 0x%08X)", *scard);
        text += number;
    }
    if (tlsAlert)
        text += " (TLS alert " + std::to_string(*tlsAlert) + ")";
    if (offset)
        text += " at byte " + std::to_string(*offset);
    return text;
}

Error makeError(ErrorKind kind, Interface interface, std::string step, std::string reason)
{
    Error error;
    error.kind = kind;
    error.interface = interface;
    error.step = std::move(step);
    error.reason = std::move(reason);
    return error;
}

} // namespace wb
