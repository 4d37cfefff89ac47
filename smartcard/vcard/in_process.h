// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/card/transport.h"
#include "smartcard/vcard/smart_card.h"

namespace wb::vcard {

/// A card of this program, spoken to without a reader. Several threads may use it; each command is done as one.
class InProcessTransport final : public card::Transport {
public:
    /// `name` is what the reader list and the capture show. The card must outlive the transport.
    InProcessTransport(SmartCard &card, std::string name, card::Protocol protocol = card::Protocol::t1);

    Result<Bytes> transmit(ByteView command, std::stop_token stop) override;
    Result<void> reset() override;
    std::string name() const override { return m_name; }
    Bytes atr() const override { return m_card.atr(); }
    card::Protocol protocol() const override { return m_protocol; }
    std::uint64_t generation() const override { return m_card.generation(); }

private:
    SmartCard &m_card;
    std::string m_name;
    card::Protocol m_protocol;
};

} // namespace wb::vcard
