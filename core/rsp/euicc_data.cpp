// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/euicc_data.h"

namespace wb {
WB_RSP_DEFINE(rsp::EuiccConfiguredAddressesRequest)
WB_RSP_DEFINE(rsp::EuiccConfiguredAddresses)
WB_RSP_DEFINE(rsp::SetDefaultDpAddressRequest)
WB_RSP_DEFINE(rsp::SetDefaultDpAddressResponse)
WB_RSP_DEFINE(rsp::GetEuiccChallengeRequest)
WB_RSP_DEFINE(rsp::GetEuiccChallengeResponse)
WB_RSP_DEFINE(rsp::GetEuiccDataRequest)
WB_RSP_DEFINE(rsp::GetEuiccDataResponse)
WB_RSP_DEFINE(rsp::IsdrProprietaryApplicationTemplate)
} // namespace wb
