// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/reader.h"
#include "core/asn1/writer.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/vcard/virtual_card.h"

namespace wb::vcard {

using card::CommandApdu;
using card::ResponseApdu;

namespace {

constexpr std::uint8_t terminalProfileIns = 0x10;
constexpr std::uint8_t fetchIns = 0x12;
constexpr std::uint8_t terminalResponseIns = 0x14;
constexpr std::uint8_t envelopeIns = 0xC2;
constexpr std::size_t wholeCommand = 256; ///< Le 00

/// Tags D1 to DF are what a terminal tells a UICC (ETSI TS 102 223 section 7).
bool isEnvelope(ByteView data)
{
    const auto whole = asn1::readSingle(data);
    return whole && whole->tag >= 0xD1 && whole->tag <= 0xDF;
}

} // namespace

/// The command that was not fetched yet.
std::optional<Bytes> VirtualCard::commandToFetch() const
{
    if (m_proactive == nullptr || m_fetched)
        return {};
    return m_proactive->pendingCommand();
}

/// The commands of ETSI TS 102 221 section 11.2 and STATUS.
ResponseApdu VirtualCard::toolkit(const CommandApdu &command, int channel)
{
    switch (command.ins) {
    case terminalProfileIns:
        if (command.p1 != 0 || command.p2 != 0)
            return {{}, 0x6A86};
        if (command.data.empty())
            return {{}, 0x6700};
        if (m_proactive != nullptr)
            m_proactive->terminalProfile(command.data);
        return {{}, 0x9000};
    case fetchIns: return fetch(command);
    case terminalResponseIns: return terminalResponse(command);
    case envelopeIns: // nothing in this card has asked for an event
        if (command.p1 != 0 || command.p2 != 0)
            return {{}, 0x6A86};
        return {{}, std::uint16_t(isEnvelope(command.data) ? 0x9000 : 0x6A80)};
    default: return status(command, channel);
    }
}

ResponseApdu VirtualCard::fetch(const CommandApdu &command)
{
    if (command.p1 != 0 || command.p2 != 0)
        return {{}, 0x6A86};
    if (!command.data.empty() || !command.le)
        return {{}, 0x6700};
    const auto waiting = commandToFetch();
    if (!waiting)
        return {{}, 0x6985};
    if (*command.le != waiting->size() && *command.le != wholeCommand)
        return {{}, static_cast<std::uint16_t>(0x6C00 | (waiting->size() & 0xFF))};
    m_fetched = true;
    return {*waiting, 0x9000};
}

ResponseApdu VirtualCard::terminalResponse(const CommandApdu &command)
{
    if (command.p1 != 0 || command.p2 != 0)
        return {{}, 0x6A86};
    if (command.data.empty())
        return {{}, 0x6700};
    if (!m_fetched)
        return {{}, 0x6985};
    m_fetched = false;
    m_proactive->answered(command.data);
    return {{}, 0x9000};
}

/// STATUS, ETSI TS 102 221 section 11.1.2: what is selected on the channel.
ResponseApdu VirtualCard::status(const CommandApdu &command, int channel)
{
    if (command.p1 > 2)
        return {{}, 0x6A86};
    if (!command.data.empty())
        return {{}, 0x6700};
    const bool isdR = m_channels[static_cast<std::size_t>(channel)].selected == Selected::isdR;
    asn1::Writer writer;
    switch (command.p2) {
    case 0x00:
        writer.constructed(0x62, [&] {
            if (isdR)
                writer.primitive(0x84, card::isdRAid());
            else
                writer.primitive(0x83, Bytes{0x3F, 0x00});
        });
        break;
    case 0x01:
        if (isdR)
            writer.primitive(0x84, card::isdRAid());
        break;
    case 0x0C: return {{}, 0x9000};
    default: return {{}, 0x6A86};
    }
    return deliver(writer.take(), command, channel);
}

} // namespace wb::vcard
