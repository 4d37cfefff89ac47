// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/capacity.h"

#include <algorithm>
#include <limits>

namespace wb::euicc {

namespace {

std::int64_t takenBy(const Memory &memory, std::uint32_t profileSize)
{
    std::int64_t octets = static_cast<std::int64_t>(memory.profiles.size()) * profileSize;
    for (const rsp::ProfileInfo &profile : memory.profiles)
        octets += static_cast<std::int64_t>(profile.nickname.value_or(std::string()).size());
    for (const pki::RevocationList &list : memory.revocationLists)
        octets += static_cast<std::int64_t>(list.der().size());
    return octets;
}

void appendFourOctets(Bytes &to, std::uint8_t tag, std::uint32_t number)
{
    append(to, Bytes{tag, 0x04, static_cast<std::uint8_t>(number >> 24), static_cast<std::uint8_t>(number >> 16),
                     static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)});
}

} // namespace

std::int64_t Capacity::freeIn(const Memory &now, const Memory &first) const
{
    return freeNonVolatile + takenBy(first, profileSize) - takenBy(now, profileSize);
}

rsp::ExtCardResource Capacity::resources(const Memory &now, const Memory &first) const
{
    const std::int64_t more = static_cast<std::int64_t>(now.profiles.size())
                              - static_cast<std::int64_t>(first.profiles.size());
    const auto applications = std::clamp<std::int64_t>(installedApplications + more, 0, 255);
    const auto free = std::clamp<std::int64_t>(freeIn(now, first), 0, std::numeric_limits<std::uint32_t>::max());
    rsp::ExtCardResource resource;
    resource.octets = {0x81, 0x01, static_cast<std::uint8_t>(applications)};
    appendFourOctets(resource.octets, 0x82, static_cast<std::uint32_t>(free));
    appendFourOctets(resource.octets, 0x83, freeVolatile);
    return resource;
}

Capacity capacityIn(TomlReader &reader, const toml::table &table)
{
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    reader.onlyKnown(table, {"installed-applications", "free-nvm", "free-vm", "profile-size"});
    Capacity capacity;
    const auto number = [&](const char *key, std::uint32_t otherwise, std::int64_t to) {
        return static_cast<std::uint32_t>(reader.numberOr(table, key, otherwise, 0, to));
    };
    capacity.installedApplications = number("installed-applications", capacity.installedApplications, 255);
    capacity.freeNonVolatile = number("free-nvm", capacity.freeNonVolatile, most);
    capacity.freeVolatile = number("free-vm", capacity.freeVolatile, most);
    capacity.profileSize = number("profile-size", capacity.profileSize, most);
    return capacity;
}

std::string capacityTable(const Capacity &capacity)
{
    return "\n[capacity]\ninstalled-applications = " + std::to_string(capacity.installedApplications) + "\nfree-nvm = "
           + std::to_string(capacity.freeNonVolatile) + "\nfree-vm = " + std::to_string(capacity.freeVolatile)
           + "\nprofile-size = " + std::to_string(capacity.profileSize) + "\n";
}

} // namespace wb::euicc
