// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/vcard/replay_card.h"

#include "smartcard/card/functions.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/vcard/answer_to_reset.h"

#include <algorithm>

namespace wb::vcard {

namespace {

constexpr std::size_t mostMisses = 1000;
constexpr std::size_t longestChain = 256 * 255;

card::ResponseApdu status(std::uint16_t word)
{
    return {{}, word};
}

} // namespace

ReplayCard::ReplayCard(const std::vector<capture::ExchangePtr> &exchanges) : m_script(exchanges)
{
    forgetChannels();
}

Bytes ReplayCard::atr() const
{
    return m_script.atr().empty() ? virtualEuiccAtr() : m_script.atr();
}

void ReplayCard::forgetChannels()
{
    m_channels = {};
    m_channels[0].open = true;
    ++m_generation;
}

void ReplayCard::powerOn()
{
    const std::scoped_lock lock(m_mutex);
    m_powered = true;
    m_script.restart();
    forgetChannels();
}

void ReplayCard::powerOff()
{
    const std::scoped_lock lock(m_mutex);
    m_powered = false;
    forgetChannels();
}

void ReplayCard::reset()
{
    const std::scoped_lock lock(m_mutex);
    forgetChannels();
}

std::vector<ReplayCard::Miss> ReplayCard::misses() const
{
    const std::scoped_lock lock(m_mutex);
    return m_misses;
}

Bytes ReplayCard::process(ByteView commandApdu, std::stop_token)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_powered)
        return {};
    const auto command = card::CommandApdu::decode(commandApdu);
    return (command ? answer(*command, commandApdu) : status(0x6700)).encode();
}

card::ResponseApdu ReplayCard::answer(const card::CommandApdu &command, ByteView apdu)
{
    const auto info = card::classOf(command.cla);
    if (!info)
        return status(0x6E00);
    Channel &channel = m_channels[static_cast<std::size_t>(info->channel)];
    if (!channel.open)
        return status(0x6881);
    if (command.ins == card::instruction::getResponse)
        return getResponse(command, channel);
    channel.waiting.clear();
    if (command.ins == card::instruction::manageChannel)
        return manageChannel(command, apdu);
    if (command.ins == card::instruction::storeData && info->kind == card::ClassKind::proprietary)
        return storeData(command, channel);
    return recorded(command, apdu, channel);
}

/// Channels are given anew, unless the card itself gave none.
card::ResponseApdu ReplayCard::manageChannel(const card::CommandApdu &command, ByteView apdu)
{
    if (command.p1 == 0x80) {
        if (command.p2 == 0 || command.p2 > card::maxChannel || !m_channels[command.p2].open)
            return status(0x6881);
        m_channels[command.p2] = {};
        return status(0x9000);
    }
    if (const auto once = m_script.command(apdu); once && !card::isSuccess(once->status))
        return status(once->status);
    const auto free = std::find_if(m_channels.begin() + 1, m_channels.end(),
                                   [](const Channel &channel) { return !channel.open; });
    if (command.p1 != 0 || free == m_channels.end())
        return status(0x6A81);
    free->open = true;
    return {{static_cast<std::uint8_t>(free - m_channels.begin())}, 0x9000};
}

card::ResponseApdu ReplayCard::storeData(const card::CommandApdu &command, Channel &channel)
{
    if (command.p2 == 0) {
        channel.chain.clear();
        channel.nextBlock = 0;
    }
    if (command.p2 != channel.nextBlock || channel.chain.size() + command.data.size() > longestChain)
        return status(0x6A86);
    append(channel.chain, command.data);
    ++channel.nextBlock;
    if ((command.p1 & 0x80) == 0)
        return status(0x9000);
    channel.nextBlock = 0;
    const Bytes request = std::exchange(channel.chain, {});
    auto once = m_script.es10(request);
    if (!once)
        return missed(card::functionOf(request).name, request);
    return deliver(std::move(*once), command, channel);
}

card::ResponseApdu ReplayCard::recorded(const card::CommandApdu &command, ByteView apdu, Channel &channel)
{
    if (auto once = m_script.command(apdu))
        return deliver(std::move(*once), command, channel);
    // A capture may begin after these; without them nothing else could be asked.
    if (command.ins == card::instruction::terminalCapability)
        return status(0x9000);
    const bool selectsIsdR = command.ins == card::instruction::select && command.p1 == 0x04
                             && command.data == card::isdRAid();
    if (selectsIsdR && !m_script.hasInstruction(card::instruction::select))
        return status(0x9000);
    return missed(card::describe(command), apdu);
}

card::ResponseApdu ReplayCard::missed(std::string what, ByteView command)
{
    if (m_misses.size() < mostMisses)
        m_misses.push_back({std::move(what), copyOf(command)});
    return status(notInCapture);
}

card::ResponseApdu ReplayCard::deliver(RecordedAnswer once, const card::CommandApdu &command, Channel &channel)
{
    channel.waiting = std::move(once.data);
    channel.finalStatus = once.status;
    if (channel.waiting.empty())
        return status(once.status);
    if (!command.le) {
        const std::size_t waiting = channel.waiting.size();
        return status(static_cast<std::uint16_t>(0x6100 | (waiting > 255 ? 0 : waiting)));
    }
    return getResponse(command, channel);
}

card::ResponseApdu ReplayCard::getResponse(const card::CommandApdu &command, Channel &channel)
{
    if (channel.waiting.empty())
        return status(0x6985);
    const std::size_t length = std::min<std::size_t>(command.le.value_or(256), channel.waiting.size());
    const auto end = channel.waiting.begin() + static_cast<std::ptrdiff_t>(length);
    Bytes piece(channel.waiting.begin(), end);
    channel.waiting.erase(channel.waiting.begin(), end);
    const std::size_t left = channel.waiting.size();
    const std::uint16_t word = left == 0 ? channel.finalStatus
                                         : static_cast<std::uint16_t>(0x6100 | (left > 255 ? 0 : left));
    return {std::move(piece), word};
}

} // namespace wb::vcard
