// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/vcard/virtual_card.h"

#include "core/asn1/reader.h"
#include "smartcard/vcard/answer_to_reset.h"

#include <algorithm>

namespace wb::vcard {

using card::ClassInfo;
using card::ClassKind;
using card::CommandApdu;
using card::ResponseApdu;

namespace {

constexpr unsigned shortMax = 256;

// Tag 83 in TERMINAL CAPABILITY, "additional eUICC interfaces" (ETSI TS 102 221 section 11.1.19.2.4): LUId, LPDd, LDSd.
constexpr std::uint8_t lpaInDeviceBits = 0x07;

/// Whether a TERMINAL CAPABILITY announces an LPA in the device; none when it is no such object or announces part of an LPA.
std::optional<bool> announcesLpa(ByteView data)
{
    const auto whole = asn1::readSingle(data);
    if (!whole || whole->tag != 0xA9)
        return {};
    std::uint8_t bits = 0;
    asn1::Reader reader(whole->content, 0, {1, 16});
    for (asn1::Element element; reader.next(element);) {
        if (element.tag == 0x83 && !element.content.empty())
            bits = element.content.front() & lpaInDeviceBits;
    }
    if (reader.fault() != asn1::Fault::none || (bits != 0 && bits != lpaInDeviceBits))
        return {};
    return bits == lpaInDeviceBits;
}

} // namespace

std::uint16_t statusOf(const Error &error)
{
    if (error.statusWord)
        return *error.statusWord;
    switch (error.kind) {
    case ErrorKind::malformed:
    case ErrorKind::invalid: return 0x6A80;
    case ErrorKind::unsupported:
    case ErrorKind::notFound: return 0x6A88;
    case ErrorKind::refused:
    case ErrorKind::untrusted:
    case ErrorKind::busy:
    case ErrorKind::conflict: return 0x6985;
    default: return 0x6F00;
    }
}

VirtualCard::VirtualCard(rsp::Euicc &euicc, std::function<void()> onReset, bool demandsTerminalCapability,
                         euicc::ProactiveSource *proactive, Bytes isdRAid)
    : m_euicc(euicc),
      m_onReset(std::move(onReset)),
      m_demandsTerminalCapability(demandsTerminalCapability),
      m_proactive(proactive),
      m_isdRAid(std::move(isdRAid))
{
    m_channels[0].open = true;
}

Bytes VirtualCard::atr() const
{
    return virtualEuiccAtr();
}

void VirtualCard::powerOn()
{
    const std::scoped_lock lock(m_mutex);
    m_powered = true;
    forgetEverything();
}

void VirtualCard::powerOff()
{
    const std::scoped_lock lock(m_mutex);
    m_powered = false;
    forgetEverything();
}

void VirtualCard::reset()
{
    const std::scoped_lock lock(m_mutex);
    if (m_powered)
        forgetEverything();
}

void VirtualCard::forgetEverything()
{
    m_channels = {};
    m_channels[0].open = true;
    m_waiting = {};
    m_lpaInDevice = false;
    m_fetched = false;
    ++m_generation;
    if (m_onReset)
        m_onReset();
}

Bytes VirtualCard::process(ByteView commandApdu, std::stop_token stop)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_powered)
        return {};
    const Result<CommandApdu> command = CommandApdu::decode(commandApdu);
    if (!command || command->extended) { // SGP.22 section 2.5.5: short APDUs only
        m_waiting = {};
        return ResponseApdu{{}, 0x6700}.encode();
    }
    ResponseApdu response = answer(*command, stop);
    if (response.sw == 0x9000) {
        if (const auto waiting = commandToFetch())
            response.sw = static_cast<std::uint16_t>(0x9100 | (waiting->size() & 0xFF)); // 00 stands for 256
    }
    return response.encode();
}

/// Class, channel, then the instruction: the order in which ISO 7816-4 section 5.4 wants a command to be looked at.
ResponseApdu VirtualCard::answer(const CommandApdu &command, const std::stop_token &stop)
{
    const bool fetches = command.ins == 0xC0;
    if (!fetches)
        m_waiting = {}; // what is not fetched at once is lost

    const std::optional<ClassInfo> info = card::classOf(command.cla);
    if (!info)
        return {{}, 0x6E00};
    if (info->secureMessaging)
        return {{}, 0x6882};
    if (info->chaining)
        return {{}, 0x6884};
    Channel &channel = m_channels[static_cast<std::size_t>(info->channel)];
    if (!channel.open)
        return {{}, 0x6881};

    if (fetches) // SGP.22 leaves the class open, and LPAs send it as 00, 80 and 8X
        return getResponse(command, info->channel);
    if (command.ins != 0xE2)
        channel.dropChain();
    return info->kind == ClassKind::interindustry ? interindustry(command, info->channel)
                                                  : proprietary(command, info->channel, stop);
}

