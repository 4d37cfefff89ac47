// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"
#include "core/rsp/eid.h"

#include <vector>

namespace wb::smds {

/// What has become of an event at a parent SM-DS.
enum class ForwardState {
    pending,   ///< to be registered there
    forwarded, ///< the parent has it
    failed,    ///< the parent refused it for good
    withdrawn, ///< never reached the parent and never will
    deleting,  ///< to be deleted there, whether the parent has it or only may have it
    gone,      ///< the parent has it no more
};

/// "pending", "forwarded", ...: as it stands in the database and on the administration interface.
std::string_view nameOf(ForwardState state);

/// The state of that name; none for another text.
std::optional<ForwardState> forwardStateOf(std::string_view name);

/// One event on its way to one parent SM-DS (SGP.22 section 3.6.1.2): the row of the cascade, and of the outbox.
struct Forward {
    std::int64_t id = 0;
    std::int64_t record = 0;
    std::string parent;  ///< by the name it has in the configuration
    std::string eventId; ///< EventID2, under which the parent knows it
    std::string via;     ///< addresses of the SM-DSs it has passed, this one last, with blanks between
    ForwardState state = ForwardState::pending;
    int attempts = 0;
    TimePoint nextTry;   ///< of a pending or deleting one; the end of time while the registrant waits for the parent
    TimePoint busyUntil; ///< somebody is calling the parent for it until then, at the latest
    /// A registration whose answer never came may be carried out by the parent until then: that it has nothing to delete is no end before.
    TimePoint mayHappenUntil;
    std::string problem; ///< of the last attempt; empty when it went well
};

/// An Event Record as an SM-DS keeps it (SGP.22 section 3.6.1).
struct EventRecord {
    std::int64_t id = 0; ///< of this server; also the order of registration
    rsp::Eid eid;
    std::string eventId; ///< as its registrant named it
    std::string rspServerAddress;
    std::string ownerOid;  ///< registeredID of the registrant's TLS certificate
    std::string ownerRole; ///< "CERT.DP.TLS" or "CERT.DS.TLS"
    bool forwarding = false;
    bool acknowledged = true; ///< false while the registrant still waits for the parents' answers
    TimePoint registeredAt;
    std::optional<TimePoint> firstRetrievedAt;
    std::optional<TimePoint> lastRetrievedAt;
    std::int64_t retrievals = 0;
    std::optional<TimePoint> deletedAt; ///< deleted records are found by who administers the server only
    std::vector<Forward> forwards;      ///< one a parent; filled in where a record is added or shown whole
};

/// One line of the audit trail: a call and its outcome.
struct AuditEntry {
    TimePoint time;
    /// "RegisterEvent", "DeleteEvent", "InitiateAuthentication" (refusals only), "AuthenticateClient", "ASN.1" (a body that does not say its function); of this server's own calls
    /// "Forward" and "ForwardDeletion"; "Withdraw" when an unacknowledged registration is taken back. Of an administrator
    /// "AdministratorRetry", "AdministratorWithdraw" and "AdministratorDelete".
    std::string kind;
    std::int64_t record = 0; ///< 0 when it concerns none
    std::string eid;
    std::string
        caller; ///< OID of the registrant, the EID, the name of the parent that was called, or of the administrator
    std::string call;    ///< functionCallIdentifier or TransactionID
    std::string outcome; ///< "Executed-Success" or "Failed"
    std::string status;  ///< "8.9.5/3.3", empty on success
    std::string detail;
};

} // namespace wb::smds
