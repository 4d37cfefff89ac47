// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/euicc_rules.h"

namespace wb {
WB_RSP_DEFINE(rsp::GetRatRequest)
WB_RSP_DEFINE(rsp::GetRatResponse)
WB_RSP_DEFINE(rsp::LoadCrlRequest)
WB_RSP_DEFINE(rsp::LoadCrlResponse)
WB_RSP_DEFINE(rsp::LpaeActivationRequest)
WB_RSP_DEFINE(rsp::LpaeActivationResponse)
} // namespace wb
