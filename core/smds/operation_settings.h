// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/auth/session_store.h"
#include "core/http/server.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wb {
class TomlReader;
}

/// How a running SM-DS defends itself, what it tolerates and what it forgets: the tables [limits], [switches], [v3], [lab] and [retention]
/// of its configuration file.
namespace wb::smds {

/// What one client may cost, on each listener. 0 turns a limit off where its row allows 0.
struct Limits {
    // Those a listener may have of its own.
    std::int64_t requestsPerSecond = 1'000; ///< of one client address
    std::int64_t requestBurst = 5'000;
    std::int64_t certificateRequestsPerSecond = 1'000; ///< of one client certificate, on ES12/ES15
    std::int64_t certificateRequestBurst = 5'000;
    std::int64_t handshakesPerSecond = 200; ///< of one client address
    std::int64_t handshakeBurst = 2'000;
    std::int64_t connections = 1'000;
    std::int64_t connectionsPerAddress = 256;
    std::int64_t requestsPerConnection = 1'000;
    std::int64_t bodyOctets = 1'048'576;
    std::int64_t handshakeSeconds = 10;
    std::int64_t headSeconds = 10;
    std::int64_t bodySeconds = 30;
    std::int64_t writeSeconds = 30;
    std::int64_t idleSeconds = 60;

    std::int64_t sessions = 10'000; ///< authentications under way on ES11
    std::int64_t sessionsPerAddress = 2'500;
    std::int64_t sessionSeconds = 300;
    std::int64_t ecidDays = 30; ///< an ECID is good for at least that long, and at the most twice

    http::ServerLimits forListener() const;
    auth::SessionLimits forSessions() const;
    bool operator==(const Limits &) const = default;
};

/// Departures from the strict behaviour, for the lab. All off by default; told at the start, and when one is used.
struct Switches {
    bool refuseWrongCheckDigits =
        false;                  ///< EIDs whose check digits do not hold: 8.1.1/2.1 instead of a note in the audit trail
    bool reuseEventIds = false; ///< an EventID is free again once its record is deleted
    bool es11PathAlias = false; ///< /gsma/rsp2/es11/... beside /gsma/rsp2/es9plus/...
    bool combinedPort = false;  ///< ES12 and ES15 on the port of ES11 too

    bool operator==(const Switches &) const = default;
};

/// What is offered to devices of later versions of SGP.22 that announce it. Others notice nothing of it.
struct V3Offers {
    bool eventChecking = true;       ///< ECIDs in signed event lists, and CheckEvent
    bool signedEventList = true;     ///< SmdsSigned2 beside the entries
    bool operationTypeFilter = true; ///< only events of the types asked for
    bool signedListUnderA1 = false;  ///< SmdsSigned2 begins with A1, as one source has it, instead of 30

    bool operator==(const V3Offers &) const = default;
};

/// How long is kept what is no longer needed, in days; 0: for ever.
struct Retention {
    std::int64_t deletedDays = 0; ///< deleted records, from their deletion
    std::int64_t auditDays = 0;

    bool operator==(const Retention &) const = default;
};

template <class Table, class Value>
struct Setting {
    const char *key; ///< in the file
    Value Table::*value;
    std::int64_t least = 0; ///< of a number
    std::int64_t most = 0;
};

/// The keys of each table.
std::span<const Setting<Limits, std::int64_t>> limitSettings();
std::span<const Setting<Limits, std::int64_t>>
listenerLimitSettings();                                   ///< of them, those of [es11.limits] and the like
std::span<const Setting<Switches, bool>> switchSettings(); ///< of [switches]
std::span<const Setting<Switches, bool>> labSettings();    ///< of [lab]
std::span<const Setting<V3Offers, bool>> v3Settings();     ///< of [v3]
std::span<const Setting<Retention, std::int64_t>> retentionSettings();

/// "switches.reuse-event-ids", "lab.combined-port", ...: what is not strict.
std::vector<std::string> switchesOn(const Switches &switches);

struct OperationSettings {
    Limits limits;
    Switches switches;
    Retention retention;
    V3Offers v3;

    bool operator==(const OperationSettings &) const = default;
};

/// Reads the tables that are there; what makes no sense is noted.
OperationSettings operationSettingsIn(TomlReader &reader);

/// The tables as they read back; only what is not as by default.
std::string operationSettingsText(const OperationSettings &settings);

/// What the table [NAME.limits] of a listener says otherwise than those of all; none when there is no such table.
std::optional<Limits> listenerLimitsIn(TomlReader &reader, const char *name, const Limits &ofAll);

/// That table as it reads back, [NAME.limits]; empty when there is nothing of its own.
std::string listenerLimitsText(const char *name, const std::optional<Limits> &limits, const Limits &ofAll);

} // namespace wb::smds
