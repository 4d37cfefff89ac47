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

constexpr std::int64_t mostParts = 255; ///< of a segmented list; each missing one is named in the answer

/// A part says which one of how many it is.
bool isWellFormed(const pki::RevocationList &list)
{
    return !list.part()
           || (list.part()->number >= 1 && list.part()->number <= list.part()->total
               && list.part()->total <= mostParts);
}

std::int64_t numberOf(const pki::RevocationList &list)
{
    return list.number().value_or(0);
}

bool isOfSameCi(const pki::RevocationList &one, const pki::RevocationList &other)
{
    return one.authorityKeyId() == other.authorityKeyId();
}

/// Parts of one list, or the same list again.
bool isSameEdition(const pki::RevocationList &one, const pki::RevocationList &other)
{
    const auto total = [](const pki::RevocationList &list) { return list.part() ? list.part()->total : 0; };
    return isOfSameCi(one, other) && numberOf(one) == numberOf(other) && one.baseNumber() == other.baseNumber()
           && total(one) == total(other);
}

/// Numbers of the parts that are not there; empty for a list in one piece.
std::vector<std::int64_t> missingParts(const std::vector<pki::RevocationList> &kept, const pki::RevocationList &list)
{
    std::vector<std::int64_t> missing;
    const std::int64_t total = list.part() ? list.part()->total : 0;
    for (std::int64_t number = 1; number <= total; ++number) {
        if (std::none_of(kept.begin(), kept.end(),
                         [&](const auto &each) { return isSameEdition(each, list) && each.part()->number == number; }))
            missing.push_back(number);
    }
    return missing;
}

/// Whether the whole list that a delta adds to, or a later one, is there.
bool hasBaseOf(const std::vector<pki::RevocationList> &kept, const pki::RevocationList &delta)
{
    return std::any_of(kept.begin(), kept.end(), [&](const auto &each) {
        return isOfSameCi(each, delta) && !each.baseNumber() && numberOf(each) >= *delta.baseNumber()
               && missingParts(kept, each).empty();
    });
}

/// What a list that is whole now makes needless: everything older of the same CI, but a delta leaves whole lists their place.
bool isReplacedBy(const pki::RevocationList &old, const pki::RevocationList &fresh)
{
    return isOfSameCi(old, fresh) && numberOf(old) < numberOf(fresh)
           && (!fresh.baseNumber() || old.baseNumber().has_value());
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
    if (!list || !isWellFormed(*list))
        return {invalidCRLFormat};
    if (!list->authorityKeyId() || !cis.has(*list->authorityKeyId()))
        return {verificationKeyNotFound};
    if (!isSignedByCi(*list, cis))
        return {invalidSignature};
    std::vector<pki::RevocationList> &kept = memory.revocationLists;
    if (std::any_of(kept.begin(), kept.end(), [&](const auto &each) {
            return isOfSameCi(each, *list) && numberOf(each) > numberOf(*list) && missingParts(kept, each).empty();
        }))
        return {fresherCrlAlreadyLoaded};
    if (list->baseNumber() && !hasBaseOf(kept, *list))
        return {baseCrlMissing};
    std::erase_if(kept, [&](const auto &each) { return isSameEdition(each, *list) && each.part() == list->part(); });
    kept.push_back(*list);
    const auto missing = missingParts(kept, *list);
    if (!missing.empty())
        return {rsp::LoadCrlResponseOk{missing, {}}};
    std::erase_if(kept, [&](const auto &each) { return isReplacedBy(each, *list); });
    return {rsp::LoadCrlResponseOk{}};
}

bool isRevoked(const Memory &memory, const pki::Certificate &certificate)
{
    return std::any_of(memory.revocationLists.begin(), memory.revocationLists.end(), [&](const auto &list) {
        return list.authorityKeyId() == certificate.authorityKeyId() && list.revokes(certificate);
    });
}

} // namespace wb::euicc
