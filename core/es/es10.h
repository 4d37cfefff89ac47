// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/authentication.h"
#include "core/rsp/euicc.h"

/// The ES10 functions as free functions on an eUICC, whatever it is (SGP.22 section 5.7). Each sends one data object and
/// decodes the answer. Errors: those of Euicc::es10(), or malformed with the interface (es10a, es10b, es10c), the function
/// as step and the octet at which the answer stopped making sense.
namespace wb::es {

/// ES10b.GetEUICCInfo, EUICCInfo1, section 5.7.8. Keeps the bytes, which go to the server unchanged.
Result<asn1::Received<rsp::EuiccInfo1>> getEuiccInfo1(rsp::Euicc &euicc, std::stop_token stop);

/// ES10b.GetEUICCInfo, EUICCInfo2, section 5.7.8.
Result<asn1::Received<rsp::EuiccInfo2>> getEuiccInfo2(rsp::Euicc &euicc, std::stop_token stop);

/// ES10b.GetEUICCChallenge, section 5.7.7. Ends any session the eUICC has and opens a new one.
Result<rsp::Octet16> getEuiccChallenge(rsp::Euicc &euicc, std::stop_token stop);

/// ES10c.GetEID, section 5.7.20.
Result<rsp::Eid> getEid(rsp::Euicc &euicc, std::stop_token stop);

/// ES10a.GetEuiccConfiguredAddresses, section 5.7.3.
Result<rsp::EuiccConfiguredAddresses> getEuiccConfiguredAddresses(rsp::Euicc &euicc, std::stop_token stop);

/// ES10b.AuthenticateServer, section 5.7.13. The error branch of the response is a value here, not an Error.
Result<asn1::Received<rsp::AuthenticateServerResponse>>
authenticateServer(rsp::Euicc &euicc, const rsp::AuthenticateServerRequest &request, std::stop_token stop);

} // namespace wb::es
