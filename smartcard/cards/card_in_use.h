// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "core/euicc/virtual_euicc.h"
#include "core/rsp/euicc.h"
#include "smartcard/card/session.h"
#include "smartcard/card/toolkit.h"
#include "smartcard/pcsc/lease.h"
#include "smartcard/vcard/faulty_card.h"
#include "smartcard/vcard/replay_card.h"

namespace wb::cards {

/// A card of this program, to be used in process or through a virtual reader: a virtual eUICC with the faults it was made with, or a captured card.
class BuiltInCard {
public:
    explicit BuiltInCard(std::shared_ptr<euicc::VirtualEuicc> euicc);

    /// The card of a capture, under a name.
    BuiltInCard(std::string name, const std::vector<capture::ExchangePtr> &exchanges);

    const std::string &name() const { return m_name; }
    vcard::SmartCard &card() { return m_card; }

    /// The card of a capture, and what it was asked in vain; null for a virtual eUICC.
    const vcard::ReplayCard *replay() const { return dynamic_cast<const vcard::ReplayCard *>(m_healthy.get()); }

    /// Other faults than those of its description, from the next command on; a card that was pulled is back. Any thread.
    void setFaults(euicc::FaultPlan plan) { m_card.setPlan(std::move(plan)); }

    /// How often it went away by itself.
    std::uint16_t pulls() const { return m_card.pulls(); }

private:
    std::string m_name;
    std::shared_ptr<euicc::VirtualEuicc> m_euicc; ///< null for a captured card
    std::unique_ptr<vcard::SmartCard> m_healthy;
    vcard::FaultyCard m_card;
};

/// How a card is opened for a procedure.
struct OpenOptions {
    std::string holder = {}; ///< who is asking, as others are told: "Discovery"
    pcsc::ShareMode share = pcsc::ShareMode::shared;
    pcsc::ProtocolChoice protocol = pcsc::ProtocolChoice::any;
    card::SessionOptions session = {};
};

/// A card that is held, with nothing sent to it yet: for a console, which sends what is typed and nothing else.
class CardLine {
public:
    virtual ~CardLine() = default;
    virtual card::Transport &transport() = 0;
};

/// A card with its ISD-R selected, for the length of a procedure: what holds the reader, the channel and the eUICC on it.
class CardInUse : public rsp::Euicc {
public:
    virtual const card::Session &session() const = 0;
    virtual Bytes atr() const = 0;

    /// Fetches the proactive command that waits and answers it; see card::answerToolkit().
    virtual Result<card::ProactiveCommand> answerToolkit(std::stop_token stop) = 0;
};

/// Opens the card in a PC/SC reader. Every exchange goes to `sink`, which must outlive the card in use; it may be null.
/// Errors: those of pcsc::Lease::take() and card::Session::open().
Result<std::unique_ptr<CardInUse>> openReader(const std::string &reader, const OpenOptions &options,
                                              capture::Sink *sink, std::stop_token stop);

/// The same without a session. Errors: those of pcsc::Lease::take().
Result<std::unique_ptr<CardLine>> openReaderLine(const std::string &reader, const OpenOptions &options,
                                                 std::stop_token stop);
Result<std::unique_ptr<CardLine>> openBuiltInLine(std::shared_ptr<BuiltInCard> card, const OpenOptions &options,
                                                  std::stop_token stop);

/// Opens a built-in virtual eUICC. Error: busy when another procedure of this program holds it.
Result<std::unique_ptr<CardInUse>> openBuiltIn(std::shared_ptr<BuiltInCard> card, const OpenOptions &options,
                                               capture::Sink *sink, std::stop_token stop);

} // namespace wb::cards
