// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/vcard/in_process.h"

namespace wb::vcard {

InProcessTransport::InProcessTransport(SmartCard &card, std::string name, card::Protocol protocol)
    : m_card(card),
      m_name(std::move(name)),
      m_protocol(protocol)
{
}

Result<Bytes> InProcessTransport::transmit(ByteView command, std::stop_token stop)
{
    Bytes response = m_card.process(command, std::move(stop));
    if (response.empty())
        return fail(ErrorKind::removed, Interface::apdu, {}, "the virtual card has no power");
    return response;
}

Result<void> InProcessTransport::reset()
{
    m_card.reset();
    return {};
}

} // namespace wb::vcard
