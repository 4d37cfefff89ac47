// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/authentication.h"
#include "core/rsp/profile.h"

/// Notifications: what an eUICC keeps to be told to servers about its profiles, SGP.22 sections 3.5 and 5.7.9 to 5.7.11.
namespace wb::rsp {

/// NotificationMetadata: what has happened, and whom to tell.
struct NotificationMetadata {
    std::int64_t seqNumber = 0; ///< counts up over the life of the eUICC
    NotificationEvent profileManagementOperation;
    std::string notificationAddress;
    std::optional<Iccid> iccid;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF2F>(
        "NotificationMetadata", asn1::field<0x80>("seqNumber", &NotificationMetadata::seqNumber),
        asn1::field<0x81>("profileManagementOperation", &NotificationMetadata::profileManagementOperation),
        asn1::field<0x0C>("notificationAddress", &NotificationMetadata::notificationAddress),
        asn1::field<0x5A>("iccid", &NotificationMetadata::iccid));

    bool operator==(const NotificationMetadata &) const = default;
};

/// ListNotificationRequest, ES10b, SGP.22 section 5.7.9. Without a filter: all.
struct ListNotificationRequest {
    std::optional<NotificationEvent> profileManagementOperation = {};
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF28>(
        "ListNotificationRequest",
        asn1::field<0x81>("profileManagementOperation", &ListNotificationRequest::profileManagementOperation));

    bool operator==(const ListNotificationRequest &) const = default;
};

enum class ListNotificationsResultError { undefinedError = 127 };

struct ListNotificationResponse {
    std::variant<asn1::ListOf<0xBF2F, NotificationMetadata>, ListNotificationsResultError> value;

    static constexpr auto schema = asn1::choice<0xBF28>("ListNotificationResponse", &ListNotificationResponse::value,
                                                        asn1::alternative<0xA0>("notificationMetadataList"),
                                                        asn1::alternative<0x81>("listNotificationsResultError"));

    bool operator==(const ListNotificationResponse &) const = default;
};

/// The part of loading a Bound Profile Package in which something went wrong.
enum class BppCommandId {
    initialiseSecureChannel,
    configureISDP,
    storeMetadata,
    storeMetadata2,
    replaceSessionKeys,
    loadProfileElements,
};

/// Why a profile could not be installed. Those from 17 to 26 belong to later versions of SGP.22.
enum class ErrorReason {
    incorrectInputValues = 1,
    invalidSignature,
    invalidTransactionId,
    unsupportedCrtValues,
    unsupportedRemoteOperationType,
    unsupportedProfileClass,
    scp03tStructureError,
    scp03tSecurityError,
    installFailedDueToIccidAlreadyExistsOnEuicc,
    installFailedDueToInsufficientMemoryForProfile,
    installFailedDueToInterruption,
    installFailedDueToPEProcessingError,
    installFailedDueToDataMismatch,
    testProfileInstallFailedDueToInvalidNaaKey,
    pprNotAllowed,
    installFailedDueToUnknownError = 127,
};

struct SuccessResult {
    Bytes aid;          ///< of the new ISD-P
    Bytes simaResponse; ///< EUICCResponse of the profile package interpreter
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "SuccessResult", asn1::field<0x4F>("aid", &SuccessResult::aid),
        asn1::field<0x04>("simaResponse", &SuccessResult::simaResponse));

    bool operator==(const SuccessResult &) const = default;
};

struct ErrorResult {
    BppCommandId bppCommandId = BppCommandId::initialiseSecureChannel;
    ErrorReason errorReason = ErrorReason::installFailedDueToUnknownError;
    std::optional<Bytes> simaResponse = {};
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>("ErrorResult",
                                                        asn1::field<0x80>("bppCommandId", &ErrorResult::bppCommandId),
                                                        asn1::field<0x81>("errorReason", &ErrorResult::errorReason),
                                                        asn1::field<0x82>("simaResponse", &ErrorResult::simaResponse));

    bool operator==(const ErrorResult &) const = default;
};

