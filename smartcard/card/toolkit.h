// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/card/session.h"

namespace wb::card {

/// What a card wants of the terminal (ETSI TS 102 223 section 6.4).
struct ProactiveCommand {
    Bytes whole;                ///< TLV D0
    std::uint8_t number = 0;    ///< of the command, given back in the answer
    std::uint8_t type = 0;      ///< 01 REFRESH, 21 DISPLAY TEXT, ...
    std::uint8_t qualifier = 0; ///< meaning depends on the type
    std::string name;           ///< "REFRESH, UICC reset"; "type 7F" when it is not known
    std::string meaning;        ///< what it means for an LPA, in one sentence
    bool wantsReset = false;    ///< the terminal is to reset the card

    bool operator==(const ProactiveCommand &) const = default;
};

/// Error: malformed, with the octet, when it is no proactive command.
Result<ProactiveCommand> readProactiveCommand(ByteView whole);

/// General results of a terminal (ETSI TS 102 223 section 8.12).
enum class GeneralResult : std::uint8_t {
    performed = 0x00,
    beyondCapabilities = 0x30, ///< the terminal does not do such things
};

/// What a program without a display answers: a REFRESH is performed, anything else is beyond its capabilities.
GeneralResult resultOf(const ProactiveCommand &command);

/// The data of TERMINAL RESPONSE to a command.
Bytes terminalResponse(const ProactiveCommand &command, GeneralResult result);
inline Bytes terminalResponse(const ProactiveCommand &command)
{
    return terminalResponse(command, resultOf(command));
}

/// FETCH, then TERMINAL RESPONSE with resultOf(), and a reset of the card where a REFRESH wants one. What the session had selected is gone after a reset. Errors: notFound when nothing waits; apdu with the status
/// word; malformed; those of the transport.
Result<ProactiveCommand> answerToolkit(Session &session, Transport &transport, std::stop_token stop);

} // namespace wb::card
