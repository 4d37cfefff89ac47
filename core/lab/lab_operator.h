// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lab/lab.h"

/// Who administers the SM-DS of a lab: one operator, whose certificate and key lie in the lab's folder "operator".
namespace wb::lab {

/// Makes the credential, and writes what enrols it to the end of the configuration file of the SM-DS. Errors: pki, file.
Result<void> addOperator(const std::filesystem::path &folder, const std::filesystem::path &smdsFile, TimePoint now);

/// Adds an operator to a lab that an earlier version of this program made; nothing when it has one. Errors: as above; config.
Result<void> ensureOperator(Lab &lab, TimePoint now, const std::function<void(std::string)> &log);

/// Errors: those of pki::loadCredential().
Result<pki::Credential> operatorOf(const Lab &lab);

} // namespace wb::lab
