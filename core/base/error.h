// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wb {

/// The boundary at which something failed, in the words of SGP.22 where it has one.
enum class Interface {
    none,
    es9plus,
    es10a,
    es10b,
    es10c,
    es11,
    es12,
    es15,
    tls,
    http,
    apdu,
    pcsc,
    asn1,
    pki,
    store,
    administration, ///< of our own SM-DS
    file,
    config,
};

/// "ES11", "ES10b", "TLS", ... for people; empty for none.
std::string_view nameOf(Interface interface);

/// The interface of that name; none for any other text.
Interface interfaceNamed(std::string_view name);

/// What sort of failure it is, for code that must decide what to do next.
enum class ErrorKind {
    malformed,   ///< the bytes or the text do not have the form they must have
    refused,     ///< the peer understood and said no
    untrusted,   ///< a certificate, signature or name did not hold
    unreachable, ///< nobody there: no route, nobody listening, name unknown
    timedOut,
    cancelled, ///< the user or a newer job stopped it
    busy,      ///< somebody else holds it
    removed,   ///< the card, the reader or the peer went away in the middle
    unsupported,
    conflict, ///< it exists already
    notFound,
    invalid, ///< an argument or a setting makes no sense
    io,      ///< disk, database, operating system
    internal,
};

/// "malformed", "timedOut", ...: for files and JSON.
std::string_view nameOf(ErrorKind kind);

/// The kind of that name; internal for any other text.
ErrorKind errorKindNamed(std::string_view name);

/// The subject and reason code of a functionExecutionStatus (SGP.22 section 6.5.1.4), as sent.
struct StatusPair {
    std::string subject;           ///< for example "8.9.5"
    std::string reason;            ///< for example "3.9"
    std::string subjectIdentifier; ///< optional, as sent
    std::string message;           ///< optional, as sent

    bool operator==(const StatusPair &) const = default;
};

/// An error number of one function. The same number means other things in other functions, so the two stay together.
struct FunctionError {
    std::string function; ///< for example "ES10b.AuthenticateServer"
    int code = 0;

    bool operator==(const FunctionError &) const = default;
};

/// What failed, where, and with which codes. explain::explain() turns it into a sentence, a cause and a next action.
struct Error {
    ErrorKind kind = ErrorKind::internal;
    Interface interface = Interface::none;
    std::string step;   ///< the function or phase: "InitiateAuthentication", "TLS handshake", "EUICCInfo1.svn"
    std::string reason; ///< one clause, what was found wrong; no full stop

    std::optional<StatusPair> status;
    std::optional<FunctionError> functionError;
    std::optional<std::uint16_t> statusWord; ///< SW1 SW2 of a card
    std::optional<std::uint32_t> scard;      ///< SCARD_E_... of PC/SC
    std::optional<int> httpStatus;           ///< what an RSP server answered instead of 200
    std::optional<int> tlsAlert;             ///< alert description of RFC 8446 section 6, sent or received
    std::optional<std::size_t> offset;       ///< octet at which a decoder stopped, from the start of what it was given

    /// "ES11 InitiateAuthentication: reason (8.9.1/3.8)": everything the error knows on one line, untranslated; for logs and tests.
    std::string line() const;

    bool operator==(const Error &) const = default;
};

/// The usual way to make an Error: the four parts every error has.
Error makeError(ErrorKind kind, Interface interface, std::string step, std::string reason);

} // namespace wb
