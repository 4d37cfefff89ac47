// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/euicc_response.h"

namespace wb {
WB_RSP_DEFINE(rsp::EuiccResponse)
} // namespace wb
