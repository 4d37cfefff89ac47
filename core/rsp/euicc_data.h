// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/eid.h"
#include "core/rsp/instantiate.h"
#include "core/rsp/version.h"

namespace wb::rsp {

/// EuiccConfiguredAddressesRequest, ES10a, SGP.22 section 5.7.3.
struct EuiccConfiguredAddressesRequest {
    static constexpr auto schema = asn1::sequence<0xBF3C>("EuiccConfiguredAddressesRequest");

    bool operator==(const EuiccConfiguredAddressesRequest &) const = default;
};

/// EuiccConfiguredAddressesResponse: where the eUICC's LPA is to look for profiles.
struct EuiccConfiguredAddresses {
    std::optional<std::string> defaultDpAddress;
    std::string rootDsAddress;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF3C>(
        "EuiccConfiguredAddressesResponse",
        asn1::field<0x80>("defaultDpAddress", &EuiccConfiguredAddresses::defaultDpAddress),
        asn1::field<0x81>("rootDsAddress", &EuiccConfiguredAddresses::rootDsAddress));

    bool operator==(const EuiccConfiguredAddresses &) const = default;
};

/// SetDefaultDpAddressRequest, ES10a, SGP.22 section 5.7.4. An empty address takes it away.
struct SetDefaultDpAddressRequest {
    std::string defaultDpAddress;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF3F>(
        "SetDefaultDpAddressRequest",
        asn1::field<0x80>("defaultDpAddress", &SetDefaultDpAddressRequest::defaultDpAddress));

    bool operator==(const SetDefaultDpAddressRequest &) const = default;
};

enum class SetDefaultDpAddressResult { ok, undefinedError = 127 };

struct SetDefaultDpAddressResponse {
    SetDefaultDpAddressResult result = SetDefaultDpAddressResult::ok;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF3F>(
        "SetDefaultDpAddressResponse",
        asn1::field<0x80>("setDefaultDpAddressResult", &SetDefaultDpAddressResponse::result));

    bool operator==(const SetDefaultDpAddressResponse &) const = default;
};

/// GetEuiccChallengeRequest, ES10b, SGP.22 section 5.7.7. Opens a new session and ends the one before.
struct GetEuiccChallengeRequest {
    static constexpr auto schema = asn1::sequence<0xBF2E>("GetEuiccChallengeRequest");

    bool operator==(const GetEuiccChallengeRequest &) const = default;
};

using Octet16 = std::array<std::uint8_t, 16>;

struct GetEuiccChallengeResponse {
    Octet16 euiccChallenge{};
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF2E>(
        "GetEuiccChallengeResponse", asn1::field<0x80>("euiccChallenge", &GetEuiccChallengeResponse::euiccChallenge));

    bool operator==(const GetEuiccChallengeResponse &) const = default;
};

/// GetEuiccDataRequest (GetEID), ES10c, SGP.22 section 5.7.20.
struct GetEuiccDataRequest {
    Bytes tagList{0x5A};

    static constexpr auto schema = asn1::sequence<0xBF3E>("GetEuiccDataRequest",
                                                          asn1::field<0x5C>("tagList", &GetEuiccDataRequest::tagList));

    bool operator==(const GetEuiccDataRequest &) const = default;
};

struct GetEuiccDataResponse {
    Eid eid;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF3E>("GetEuiccDataResponse",
                                                          asn1::field<0x5A>("eidValue", &GetEuiccDataResponse::eid));

    bool operator==(const GetEuiccDataResponse &) const = default;
};

enum class LpaeSupportBit { lpaeUsingCat, lpaeUsingScws };

/// ISDRProprietaryApplicationTemplate: what SELECT ISD-R tells in its FCI (SGP.22 section 5.7.1).
struct IsdrProprietaryApplicationTemplate {
    Version svn;
    std::optional<asn1::Bits<LpaeSupportBit>> lpaeSupport;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xE0>(
        "ISDRProprietaryApplicationTemplate", asn1::field<0x82>("svn", &IsdrProprietaryApplicationTemplate::svn),
        asn1::field<0x03>("lpaeSupport", &IsdrProprietaryApplicationTemplate::lpaeSupport));

    bool operator==(const IsdrProprietaryApplicationTemplate &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::SetDefaultDpAddressResult> {
    static constexpr Named table[] = {{0, "ok"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::LpaeSupportBit> {
    static constexpr Named table[] = {{0, "lpaeUsingCat"}, {1, "lpaeUsingScws"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::EuiccConfiguredAddressesRequest)
WB_RSP_DECLARE(rsp::EuiccConfiguredAddresses)
WB_RSP_DECLARE(rsp::SetDefaultDpAddressRequest)
WB_RSP_DECLARE(rsp::SetDefaultDpAddressResponse)
WB_RSP_DECLARE(rsp::GetEuiccChallengeRequest)
WB_RSP_DECLARE(rsp::GetEuiccChallengeResponse)
WB_RSP_DECLARE(rsp::GetEuiccDataRequest)
WB_RSP_DECLARE(rsp::GetEuiccDataResponse)
WB_RSP_DECLARE(rsp::IsdrProprietaryApplicationTemplate)
} // namespace wb
