// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>

namespace wb::es {

/// Request paths. ES11 is served under the ES9+ ones (SGP.22 section 6.5.2); there is no es11 family in v2.
inline constexpr std::string_view initiateAuthenticationPath = "/gsma/rsp2/es9plus/initiateAuthentication";
inline constexpr std::string_view authenticateClientPath = "/gsma/rsp2/es9plus/authenticateClient";
inline constexpr std::string_view registerEventPath = "/gsma/rsp2/es12/registerEvent";
inline constexpr std::string_view deleteEventPath = "/gsma/rsp2/es12/deleteEvent";

/// The one path of the ASN.1 binding, and its content type (section 6.6).
inline constexpr std::string_view asn1Path = "/gsma/rsp2/asn1";
inline constexpr std::string_view asn1ContentType = "application/x-gsma-rsp-asn1";
inline constexpr std::string_view jsonContentType = "application/json";

/// Header fields of every request (SGP.22 section 6.2).
inline constexpr std::string_view lpaUserAgent = "gsma-rsp-lpad";
inline constexpr std::string_view adminProtocol = "gsma/rsp/v2.5.0"; ///< highest SGP.22 version we speak

} // namespace wb::es
