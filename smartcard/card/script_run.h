// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/card/console.h"
#include "smartcard/card/script.h"

#include <map>

namespace wb::card {

/// What became of a statement.
struct ScriptStep {
    bool held = true;                       ///< false: an expectation that did not hold
    std::string said;                       ///< "9000 BF3E12...", "expected 9000, came 6A88"
    std::vector<capture::ApduBlock> blocks; ///< of a command
};

/// A script in the middle of its run: its variables, and what the card answered last. One statement after the other, so that one can step
/// through it, and the card need not be held in between. One thread at a time; the sink, which may be null, outlives it.
class ScriptRun {
public:
    explicit ScriptRun(capture::Sink *sink) : m_sink(sink) {}

    /// @p mayChange: commands that are not known to leave the card as it is may be sent. Errors: refused for a command that may change a
    /// locked card; invalid for a variable that was not set, and a value that is none; those of the transport; cancelled.
    Result<ScriptStep> step(Transport &transport, const ScriptStatement &statement, bool mayChange,
                            std::stop_token stop);

    /// The command a statement would send now, with its variables filled in.
    Result<ConsoleCommand> commandOf(const ScriptStatement &statement) const;

private:
    Result<std::string> filledIn(const ScriptStatement &statement, std::string_view text) const;
    Result<std::string> valueOf(const ScriptStatement &statement) const;
    Result<ScriptStep> send(Transport &transport, const ScriptStatement &statement, bool mayChange,
                            const std::stop_token &stop);
    ScriptStep expect(const ScriptStatement &statement) const;

    capture::Sink *m_sink;
    FollowUps m_followUps;
    std::map<std::string, std::string, std::less<>> m_variables; ///< hexadecimal
    std::string m_data;                                          ///< of the last answer, hexadecimal
    std::string m_status;
};

} // namespace wb::card
