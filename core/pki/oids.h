// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

namespace wb::pki {

/// An object identifier as its dotted text: "2.23.146.1.2.1.7".
using Oid = std::string;

/// Object identifiers by name. Role policies stand in role.h.
namespace oid {

// Attributes of a name (X.520).
inline constexpr std::string_view commonName = "2.5.4.3";
inline constexpr std::string_view serialNumber = "2.5.4.5";
inline constexpr std::string_view country = "2.5.4.6";
inline constexpr std::string_view locality = "2.5.4.7";
inline constexpr std::string_view stateOrProvince = "2.5.4.8";
inline constexpr std::string_view organization = "2.5.4.10";
inline constexpr std::string_view organizationalUnit = "2.5.4.11";
inline constexpr std::string_view emailAddress = "1.2.840.113549.1.9.1";
inline constexpr std::string_view domainComponent = "0.9.2342.19200300.100.1.25";

// Certificate extensions (RFC 5280 section 4.2, SGP.22 section 4.5.2.1).
inline constexpr std::string_view subjectKeyIdentifier = "2.5.29.14";
inline constexpr std::string_view keyUsage = "2.5.29.15";
inline constexpr std::string_view subjectAltName = "2.5.29.17";
inline constexpr std::string_view basicConstraints = "2.5.29.19";
inline constexpr std::string_view nameConstraints = "2.5.29.30";
inline constexpr std::string_view crlDistributionPoints = "2.5.29.31";
inline constexpr std::string_view certificatePolicies = "2.5.29.32";
inline constexpr std::string_view authorityKeyIdentifier = "2.5.29.35";
inline constexpr std::string_view extendedKeyUsage = "2.5.29.37";
inline constexpr std::string_view permittedEins = "2.23.146.1.2.2.0"; ///< SGP.22 version 3

// Extensions of a revocation list that comes in parts (SGP.22 annex H, id-rsp 4 and 5).
inline constexpr std::string_view totalPartialCrlNumber = "2.23.146.1.4";
inline constexpr std::string_view partialCrlNumber = "2.23.146.1.5";

// Purposes of an extended key usage.
inline constexpr std::string_view serverAuth = "1.3.6.1.5.5.7.3.1";
inline constexpr std::string_view clientAuth = "1.3.6.1.5.5.7.3.2";

// Keys and signatures.
inline constexpr std::string_view ecPublicKey = "1.2.840.10045.2.1";
inline constexpr std::string_view p256 = "1.2.840.10045.3.1.7";
inline constexpr std::string_view brainpoolP256r1 = "1.3.36.3.3.2.8.1.1.7";
inline constexpr std::string_view ecdsaWithSha256 = "1.2.840.10045.4.3.2";

} // namespace oid

} // namespace wb::pki
