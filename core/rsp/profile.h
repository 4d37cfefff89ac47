// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/euicc_info.h"
#include "core/rsp/swapped_bcd.h"

/// Profiles as an eUICC describes them, SGP.22 sections 4.4 and 5.7.15.
namespace wb::rsp {

enum class ProfileState { disabled, enabled };

enum class ProfileClass { test, provisioning, operational };

enum class IconType { jpg, png };

/// What happened to a profile. The bits from rpmEnable on belong to later versions of SGP.22, which also call the first three
/// of the others "local".
enum class NotificationEventBit {
    install,
    enable,
    disable,
    remove,
    rpmEnable,
    rpmDisable,
    rpmDelete,
    loadRpmPackageResult,
};

using NotificationEvent = asn1::Bits<NotificationEventBit>;

/// Who is told when something happens to the profile.
struct NotificationConfigurationInformation {
    NotificationEvent profileManagementOperation;
    std::string notificationAddress; ///< of the SM-DP+
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>(
        "NotificationConfigurationInformation",
        asn1::field<0x80>("profileManagementOperation",
                          &NotificationConfigurationInformation::profileManagementOperation),
        asn1::field<0x81>("notificationAddress", &NotificationConfigurationInformation::notificationAddress));

    bool operator==(const NotificationConfigurationInformation &) const = default;
};

/// The operator a profile belongs to.
struct OperatorId {
    std::array<std::uint8_t, 3> mccMnc{}; ///< coded as in 3GPP TS 24.008
    std::optional<Bytes> gid1 = {};
    std::optional<Bytes> gid2 = {};
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>("OperatorId", asn1::field<0x80>("mccMnc", &OperatorId::mccMnc),
                                                        asn1::field<0x81>("gid1", &OperatorId::gid1),
                                                        asn1::field<0x82>("gid2", &OperatorId::gid2));

    /// "001-01", "310-410"; octets that are no digits are shown as they are.
    std::string mccMncText() const;

    bool operator==(const OperatorId &) const = default;
};

/// What the SM-DP+ keeps for itself in a profile.
struct DpProprietaryData {
    asn1::ObjectId dpOid;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>("DpProprietaryData",
                                                        asn1::field<0x80>("dpOid", &DpProprietaryData::dpOid));

    bool operator==(const DpProprietaryData &) const = default;
};

/// REF-DO: which application an access rule is for (GlobalPlatform Secure Element Access Control).
struct RefDo {
    Bytes deviceAppId; ///< hash of the application's certificate, 20 or 32 octets
    std::optional<std::string> package;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xE1>("REF-DO",
                                                        asn1::field<0xC1>("deviceAppIdRefDo", &RefDo::deviceAppId),
                                                        asn1::field<0xCA>("pkgRefDo", &RefDo::package));

    bool operator==(const RefDo &) const = default;
};

/// AR-DO: what the application may do.
struct ArDo {
    Bytes permissions;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xE3>("AR-DO", asn1::field<0xDB>("permArDo", &ArDo::permissions));

    bool operator==(const ArDo &) const = default;
};

/// One access rule of the carrier.
struct RefArDo {
    RefDo refDo;
    ArDo arDo;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xE2>("RefArDo", asn1::field<0xE1>("refDo", &RefArDo::refDo),
                                                        asn1::field<0xE3>("arDo", &RefArDo::arDo));

    bool operator==(const RefArDo &) const = default;
};

/// ProfileInfo: everything the eUICC tells of one profile. What was not asked for is not there.
struct ProfileInfo {
    std::optional<Iccid> iccid;
    std::optional<Bytes> isdpAid; ///< 5 to 16 octets
    std::optional<ProfileState> state;
    std::optional<std::string> nickname; ///< given by the user, up to 64 octets
    std::optional<std::string> serviceProviderName;
    std::optional<std::string> profileName;
    std::optional<IconType> iconType;
    std::optional<Bytes> icon; ///< up to 1024 octets
    std::optional<ProfileClass> profileClass;
    std::optional<std::vector<NotificationConfigurationInformation>> notificationConfiguration;
    std::optional<OperatorId> owner;
    std::optional<DpProprietaryData> dpProprietaryData;
    std::optional<asn1::Bits<PprBit>> policyRules;
    std::optional<std::vector<RefArDo>> accessRules;
    Bytes extras; ///< later versions of SGP.22: enterprise rules, LPR and RPM configuration, device change

