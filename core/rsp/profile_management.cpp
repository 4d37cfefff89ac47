// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/profile_management.h"

namespace wb {
WB_RSP_DEFINE(rsp::ProfileInfoListRequest)
WB_RSP_DEFINE(rsp::ProfileInfoListResponse)
WB_RSP_DEFINE(rsp::EnableProfileRequest)
WB_RSP_DEFINE(rsp::EnableProfileResponse)
WB_RSP_DEFINE(rsp::DisableProfileRequest)
WB_RSP_DEFINE(rsp::DisableProfileResponse)
WB_RSP_DEFINE(rsp::DeleteProfileRequest)
WB_RSP_DEFINE(rsp::DeleteProfileResponse)
WB_RSP_DEFINE(rsp::EuiccMemoryResetRequest)
WB_RSP_DEFINE(rsp::EuiccMemoryResetResponse)
WB_RSP_DEFINE(rsp::SetNicknameRequest)
WB_RSP_DEFINE(rsp::SetNicknameResponse)
} // namespace wb
