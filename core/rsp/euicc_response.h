// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/instantiate.h"

namespace wb::rsp {

/// How the profile package interpreter ended with one profile element (Profile Interoperability, PEStatus).
enum class PeStatusCode {
    ok = 0,
    peNotSupported = 1,
    memoryFailure = 2,
    badValues = 3,
    notEnoughMemory = 4,
    invalidRequestFormat = 5,
    invalidParameter = 6,
    runtimeNotSupported = 7,
    libNotSupported = 8,
    templateNotSupported = 9,
    featureNotSupported = 10,
    pinCodeMissing = 11,
    unsupportedProfileVersion = 31,
};

struct PeStatus {
    PeStatusCode status = PeStatusCode::ok;
    std::optional<std::int64_t> identification;        ///< the element's number in its profile, as its header gives it
    std::optional<std::int64_t> additionalInformation; ///< of the eUICC's maker
    std::optional<std::int64_t> offset;                ///< octet within the element at which it failed
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "PEStatus", asn1::field<0x80>("status", &PeStatus::status),
        asn1::field<0x81>("identification", &PeStatus::identification),
        asn1::field<0x82>("additionalInformation", &PeStatus::additionalInformation),
        asn1::field<0x83>("offset", &PeStatus::offset));

    bool operator==(const PeStatus &) const = default;
};

/// EUICCResponse: what stands in simaResponse of a ProfileInstallationResult (SGP.22 section 2.5.6).
struct EuiccResponse {
    std::vector<PeStatus> peStatus;
    std::optional<Bytes> profileInstallationAborted; ///< NULL: there when the installation was given up
    std::optional<std::string> statusMessage;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "EUICCResponse", asn1::list<0xA0, 0x30>("peStatus", &EuiccResponse::peStatus),
        asn1::field<0x81>("profileInstallationAborted", &EuiccResponse::profileInstallationAborted),
        asn1::field<0x82>("statusMessage", &EuiccResponse::statusMessage));

    bool operator==(const EuiccResponse &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::PeStatusCode> {
    static constexpr Named table[] = {{0, "ok"},
                                      {1, "pe-not-supported"},
                                      {2, "memory-failure"},
                                      {3, "bad-values"},
                                      {4, "not-enough-memory"},
                                      {5, "invalid-request-format"},
                                      {6, "invalid-parameter"},
                                      {7, "runtime-not-supported"},
                                      {8, "lib-not-supported"},
                                      {9, "template-not-supported"},
                                      {10, "feature-not-supported"},
                                      {11, "pin-code-missing"},
                                      {31, "unsupported-profile-version"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::EuiccResponse)
} // namespace wb
