// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/fault_plan.h"
#include "smartcard/card/apdu.h"
#include "smartcard/vcard/smart_card.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace wb::vcard {

/// A card around another that disturbs it as a plan says; without a plan it is as the other one. The faults of one command
/// happen in the order of the plan; a fault of a function happens at the answer to the last STORE DATA block of its request.
///
/// An answer whose data is changed is taken whole from the card behind, also where that hands it over in pieces: places in it
/// count in the ES10 data object.
class FaultyCard final : public SmartCard {
public:
    /// `card` must outlive this one.
    explicit FaultyCard(SmartCard &card, euicc::FaultPlan plan = {});

    /// Another plan from the next command on; what was counted begins anew. A card that was pulled is put in again.
    void setPlan(euicc::FaultPlan plan);

    Bytes atr() const override { return m_card.atr(); }
    Bytes process(ByteView commandApdu, std::stop_token stop = {}) override;
    void powerOn() override;
    void powerOff() override;
    void reset() override;
    std::uint64_t generation() const override;
    bool present() const override;

    /// How often it was pulled.
    std::uint16_t pulls() const { return m_pulls.load(); }

private:
    using Ticks = std::chrono::steady_clock::rep;

    /// A fault with what it still remembers.
    struct Planned {
        euicc::Fault fault;
        unsigned happened = 0;
    };

    /// The rest of an answer that was changed, waiting for GET RESPONSE.
    struct Rest {
        Bytes data;
        std::uint16_t finalStatus = 0;
    };

    std::vector<euicc::Fault> faultsOf(const card::CommandApdu *command);
    std::optional<asn1::Tag> functionEndedBy(const card::CommandApdu &command);
    Bytes disturbed(const euicc::Fault &fault, ByteView command, Bytes answer, const std::stop_token &stop);
    Bytes changed(const euicc::Fault &fault, const card::CommandApdu &command, ByteView answer,
                  const std::stop_token &stop);
    Bytes piece(std::size_t atMost);
    bool waits(std::chrono::milliseconds time, const std::stop_token &stop);
    void pull(const euicc::Fault &fault);
    void beginAnew();

    SmartCard &m_card;
    std::mutex m_order; ///< one command at a time
    mutable std::mutex m_mutex;
    std::condition_variable_any m_interrupted;
    std::vector<Planned> m_plan;
    unsigned m_commands = 0; ///< since the card was switched on or reset
    std::uint64_t m_resets = 0;
    std::array<Bytes, card::maxChannel + 1> m_beginnings{}; ///< of the requests that are being sent
    Rest m_rest;
    std::atomic<std::uint16_t> m_pulls = 0;
    std::atomic<Ticks> m_awayUntil{}; ///< 0: it is there; a time that is over: it is back, and has no power yet
};

} // namespace wb::vcard
