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
    const std::uint64_t before = m_card.generation();
    Bytes response = m_card.process(command, stop);
    if (!response.empty())
        return response;
    if (!m_card.present())
        return fail(ErrorKind::removed, Interface::apdu, {}, "the card is not in its reader any more");
    if (m_card.generation() != before)
        return fail(ErrorKind::removed, Interface::apdu, {}, "the card was taken out, or reset, while it worked on it");
    if (stop.stop_requested())
        return fail(ErrorKind::cancelled, Interface::apdu, {}, "stopped while the card worked on it");
    return fail(ErrorKind::timedOut, Interface::apdu, {}, "the card did not answer");
}

Result<void> InProcessTransport::reset()
{
    if (!m_card.present())
        return fail(ErrorKind::removed, Interface::apdu, "reset", "the card is not in its reader any more");
    m_card.reset();
    return {};
}

} // namespace wb::vcard
