// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/es/messages.h"

#include <variant>

/// The ASN.1 forms of ES11's functions (SGP.22 section 6.6): DER inside the tag A2, on one path for all of them.
namespace wb::es {

Bytes toAsn1(const InitiateAuthenticationRequest &request);
Bytes toAsn1(const InitiateAuthenticationResponse &response);
Bytes toAsn1(const AuthenticateClientRequest &request);
Bytes toAsn1(const AuthenticateClientResponseEs11 &response);

Bytes toAsn1(const CheckEventRequest &request);
Bytes toAsn1(const CheckEventResponse &response);

/// The failures: a status pair as the nearest error number of the function, 127 when it has none.
Bytes initiateAuthenticationFailureToAsn1(const StatusPair &status);
Bytes authenticateClientEs11FailureToAsn1(const StatusPair &status);
Bytes checkEventFailureToAsn1(const StatusPair &status);

/// A function call of ES11; which one, its tag says.
using Es11Request = std::variant<InitiateAuthenticationRequest, AuthenticateClientRequest, CheckEventRequest>;

/// Errors: malformed, with the octet; unsupported for a function that ES11 does not have.
Result<Es11Request> es11RequestFromAsn1(ByteView body);

/// What a response says at a glance, for whoever names exchanges: its function, and the error number of a failure.
struct Asn1Verdict {
    std::string function; ///< "InitiateAuthentication", "AuthenticateClient", "CheckEvent"
    std::optional<int> error;
};

/// None for what is no response of these functions.
std::optional<Asn1Verdict> asn1VerdictOf(ByteView body);

/// Responses. An error number becomes an Error of kind refused that carries it with its function, and the status pair that
/// stands for it where there is one.
Result<InitiateAuthenticationResponse> initiateAuthenticationResponseFromAsn1(ByteView body, Interface interface);
Result<AuthenticateClientResponseEs11> authenticateClientResponseEs11FromAsn1(ByteView body);
Result<CheckEventResponse> checkEventResponseFromAsn1(ByteView body);

} // namespace wb::es
