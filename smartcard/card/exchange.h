// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "smartcard/card/apdu.h"
#include "smartcard/card/transport.h"

#include <vector>

namespace wb::card {

/// One command with everything the card asks for before it is done: GET RESPONSE while it answers 61xx, the same command
/// again with the right Le when it answers 6Cxx. Returns the data of all pieces and the last status word, whatever that says.
///
/// `blocks` receives every APDU as it crossed, the follow-ups marked as generated; also when an error is returned.
/// Errors: those of the transport; malformed when a response has no status word or never ends; cancelled.
Result<ResponseApdu> exchange(Transport &transport, const CommandApdu &command, std::vector<capture::ApduBlock> &blocks,
                              std::stop_token stop);

} // namespace wb::card
