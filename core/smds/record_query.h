// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/event_record.h"

namespace wb::smds {

/// Where an Event Record is in its life, for who looks for some.
enum class RecordState {
    any,
    live,           ///< registered and not deleted
    waiting,        ///< live, and no device has fetched it
    retrieved,      ///< live, and fetched at least once
    unacknowledged, ///< live, and its registrant still waits for the parents
    deleted,
};

std::string_view nameOf(RecordState state);
std::optional<RecordState> recordStateOf(std::string_view name);

/// Which Event Records are wanted. Every condition that is given must hold.
struct RecordQuery {
    std::optional<rsp::Eid> eid;
    std::string eidEnd;           ///< the last digits of the EID, one to 32
    std::string eventId;          ///< here, or at a parent
    std::string owner;            ///< OID of the registrant
    std::string rspServerAddress; ///< a part of it, in any case; searched without an index
    RecordState state = RecordState::live;
    std::optional<ForwardState> forward; ///< at least one of its forwards is in this state
    std::string parent;                  ///< at least one of its forwards goes there (that one, when both are given)
    std::optional<TimePoint> from;       ///< registered then or later
    std::optional<TimePoint> before;     ///< registered before
    bool oldestFirst = false;
    std::int64_t after = 0; ///< the last record of the page before; 0: the first page
    int limit = 100;
};

/// Some of the records that were asked for, in the order of registration or against it.
struct RecordPage {
    std::vector<EventRecord> records;  ///< with their forwards
    std::optional<std::int64_t> after; ///< there may be more: after this one
};

/// An entry of the audit trail with its place in it.
struct AuditLine {
    std::string position; ///< to go on after it; to be taken as it is
    AuditEntry entry;
};

/// The position before the first entry.
inline constexpr const char *beginningOfAudit = "0";

/// Which entries of the audit trail are wanted.
struct AuditQuery {
    std::string kind;
    std::string outcome;
    std::string caller;
    std::string eid;
    std::string after; ///< a position; empty: from the first one
    int limit = 100;
};

/// How many records there are, and how far the forwards are. Counted row by row.
struct RecordCounts {
    std::int64_t live = 0;
    std::int64_t waiting = 0;
    std::int64_t unacknowledged = 0;
    std::int64_t deleted = 0;
};

/// The forwards to one parent that are in one state.
struct ForwardCount {
    std::string parent;
    ForwardState state = ForwardState::pending;
    std::int64_t count = 0;
    int mostAttempts = 0;
};

} // namespace wb::smds
