// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/notification.h"

namespace wb::rsp {

const NotificationMetadata &PendingNotification::metadata() const
{
    if (const auto *installed = std::get_if<ProfileInstallationResult>(&value))
        return installed->data.value.notificationMetadata;
    return std::get<OtherSignedNotification>(value).tbsOtherNotification.value;
}

} // namespace wb::rsp

namespace wb {
WB_RSP_DEFINE(rsp::NotificationMetadata)
WB_RSP_DEFINE(rsp::ListNotificationRequest)
WB_RSP_DEFINE(rsp::ListNotificationResponse)
WB_RSP_DEFINE(rsp::ProfileInstallationResultData)
WB_RSP_DEFINE(rsp::ProfileInstallationResult)
WB_RSP_DEFINE(rsp::OtherSignedNotification)
WB_RSP_DEFINE(rsp::PendingNotification)
WB_RSP_DEFINE(rsp::RetrieveNotificationsListRequest)
WB_RSP_DEFINE(rsp::RetrieveNotificationsListResponse)
WB_RSP_DEFINE(rsp::NotificationSentRequest)
WB_RSP_DEFINE(rsp::NotificationSentResponse)
} // namespace wb
