// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"
#include "core/rsp/eid.h"

namespace wb::smds {

/// An Event Record as an SM-DS keeps it (SGP.22 section 3.6.1).
struct EventRecord {
    std::int64_t id = 0; ///< of this server; also the order of registration
    rsp::Eid eid;
    std::string eventId; ///< as its registrant named it
    std::string rspServerAddress;
    std::string ownerOid;  ///< registeredID of the registrant's TLS certificate
    std::string ownerRole; ///< "CERT.DP.TLS" or "CERT.DS.TLS"
    bool forwarding = false;
    TimePoint registeredAt;
    std::optional<TimePoint> firstRetrievedAt;
    std::optional<TimePoint> lastRetrievedAt;
    std::int64_t retrievals = 0;
};

/// One line of the audit trail: a call and its outcome.
struct AuditEntry {
    TimePoint time;
    std::string kind;        ///< "RegisterEvent", "InitiateAuthentication" (refusals only), "AuthenticateClient"
    std::int64_t record = 0; ///< 0 when it concerns none
    std::string eid;
    std::string caller;  ///< OID of the registrant, or the EID
    std::string call;    ///< functionCallIdentifier or TransactionID
    std::string outcome; ///< "Executed-Success" or "Failed"
    std::string status;  ///< "8.9.5/3.3", empty on success
    std::string detail;
};

} // namespace wb::smds
