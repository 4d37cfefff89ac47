// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "smartcard/card/apdu.h"
#include "smartcard/card/transport.h"

#include <string_view>

/// A console for a card: exactly the octets typed go to it, or those of a name; what the console adds of its own is marked as
/// such and can be switched off. Written up in docs/console.md.
namespace wb::card {

/// What a typed line asks for.
struct ConsoleCommand {
    Bytes octets;          ///< the command APDU as it will be sent; empty for a reset
    std::string what;      ///< "SELECT ISD-R"
    bool isReset = false;  ///< "reset": no APDU, but a warm reset
    bool fromName = false; ///< made from a name; else exactly what was typed

    bool operator==(const ConsoleCommand &) const = default;
};

/// Reads a line: hexadecimal in any spacing, or a name, behind "@3" for logical channel 3. Names, in either case:
///
///     select isd-r | select ecasd | select mf | select A0000005591010   reset
///     open channel    close channel 2    get response [octets]    fetch [octets]    status
///     terminal capability    terminal profile
///     es10b.GetEUICCInfo2    es10c.SetNickname 5A0A...9004...     (the fields, in hexadecimal, without the outer tag)
///
/// Errors: invalid for nothing and for names nobody knows; malformed, with the place, for what begins as hexadecimal and is none,
/// and for an APDU of fewer than four octets.
Result<ConsoleCommand> readConsoleLine(std::string_view line);

/// Names that go on from what was typed, in alphabetical order.
std::vector<std::string> completionsOf(std::string_view begun);

/// What looks wrong about a command APDU: lengths that do not fit, a class nobody uses, a STORE DATA that is no whole TLV. It is
/// sent all the same, unchanged.
std::vector<std::string> doubtsAbout(ByteView command);

/// Whether the command is known to leave the card as it is, apart from channels, selections and sessions.
bool changesNothing(ByteView command);

/// What the console may do by itself after a command.
struct FollowUps {
    bool getResponse = true; ///< GET RESPONSE on 61XX
    bool rightLe = true;     ///< the same command again, with the Le of 6CXX
    bool toolkit =
        false; ///< FETCH on 91XX, and TERMINAL RESPONSE; a reset that a REFRESH asks for is left to the person

    bool operator==(const FollowUps &) const = default;
};

/// Sends the octets as they are. Returns everything that crossed, the console's own commands marked as generated; the exchange goes to
/// @p sink, which may be null. Errors: those of the transport; what crossed before is recorded all the same.
Result<std::vector<capture::ApduBlock>> sendExactly(Transport &transport, ByteView command, const FollowUps &followUps,
                                                    capture::Sink *sink, std::stop_token stop);

/// What the card answered to the command at the beginning of @p blocks, put together over GET RESPONSE; what the toolkit was asked after
/// it is no part of that. Without data and with status 0 when nothing came.
ResponseApdu answerIn(const std::vector<capture::ApduBlock> &blocks);

} // namespace wb::card