struct FinalResult {
    std::variant<SuccessResult, ErrorResult> value;

    static constexpr auto schema = asn1::choice<0>("finalResult", &FinalResult::value,
                                                   asn1::alternative<0xA0>("successResult"),
                                                   asn1::alternative<0xA1>("errorResult"));

    bool operator==(const FinalResult &) const = default;
};

struct ProfileInstallationResultData {
    TransactionId transactionId;
    NotificationMetadata notificationMetadata;
    asn1::ObjectId smdpOid;
    FinalResult finalResult;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF27>(
        "ProfileInstallationResultData",
        asn1::field<0x80>("transactionId", &ProfileInstallationResultData::transactionId),
        asn1::field<0xBF2F>("notificationMetadata", &ProfileInstallationResultData::notificationMetadata),
        asn1::field<0x06>("smdpOid", &ProfileInstallationResultData::smdpOid),
        asn1::field<0xA2>("finalResult", &ProfileInstallationResultData::finalResult));

    bool operator==(const ProfileInstallationResultData &) const = default;
};

/// ProfileInstallationResult: how a download ended, signed by the eUICC. A notification of its own kind.
struct ProfileInstallationResult {
    asn1::Received<ProfileInstallationResultData> data;
    Signature euiccSignPir;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF37>(
        "ProfileInstallationResult",
        asn1::field<0xBF27>("profileInstallationResultData", &ProfileInstallationResult::data),
        asn1::field<0x5F37>("euiccSignPIR", &ProfileInstallationResult::euiccSignPir));

    bool operator==(const ProfileInstallationResult &) const = default;
};

/// OtherSignedNotification: enabling, disabling or deletion of a profile, signed by the eUICC.
struct OtherSignedNotification {
    asn1::Received<NotificationMetadata> tbsOtherNotification;
    Signature euiccNotificationSignature;
    asn1::Opaque euiccCertificate;
    asn1::Opaque eumCertificate;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "OtherSignedNotification",
        asn1::field<0xBF2F>("tbsOtherNotification", &OtherSignedNotification::tbsOtherNotification),
        asn1::field<0x5F37>("euiccNotificationSignature", &OtherSignedNotification::euiccNotificationSignature),
        asn1::field<0x30>("euiccCertificate", &OtherSignedNotification::euiccCertificate),
        asn1::field<0x30>("eumCertificate", &OtherSignedNotification::eumCertificate));

    bool operator==(const OtherSignedNotification &) const = default;
};

/// PendingNotification: what is sent to the server, whole.
struct PendingNotification {
    std::variant<ProfileInstallationResult, OtherSignedNotification> value;

    static constexpr auto schema = asn1::choice<0>("PendingNotification", &PendingNotification::value,
                                                   asn1::alternative<0xBF37>("profileInstallationResult"),
                                                   asn1::alternative<0x30>("otherSignedNotification"));

    const NotificationMetadata &metadata() const;
    bool operator==(const PendingNotification &) const = default;
};

/// One sequence number, or all of some kinds.
struct NotificationSearchCriteria {
    std::variant<std::int64_t, NotificationEvent> value;

    static constexpr auto schema = asn1::choice<0>("searchCriteria", &NotificationSearchCriteria::value,
                                                   asn1::alternative<0x80>("seqNumber"),
                                                   asn1::alternative<0x81>("profileManagementOperation"));

    bool operator==(const NotificationSearchCriteria &) const = default;
};

/// RetrieveNotificationsListRequest, ES10b, SGP.22 section 5.7.10. Without criteria: all.
struct RetrieveNotificationsListRequest {
    std::optional<NotificationSearchCriteria> searchCriteria = {};
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF2B>(
        "RetrieveNotificationsListRequest",
        asn1::field<0xA0>("searchCriteria", &RetrieveNotificationsListRequest::searchCriteria));

    bool operator==(const RetrieveNotificationsListRequest &) const = default;
};

enum class NotificationsListResultError { noResultAvailable = 1, undefinedError = 127 };