ResponseApdu VirtualCard::interindustry(const CommandApdu &command, int channel)
{
    switch (command.ins) {
    case 0xA4: return select(command, channel);
    case 0x70: return manageChannel(command, channel);
    case 0xB2: return readRecord(command, channel);
    case 0xE2: // APPEND RECORD in this class; whoever sends it means STORE DATA
    case 0xAA: return {{}, 0x6E00};
    default: return {{}, 0x6D00};
    }
}

ResponseApdu VirtualCard::proprietary(const CommandApdu &command, int channel, const std::stop_token &stop)
{
    switch (command.ins) {
    case 0xE2: return storeData(command, channel, stop);
    case 0xAA: return terminalCapability(command);
    case 0x10:
    case 0x12:
    case 0x14:
    case 0xC2:
    case 0xF2: return toolkit(command, channel);
    case 0xA4:
    case 0x70: return {{}, 0x6E00};
    default: return {{}, 0x6D00};
    }
}

/// TERMINAL CAPABILITY, ETSI TS 102 221 section 11.1.19. What is refused changes nothing.
ResponseApdu VirtualCard::terminalCapability(const CommandApdu &command)
{
    if (command.p1 != 0 || command.p2 != 0)
        return {{}, 0x6A86};
    if (command.data.empty())
        return {{}, 0x6700};
    const std::optional<bool> lpa = announcesLpa(command.data);
    if (!lpa)
        return {{}, 0x6A80};
    m_lpaInDevice = *lpa;
    return {{}, 0x9000};
}

/// Hands `data` over as far as Le allows, the rest with GET RESPONSE.
ResponseApdu VirtualCard::deliver(Bytes data, const CommandApdu &command, int channel)
{
    if (data.empty())
        return {{}, 0x9000};
    m_waiting = {std::move(data), 0, channel, 0x9000};
    return nextPiece(command.le.value_or(0));
}

ResponseApdu VirtualCard::nextPiece(std::size_t atMost)
{
    const std::size_t size = std::min(atMost, m_waiting.data.size() - m_waiting.position);
    const ByteView piece = ByteView(m_waiting.data).subspan(m_waiting.position, size);
    ResponseApdu response{copyOf(piece), m_waiting.finalStatus};
    m_waiting.position += size;

    const std::size_t left = m_waiting.data.size() - m_waiting.position;
    if (left == 0)
        m_waiting = {};
    else
        response.sw = static_cast<std::uint16_t>(0x6100 | (left >= shortMax ? 0 : left));
    return response;
}

ResponseApdu VirtualCard::getResponse(const CommandApdu &command, int channel)
{
    if (command.p1 != 0 || command.p2 != 0)
        return {{}, 0x6A86};
    if (!command.data.empty() || !command.le)
        return {{}, 0x6700};
    if (m_waiting.data.empty() || (channel != 0 && channel != m_waiting.channel))
        return {{}, 0x6985};
    const std::size_t left = m_waiting.data.size() - m_waiting.position;
    if (*command.le != shortMax && *command.le > left)
        return {{}, static_cast<std::uint16_t>(0x6C00 | left)};
    return nextPiece(*command.le);
}

/// STORE DATA, SGP.22 section 5.7.2 tables 47 and 48: P1 11 more blocks or 91 last block, P2 the number of the block.
ResponseApdu VirtualCard::storeData(const CommandApdu &command, int channelNumber, const std::stop_token &stop)
{
    Channel &channel = m_channels[static_cast<std::size_t>(channelNumber)];
    if (channel.selected != Selected::isdR || (m_demandsTerminalCapability && !m_lpaInDevice)) {
        channel.dropChain();
        return {{}, 0x6985};
    }
    if (command.p1 != 0x11 && command.p1 != 0x91) {
        channel.dropChain();
        return {{}, 0x6A86};
    }
    if (command.data.empty()) {
        channel.dropChain();
        return {{}, 0x6700};
    }
    if (command.p2 == 0)
        channel.dropChain(); // block 0 begins anew, also when an older chain was never finished
    if (command.p2 != channel.nextBlock) {
        channel.dropChain();
        return {{}, 0x6A86};
    }

    append(channel.chain, command.data);
    ++channel.nextBlock;
    if (command.p1 == 0x11)
        return {{}, 0x9000};

    const Bytes request = std::move(channel.chain);
    channel.dropChain();
    Result<Bytes> response = m_euicc.es10(request, stop);
    if (!response)
        return {{}, statusOf(response.error())};
    return deliver(std::move(*response), command, channelNumber);
}

} // namespace wb::vcard
