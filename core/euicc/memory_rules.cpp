// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/memory_rules.h"

#include <algorithm>

namespace wb::euicc {

namespace {

bool overlaps(const rsp::NotificationEvent &wanted, const rsp::NotificationEvent &found)
{
    const std::size_t common = std::min(wanted.octets.size(), found.octets.size());
    for (std::size_t i = 0; i < common; ++i) {
        if ((wanted.octets[i] & found.octets[i]) != 0)
            return true;
    }
    return false;
}

/// A CertificateList as it is signed: LoadCRL carries it under A0 (data-objects.md).
Bytes asCertificateList(ByteView crl)
{
    Bytes list = copyOf(crl);
    if (!list.empty() && list.front() == 0xA0)
        list.front() = 0x30;
    return list;
}

bool isSignedByCi(const pki::RevocationList &list, const pki::TrustAnchors &cis)
{
    const auto issuers = cis.find(*list.authorityKeyId(), {});
    return std::any_of(issuers.begin(), issuers.end(), [&](const pki::Certificate &ci) {
        return ci.publicKey() != nullptr && list.isSignedBy(*ci.publicKey());
    });
}

} // namespace

Result<void> keepNotifications(Memory &memory, const std::vector<NotificationDue> &due,
                               const EuiccCredential &credential)
{
    for (const NotificationDue &each : due) {
        rsp::NotificationMetadata metadata;
        metadata.seqNumber = memory.nextSequenceNumber++;
        metadata.profileManagementOperation = {each.event};
        metadata.notificationAddress = each.address;
        metadata.iccid = each.iccid;

        rsp::OtherSignedNotification notification;
        notification.tbsOtherNotification = asn1::seal(std::move(metadata));
        auto signature = pki::sign(credential.key, notification.tbsOtherNotification.bytes);
        if (!signature)
            return fail(std::move(signature.error()));
        notification.euiccNotificationSignature = std::move(*signature);
        notification.euiccCertificate.whole = copyOf(credential.euicc.der());
        notification.eumCertificate.whole = copyOf(credential.eum.der());
        memory.notifications.push_back(asn1::seal(rsp::PendingNotification{std::move(notification)}));
    }
    return {};
}

rsp::ListNotificationResponse listNotifications(const Memory &memory, const rsp::ListNotificationRequest &request)
{
    asn1::ListOf<0xBF2F, rsp::NotificationMetadata> list;
    for (const auto &notification : memory.notifications) {
        const rsp::NotificationMetadata &metadata = notification.value.metadata();
        if (!request.profileManagementOperation
            || overlaps(*request.profileManagementOperation, metadata.profileManagementOperation))
            list.items.push_back(metadata);
    }
    return {std::move(list)};
}

rsp::RetrieveNotificationsListResponse retrieveNotifications(const Memory &memory,
                                                             const rsp::RetrieveNotificationsListRequest &request)
{
    const auto wanted = [&request](const rsp::NotificationMetadata &metadata) {
        if (!request.searchCriteria)
            return true;
        if (const auto *number = std::get_if<std::int64_t>(&request.searchCriteria->value))
            return metadata.seqNumber == *number;
        return overlaps(std::get<rsp::NotificationEvent>(request.searchCriteria->value),
                        metadata.profileManagementOperation);
    };
    asn1::ListOf<0, asn1::Received<rsp::PendingNotification>> list;
    for (const auto &notification : memory.notifications) {
        if (wanted(notification.value.metadata()))
            list.items.push_back(notification);
    }
    if (list.items.empty())
        return {rsp::NotificationsListResultError::noResultAvailable};
    return {std::move(list)};
}

rsp::DeleteNotificationStatus removeNotification(Memory &memory, std::int64_t seqNumber)
{
    const auto removed = std::erase_if(memory.notifications, [seqNumber](const auto &notification) {
        return notification.value.metadata().seqNumber == seqNumber;
    });
    return removed > 0 ? rsp::DeleteNotificationStatus::ok : rsp::DeleteNotificationStatus::nothingToDelete;
}

rsp::LoadCrlResponse loadRevocationList(Memory &memory, ByteView crl, const pki::TrustAnchors &cis)
{
    using enum rsp::LoadCrlResponseError;
    const auto list = pki::RevocationList::fromDer(asCertificateList(crl));
    if (!list)
        return {invalidCRLFormat};
    if (!list->authorityKeyId() || !cis.has(*list->authorityKeyId()))
        return {verificationKeyNotFound};
    if (!isSignedByCi(*list, cis))
        return {invalidSignature};
    const auto old = std::find_if(memory.revocationLists.begin(), memory.revocationLists.end(),
                                  [&](const auto &each) { return each.authorityKeyId() == list->authorityKeyId(); });
    if (old == memory.revocationLists.end()) {
        memory.revocationLists.push_back(*list);
    } else {
        if (old->number().value_or(0) > list->number().value_or(0))
            return {fresherCrlAlreadyLoaded};
        *old = *list;
    }
    return {rsp::LoadCrlResponseOk{}};
}

bool isRevoked(const Memory &memory, const pki::Certificate &certificate)
{
    return std::any_of(memory.revocationLists.begin(), memory.revocationLists.end(), [&](const auto &list) {
        return list.authorityKeyId() == certificate.authorityKeyId() && list.revokes(certificate);
    });
}

} // namespace wb::euicc
