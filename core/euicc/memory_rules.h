// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/identity.h"
#include "core/euicc/memory.h"
#include "core/euicc/profile_rules.h"
#include "core/rsp/euicc_rules.h"

/// What an eUICC does with its notifications and revocation lists, SGP.22 sections 5.7.9 to 5.7.12.
namespace wb::euicc {

/// Signs what is due and keeps it, each with the next sequence number. Error: that of signing.
Result<void> keepNotifications(Memory &memory, const std::vector<NotificationDue> &due,
                               const EuiccCredential &credential);

rsp::ListNotificationResponse listNotifications(const Memory &memory, const rsp::ListNotificationRequest &request);

rsp::RetrieveNotificationsListResponse retrieveNotifications(const Memory &memory,
                                                             const rsp::RetrieveNotificationsListRequest &request);

rsp::DeleteNotificationStatus removeNotification(Memory &memory, std::int64_t seqNumber);

/// Takes over a revocation list of one of the CIs. A whole one, and the last part of one in parts, takes the place of what is older;
/// a delta is added to its base. Answers with the numbers of the parts that are still missing.
rsp::LoadCrlResponse loadRevocationList(Memory &memory, ByteView crl, const pki::TrustAnchors &cis);

/// Whether a list that was loaded revokes the certificate.
bool isRevoked(const Memory &memory, const pki::Certificate &certificate);

} // namespace wb::euicc
