// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/euicc_info.h"

namespace wb {
WB_RSP_DEFINE(rsp::GetEuiccInfo1Request)
WB_RSP_DEFINE(rsp::EuiccInfo1)
WB_RSP_DEFINE(rsp::GetEuiccInfo2Request)
WB_RSP_DEFINE(rsp::EuiccInfo2)
} // namespace wb
