// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/event_record.h"
#include "core/store/answer.h"
#include "core/store/local_reader.h"

namespace wb::smds {

/// A forward somebody has claimed: what is to be done at the parent, and for whom.
struct ClaimedForward {
    Forward forward; ///< state pending: to be registered; deleting: to be deleted
    rsp::Eid eid;
};

/// What came of calling a parent for a forward.
struct ForwardOutcome {
    ForwardState state = ForwardState::pending;
    TimePoint nextTry;        ///< when there is more to do
    std::string problem;      ///< empty when it went well
    TimePoint deletionDue;    ///< of a registration: when it is to be deleted, if that was asked for meanwhile
    TimePoint mayHappenUntil; ///< as in Forward
};

/// What a device is told of an Event Record that waits for it.
struct WaitingEvent {
    std::int64_t record = 0;
    std::string eventId; ///< as its registrant named it
    std::string rspServerAddress;
};

/// Up to when what is no longer needed is forgotten; none: nothing of its kind.
struct ForgetBefore {
    std::optional<TimePoint> deleted; ///< records that were deleted before
    std::optional<TimePoint> audit;   ///< audit entries that were written before
};

/// How much was forgotten.
struct Forgotten {
    std::int64_t records = 0;
    std::int64_t auditEntries = 0;
};

/// The Event Records, the outbox and the audit trail of one SM-DS, in a SQLite file or on a PostgreSQL
/// server. Safe from several threads; a database on a server may be shared with other processes. What changes a
/// record or a forward is on disk when it returns, together with its audit entry, or has not happened.
class EventStore {
public:
    /// Opens the database and brings its tables up to date; a file is made when it is not there. Errors: store, io;
    /// unsupported when a newer program made it.
    static Result<std::unique_ptr<EventStore>> open(const store::DatabaseUrl &url);

    /// The same for the text of a URL, or a path. Error also: config, invalid.
    static Result<std::unique_ptr<EventStore>> open(const std::string &text);

    /// An EventID may be used again once its record is deleted, from now on. Before other threads use the store.
    void allowReuse() { m_reuse = true; }

    /// Stores a record with its forwards; they come back with their ids. Errors: store, conflict when this registrant has used
    /// this EventID before; busy when that registration still waits for the parents; io.
    Result<EventRecord> add(EventRecord record, AuditEntry audit);

    /// The same for a record whose registrant still waits: acknowledge() or withdraw() writes the audit entry.
    Result<EventRecord> addUnacknowledged(EventRecord record);

    /// Every parent has accepted the record. Errors: store, io.
    Result<void> acknowledge(const EventRecord &record, AuditEntry audit);

    /// Takes back a record that was never acknowledged: its EventID is free again, its forwards get the states they have in
    /// `record`. Errors: store, io.
    Result<void> withdraw(const EventRecord &record, TimePoint when, AuditEntry audit);

    /// Takes back what nobody is at work on any more: unacknowledged records registered up to `before`. What may have reached a
    /// parent, or may do so until `mayHappenUntil`, is deleted there. How many there were. Errors: store, io.
    Result<int> withdrawAbandoned(TimePoint before, TimePoint when, TimePoint mayHappenUntil);

    /// Marks a registrant's record as deleted, and its forwards as to be deleted too. Its EventID stays used. Errors: store,
    /// notFound when this registrant has no such record (any more); busy when its registration still waits for the parents; io.
    Result<void> remove(const rsp::Eid &eid, const std::string &eventId, const std::string &ownerOid, TimePoint when,
                        AuditEntry audit);

    /// The events of an EID in the order of registration; with an EventID only those known by it, here or (a record that is
    /// forwarded) at a parent. Several registrants may use the same one.
    Result<std::vector<WaitingEvent>> waitingFor(const rsp::Eid &eid, const std::optional<std::string> &eventId);

    /// The same with all that is known of their records, except their forwards.
    Result<std::vector<EventRecord>> find(const rsp::Eid &eid, const std::optional<std::string> &eventId);

