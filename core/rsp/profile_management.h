// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/profile.h"

/// The requests and responses of ES10c, with which an LPA manages the profiles on an eUICC (SGP.22 sections 5.7.15 to 5.7.21).
namespace wb::rsp {

/// Which profile is meant: by the AID of its ISD-P, or by its ICCID.
struct ProfileIdentifier {
    std::variant<Bytes, Iccid> value;

    static constexpr auto schema = asn1::choice<0>("ProfileIdentifier", &ProfileIdentifier::value,
                                                   asn1::alternative<0x4F>("isdpAid"),
                                                   asn1::alternative<0x5A>("iccid"));

    bool operator==(const ProfileIdentifier &) const = default;
};

/// Which profiles are wanted.
struct ProfileSearchCriteria {
    std::variant<Bytes, Iccid, ProfileClass> value;

    static constexpr auto schema = asn1::choice<0>("searchCriteria", &ProfileSearchCriteria::value,
                                                   asn1::alternative<0x4F>("isdpAid"), asn1::alternative<0x5A>("iccid"),
                                                   asn1::alternative<0x95>("profileClass"));

    bool operator==(const ProfileSearchCriteria &) const = default;
};

/// ProfileInfoListRequest, ES10c.GetProfilesInfo, SGP.22 section 5.7.15. Without a tag list: ICCID, AID, state, names, icon,
/// class.
struct ProfileInfoListRequest {
    std::optional<ProfileSearchCriteria> searchCriteria = {};
    std::optional<Bytes> tagList = {}; ///< tags one after the other
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF2D>(
        "ProfileInfoListRequest", asn1::field<0xA0>("searchCriteria", &ProfileInfoListRequest::searchCriteria),
        asn1::field<0x5C>("tagList", &ProfileInfoListRequest::tagList));

    bool operator==(const ProfileInfoListRequest &) const = default;
};

enum class ProfileInfoListError { incorrectInputValues = 1, undefinedError = 127 };

struct ProfileInfoListResponse {
    std::variant<asn1::ListOf<0xE3, ProfileInfo>, ProfileInfoListError> value;

    static constexpr auto schema = asn1::choice<0xBF2D>("ProfileInfoListResponse", &ProfileInfoListResponse::value,
                                                        asn1::alternative<0xA0>("profileInfoListOk"),
                                                        asn1::alternative<0x81>("profileInfoListError"));

    bool operator==(const ProfileInfoListResponse &) const = default;
};

enum class EnableResult {
    ok,
    iccidOrAidNotFound,
    profileNotInDisabledState,
    disallowedByPolicy,
    wrongProfileReenabling,
    catBusy,
    undefinedError = 127,
};

enum class DisableResult {
    ok,
    iccidOrAidNotFound,
    profileNotInEnabledState,
    disallowedByPolicy,
    catBusy = 5,
    undefinedError = 127,
};

enum class DeleteResult {
    ok,
    iccidOrAidNotFound,
    profileNotInDisabledState,
    disallowedByPolicy,
    undefinedError = 127,
};

enum class ResetResult { ok, nothingToDelete, catBusy = 5, undefinedError = 127 };

enum class SetNicknameResult { ok, iccidNotFound, undefinedError = 127 };

/// EnableProfileRequest, SGP.22 section 5.7.16. The profile that was enabled is disabled by it.
struct EnableProfileRequest {
    ProfileIdentifier profileIdentifier;
    bool refreshFlag = true; ///< the eUICC is to send a REFRESH; without, the LPA resets the card
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF31>(
        "EnableProfileRequest", asn1::field<0xA0>("profileIdentifier", &EnableProfileRequest::profileIdentifier),
        asn1::field<0x81>("refreshFlag", &EnableProfileRequest::refreshFlag));

    bool operator==(const EnableProfileRequest &) const = default;
};

struct EnableProfileResponse {
    EnableResult result = EnableResult::ok;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF31>(
        "EnableProfileResponse", asn1::field<0x80>("enableResult", &EnableProfileResponse::result));

    bool operator==(const EnableProfileResponse &) const = default;
};

/// DisableProfileRequest, SGP.22 section 5.7.17.
struct DisableProfileRequest {
    ProfileIdentifier profileIdentifier;
    bool refreshFlag = true;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF32>(
        "DisableProfileRequest", asn1::field<0xA0>("profileIdentifier", &DisableProfileRequest::profileIdentifier),
        asn1::field<0x81>("refreshFlag", &DisableProfileRequest::refreshFlag));

    bool operator==(const DisableProfileRequest &) const = default;
};

struct DisableProfileResponse {
    DisableResult result = DisableResult::ok;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF32>(
        "DisableProfileResponse", asn1::field<0x80>("disableResult", &DisableProfileResponse::result));

