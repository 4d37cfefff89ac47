// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/notification.h"

/// What crosses ES10b while a profile is downloaded, SGP.22 sections 5.7.5, 5.7.6 and 5.7.14.
namespace wb::rsp {

/// SmdpSigned2: what the SM-DP+ signs before the eUICC prepares itself.
struct SmdpSigned2 {
    TransactionId transactionId;
    bool ccRequiredFlag = false;            ///< a confirmation code is wanted
    std::optional<Bytes> bppEuiccOtpk = {}; ///< the eUICC's one-time key of an earlier attempt
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>(
        "SmdpSigned2", asn1::field<0x80>("transactionId", &SmdpSigned2::transactionId),
        asn1::field<0x01>("ccRequiredFlag", &SmdpSigned2::ccRequiredFlag),
        asn1::field<0x5F49>("bppEuiccOtpk", &SmdpSigned2::bppEuiccOtpk));

    bool operator==(const SmdpSigned2 &) const = default;
};

/// PrepareDownloadRequest, ES10b, SGP.22 section 5.7.5.
struct PrepareDownloadRequest {
    asn1::Received<SmdpSigned2> smdpSigned2;
    Signature smdpSignature2;
    std::optional<std::array<std::uint8_t, 32>> hashCc; ///< SHA-256(SHA-256(confirmation code) | TransactionID)
    asn1::Opaque smdpCertificate;                       ///< CERT.DPpb
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF21>(
        "PrepareDownloadRequest", asn1::field<0x30>("smdpSigned2", &PrepareDownloadRequest::smdpSigned2),
        asn1::field<0x5F37>("smdpSignature2", &PrepareDownloadRequest::smdpSignature2),
        asn1::field<0x04>("hashCc", &PrepareDownloadRequest::hashCc),
        asn1::field<0x30>("smdpCertificate", &PrepareDownloadRequest::smdpCertificate));

    bool operator==(const PrepareDownloadRequest &) const = default;
};

struct EuiccSigned2 {
    TransactionId transactionId;
    Bytes euiccOtpk; ///< one-time public key, uncompressed point
    std::optional<std::array<std::uint8_t, 32>> hashCc = {};
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>(
        "EUICCSigned2", asn1::field<0x80>("transactionId", &EuiccSigned2::transactionId),
        asn1::field<0x5F49>("euiccOtpk", &EuiccSigned2::euiccOtpk), asn1::field<0x04>("hashCc", &EuiccSigned2::hashCc));

    bool operator==(const EuiccSigned2 &) const = default;
};

struct PrepareDownloadResponseOk {
    asn1::Received<EuiccSigned2> euiccSigned2;
    Signature euiccSignature2; ///< over euiccSigned2 and smdpSignature2, the latter with its tag 5F37
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "PrepareDownloadResponseOk", asn1::field<0x30>("euiccSigned2", &PrepareDownloadResponseOk::euiccSigned2),
        asn1::field<0x5F37>("euiccSignature2", &PrepareDownloadResponseOk::euiccSignature2));

    bool operator==(const PrepareDownloadResponseOk &) const = default;
};

enum class DownloadErrorCode {
    invalidCertificate = 1,
    invalidSignature,
    unsupportedCurve,
    noSessionContext,
    invalidTransactionId,
    undefinedError = 127,
};

struct PrepareDownloadResponseError {
    TransactionId transactionId;
    DownloadErrorCode code = DownloadErrorCode::undefinedError;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>(
        "PrepareDownloadResponseError",
        asn1::field<0x80>("transactionId", &PrepareDownloadResponseError::transactionId),
        asn1::field<0x02>("downloadErrorCode", &PrepareDownloadResponseError::code));

    bool operator==(const PrepareDownloadResponseError &) const = default;
};

struct PrepareDownloadResponse {
    std::variant<PrepareDownloadResponseOk, PrepareDownloadResponseError> value;

    static constexpr auto schema = asn1::choice<0xBF21>("PrepareDownloadResponse", &PrepareDownloadResponse::value,
                                                        asn1::alternative<0xA0>("downloadResponseOk"),
                                                        asn1::alternative<0xA1>("downloadResponseError"));

    bool operator==(const PrepareDownloadResponse &) const = default;
};

/// Why a session is cancelled. Those from 16 to 25 belong to later versions of SGP.22.
enum class CancelSessionReason {
    endUserRejection,
    postponed,
    timeout,
    pprNotAllowed,
    metadataMismatch,
    loadBppExecutionError,
    undefinedReason = 127,
};

/// CancelSessionRequest, ES10b, SGP.22 section 5.7.14.
struct CancelSessionRequest {
    TransactionId transactionId;
    CancelSessionReason reason = CancelSessionReason::endUserRejection;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF41>(
        "CancelSessionRequest", asn1::field<0x80>("transactionId", &CancelSessionRequest::transactionId),
        asn1::field<0x81>("reason", &CancelSessionRequest::reason));

    bool operator==(const CancelSessionRequest &) const = default;
};

struct EuiccCancelSessionSigned {
    TransactionId transactionId;
    asn1::ObjectId smdpOid;
    CancelSessionReason reason = CancelSessionReason::endUserRejection;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>(
        "EuiccCancelSessionSigned", asn1::field<0x80>("transactionId", &EuiccCancelSessionSigned::transactionId),
        asn1::field<0x81>("smdpOid", &EuiccCancelSessionSigned::smdpOid),
        asn1::field<0x82>("reason", &EuiccCancelSessionSigned::reason));

    bool operator==(const EuiccCancelSessionSigned &) const = default;
};

