// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/profile_download.h"

namespace wb {
WB_RSP_DEFINE(rsp::SmdpSigned2)
WB_RSP_DEFINE(rsp::PrepareDownloadRequest)
WB_RSP_DEFINE(rsp::EuiccSigned2)
WB_RSP_DEFINE(rsp::PrepareDownloadResponse)
WB_RSP_DEFINE(rsp::CancelSessionRequest)
WB_RSP_DEFINE(rsp::EuiccCancelSessionSigned)
WB_RSP_DEFINE(rsp::CancelSessionResponse)
WB_RSP_DEFINE(rsp::InitialiseSecureChannelRequest)
WB_RSP_DEFINE(rsp::BoundProfilePackage)
} // namespace wb