    bool operator==(const DisableProfileResponse &) const = default;
};

/// DeleteProfileRequest, SGP.22 section 5.7.18: the identifier alone, without a wrapper.
struct DeleteProfileRequest {
    std::variant<Bytes, Iccid> value;

    static constexpr auto schema = asn1::choice<0xBF33>("DeleteProfileRequest", &DeleteProfileRequest::value,
                                                        asn1::alternative<0x4F>("isdpAid"),
                                                        asn1::alternative<0x5A>("iccid"));

    bool operator==(const DeleteProfileRequest &) const = default;
};

struct DeleteProfileResponse {
    DeleteResult result = DeleteResult::ok;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF33>(
        "DeleteProfileResponse", asn1::field<0x80>("deleteResult", &DeleteProfileResponse::result));

    bool operator==(const DeleteProfileResponse &) const = default;
};

enum class ResetOptionBit { deleteOperationalProfiles, deleteFieldLoadedTestProfiles, resetDefaultSmdpAddress };

/// EuiccMemoryResetRequest, SGP.22 section 5.7.19.
struct EuiccMemoryResetRequest {
    asn1::Bits<ResetOptionBit> resetOptions;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF34>(
        "EuiccMemoryResetRequest", asn1::field<0x82>("resetOptions", &EuiccMemoryResetRequest::resetOptions));

    bool operator==(const EuiccMemoryResetRequest &) const = default;
};

struct EuiccMemoryResetResponse {
    ResetResult result = ResetResult::ok;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF34>(
        "EuiccMemoryResetResponse", asn1::field<0x80>("resetResult", &EuiccMemoryResetResponse::result));

    bool operator==(const EuiccMemoryResetResponse &) const = default;
};

/// SetNicknameRequest, SGP.22 section 5.7.21. An empty nickname takes it away.
struct SetNicknameRequest {
    Iccid iccid;
    std::string nickname; ///< up to 64 octets of UTF-8
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF29>(
        "SetNicknameRequest", asn1::field<0x5A>("iccid", &SetNicknameRequest::iccid),
        asn1::field<0x90>("profileNickname", &SetNicknameRequest::nickname));

    bool operator==(const SetNicknameRequest &) const = default;
};

struct SetNicknameResponse {
    SetNicknameResult result = SetNicknameResult::ok;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF29>(
        "SetNicknameResponse", asn1::field<0x80>("setNicknameResult", &SetNicknameResponse::result));

    bool operator==(const SetNicknameResponse &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::ProfileInfoListError> {
    static constexpr Named table[] = {{1, "incorrectInputValues"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::EnableResult> {
    static constexpr Named table[] = {{0, "ok"},
                                      {1, "iccidOrAidNotFound"},
                                      {2, "profileNotInDisabledState"},
                                      {3, "disallowedByPolicy"},
                                      {4, "wrongProfileReenabling"},
                                      {5, "catBusy"},
                                      {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::DisableResult> {
    static constexpr Named table[] = {
        {0, "ok"},      {1, "iccidOrAidNotFound"}, {2, "profileNotInEnabledState"}, {3, "disallowedByPolicy"},
        {5, "catBusy"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::DeleteResult> {
    static constexpr Named table[] = {{0, "ok"},
                                      {1, "iccidOrAidNotFound"},
                                      {2, "profileNotInDisabledState"},
                                      {3, "disallowedByPolicy"},
                                      {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::ResetResult> {
    static constexpr Named table[] = {{0, "ok"}, {1, "nothingToDelete"}, {5, "catBusy"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::SetNicknameResult> {
    static constexpr Named table[] = {{0, "ok"}, {1, "iccidNotFound"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::ResetOptionBit> {
    static constexpr Named table[] = {
        {0, "deleteOperationalProfiles"}, {1, "deleteFieldLoadedTestProfiles"}, {2, "resetDefaultSmdpAddress"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::ProfileInfoListRequest)
WB_RSP_DECLARE(rsp::ProfileInfoListResponse)
WB_RSP_DECLARE(rsp::EnableProfileRequest)
WB_RSP_DECLARE(rsp::EnableProfileResponse)
WB_RSP_DECLARE(rsp::DisableProfileRequest)
WB_RSP_DECLARE(rsp::DisableProfileResponse)
WB_RSP_DECLARE(rsp::DeleteProfileRequest)
WB_RSP_DECLARE(rsp::DeleteProfileResponse)
WB_RSP_DECLARE(rsp::EuiccMemoryResetRequest)
WB_RSP_DECLARE(rsp::EuiccMemoryResetResponse)
WB_RSP_DECLARE(rsp::SetNicknameRequest)
WB_RSP_DECLARE(rsp::SetNicknameResponse)
} // namespace wb
