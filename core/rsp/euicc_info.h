// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/ext_card_resource.h"
#include "core/rsp/identifiers.h"
#include "core/rsp/instantiate.h"
#include "core/rsp/version.h"

namespace wb::rsp {

enum class RspCapabilityBit {
    additionalProfile,
    crlSupport,
    rpmSupport,
    testProfileSupport,
    deviceInfoExtensibilitySupport,
    serviceSpecificDataSupport,       ///< from here on: later versions of SGP.22
    signedSmdsResponseV3Support = 17, ///< it verifies a signed event list
    euiccRspCapInInfo1 = 18,
    v3ObjectsInCtxParamsCaSupport = 23,
    pushServiceRegistrationSupport = 24,
};

enum class UiccCapabilityBit {
    contactlessSupport,
    usimSupport,
    isimSupport,
    csimSupport,
    akaMilenage,
    akaCave,
    akaTuak128,
    akaTuak256,
    rfu1,
    rfu2,
    gbaAuthenUsim,
    gbaAuthenISim,
    mbmsAuthenUsim,
    eapClient,
    javacard,
    multos,
    multipleUsimSupport,
    multipleIsimSupport,
    multipleCsimSupport,
    berTlvFileSupport,
    dfLinkSupport,
    catTp,
    getIdentity,
    profileAX25519,
    profileBP256,
    suciCalculatorApi,
};

enum class PprBit { pprUpdateControl, ppr1, ppr2 };

enum class EuiccCategory { other, basicEuicc, mediumEuicc, contactlessEuicc };

/// GetEuiccInfo1Request, SGP.22 section 5.7.8.
struct GetEuiccInfo1Request {
    static constexpr auto schema = asn1::sequence<0xBF20>("GetEuiccInfo1Request");

    bool operator==(const GetEuiccInfo1Request &) const = default;
};

/// EUICCInfo1, SGP.22 section 4.3: what an eUICC tells a server before anything is authenticated.
struct EuiccInfo1 {
    Version svn;                           ///< highest SGP.22 version supported; with highestSvn beside it the lowest
    std::vector<KeyId> verificationKeyIds; ///< CI keys it can verify with, best first
    std::vector<KeyId> signingKeyIds;      ///< CI keys it can sign under, best first
    std::optional<std::vector<KeyId>> signingKeyIdsV3 = {}; ///< from here on: later versions of SGP.22
    std::optional<asn1::Bits<RspCapabilityBit>> rspCapability = {};
    std::optional<Version> highestSvn = {};
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF20>(
        "EUICCInfo1", asn1::field<0x82>("svn", &EuiccInfo1::svn),
        asn1::list<0xA9, 0x04>("euiccCiPKIdListForVerification", &EuiccInfo1::verificationKeyIds),
        asn1::list<0xAA, 0x04>("euiccCiPKIdListForSigning", &EuiccInfo1::signingKeyIds),
        asn1::list<0xB1, 0x04>("euiccCiPKIdListForSigningV3", &EuiccInfo1::signingKeyIdsV3),
        asn1::field<0x88>("rspCapability", &EuiccInfo1::rspCapability),
        asn1::field<0x93>("highestSvn", &EuiccInfo1::highestSvn));

    bool operator==(const EuiccInfo1 &) const = default;
};

/// GetEuiccInfo2Request, SGP.22 section 5.7.8.
struct GetEuiccInfo2Request {
    static constexpr auto schema = asn1::sequence<0xBF22>("GetEuiccInfo2Request");

    bool operator==(const GetEuiccInfo2Request &) const = default;
};

/// CertificationDataObject: where the eUICC's certification can be looked up.
struct CertificationDataObject {
    std::string platformLabel;
    std::string discoveryBaseUrl;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "CertificationDataObject", asn1::field<0x80>("platformLabel", &CertificationDataObject::platformLabel),
        asn1::field<0x81>("discoveryBaseURL", &CertificationDataObject::discoveryBaseUrl));

    bool operator==(const CertificationDataObject &) const = default;
};

