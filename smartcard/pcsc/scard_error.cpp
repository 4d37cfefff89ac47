// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/scard_error.h"

#include <winscard.h>

#include <array>

namespace wb::pcsc {

namespace {

struct ScardRow {
    LONG code;
    ErrorKind kind;
    const char *reason;
};

constexpr std::array<ScardRow, 22> scardRows{{
    {SCARD_E_CANCELLED, ErrorKind::cancelled, "cancelled"},
    {SCARD_E_INVALID_HANDLE, ErrorKind::removed, "the connection to the smart card service is gone"},
    {SCARD_E_UNKNOWN_READER, ErrorKind::notFound, "there is no reader of this name"},
    {SCARD_E_TIMEOUT, ErrorKind::timedOut, "the reader did not answer in time"},
    {SCARD_E_SHARING_VIOLATION, ErrorKind::busy, "another program is using the card"},
    {SCARD_E_NO_SMARTCARD, ErrorKind::notFound, "there is no card in the reader"},
    {SCARD_E_PROTO_MISMATCH, ErrorKind::unsupported, "card and reader do not agree on this protocol"},
    {SCARD_E_NOT_READY, ErrorKind::io, "the reader is not ready"},
    {SCARD_F_COMM_ERROR, ErrorKind::io, "the smart card service did not answer"},
    {SCARD_E_NOT_TRANSACTED, ErrorKind::io, "the card did not answer the command"},
    {SCARD_E_READER_UNAVAILABLE, ErrorKind::removed, "the reader is gone"},
    {SCARD_E_NO_SERVICE, ErrorKind::unreachable, "the smart card service (pcscd) is not running"},
    {SCARD_E_SERVICE_STOPPED, ErrorKind::unreachable, "the smart card service (pcscd) was stopped"},
    {SCARD_E_NO_READERS_AVAILABLE, ErrorKind::notFound, "there is no reader"},
    {SCARD_E_COMM_DATA_LOST, ErrorKind::io, "data was lost between card and reader"},
    {SCARD_E_INSUFFICIENT_BUFFER, ErrorKind::malformed, "the answer is longer than any APDU"},
    {SCARD_W_UNSUPPORTED_CARD, ErrorKind::unsupported, "the reader cannot speak to this card"},
    {SCARD_W_UNRESPONSIVE_CARD, ErrorKind::io, "the card does not answer a reset"},
    {SCARD_W_UNPOWERED_CARD, ErrorKind::removed, "the card has lost its power"},
    {SCARD_W_RESET_CARD, ErrorKind::removed, "another program has reset the card"},
    {SCARD_W_REMOVED_CARD, ErrorKind::removed, "the card was removed"},
    {SCARD_W_SECURITY_VIOLATION, ErrorKind::refused, "this user may not use the smart card service"},
}};

} // namespace

Error scardError(std::uint32_t code, std::string step)
{
    ErrorKind kind = ErrorKind::io;
    std::string reason = "the smart card service reported an error";
    for (const ScardRow &row : scardRows) {
        if (static_cast<std::uint32_t>(row.code) == code) {
            kind = row.kind;
            reason = row.reason;
        }
    }
    Error error = makeError(kind, Interface::pcsc, std::move(step), std::move(reason));
    error.scard = code;
    return error;
}

bool isServiceLost(std::uint32_t code)
{
    for (const LONG lost : {SCARD_E_NO_SERVICE, SCARD_E_SERVICE_STOPPED, SCARD_E_INVALID_HANDLE, SCARD_F_COMM_ERROR}) {
        if (static_cast<std::uint32_t>(lost) == code)
            return true;
    }
    return false;
}

} // namespace wb::pcsc