    static constexpr auto schema = asn1::sequence<0xE3>(
        "ProfileInfo", asn1::field<0x5A>("iccid", &ProfileInfo::iccid),
        asn1::field<0x4F>("isdpAid", &ProfileInfo::isdpAid), asn1::field<0x9F70>("profileState", &ProfileInfo::state),
        asn1::field<0x90>("profileNickname", &ProfileInfo::nickname),
        asn1::field<0x91>("serviceProviderName", &ProfileInfo::serviceProviderName),
        asn1::field<0x92>("profileName", &ProfileInfo::profileName),
        asn1::field<0x93>("iconType", &ProfileInfo::iconType), asn1::field<0x94>("icon", &ProfileInfo::icon),
        asn1::field<0x95>("profileClass", &ProfileInfo::profileClass),
        asn1::list<0xB6, 0x30>("notificationConfigurationInfo", &ProfileInfo::notificationConfiguration),
        asn1::field<0xB7>("profileOwner", &ProfileInfo::owner),
        asn1::field<0xB8>("dpProprietaryData", &ProfileInfo::dpProprietaryData),
        asn1::field<0x99>("profilePolicyRules", &ProfileInfo::policyRules),
        asn1::list<0xBF76, 0xE2>("refArDo", &ProfileInfo::accessRules));

    bool operator==(const ProfileInfo &) const = default;
};

/// StoreMetadataRequest, SGP.22 section 5.5.3: the metadata a profile is installed with; ES9+ shows it before the download.
struct StoreMetadataRequest {
    Iccid iccid;
    std::string serviceProviderName;
    std::string profileName;
    std::optional<IconType> iconType;
    std::optional<Bytes> icon;
    std::optional<ProfileClass> profileClass; ///< absent: operational
    std::optional<std::vector<NotificationConfigurationInformation>> notificationConfiguration;
    std::optional<OperatorId> owner;
    std::optional<asn1::Bits<PprBit>> policyRules;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF25>(
        "StoreMetadataRequest", asn1::field<0x5A>("iccid", &StoreMetadataRequest::iccid),
        asn1::field<0x91>("serviceProviderName", &StoreMetadataRequest::serviceProviderName),
        asn1::field<0x92>("profileName", &StoreMetadataRequest::profileName),
        asn1::field<0x93>("iconType", &StoreMetadataRequest::iconType),
        asn1::field<0x94>("icon", &StoreMetadataRequest::icon),
        asn1::field<0x95>("profileClass", &StoreMetadataRequest::profileClass),
        asn1::list<0xB6, 0x30>("notificationConfigurationInfo", &StoreMetadataRequest::notificationConfiguration),
        asn1::field<0xB7>("profileOwner", &StoreMetadataRequest::owner),
        asn1::field<0x99>("profilePolicyRules", &StoreMetadataRequest::policyRules));

    bool operator==(const StoreMetadataRequest &) const = default;
};

/// UpdateMetadataRequest, ES6, SGP.22 section 5.4.1: what the operator may change of its profile.
struct UpdateMetadataRequest {
    std::optional<std::string> serviceProviderName;
    std::optional<std::string> profileName;
    std::optional<IconType> iconType;
    std::optional<Bytes> icon;
    std::optional<asn1::Bits<PprBit>> policyRules;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF2A>(
        "UpdateMetadataRequest", asn1::field<0x91>("serviceProviderName", &UpdateMetadataRequest::serviceProviderName),
        asn1::field<0x92>("profileName", &UpdateMetadataRequest::profileName),
        asn1::field<0x93>("iconType", &UpdateMetadataRequest::iconType),
        asn1::field<0x94>("icon", &UpdateMetadataRequest::icon),
        asn1::field<0x99>("profilePolicyRules", &UpdateMetadataRequest::policyRules));

    bool operator==(const UpdateMetadataRequest &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::ProfileState> {
    static constexpr Named table[] = {{0, "disabled"}, {1, "enabled"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::ProfileClass> {
    static constexpr Named table[] = {{0, "test"}, {1, "provisioning"}, {2, "operational"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::IconType> {
    static constexpr Named table[] = {{0, "jpg"}, {1, "png"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::NotificationEventBit> {
    static constexpr Named table[] = {{0, "notificationInstall"},   {1, "notificationEnable"},
                                      {2, "notificationDisable"},   {3, "notificationDelete"},
                                      {4, "notificationRpmEnable"}, {5, "notificationRpmDisable"},
                                      {6, "notificationRpmDelete"}, {7, "loadRpmPackageResult"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::ProfileInfo)
WB_RSP_DECLARE(rsp::StoreMetadataRequest)
WB_RSP_DECLARE(rsp::UpdateMetadataRequest)
} // namespace wb