struct CancelSessionResponseOk {
    asn1::Received<EuiccCancelSessionSigned> euiccCancelSessionSigned;
    Signature euiccCancelSessionSignature;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "CancelSessionResponseOk",
        asn1::field<0x30>("euiccCancelSessionSigned", &CancelSessionResponseOk::euiccCancelSessionSigned),
        asn1::field<0x5F37>("euiccCancelSessionSignature", &CancelSessionResponseOk::euiccCancelSessionSignature));

    bool operator==(const CancelSessionResponseOk &) const = default;
};

enum class CancelSessionError { invalidTransactionId = 5, undefinedError = 127 };

struct CancelSessionResponse {
    std::variant<CancelSessionResponseOk, CancelSessionError> value;

    static constexpr auto schema = asn1::choice<0xBF41>("CancelSessionResponse", &CancelSessionResponse::value,
                                                        asn1::alternative<0xA0>("cancelSessionResponseOk"),
                                                        asn1::alternative<0x81>("cancelSessionResponseError"));

    bool operator==(const CancelSessionResponse &) const = default;
};

enum class RemoteOpId { installBoundProfilePackage = 1 };

struct ControlRefTemplate {
    Bytes keyType;
    Bytes keyLen;
    Bytes hostId;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>("ControlRefTemplate",
                                                        asn1::field<0x80>("keyType", &ControlRefTemplate::keyType),
                                                        asn1::field<0x81>("keyLen", &ControlRefTemplate::keyLen),
                                                        asn1::field<0x84>("hostId", &ControlRefTemplate::hostId));

    bool operator==(const ControlRefTemplate &) const = default;
};

/// InitialiseSecureChannelRequest, ES8+, SGP.22 section 5.5.1: the first segment of a Bound Profile Package.
struct InitialiseSecureChannelRequest {
    RemoteOpId remoteOpId = RemoteOpId::installBoundProfilePackage;
    TransactionId transactionId;
    ControlRefTemplate controlRefTemplate;
    Bytes smdpOtpk;
    Signature smdpSign;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF23>(
        "InitialiseSecureChannelRequest", asn1::field<0x82>("remoteOpId", &InitialiseSecureChannelRequest::remoteOpId),
        asn1::field<0x80>("transactionId", &InitialiseSecureChannelRequest::transactionId),
        asn1::field<0xA6>("controlRefTemplate", &InitialiseSecureChannelRequest::controlRefTemplate),
        asn1::field<0x5F49>("smdpOtpk", &InitialiseSecureChannelRequest::smdpOtpk),
        asn1::field<0x5F37>("smdpSign", &InitialiseSecureChannelRequest::smdpSign));

    bool operator==(const InitialiseSecureChannelRequest &) const = default;
};

/// BoundProfilePackage, SGP.22 section 2.5.4. What is in the lists is encrypted for the eUICC.
struct BoundProfilePackage {
    InitialiseSecureChannelRequest initialiseSecureChannelRequest;
    std::vector<Bytes> firstSequenceOf87;                 ///< ConfigureISDP
    std::vector<Bytes> sequenceOf88;                      ///< StoreMetadata, readable but protected against changes
    std::optional<std::vector<Bytes>> secondSequenceOf87; ///< ReplaceSessionKeys
    std::vector<Bytes> sequenceOf86;                      ///< the profile elements
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF36>(
        "BoundProfilePackage",
        asn1::field<0xBF23>("initialiseSecureChannelRequest", &BoundProfilePackage::initialiseSecureChannelRequest),
        asn1::list<0xA0, 0x87>("firstSequenceOf87", &BoundProfilePackage::firstSequenceOf87),
        asn1::list<0xA1, 0x88>("sequenceOf88", &BoundProfilePackage::sequenceOf88),
        asn1::list<0xA2, 0x87>("secondSequenceOf87", &BoundProfilePackage::secondSequenceOf87),
        asn1::list<0xA3, 0x86>("sequenceOf86", &BoundProfilePackage::sequenceOf86));

    bool operator==(const BoundProfilePackage &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::DownloadErrorCode> {
    static constexpr Named table[] = {{1, "invalidCertificate"}, {2, "invalidSignature"},     {3, "unsupportedCurve"},
                                      {4, "noSessionContext"},   {5, "invalidTransactionId"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::CancelSessionReason> {
    static constexpr Named table[] = {{0, "endUserRejection"},
                                      {1, "postponed"},
                                      {2, "timeout"},
                                      {3, "pprNotAllowed"},
                                      {4, "metadataMismatch"},
                                      {5, "loadBppExecutionError"},
                                      {16, "sessionAborted"},
                                      {17, "enterpriseProfilesNotSupported"},
                                      {18, "enterpriseRulesNotAllowed"},
                                      {19, "enterpriseProfileNotAllowed"},
                                      {20, "enterpriseOidMismatch"},
                                      {21, "enterpriseRulesError"},
                                      {22, "enterpriseProfilesOnly"},
                                      {23, "lprNotSupported"},
                                      {24, "lprNetworkDataNotAllowed"},
                                      {25, "emptyProfileOrSpName"},
                                      {127, "undefinedReason"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::CancelSessionError> {
    static constexpr Named table[] = {{5, "invalidTransactionId"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::RemoteOpId> {
    static constexpr Named table[] = {{1, "installBoundProfilePackage"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::SmdpSigned2)
WB_RSP_DECLARE(rsp::PrepareDownloadRequest)
WB_RSP_DECLARE(rsp::EuiccSigned2)
WB_RSP_DECLARE(rsp::PrepareDownloadResponse)
WB_RSP_DECLARE(rsp::CancelSessionRequest)
WB_RSP_DECLARE(rsp::EuiccCancelSessionSigned)
WB_RSP_DECLARE(rsp::CancelSessionResponse)
WB_RSP_DECLARE(rsp::InitialiseSecureChannelRequest)
WB_RSP_DECLARE(rsp::BoundProfilePackage)
} // namespace wb
