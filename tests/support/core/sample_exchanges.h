// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

namespace wb::testing {

/// Exchanges as a discovery makes them, a second apart: SELECT, GetEUICCInfo1, GetEID, InitiateAuthentication with base64 members and
/// certificates, a failed handshake, a refused call, a card error. Numbers are left to the recorder.
capture::Exchange selectExchange();
capture::Exchange euiccInfoExchange();
capture::Exchange eidExchange();
capture::Exchange initiateAuthenticationExchange(const std::vector<Bytes> &peerChain = {});
capture::Exchange failedHandshakeExchange(const std::vector<Bytes> &peerChain = {});
capture::Exchange refusedExchange();
capture::Exchange cardErrorExchange();

/// All of them in this order.
std::vector<capture::Exchange> sampleExchanges(const std::vector<Bytes> &peerChain = {});

} // namespace wb::testing
