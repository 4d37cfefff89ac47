// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstdint>
#include <stop_token>
#include <string>

namespace wb::card {

/// Transmission protocol between reader and card, ISO 7816-3.
enum class Protocol {
    t0, ///< octet oriented: a command with data has no Le, its answer is fetched with GET RESPONSE
    t1, ///< block oriented: all four cases as they are
};

/// A way to one card: a PC/SC lease, the virtual card in process, a replayed capture.
/// Used by one thread at a time unless the implementation says more.
class Transport {
public:
    virtual ~Transport() = default;

    /// Sends a command APDU and returns the response APDU with its status word, both exactly as on the wire. Blocks.
    /// Errors: pcsc with the SCARD code; `removed` when the card or its reader is gone, or when the card was reset and has
    /// forgotten its channels (then generation() has changed and the transport can be used again).
    virtual Result<Bytes> transmit(ByteView command, std::stop_token stop) = 0;

    /// A warm reset: everything volatile is gone, and generation() has changed. Errors: unsupported where that cannot be done; those of
    /// transmit().
    virtual Result<void> reset()
    {
        return fail(ErrorKind::unsupported, Interface::apdu, "reset", "this card cannot be reset from here");
    }

    /// The reader's name, or the name of the built-in virtual eUICC.
    virtual std::string name() const = 0;

    /// Answer to reset; empty when none was seen.
    virtual Bytes atr() const = 0;

    virtual Protocol protocol() const { return Protocol::t1; }

    /// Changes each time the card has lost its volatile state (reset, power): channels and selections are gone then.
    virtual std::uint64_t generation() const { return 0; }
};

} // namespace wb::card
