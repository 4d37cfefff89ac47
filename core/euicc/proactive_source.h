// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <optional>

namespace wb::euicc {

/// Where a card face gets proactive commands from (ETSI TS 102 223): what the eUICC wants of the terminal, REFRESH for one.
class ProactiveSource {
public:
    virtual ~ProactiveSource() = default;

    /// The command that waits: a whole TLV D0; none when nothing waits. It stays until it is answered.
    virtual std::optional<Bytes> pendingCommand() const = 0;

    /// The data of TERMINAL RESPONSE to it.
    virtual void answered(ByteView terminalResponse) = 0;

    /// TERMINAL PROFILE was received: what the terminal can do.
    virtual void terminalProfile(ByteView profile) = 0;
};

} // namespace wb::euicc