    /// The forwards of a record, parent by parent.
    Result<std::vector<Forward>> forwardsOf(std::int64_t record);

    /// Takes up to `most` forwards of a parent that are due, for the caller alone until `busyUntil`; each counts as an attempt. Errors: store, io.
    Result<std::vector<ClaimedForward>> claimDue(const std::string &parent, TimePoint now, TimePoint busyUntil,
                                                 int most);

    /// Writes down what came of a claimed forward. A deletion that was asked for meanwhile has the last word, and is due at once.
    /// Errors: store, io.
    Result<void> settle(const ClaimedForward &claimed, const ForwardOutcome &outcome, AuditEntry audit);

    /// Nobody is calling a parent: all claims are those of a program that was killed, and are due at `nextTry`. For a store that
    /// one program alone has open.
    Result<void> releaseClaims(TimePoint nextTry);

    /// How many forwards are waiting, pending and deleting ones. Errors: store, io.
    Result<std::int64_t> outboxSize();

    /// As an administrator: makes the forwards of a record (to one parent, or all) due at once, failed ones too; they keep their
    /// EventID2. Of a deleted record: what is to be deleted at its parents. How many. Errors: store, notFound when there is no such record;
    /// conflict when none of its forwards has anything left to do; io.
    Result<int> retryForwards(std::int64_t record, const std::string &parent, TimePoint when, AuditEntry audit);

    /// As an administrator: takes a live record back from its parents (one, or all), while it stays here. How many forwards. Errors: as
    /// above, conflict when no parent has it or may have it.
    Result<int> withdrawForwards(std::int64_t record, const std::string &parent, TimePoint when, AuditEntry audit);

    /// As an administrator: deletes a live record, whoever registered it, with its forwards. Its EventID stays used. Errors: store, notFound;
    /// conflict for one whose registrant still waits; io.
    Result<void> removeRecord(std::int64_t record, TimePoint when, AuditEntry audit);

    /// Removes for good what is older than `before` says, up to `most` rows of each kind: deleted records with nothing left to do at a
    /// parent, with their forwards, and audit entries. That their EventIDs were used stays known. Errors: store, io.
    Result<Forgotten> forget(const ForgetBefore &before, int most);

    /// Counts a retrieval of these records. Written behind: at most a second of it is lost in a crash.
    void noteRetrieved(std::vector<std::int64_t> records, TimePoint when, AuditEntry audit);

    /// Writes an audit entry for a call that changed nothing; behind, as above.
    void note(AuditEntry audit);

    /// The newest audit entries, oldest of them first.
    Result<std::vector<AuditEntry>> auditTail(int count);

private:
    EventStore(std::unique_ptr<store::SqlThread> writer, std::unique_ptr<store::SqlThread> reader,
               std::unique_ptr<store::LocalReader> localReader);
    Result<EventRecord> store(EventRecord record, const std::optional<AuditEntry> &audit);

    /// What an administrator does to the forwards of a record.
    struct ForwardsChange {
        const char *step;
        const char *statement; ///< its one question mark: when they are due
        std::string whenNone;  ///< why there was nothing to do
        bool ofDeletedToo = false;
    };
    Result<int> changeForwards(const ForwardsChange &change, std::int64_t record, const std::string &parent,
                               TimePoint when, AuditEntry audit);

    template <class Work>
    auto write(Work work)
    {
        return store::answerOf([this](const store::SqlThread::Work &each) { return m_writer->run(each); }, work);
    }

    template <class Work>
    auto read(Work work)
    {
        return store::answerOf(
            [this](const store::SqlThread::Work &each) {
                const auto reading = [&each](QSqlDatabase &database) {
                    each(database);
                    return true; // there is nothing to take back
                };
                return m_localReader ? m_localReader->run(reading) : m_reader->run(reading);
            },
            work);
    }

    std::unique_ptr<store::SqlThread> m_writer;
    std::unique_ptr<store::SqlThread> m_reader;        ///< of a server
    std::unique_ptr<store::LocalReader> m_localReader; ///< of a file
    bool m_reuse = false;
};

} // namespace wb::smds
