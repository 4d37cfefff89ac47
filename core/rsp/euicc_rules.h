// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/euicc_data.h"
#include "core/rsp/profile.h"

/// What an eUICC lets itself be told by others: policy rules and revocations, SGP.22 sections 5.7.12 and 5.7.22.
namespace wb::rsp {

enum class PprFlagBit { consentRequired };

/// ProfilePolicyAuthorisationRule: which operators may set which profile policy rules. MCC and MNC may be wildcards (E).
struct ProfilePolicyAuthorisationRule {
    asn1::Bits<PprBit> pprIds;
    std::vector<OperatorId> allowedOperators;
    asn1::Bits<PprFlagBit> pprFlags;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "ProfilePolicyAuthorisationRule", asn1::field<0x80>("pprIds", &ProfilePolicyAuthorisationRule::pprIds),
        asn1::list<0xA1, 0x30>("allowedOperators", &ProfilePolicyAuthorisationRule::allowedOperators),
        asn1::field<0x82>("pprFlags", &ProfilePolicyAuthorisationRule::pprFlags));

    bool operator==(const ProfilePolicyAuthorisationRule &) const = default;
};

/// GetRatRequest, ES10b, SGP.22 section 5.7.22.
struct GetRatRequest {
    static constexpr auto schema = asn1::sequence<0xBF43>("GetRatRequest");

    bool operator==(const GetRatRequest &) const = default;
};

/// GetRatResponse: the Rules Authorisation Table, which its maker puts into the eUICC.
struct GetRatResponse {
    std::vector<ProfilePolicyAuthorisationRule> rat;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF43>("GetRatResponse",
                                                          asn1::list<0xA0, 0x30>("rat", &GetRatResponse::rat));

    bool operator==(const GetRatResponse &) const = default;
};

/// LoadCRLRequest, ES10b, SGP.22 section 5.7.12. The list stands under A0, which replaces the 30 of CertificateList.
struct LoadCrlRequest {
    asn1::Opaque crl;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF35>("LoadCRLRequest",
                                                          asn1::field<0xA0>("crl", &LoadCrlRequest::crl));

    bool operator==(const LoadCrlRequest &) const = default;
};

struct LoadCrlResponseOk {
    std::optional<std::vector<std::int64_t>> missingParts; ///< of a segmented list
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "LoadCRLResponseOk", asn1::list<0xA0, 0x02>("missingParts", &LoadCrlResponseOk::missingParts));

    bool operator==(const LoadCrlResponseOk &) const = default;
};

enum class LoadCrlResponseError {
    invalidSignature = 1,
    invalidCRLFormat,
    notEnoughMemorySpace,
    verificationKeyNotFound,
    fresherCrlAlreadyLoaded,
    baseCrlMissing,
    undefinedError = 127,
};

struct LoadCrlResponse {
    std::variant<LoadCrlResponseOk, LoadCrlResponseError> value;

    static constexpr auto schema = asn1::choice<0xBF35>("LoadCRLResponse", &LoadCrlResponse::value,
                                                        asn1::alternative<0xA0>("loadCRLResponseOk"),
                                                        asn1::alternative<0x81>("loadCRLResponseError"));

    bool operator==(const LoadCrlResponse &) const = default;
};

/// LpaeActivationRequest, ES10b: wakes the LPA within the eUICC.
struct LpaeActivationRequest {
    asn1::Bits<LpaeSupportBit> lpaeOption;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF42>(
        "LpaeActivationRequest", asn1::field<0x80>("lpaeOption", &LpaeActivationRequest::lpaeOption));

    bool operator==(const LpaeActivationRequest &) const = default;
};

enum class LpaeActivationResult { ok, notSupported };

struct LpaeActivationResponse {
    LpaeActivationResult result = LpaeActivationResult::ok;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF42>(
        "LpaeActivationResponse", asn1::field<0x80>("lpaeActivationResult", &LpaeActivationResponse::result));

    bool operator==(const LpaeActivationResponse &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::PprFlagBit> {
    static constexpr Named table[] = {{0, "consentRequired"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::LoadCrlResponseError> {
    static constexpr Named table[] = {{1, "invalidSignature"},        {2, "invalidCRLFormat"},
                                      {3, "notEnoughMemorySpace"},    {4, "verificationKeyNotFound"},
                                      {5, "fresherCrlAlreadyLoaded"}, {6, "baseCrlMissing"},
                                      {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::LpaeActivationResult> {
    static constexpr Named table[] = {{0, "ok"}, {1, "notSupported"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::GetRatRequest)
WB_RSP_DECLARE(rsp::GetRatResponse)
WB_RSP_DECLARE(rsp::LoadCrlRequest)
WB_RSP_DECLARE(rsp::LoadCrlResponse)
WB_RSP_DECLARE(rsp::LpaeActivationRequest)
WB_RSP_DECLARE(rsp::LpaeActivationResponse)
} // namespace wb
