// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/server_state.h"

namespace wb::smds {

/// Statistics in the text format of Prometheus, version 0.0.4. No label holds anything of a person or a secret.
std::string prometheusText(const Statistics &statistics);

} // namespace wb::smds