/// EUICCInfo2, SGP.22 section 4.3: everything an eUICC says of itself once the server is authenticated.
struct EuiccInfo2 {
    Version profileVersion; ///< highest profile package version (SIMalliance) supported
    Version svn;
    Version firmwareVersion;
    ExtCardResource extCardResource;
    asn1::Bits<UiccCapabilityBit> uiccCapability;
    std::optional<Version> ts102241Version;
    std::optional<Version> globalPlatformVersion;
    asn1::Bits<RspCapabilityBit> rspCapability;
    std::vector<KeyId> verificationKeyIds;
    std::vector<KeyId> signingKeyIds;
    std::optional<EuiccCategory> category;
    std::optional<asn1::Bits<PprBit>> forbiddenProfilePolicyRules;
    Version ppVersion;                  ///< protection profile
    std::string sasAccreditationNumber; ///< up to 64 characters
    std::optional<CertificationDataObject> certificationDataObject;
    std::optional<Bytes>
        treProperties; ///< from here on: later versions of SGP.22, read no closer than needed to name them
    std::optional<std::string> treProductReference;
    std::optional<asn1::Opaque> additionalProfilePackageVersions;
    std::optional<std::int64_t> lpaMode;
    std::optional<std::vector<KeyId>> signingKeyIdsV3;
    std::optional<Bytes> additionalEuiccInfo;
    std::optional<Version> highestSvn; ///< `svn` is the lowest then
    std::optional<asn1::Opaque> iotSpecificInfo;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF22>(
        "EUICCInfo2", asn1::field<0x81>("profileVersion", &EuiccInfo2::profileVersion),
        asn1::field<0x82>("svn", &EuiccInfo2::svn), asn1::field<0x83>("euiccFirmwareVer", &EuiccInfo2::firmwareVersion),
        asn1::field<0x84>("extCardResource", &EuiccInfo2::extCardResource),
        asn1::field<0x85>("uiccCapability", &EuiccInfo2::uiccCapability),
        asn1::field<0x86>("ts102241Version", &EuiccInfo2::ts102241Version),
        asn1::field<0x87>("globalplatformVersion", &EuiccInfo2::globalPlatformVersion),
        asn1::field<0x88>("rspCapability", &EuiccInfo2::rspCapability),
        asn1::list<0xA9, 0x04>("euiccCiPKIdListForVerification", &EuiccInfo2::verificationKeyIds),
        asn1::list<0xAA, 0x04>("euiccCiPKIdListForSigning", &EuiccInfo2::signingKeyIds),
        asn1::field<0x8B>("euiccCategory", &EuiccInfo2::category),
        asn1::field<0x99>("forbiddenProfilePolicyRules", &EuiccInfo2::forbiddenProfilePolicyRules),
        asn1::field<0x04>("ppVersion", &EuiccInfo2::ppVersion),
        asn1::field<0x0C>("sasAcreditationNumber", &EuiccInfo2::sasAccreditationNumber),
        asn1::field<0xAC>("certificationDataObject", &EuiccInfo2::certificationDataObject),
        asn1::field<0x8D>("treProperties", &EuiccInfo2::treProperties),
        asn1::field<0x8E>("treProductReference", &EuiccInfo2::treProductReference),
        asn1::field<0xAF>("additionalProfilePackageVersions", &EuiccInfo2::additionalProfilePackageVersions),
        asn1::field<0x90>("lpaMode", &EuiccInfo2::lpaMode),
        asn1::list<0xB1, 0x04>("euiccCiPKIdListForSigningV3", &EuiccInfo2::signingKeyIdsV3),
        asn1::field<0x92>("additionalEuiccInfo", &EuiccInfo2::additionalEuiccInfo),
        asn1::field<0x93>("highestSvn", &EuiccInfo2::highestSvn),
        asn1::field<0xB4>("iotSpecificInfo", &EuiccInfo2::iotSpecificInfo));

    bool operator==(const EuiccInfo2 &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::RspCapabilityBit> {
    static constexpr Named table[] = {{0, "additionalProfile"},
                                      {1, "crlSupport"},
                                      {2, "rpmSupport"},
                                      {3, "testProfileSupport"},
                                      {4, "deviceInfoExtensibilitySupport"},
                                      {5, "serviceSpecificDataSupport"},
                                      {17, "signedSmdsResponseV3Support"},
                                      {18, "euiccRspCapInInfo1"},
                                      {23, "v3ObjectsInCtxParamsCaSupport"},
                                      {24, "pushServiceRegistrationSupport"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::UiccCapabilityBit> {
    static constexpr Named table[] = {{0, "contactlessSupport"},
                                      {1, "usimSupport"},
                                      {2, "isimSupport"},
                                      {3, "csimSupport"},
                                      {4, "akaMilenage"},
                                      {5, "akaCave"},
                                      {6, "akaTuak128"},
                                      {7, "akaTuak256"},
                                      {8, "rfu1"},
                                      {9, "rfu2"},
                                      {10, "gbaAuthenUsim"},
                                      {11, "gbaAuthenISim"},
                                      {12, "mbmsAuthenUsim"},
                                      {13, "eapClient"},
                                      {14, "javacard"},
                                      {15, "multos"},
                                      {16, "multipleUsimSupport"},
                                      {17, "multipleIsimSupport"},
                                      {18, "multipleCsimSupport"},
                                      {19, "berTlvFileSupport"},
                                      {20, "dfLinkSupport"},
                                      {21, "catTp"},
                                      {22, "getIdentity"},
                                      {23, "profile-a-x25519"},
                                      {24, "profile-b-p256"},
                                      {25, "suciCalculatorApi"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::PprBit> {
    static constexpr Named table[] = {{0, "pprUpdateControl"}, {1, "ppr1"}, {2, "ppr2"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::EuiccCategory> {
    static constexpr Named table[] = {{0, "other"}, {1, "basicEuicc"}, {2, "mediumEuicc"}, {3, "contactlessEuicc"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::GetEuiccInfo1Request)
WB_RSP_DECLARE(rsp::EuiccInfo1)
WB_RSP_DECLARE(rsp::GetEuiccInfo2Request)
WB_RSP_DECLARE(rsp::EuiccInfo2)
} // namespace wb
