// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/http/address.h"
#include "core/http/message.h"

namespace wb::http {

/// The octets of a request up to and including the empty line. Host (the address as the LPA knows it) and Content-Length are written
/// here; a caller's own are dropped, so that what is sent is one message and nothing else.
/// Error: invalid, when method, target or a header could not be written without changing the message's meaning.
Result<Bytes> requestHead(const Request &request, const Address &address);

/// The octets of an answer up to and including the empty line. Content-Length, Transfer-Encoding and Connection of the handler are
/// dropped and written here. Error: invalid, as above.
Result<Bytes> responseHead(const Response &response, bool keepAlive);

/// Whether an answer with this status may have a body at all (RFC 9110 section 6.4.1).
bool mayHaveBody(int status);

/// The usual words for a status, "" for an unusual one.
std::string_view reasonPhrase(int status);

} // namespace wb::http
