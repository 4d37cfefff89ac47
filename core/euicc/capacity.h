// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/toml_reader.h"
#include "core/euicc/memory.h"
#include "core/rsp/ext_card_resource.h"

namespace wb::euicc {

/// The room of an eUICC when it is delivered, with the profiles of its maker on it; as a table of its description:
///
///     [capacity]
///     installed-applications = 0
///     free-nvm = 655360              # octets of non-volatile memory
///     free-vm = 16384                # octets of volatile memory
///     profile-size = 65536           # octets of non-volatile memory that a profile takes
struct Capacity {
    std::uint32_t installedApplications = 0;
    std::uint32_t freeNonVolatile = 655360;
    std::uint32_t freeVolatile = 16384;
    std::uint32_t profileSize = 65536;

    /// Octets of non-volatile memory that are free when the eUICC keeps `now` and was delivered with `first`; below zero for one
    /// that was filled by hand. Profiles count with their size and nickname, revocation lists with their octets; for
    /// notifications a card has set room aside.
    std::int64_t freeIn(const Memory &now, const Memory &first) const;

    /// What EUICCInfo2 says of it (ETSI TS 102 226 section 8.2.1.7.2); a profile counts as an application.
    rsp::ExtCardResource resources(const Memory &now, const Memory &first) const;

    bool operator==(const Capacity &) const = default;
};

Capacity capacityIn(TomlReader &reader, const toml::table &table);
std::string capacityTable(const Capacity &capacity);

} // namespace wb::euicc
