// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/identity.h"

#include <QJsonObject>

namespace wb::cli {

/// "Slow card, EID 8904 ..., SGP.22 v2.5.0, 2 profiles, 1 fault: FOLDER".
std::string euiccLine(const euicc::Identity &euicc);

/// `name`, `eid`, `svn`, `rootDsAddress`, `profiles`, `faults`, `folder`.
QJsonObject jsonOf(const euicc::Identity &euicc);

} // namespace wb::cli
