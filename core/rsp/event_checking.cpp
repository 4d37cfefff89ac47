// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/event_checking.h"

namespace wb {
WB_RSP_DEFINE(rsp::CheckEventRequest)
WB_RSP_DEFINE(rsp::CheckEventResponse)
WB_RSP_DEFINE(rsp::SmdsSigned2)
} // namespace wb
