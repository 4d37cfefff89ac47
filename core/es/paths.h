// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

namespace wb::es {

/// Request paths. ES11 is served under the ES9+ ones (SGP.22 section 6.5.2); there is no es11 family in v2.
inline constexpr std::string_view initiateAuthenticationPath = "/gsma/rsp2/es9plus/initiateAuthentication";
inline constexpr std::string_view authenticateClientPath = "/gsma/rsp2/es9plus/authenticateClient";

inline constexpr std::string_view checkEventPath = "/gsma/rsp2/es9plus/checkEvent"; ///< later versions of SGP.22

/// Some LPAs expect ES11 under its own name. The GSMA's root SM-DS answers 404 there.
inline constexpr std::string_view es9plusFolder = "/gsma/rsp2/es9plus/";
inline constexpr std::string_view es11Alias = "/gsma/rsp2/es11/";

/// ES12 and ES15 have the same two functions, each interface in a folder of its own. No source shows the folder of ES15: it is
/// formed like the others, and a parent's can be configured.
inline constexpr std::string_view es12Folder = "/gsma/rsp2/es12/";
inline constexpr std::string_view es15Folder = "/gsma/rsp2/es15/";
/// Where a server has its paths of ES12 and ES15.
struct Es12Folders {
    std::string es12{es12Folder};
    std::string es15{es15Folder};

    bool operator==(const Es12Folders &) const = default;
};

inline constexpr std::string_view registerEventName = "registerEvent";
inline constexpr std::string_view deleteEventName = "deleteEvent";

/// The one path of the ASN.1 binding, and its content type (section 6.6).
inline constexpr std::string_view asn1Path = "/gsma/rsp2/asn1";
inline constexpr std::string_view asn1ContentType = "application/x-gsma-rsp-asn1";
inline constexpr std::string_view jsonContentType = "application/json";

/// Header fields of every request (SGP.22 section 6.2).
inline constexpr std::string_view lpaUserAgent = "gsma-rsp-lpad";
inline constexpr std::string_view adminProtocol = "gsma/rsp/v2.5.0"; ///< highest SGP.22 version we speak

/// Which SM-DSs a forwarded event has passed, the first one first, with commas between. Ours, not of SGP.22: a header field,
/// because strict servers refuse members of JSON they do not know. It lets a cascade end that would run in a circle.
inline constexpr std::string_view viaField = "X-SM-DS-Via";

} // namespace wb::es
