// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/identity.h"

#include <filesystem>

namespace wb::euicc {

/// Writes a virtual eUICC into a folder: euicc.toml, its CI certificates, and one CERT_/SK_ pair a credential. The folder is
/// made when missing. Errors: file, io.
Result<void> saveIdentity(const Identity &identity, const std::filesystem::path &folder);

/// Reads what saveIdentity() wrote. Errors: config or pki, saying which file, line or setting.
Result<Identity> loadIdentity(const std::filesystem::path &folder);

} // namespace wb::euicc
