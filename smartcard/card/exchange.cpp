// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/exchange.h"

namespace wb::card {

namespace {

/// Bounds against a card that never stops answering 61xx; far above the largest eUICC answer.
constexpr std::size_t maxResponse = 1U << 20;
constexpr int maxFollowUps = 8192;
/// And against one that says more waits and brings nothing.
constexpr int maxEmptyFollowUps = 16;

Result<ResponseApdu> transmitOnce(Transport &transport, const CommandApdu &command, bool generated,
                                  std::vector<capture::ApduBlock> &blocks, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return fail(ErrorKind::cancelled, Interface::apdu, describe(command), "stopped before it was sent");

    capture::ApduBlock block;
    block.command = command.encode();
    block.generated = generated;
    block.start = Clock::system().now();
    const auto before = std::chrono::steady_clock::now();
    Result<Bytes> answer = transport.transmit(block.command, stop);
    block.duration = std::chrono::duration_cast<capture::Duration>(std::chrono::steady_clock::now() - before);
    if (answer)
        block.response = *answer;
    blocks.push_back(std::move(block));

    if (!answer) {
        Error error = std::move(answer.error());
        if (error.step.empty())
            error.step = describe(command);
        return fail(std::move(error));
    }
    return ResponseApdu::decode(*answer);
}

} // namespace

Result<ResponseApdu> exchange(Transport &transport, const CommandApdu &command, std::vector<capture::ApduBlock> &blocks,
                              std::stop_token stop)
{
    CommandApdu next = command;
    Bytes data;
    int followUps = 0;
    int emptyFollowUps = 0;
    bool corrected = false; // one correction of Le a command: a card that keeps asking is not served for ever
    for (;;) {
        Result<ResponseApdu> answer = transmitOnce(transport, next, followUps > 0, blocks, stop);
        if (!answer)
            return answer;
        append(data, answer->data);
        emptyFollowUps = answer->data.empty() ? emptyFollowUps + 1 : 0;
        if (data.size() > maxResponse || ++followUps > maxFollowUps || emptyFollowUps > maxEmptyFollowUps)
            return fail(ErrorKind::malformed, Interface::apdu, describe(command), "the response does not end");

        if (const std::optional<unsigned> le = wantedLe(answer->sw); le && !corrected) {
            next.le = le;
            corrected = true;
        } else if (const std::optional<unsigned> waiting = waitingOctets(answer->sw)) {
            // GET RESPONSE is an interindustry command on the channel of the command (ETSI TS 102 221 section 7.3.1.1)
            const int channel = classOf(command.cla).value_or(ClassInfo{}).channel;
            next = CommandApdu{classByte(ClassKind::interindustry, channel), 0xC0, 0x00, 0x00, {}, waiting};
            corrected = false;
        } else {
            return ResponseApdu{std::move(data), answer->sw};
        }
    }
}

} // namespace wb::card
