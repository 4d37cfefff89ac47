// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/operation_settings.h"

#include "core/base/toml_reader.h"

#include <algorithm>

namespace wb::smds {

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t hour = 3'600;

constexpr Setting<Limits, std::int64_t> allLimits[] = {
    {"requests-per-second", &Limits::requestsPerSecond, 0, million},
    {"request-burst", &Limits::requestBurst, 1, million},
    {"certificate-requests-per-second", &Limits::certificateRequestsPerSecond, 0, million},
    {"certificate-request-burst", &Limits::certificateRequestBurst, 1, million},
    {"handshakes-per-second", &Limits::handshakesPerSecond, 0, million},
    {"handshake-burst", &Limits::handshakeBurst, 1, million},
    {"connections", &Limits::connections, 1, million},
    {"connections-per-address", &Limits::connectionsPerAddress, 0, million},
    {"requests-per-connection", &Limits::requestsPerConnection, 1, 1'000 * million},
    {"body-octets", &Limits::bodyOctets, 1'024, 64 * million},
    {"handshake-seconds", &Limits::handshakeSeconds, 1, hour},
    {"head-seconds", &Limits::headSeconds, 1, hour},
    {"body-seconds", &Limits::bodySeconds, 1, hour},
    {"write-seconds", &Limits::writeSeconds, 1, hour},
    {"idle-seconds", &Limits::idleSeconds, 1, hour},
    {"sessions", &Limits::sessions, 1, 10 * million},
    {"sessions-per-address", &Limits::sessionsPerAddress, 0, 10 * million},
    {"session-seconds", &Limits::sessionSeconds, 1, 24 * hour},
    {"ecid-days", &Limits::ecidDays, 1, 3'650},
};

constexpr std::size_t notOfListeners = 4; ///< the last ones

constexpr Setting<Switches, bool> allSwitches[] = {
    {"refuse-wrong-check-digits", &Switches::refuseWrongCheckDigits},
    {"reuse-event-ids", &Switches::reuseEventIds},
    {"es11-path-alias", &Switches::es11PathAlias},
};

constexpr Setting<Switches, bool> allOfLab[] = {
    {"combined-port", &Switches::combinedPort},
};

constexpr Setting<V3Offers, bool> allOfV3[] = {
    {"event-checking", &V3Offers::eventChecking},
    {"signed-event-list", &V3Offers::signedEventList},
    {"operation-type-filter", &V3Offers::operationTypeFilter},
    {"signed-list-under-a1", &V3Offers::signedListUnderA1},
};

constexpr Setting<Retention, std::int64_t> allRetention[] = {
    {"deleted-days", &Retention::deletedDays, 0, 36'500},
    {"audit-days", &Retention::auditDays, 0, 36'500},
};

/// A table that need not be there; null when it is not, or is none.
template <class Settings>
const toml::table *optionalTable(TomlReader &reader, const toml::table &parent, const char *name,
                                 const Settings &settings)
{
    const toml::table *table = parent.contains(name) ? reader.table(parent, name) : nullptr;
    if (table == nullptr)
        return nullptr;
    for (const auto &[key, value] : *table) {
        const bool known = std::any_of(settings.begin(), settings.end(),
                                       [name = key.str()](const auto &setting) { return setting.key == name; });
        if (!known)
            reader.note(*table, std::string(key.str()).c_str(), "is no setting of this table");
    }
    return table;
}

template <class Table>
void readNumbers(TomlReader &reader, const toml::table &parent, const char *name,
                 std::span<const Setting<Table, std::int64_t>> settings, Table &values)
{
    const toml::table *table = optionalTable(reader, parent, name, settings);
    for (const auto &setting : settings) {
        const toml::node *node = table == nullptr ? nullptr : table->get(setting.key);
        if (node == nullptr)
            continue;
        const auto number = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
        if (!number || *number < setting.least || *number > setting.most) {
            reader.note(*table, setting.key,
                        "must be a number from " + std::to_string(setting.least) + " to "
                            + std::to_string(setting.most));
            continue;
        }
        values.*setting.value = *number;
    }
}

template <class Table>
void readFlags(TomlReader &reader, const char *name, std::span<const Setting<Table, bool>> settings, Table &values)
{
    const toml::table *table = optionalTable(reader, reader.root(), name, settings);
    for (const auto &setting : settings) {
        if (table != nullptr)
            values.*setting.value = reader.flagOr(*table, setting.key, values.*setting.value);
    }
}

std::string valueText(std::int64_t value)
{
    return std::to_string(value);
}

std::string valueText(bool value)
{
    return value ? "true" : "false";
}

template <class Table, class Value>
std::string tableText(const std::string &name, std::span<const Setting<Table, Value>> settings, const Table &values,
                      const Table &usual = {})
{
    std::string text;
    for (const auto &setting : settings) {
        if (values.*setting.value != usual.*setting.value)
            text += std::string(setting.key) + " = " + valueText(values.*setting.value) + "\n";
    }
    return text.empty() ? text : "\n[" + name + "]\n" + text;
}

http::Rate rateOf(std::int64_t perSecond, std::int64_t burst)
{
    return {static_cast<double>(perSecond), static_cast<double>(burst)};
}

} // namespace

std::span<const Setting<Limits, std::int64_t>> limitSettings()
{
    return allLimits;
}

std::span<const Setting<Limits, std::int64_t>> listenerLimitSettings()
{
    return limitSettings().first(std::size(allLimits) - notOfListeners);
}

std::span<const Setting<Switches, bool>> switchSettings()
{
    return allSwitches;
}

std::span<const Setting<Switches, bool>> labSettings()
{
    return allOfLab;
}

std::span<const Setting<V3Offers, bool>> v3Settings()
{
    return allOfV3;
}

std::span<const Setting<Retention, std::int64_t>> retentionSettings()
{
    return allRetention;
}

http::ServerLimits Limits::forListener() const
{
    http::ServerLimits limits;
    limits.maxBody = static_cast<std::size_t>(bodyOctets);
    limits.maxConnections = static_cast<std::size_t>(connections);
    limits.requestsPerConnection = static_cast<unsigned>(requestsPerConnection);
    limits.connectionsPerAddress = static_cast<std::size_t>(connectionsPerAddress);
    limits.handshakesPerAddress = rateOf(handshakesPerSecond, handshakeBurst);
    limits.requestsPerAddress = rateOf(requestsPerSecond, requestBurst);
    limits.requestsPerCertificate = rateOf(certificateRequestsPerSecond, certificateRequestBurst);
    limits.handshake = std::chrono::seconds(handshakeSeconds);
    limits.header = std::chrono::seconds(headSeconds);
    limits.body = std::chrono::seconds(bodySeconds);
    limits.write = std::chrono::seconds(writeSeconds);
    limits.idle = std::chrono::seconds(idleSeconds);
    return limits;
}

auth::SessionLimits Limits::forSessions() const
{
    return {static_cast<std::size_t>(sessions), std::chrono::seconds(sessionSeconds),
            static_cast<std::size_t>(sessionsPerAddress)};
}

std::vector<std::string> switchesOn(const Switches &switches)
{
    std::vector<std::string> names;
    for (const auto &setting : allSwitches) {
        if (switches.*setting.value)
            names.push_back(std::string("switches.") + setting.key);
    }
    for (const auto &setting : allOfLab) {
        if (switches.*setting.value)
            names.push_back(std::string("lab.") + setting.key);
    }
    return names;
}

OperationSettings operationSettingsIn(TomlReader &reader)
{
    OperationSettings settings;
    readNumbers(reader, reader.root(), "limits", limitSettings(), settings.limits);
    readFlags(reader, "switches", switchSettings(), settings.switches);
    readFlags(reader, "v3", v3Settings(), settings.v3);
    readFlags(reader, "lab", labSettings(), settings.switches);
    readNumbers(reader, reader.root(), "retention", retentionSettings(), settings.retention);
    return settings;
}

std::string operationSettingsText(const OperationSettings &settings)
{
    return tableText("limits", limitSettings(), settings.limits)
           + tableText("switches", switchSettings(), settings.switches) + tableText("v3", v3Settings(), settings.v3)
           + tableText("lab", labSettings(), settings.switches)
           + tableText("retention", retentionSettings(), settings.retention);
}

std::optional<Limits> listenerLimitsIn(TomlReader &reader, const char *name, const Limits &ofAll)
{
    const toml::table *listener = reader.table(reader.root(), name);
    if (listener == nullptr || !listener->contains("limits"))
        return {};
    Limits limits = ofAll;
    readNumbers(reader, *listener, "limits", listenerLimitSettings(), limits);
    return limits;
}

std::string listenerLimitsText(const char *name, const std::optional<Limits> &limits, const Limits &ofAll)
{
    return limits ? tableText(std::string(name) + ".limits", listenerLimitSettings(), *limits, ofAll) : std::string();
}

} // namespace wb::smds
