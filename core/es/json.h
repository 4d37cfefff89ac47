// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/es/messages.h"

/// The JSON forms of the functions (SGP.22 section 6.5). Octet strings travel as base64 of whole TLVs; unknown members are
/// ignored; member names of responses are found in any case, because two spellings circulate.
/// Every decoder's errors: malformed with the member's name as step; a missing member says so ("is missing"), which the
/// server answers with 1.3.1/2.2, everything else with 1.3.1/2.1.
namespace wb::es {

Bytes toJson(const InitiateAuthenticationRequest &request);
Bytes toJson(const InitiateAuthenticationResponse &response);
Bytes toJson(const AuthenticateClientRequest &request);
Bytes toJson(const AuthenticateClientResponseEs11 &response);
Bytes toJson(const CheckEventRequest &request);
Bytes toJson(const CheckEventResponse &response);
Bytes toJson(const RegisterEventRequest &request);
Bytes toJson(const DeleteEventRequest &request);

/// A response that carries nothing but its status: ES12 success, and every failure.
Bytes toJson(const FunctionStatus &status);

/// Requests. A mandatory member that is missing carries the status pair it is answered with, 1.3.1/2.2.
Result<InitiateAuthenticationRequest> initiateAuthenticationRequestFromJson(ByteView body);
Result<AuthenticateClientRequest> authenticateClientRequestFromJson(ByteView body);
Result<CheckEventRequest> checkEventRequestFromJson(ByteView body);
Result<RegisterEventRequest> registerEventRequestFromJson(ByteView body, Interface interface);
Result<DeleteEventRequest> deleteEventRequestFromJson(ByteView body, Interface interface);

/// The status of any response. Errors: malformed when there is no header or no known status.
Result<FunctionStatus> functionStatusFromJson(ByteView body);

/// Responses; a response whose status is not success becomes an Error of kind refused that carries the status pair.
Result<InitiateAuthenticationResponse> initiateAuthenticationResponseFromJson(ByteView body, Interface interface);
Result<AuthenticateClientResponseEs11> authenticateClientResponseEs11FromJson(ByteView body);
Result<CheckEventResponse> checkEventResponseFromJson(ByteView body);
Result<void> statusResponseFromJson(ByteView body, Interface interface, const std::string &function);

/// "Executed-Success", "Failed", ...: as it stands in JSON.
std::string_view nameOf(FunctionStatus::Kind kind);

} // namespace wb::es
