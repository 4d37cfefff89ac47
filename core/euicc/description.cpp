// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/description.h"

#include "core/euicc/profile_template.h"

namespace wb::euicc {

namespace {

constexpr rsp::Version version3{{3, 0, 0}};
constexpr rsp::Version lowestOfVersion3{{2, 2, 2}};

rsp::Version versionIn(TomlReader &reader, const char *key, const rsp::Version &otherwise)
{
    const auto version = rsp::Version::fromText(reader.textOr(reader.root(), key, otherwise.text()));
    if (!version)
        reader.note(reader.root(), key, "must be three numbers such as " + otherwise.text());
    return version.value_or(otherwise);
}

/// The tables of a list that need not be there.
std::vector<const toml::table *> optionalTables(TomlReader &reader, const char *key)
{
    return reader.root().contains(key) ? reader.tables(reader.root(), key) : std::vector<const toml::table *>();
}

} // namespace

rsp::EuiccInfo2 euiccInfo2Of(const rsp::Version &version)
{
    using enum rsp::RspCapabilityBit;
    rsp::EuiccInfo2 info = usualEuiccInfo2();
    info.svn = version;
    if (version < rsp::Version{{2, 3, 0}}) {
        info.profileVersion = {{2, 1, 0}};
        info.rspCapability = {additionalProfile, crlSupport};
        info.category.reset();
    } else if (version >= rsp::Version{{2, 6, 0}}) {
        info.profileVersion = {{3, 1, 0}};
        info.rspCapability.set(deviceInfoExtensibilitySupport);
    }
    if (version >= version3) {
        info.profileVersion = {{3, 3, 1}};
        info.rspCapability.set(serviceSpecificDataSupport);
        info.rspCapability.set(euiccRspCapInInfo1);
        info.svn = lowestOfVersion3;
        info.highestSvn = version;
    }
    return info;
}

void readDescription(TomlReader &reader, const std::filesystem::path &folder, Identity &identity)
{
    const toml::table &root = reader.root();
    identity.info = euiccInfo2Of(versionIn(reader, "svn", {{2, 5, 0}}));
    identity.info.firmwareVersion = versionIn(reader, "firmware", identity.info.firmwareVersion);
    identity.info.sasAccreditationNumber = reader.textOr(root, "sas-number", identity.info.sasAccreditationNumber);
    if (root.contains("default-dp"))
        identity.addresses.defaultDpAddress = reader.text(root, "default-dp");
    identity.demandsTerminalCapability = reader.flagOr(root, "demands-terminal-capability", false);
    identity.refusesUntilReset = reader.flagOr(root, "refuses-until-reset", false);
    identity.capacity = Capacity();
    if (root.contains("capacity")) {
        if (const toml::table *table = reader.table(root, "capacity"))
            identity.capacity = capacityIn(reader, *table);
    }
    for (const toml::table *table : optionalTables(reader, "profile")) {
        const int place = static_cast<int>(identity.profiles.size()) + 1;
        identity.profiles.push_back(profileIn(reader, *table, folder, place));
    }
    for (const toml::table *table : optionalTables(reader, "authorisation"))
        identity.rulesAuthorisationTable.push_back(authorisationIn(reader, *table));
    for (const toml::table *table : optionalTables(reader, "fault"))
        identity.faults.push_back(faultIn(reader, *table));
}

Result<DescriptionText> descriptionText(const Identity &identity, const std::filesystem::path &folder)
{
    const rsp::EuiccInfo2 &info = identity.info;
    const rsp::EuiccInfo2 usual = usualEuiccInfo2();
    DescriptionText text;
    const auto line = [&text](const char *key, const std::string &value) {
        text.keys += std::string(key) + " = " + value + "\n";
    };
    line("svn", tomlQuoted(info.highestSvn.value_or(info.svn).text()));
    if (info.firmwareVersion != usual.firmwareVersion)
        line("firmware", tomlQuoted(info.firmwareVersion.text()));
    if (info.sasAccreditationNumber != usual.sasAccreditationNumber)
        line("sas-number", tomlQuoted(info.sasAccreditationNumber));
    if (identity.addresses.defaultDpAddress)
        line("default-dp", tomlQuoted(*identity.addresses.defaultDpAddress));
    if (identity.demandsTerminalCapability)
        line("demands-terminal-capability", "true");
    if (identity.refusesUntilReset)
        line("refuses-until-reset", "true");

    if (identity.capacity && *identity.capacity != Capacity())
        text.tables += capacityTable(*identity.capacity);
    for (const rsp::ProfileInfo &profile : identity.profiles) {
        auto table = profileTable(profile, folder);
        if (!table)
            return fail(std::move(table.error()));
        text.tables += *table;
    }
    for (const rsp::ProfilePolicyAuthorisationRule &rule : identity.rulesAuthorisationTable)
        text.tables += authorisationTable(rule);
    for (const Fault &fault : identity.faults)
        text.tables += faultTable(fault);
    return text;
}

} // namespace wb::euicc
