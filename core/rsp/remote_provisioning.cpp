// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/remote_provisioning.h"

namespace wb {
WB_RSP_DEFINE(rsp::InitiateAuthenticationRequest)
WB_RSP_DEFINE(rsp::InitiateAuthenticationResponse)
WB_RSP_DEFINE(rsp::AuthenticateClientRequest)
WB_RSP_DEFINE(rsp::AuthenticateClientResponseEs11)
} // namespace wb
