// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "core/rsp/euicc.h"
#include "tests/support/core/rsp_cast.h"

namespace wb::testing {

inline constexpr const char *signedEventId = "EV-AB12-cd34";
inline constexpr const char *signedImei = "356938035643809"; ///< its check digit holds

/// One function of an eUICC as a card layer records it: STORE DATA blocks of @p blockSize octets, the answer fetched in pieces.
capture::Exchange cardExchangeOf(rsp::Euicc &euicc, ByteView request, std::size_t blockSize = 255);

/// A discovery of the cast's eUICC with real signatures: GetEID, GetProfilesInfo, InitiateAuthentication, AuthenticateServer with an
/// EventID and an IMEI, AuthenticateClient with an Event Record. Numbers are left to the recorder.
std::vector<capture::Exchange> signedExchanges(const Cast &cast, rsp::Euicc &euicc);

} // namespace wb::testing
