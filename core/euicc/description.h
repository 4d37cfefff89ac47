// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/toml_reader.h"
#include "core/euicc/identity.h"

namespace wb::euicc {

/// What the description of a virtual eUICC and a template of one have in common; docs/virtual-euicc.md lists the keys. Everything of
/// @p identity is set but its name, EID, Root SM-DS address and what has to do with keys.
/// @p folder is where icons lie. What is wrong is noted in the reader.
void readDescription(TomlReader &reader, const std::filesystem::path &folder, Identity &identity);

/// The same as text.
struct DescriptionText {
    std::string keys;   ///< of the top level
    std::string tables; ///< to stand behind all keys of the top level
};

/// Icons are written into the folder. Error: that of writing one.
Result<DescriptionText> descriptionText(const Identity &identity, const std::filesystem::path &folder);

/// EUICCInfo2 of an eUICC that supports SGP.22 up to this version. From version 3 on it says its highest SVN and its capabilities where
/// those are looked for, and its SVN is the lowest one.
rsp::EuiccInfo2 euiccInfo2Of(const rsp::Version &version);

} // namespace wb::euicc