/// The notifications as the eUICC made them: their bytes go to the servers unchanged.
struct RetrieveNotificationsListResponse {
    std::variant<asn1::ListOf<0, asn1::Received<PendingNotification>>, NotificationsListResultError> value;

    static constexpr auto schema = asn1::choice<0xBF2B>(
        "RetrieveNotificationsListResponse", &RetrieveNotificationsListResponse::value,
        asn1::alternative<0xA0>("notificationList"), asn1::alternative<0x81>("notificationsListResultError"));

    bool operator==(const RetrieveNotificationsListResponse &) const = default;
};

/// NotificationSentRequest, ES10b.RemoveNotificationFromList, SGP.22 section 5.7.11.
struct NotificationSentRequest {
    std::int64_t seqNumber = 0;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF30>(
        "NotificationSentRequest", asn1::field<0x80>("seqNumber", &NotificationSentRequest::seqNumber));

    bool operator==(const NotificationSentRequest &) const = default;
};

enum class DeleteNotificationStatus { ok, nothingToDelete, undefinedError = 127 };

struct NotificationSentResponse {
    DeleteNotificationStatus status = DeleteNotificationStatus::ok;
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0xBF30>(
        "NotificationSentResponse", asn1::field<0x80>("deleteNotificationStatus", &NotificationSentResponse::status));

    bool operator==(const NotificationSentResponse &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::ListNotificationsResultError> {
    static constexpr Named table[] = {{127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::NotificationsListResultError> {
    static constexpr Named table[] = {{1, "noResultAvailable"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::DeleteNotificationStatus> {
    static constexpr Named table[] = {{0, "ok"}, {1, "nothingToDelete"}, {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::BppCommandId> {
    static constexpr Named table[] = {{0, "initialiseSecureChannel"}, {1, "configureISDP"},
                                      {2, "storeMetadata"},           {3, "storeMetadata2"},
                                      {4, "replaceSessionKeys"},      {5, "loadProfileElements"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::ErrorReason> {
    static constexpr Named table[] = {{1, "incorrectInputValues"},
                                      {2, "invalidSignature"},
                                      {3, "invalidTransactionId"},
                                      {4, "unsupportedCrtValues"},
                                      {5, "unsupportedRemoteOperationType"},
                                      {6, "unsupportedProfileClass"},
                                      {7, "scp03tStructureError"},
                                      {8, "scp03tSecurityError"},
                                      {9, "installFailedDueToIccidAlreadyExistsOnEuicc"},
                                      {10, "installFailedDueToInsufficientMemoryForProfile"},
                                      {11, "installFailedDueToInterruption"},
                                      {12, "installFailedDueToPEProcessingError"},
                                      {13, "installFailedDueToDataMismatch"},
                                      {14, "testProfileInstallFailedDueToInvalidNaaKey"},
                                      {15, "pprNotAllowed"},
                                      {17, "enterpriseProfilesNotSupported"},
                                      {18, "enterpriseRulesNotAllowed"},
                                      {19, "enterpriseProfileNotAllowed"},
                                      {20, "enterpriseOidMismatch"},
                                      {21, "enterpriseRulesError"},
                                      {22, "enterpriseProfilesOnly"},
                                      {23, "lprNotSupported"},
                                      {26, "unknownTlvInMetadata"},
                                      {127, "installFailedDueToUnknownError"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::NotificationMetadata)
WB_RSP_DECLARE(rsp::ListNotificationRequest)
WB_RSP_DECLARE(rsp::ListNotificationResponse)
WB_RSP_DECLARE(rsp::ProfileInstallationResultData)
WB_RSP_DECLARE(rsp::ProfileInstallationResult)
WB_RSP_DECLARE(rsp::OtherSignedNotification)
WB_RSP_DECLARE(rsp::PendingNotification)
WB_RSP_DECLARE(rsp::RetrieveNotificationsListRequest)
WB_RSP_DECLARE(rsp::RetrieveNotificationsListResponse)
WB_RSP_DECLARE(rsp::NotificationSentRequest)
WB_RSP_DECLARE(rsp::NotificationSentResponse)
} // namespace wb
