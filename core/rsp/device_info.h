// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/instantiate.h"
#include "core/rsp/swapped_bcd.h"
#include "core/rsp/version.h"

namespace wb::rsp {

/// DeviceCapabilities, SGP.22 section 4.2: the highest release of each access technology that the device supports.
struct DeviceCapabilities {
    std::optional<Version> gsmSupportedRelease;
    std::optional<Version> utranSupportedRelease;
    std::optional<Version> cdma2000onexSupportedRelease;
    std::optional<Version> cdma2000hrpdSupportedRelease;
    std::optional<Version> cdma2000ehrpdSupportedRelease;
    std::optional<Version> eutranEpcSupportedRelease;
    std::optional<Version> contactlessSupportedRelease;
    std::optional<Version> rspCrlSupportedVersion;
    std::optional<Version> nrEpcSupportedRelease;
    std::optional<Version> nr5gcSupportedRelease;
    std::optional<Version> eutran5gcSupportedRelease;
    std::optional<Version> lpaSvn; ///< from here on: later versions of SGP.22
    std::optional<Bytes> catSupportedClasses;
    std::optional<std::int64_t> euiccFormFactorType;
    std::optional<asn1::Opaque> deviceAdditionalFeatureSupport;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "DeviceCapabilities", asn1::field<0x80>("gsmSupportedRelease", &DeviceCapabilities::gsmSupportedRelease),
        asn1::field<0x81>("utranSupportedRelease", &DeviceCapabilities::utranSupportedRelease),
        asn1::field<0x82>("cdma2000onexSupportedRelease", &DeviceCapabilities::cdma2000onexSupportedRelease),
        asn1::field<0x83>("cdma2000hrpdSupportedRelease", &DeviceCapabilities::cdma2000hrpdSupportedRelease),
        asn1::field<0x84>("cdma2000ehrpdSupportedRelease", &DeviceCapabilities::cdma2000ehrpdSupportedRelease),
        asn1::field<0x85>("eutranEpcSupportedRelease", &DeviceCapabilities::eutranEpcSupportedRelease),
        asn1::field<0x86>("contactlessSupportedRelease", &DeviceCapabilities::contactlessSupportedRelease),
        asn1::field<0x87>("rspCrlSupportedVersion", &DeviceCapabilities::rspCrlSupportedVersion),
        asn1::field<0x88>("nrEpcSupportedRelease", &DeviceCapabilities::nrEpcSupportedRelease),
        asn1::field<0x89>("nr5gcSupportedRelease", &DeviceCapabilities::nr5gcSupportedRelease),
        asn1::field<0x8A>("eutran5gcSupportedRelease", &DeviceCapabilities::eutran5gcSupportedRelease),
        asn1::field<0x8B>("lpaSvn", &DeviceCapabilities::lpaSvn),
        asn1::field<0x8C>("catSupportedClasses", &DeviceCapabilities::catSupportedClasses),
        asn1::field<0x8D>("euiccFormFactorType", &DeviceCapabilities::euiccFormFactorType),
        asn1::field<0xAE>("deviceAdditionalFeatureSupport", &DeviceCapabilities::deviceAdditionalFeatureSupport));

    bool operator==(const DeviceCapabilities &) const = default;
};

/// What an LPA of a later version of SGP.22 can do.
enum class LpaRspCapabilityBit {
    crlStaplingV3Support,
    certChainV3Support,
    apduApiSupport,
    enterpriseCapable,
    lpaProxySupport,
    signedSmdsResponseV3Support,
    euiccCiUpdateSupport,
    eventCheckingSupport,
    pushServiceSupport,
    pendingOperationAlertingSupport,
};

/// DeviceInfo, SGP.22 section 4.2: the device the eUICC sits in, as its LPA says. Signed by the eUICC within ctxParams1.
struct DeviceInfo {
    Tac tac;
    DeviceCapabilities deviceCapabilities;
    std::optional<Imei> imei;
    std::optional<asn1::Bits<LpaRspCapabilityBit>> lpaRspCapability = {}; ///< later versions of SGP.22
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>(
        "DeviceInfo", asn1::field<0x80>("tac", &DeviceInfo::tac),
        asn1::field<0xA1>("deviceCapabilities", &DeviceInfo::deviceCapabilities),
        asn1::field<0x82>("imei", &DeviceInfo::imei),
        asn1::field<0x85>("lpaRspCapability", &DeviceInfo::lpaRspCapability));

    bool operator==(const DeviceInfo &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::LpaRspCapabilityBit> {
    static constexpr Named table[] = {{0, "crlStaplingV3Support"}, {1, "certChainV3Support"},
                                      {2, "apduApiSupport"},       {3, "enterpriseCapable"},
                                      {4, "lpaProxySupport"},      {5, "signedSmdsResponseV3Support"},
                                      {6, "euiccCiUpdateSupport"}, {7, "eventCheckingSupport"},
                                      {8, "pushServiceSupport"},   {9, "pendingOperationAlertingSupport"}};
};
