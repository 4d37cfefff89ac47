// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/proactive_source.h"
#include "core/rsp/euicc.h"
#include "smartcard/card/apdu.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/vcard/smart_card.h"

#include <array>
#include <atomic>
#include <functional>
#include <mutex>

namespace wb::vcard {

/// The card face of a virtual eUICC: a state machine of SELECT, READ RECORD, TERMINAL CAPABILITY, MANAGE CHANNEL, STORE DATA and GET
/// RESPONSE on the basic channel and up to 19 others (ETSI TS 102 221, SGP.22 section 5.7.2). What the eUICC does with an
/// ES10 data object is the business of the rsp::Euicc behind it.
///
/// TERMINAL CAPABILITY is kept until the card is reset. A card that demands it refuses STORE DATA with 6985 until LUId, LPDd and
/// LDSd were announced: they gate ES10a, ES10b and ES10c.
///
/// While the eUICC wants something of the terminal, commands that succeed answer 91XX until FETCH has brought it; TERMINAL RESPONSE
/// ends it (ETSI TS 102 223). The toolkit commands belong to the basic channel.
///
/// Its files are the MF and EF.DIR, whose record names the ISD-R and its AID.
///
/// Answers longer than Le allows, and every answer to a command without Le, are left for GET RESPONSE (61xx).
class VirtualCard final : public SmartCard {
public:
    /// The card starts with power on. `onReset` is called whenever the volatile state is lost, under the card's lock: it must
    /// not call back into the card. `euicc` must outlive the card.
    /// So must `proactive`, where the proactive commands come from; null: none ever come. `isdRAid` is what
    /// the ISD-R answers to: cards of some makers have another than SGP.22 says.
    explicit VirtualCard(rsp::Euicc &euicc, std::function<void()> onReset = {}, bool demandsTerminalCapability = false,
                         euicc::ProactiveSource *proactive = nullptr, Bytes isdRAid = card::isdRAid());

    Bytes atr() const override;
    Bytes process(ByteView commandApdu, std::stop_token stop = {}) override;
    void powerOn() override;
    void powerOff() override;
    void reset() override;
    std::uint64_t generation() const override { return m_generation.load(); }

private:
    enum class Selected { mf, directory, isdR };

    /// What the card remembers for one logical channel.
    struct Channel {
        bool open = false;
        Selected selected = Selected::mf;
        Bytes chain; ///< STORE DATA blocks received so far
        unsigned nextBlock = 0;

        void dropChain()
        {
            chain.clear();
            nextBlock = 0;
        }
    };

    /// The rest of an answer, waiting for GET RESPONSE right after it.
    struct Waiting {
        Bytes data;
        std::size_t position = 0;
        int channel = 0;
        std::uint16_t finalStatus = 0;
    };

    card::ResponseApdu answer(const card::CommandApdu &command, const std::stop_token &stop);
    card::ResponseApdu interindustry(const card::CommandApdu &command, int channel);
    card::ResponseApdu proprietary(const card::CommandApdu &command, int channel, const std::stop_token &stop);
    card::ResponseApdu terminalCapability(const card::CommandApdu &command);
    card::ResponseApdu select(const card::CommandApdu &command, int channel);
    card::ResponseApdu selectByAid(const card::CommandApdu &command, int channel);
    card::ResponseApdu selectFile(const card::CommandApdu &command, int channel);
    card::ResponseApdu readRecord(const card::CommandApdu &command, int channel);
    bool namesIsdR(ByteView aid) const;
    Bytes directoryRecord() const;
    card::ResponseApdu manageChannel(const card::CommandApdu &command, int channel);
    card::ResponseApdu openChannel(const card::CommandApdu &command, int from);
    card::ResponseApdu closeChannel(const card::CommandApdu &command);
    card::ResponseApdu toolkit(const card::CommandApdu &command, int channel);
    card::ResponseApdu fetch(const card::CommandApdu &command);
    card::ResponseApdu terminalResponse(const card::CommandApdu &command);
    card::ResponseApdu status(const card::CommandApdu &command, int channel);
    std::optional<Bytes> commandToFetch() const;
    card::ResponseApdu getResponse(const card::CommandApdu &command, int channel);
    card::ResponseApdu storeData(const card::CommandApdu &command, int channel, const std::stop_token &stop);
    card::ResponseApdu deliver(Bytes data, const card::CommandApdu &command, int channel);
    card::ResponseApdu nextPiece(std::size_t atMost);
    Bytes isdRControlInformation();
    void forgetEverything();

    rsp::Euicc &m_euicc;
    std::function<void()> m_onReset;
    const bool m_demandsTerminalCapability;
    euicc::ProactiveSource *m_proactive;
    const Bytes m_isdRAid;
    mutable std::mutex m_mutex;
    bool m_powered = true;
    std::array<Channel, card::maxChannel + 1> m_channels{};
    Waiting m_waiting;
    bool m_lpaInDevice = false; ///< LUId, LPDd and LDSd are announced; it is all of them or none
    bool m_fetched = false;     ///< a proactive command is with the terminal, which has not answered yet
    std::atomic<std::uint64_t> m_generation = 0;
};

/// The status word a card face gives for an error of the eUICC behind it.
std::uint16_t statusOf(const Error &error);

} // namespace wb::vcard
