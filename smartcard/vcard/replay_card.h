// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/card/apdu.h"
#include "smartcard/vcard/replay_script.h"
#include "smartcard/vcard/smart_card.h"

#include <array>
#include <atomic>
#include <mutex>
#include <string>

namespace wb::vcard {

/// What a replayed card answers to a command that was never recorded.
inline constexpr std::uint16_t notInCapture = 0x6FCA;

/// A captured card, to be worked with as if it were there. Channels, STORE DATA blocks and GET RESPONSE are done anew, so that another LPA,
/// with other blocks on another channel, gets the same answers; what the card says comes from the capture and nowhere else.
class ReplayCard final : public SmartCard {
public:
    explicit ReplayCard(const std::vector<capture::ExchangePtr> &exchanges);

    Bytes atr() const override;
    Bytes process(ByteView commandApdu, std::stop_token stop = {}) override;
    void powerOn() override; ///< the capture from its beginning
    void powerOff() override;
    void reset() override; ///< keeps its place: a card is reset in the middle of being changed
    std::uint64_t generation() const override { return m_generation.load(); }

    /// A command that got notInCapture.
    struct Miss {
        std::string what; ///< "ES10b.GetEUICCChallenge"
        Bytes command;    ///< the data object, or the APDU
    };

    /// Those so far, oldest first, at most a thousand.
    std::vector<Miss> misses() const;

    /// How many answers the capture has.
    std::size_t answers() const { return m_script.size(); }

private:
    struct Channel {
        bool open = false;
        Bytes chain;
        unsigned nextBlock = 0;
        Bytes waiting; ///< the rest of an answer
        std::uint16_t finalStatus = 0;
    };

    card::ResponseApdu answer(const card::CommandApdu &command, ByteView apdu);
    card::ResponseApdu manageChannel(const card::CommandApdu &command, ByteView apdu);
    card::ResponseApdu storeData(const card::CommandApdu &command, Channel &channel);
    card::ResponseApdu recorded(const card::CommandApdu &command, ByteView apdu, Channel &channel);
    card::ResponseApdu getResponse(const card::CommandApdu &command, Channel &channel);
    card::ResponseApdu deliver(RecordedAnswer answer, const card::CommandApdu &command, Channel &channel);
    card::ResponseApdu missed(std::string what, ByteView command);
    void forgetChannels();

    mutable std::mutex m_mutex;
    ReplayScript m_script;
    bool m_powered = true;
    std::array<Channel, card::maxChannel + 1> m_channels{};
    std::vector<Miss> m_misses;
    std::atomic<std::uint64_t> m_generation = 0;
};

} // namespace wb::vcard
