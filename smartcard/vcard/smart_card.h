// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <stop_token>

namespace wb::vcard {

/// Anything that behaves as a card in a reader does. The virtual eUICC is one; a replayed capture, or a card around another
/// that disturbs it, can be others. Every function may be called from any thread.
class SmartCard {
public:
    virtual ~SmartCard() = default;

    /// Answer to reset.
    virtual Bytes atr() const = 0;

    /// A command APDU in, a response APDU out. Empty when the card says nothing, as one without power or one that was pulled does.
    virtual Bytes process(ByteView commandApdu, std::stop_token stop = {}) = 0;

    virtual void powerOn() = 0; ///< cold reset
    virtual void powerOff() = 0;
    virtual void reset() = 0; ///< warm reset

    /// Changes each time the card loses its volatile state.
    virtual std::uint64_t generation() const = 0;

    /// Whether it is in its reader. Never waits.
    virtual bool present() const { return true; }
};

} // namespace wb::vcard
