// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/administrators.h"
#include "core/smds/configuration.h"
#include "core/smds/event_reader.h"
#include "core/smds/event_store.h"
#include "core/smds/forwarder.h"
#include "core/smds/server_state.h"

#include <mutex>

namespace wb::smds {

/// A record with what the audit trail says of it.
struct RecordStory {
    EventRecord record;
    std::vector<AuditLine> history; ///< oldest first
};

/// What an operator wants to be done to a record, and why.
struct Intervention {
    std::int64_t record = 0;
    std::string parent; ///< only what goes to this parent; empty: to all
    std::string reason; ///< goes into the audit trail
};

/// What those who administer a server may ask of it. Safe from several threads.
class Administration {
public:
    /// All references outlive it. `configuration` tells the one that is in use at the moment, `findings` what is odd about it and its
    /// certificates, `listeners` what came to them so far.
    struct Parts {
        EventReader &reader;
        EventStore &store;
        Forwarder &forwarder;
        const CallMeter &meter;
        const Clock &clock;
        std::function<Configuration()> configuration;
        std::function<Result<std::vector<std::string>>()> findings;
        std::function<std::vector<ListenerState>()> listeners;
    };

    explicit Administration(Parts parts);

    EventReader &reader() const { return m_parts.reader; }

    Configuration configuration() const { return m_parts.configuration(); }

    /// One record, deleted or not. Errors: those of EventReader::record().
    Result<RecordStory> story(std::int64_t record, int mostHistory) const;

    Result<Statistics> statistics(bool countRecords) const;

    /// Never fails itself: a database that cannot be read is a check that failed. Certificates are read anew after some seconds, however
    /// often somebody asks.
    std::vector<HealthCheck> health() const;

    /// Each leaves an entry in the audit trail with the name of who did it. How many forwards it concerns; of the record itself: those that
    /// are to be deleted. Errors: those of EventStore; invalid without a reason, or when it is too long.
    Result<int> retry(const Intervention &what, const std::string &administrator) const;
    Result<int> withdraw(const Intervention &what, const std::string &administrator) const;
    Result<void> remove(const Intervention &what, const std::string &administrator) const;

private:
    HealthCheck findings() const;

    Parts m_parts;
    TimePoint m_startedAt;
    mutable std::mutex m_findingsMutex;
    mutable HealthCheck m_findings; ///< as they were lately
    mutable TimePoint m_findingsAt{};
};

} // namespace wb::smds
